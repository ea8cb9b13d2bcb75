"""What the guards of a method wait for, in sentences."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import catalogue
from ..methods import Guard, Method
from .dictionary import CONDITIONS, STRICTNESS, VOICES
from .phrases import listed, quoted

OPENING, ENDING = 0, 1


def sentences(
    method: Method, guards: tuple[Guard, ...], sentence: str, strictness: int
) -> Iterator[str]:
    """One sentence for all guards that are equally strict; `strictness` is OPENING or ENDING."""
    for otherwise, endings in STRICTNESS.items():
        alike = [condition(method, guard) for guard in guards if guard.otherwise == otherwise]
        if alike:
            yield f"{sentence.format(condition=listed(alike))} {endings[strictness]}"


def condition(method: Method, guard: Guard) -> str:
    """What a guard waits for, as the end of a sentence."""
    arguments = guard.arguments
    steps = quoted(method.words(), arguments.get("steps", ()))
    voices = _voices(guard)
    if guard.guard == "steps-have-words":
        told = _("words stand under {steps}").format(steps=steps)
        return _("{words} from {voices}").format(words=told, voices=voices) if voices else told
    named = [catalogue().versions(name)[-1:] for name in arguments.get("methods", ())]
    told = str(CONDITIONS[guard.guard]).format(
        steps=steps,
        value=arguments.get("value", ""),
        methods=listed(f"“{method.words().title}”" for methods in named for method in methods),
    )
    return (
        _("{condition} (only {voices})").format(condition=told, voices=voices) if voices else told
    )


def _voices(guard: Guard) -> str:
    """Whose words or answers count, or nothing where everybody's do."""
    voices = [str(VOICES[voice]) for voice in guard.arguments.get("voices", ())]
    if count := guard.arguments.get("professions", 0):
        voices.append(
            ngettext("at least {count} profession", "at least {count} professions", count).format(
                count=count
            )
        )
    return listed(voices)
