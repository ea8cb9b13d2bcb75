"""Keep each package's translations in step with its English words.

    python tools/messages.py             add what is new, drop what is gone, in every .po file
    python tools/messages.py --check     fail where anything is untranslated or out of step
    python tools/messages.py --compile   write the .mo files Django reads (never committed)
    python tools/messages.py plans ui    the same for some packages only

Needs no GNU gettext. The files are sorted and name no places, so that a change of a sentence
changes one entry and nothing else.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, generate_po, read_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.wording import Wording, wordings  # noqa: E402 found through the line above

LANGUAGES = ("da", "nb")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HEADER = r"""msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


def main(arguments: list[str] | None = None) -> int:
    """0 when all is well; 1 when --check found something, told line by line."""
    asked = _asked(arguments)
    packages = [
        folder
        for folder in sorted((ROOT / "tovholder").iterdir())
        if (folder / "apps.py").exists() and folder.name in (asked.packages or [folder.name])
    ]
    try:
        if asked.compile:
            for package in packages:
                compile_package(package)
            return 0
        if asked.check:
            faults = [fault for package in packages for fault in faults_of(package)]
            faults += disagreements(packages)
            print("\n".join(faults) or "Every message is translated.")
            return int(bool(faults))
        for package in packages:
            update(package)
    except (PoFileError, SyntaxError) as fault:
        print(fault)
        return 1
    return 0


def file_of(package: Path, language: str) -> Path:
    """Where a package keeps its words in a language."""
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


def update(package: Path) -> None:
    """Write each .po file with exactly the messages of the code, keeping what is translated."""
    wanted = wordings(package)
    for language in LANGUAGES:
        file = file_of(package, language)
        if not wanted and not file.exists():
            continue
        before = catalog_in(file, language)
        after = Catalog(locale=language, fuzzy=False)
        for wording in wanted:
            old = before.get(wording.id, wording.context)
            words = old.string if old and _fits(old, wording) else None
            message = after.add(wording.id, words, context=wording.context)
            if old and old.fuzzy:
                message.flags.add("fuzzy")
        text = HEADER.format(language=language) + _entries(after)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            print(f"{file.relative_to(ROOT)}: {len(wanted)} messages")


def compile_package(package: Path) -> None:
    """Write the .mo beside each .po that is newer."""
    for language in LANGUAGES:
        source = file_of(package, language)
        target = source.with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with target.open("wb") as file:
            write_mo(file, catalog_in(source, language))


def faults_of(package: Path) -> Iterator[str]:
    """What a reader in Danish or Norwegian would stumble over, one line each."""
    wanted = wordings(package)
    for language in LANGUAGES:
        file = file_of(package, language)
        place = file.relative_to(ROOT)
        there = catalog_in(file, language)
        known = {(wording.key, wording.context) for wording in wanted}
        for wording in wanted:
            message = there.get(wording.id, wording.context)
            if fault := fault_in(message, wording):
                yield f"{place}: {fault}: {wording.key!r}"
        for message in there:
            if message.id and (_key(message), message.context) not in known:
                yield f"{place}: no longer in the code: {_key(message)!r}"
        for message in there.obsolete.values():
            yield f"{place}: obsolete: {_key(message)!r}"


def fault_in(message: Message | None, wording: Wording) -> str | None:
    """What is wrong with one translation, or None."""
    if message is None:
        return "missing"
    if message.fuzzy:
        return "fuzzy"
    said = _strings(message)
    if not _fits(message, wording) or not all(said):
        return "untranslated"
    for words in said:
        # A singular may say "one" where the plural counts.
        asked = [set(PLACEHOLDER.findall(english)) for english in wording.texts]
        if set(PLACEHOLDER.findall(words)) not in asked:
            return "other placeholders than in English"
    return None


def disagreements(packages: list[Path]) -> Iterator[str]:
    """Django joins all packages' words: the same English may not become two things."""
    for language in LANGUAGES:
        first: dict[tuple[str, str | None], tuple[Path, list[str]]] = {}
        for package in packages:
            for message in catalog_in(file_of(package, language), language):
                if not message.id or not all(_strings(message)):
                    continue
                key = (_key(message), message.context)
                other, words = first.setdefault(key, (package, _strings(message)))
                if words != _strings(message):
                    yield (
                        f"{language}: {_key(message)!r} is {words[0]!r} in {other.name} and"
                        f" {_strings(message)[0]!r} in {package.name}: give one a context"
                    )


def catalog_in(file: Path, language: str) -> Catalog:
    """The catalog in a file; an empty one where there is none."""
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as opened:
        return read_po(opened, locale=language, abort_invalid=True)


def _entries(catalog: Catalog) -> str:
    lines = generate_po(
        catalog,
        width=100,
        no_location=True,
        omit_header=True,
        sort_by="message",
        include_lineno=False,
    )
    return "".join(lines)


def _fits(message: Message, wording: Wording) -> bool:
    return isinstance(message.string, str) == isinstance(wording.id, str)


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _key(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Keep translations in step with the code.")
    parser.add_argument("packages", nargs="*")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--compile", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
