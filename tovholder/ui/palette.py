"""A municipality's colour, carried through the design tokens.

One colour is chosen, and it may be any: yellow, black or pink. The head of the pages takes it
as it is, with black or white letters, whichever is read best. The rest is the house's own ramp
in the hue of the chosen colour, each step as light as ours, so that every pair of text and ground
keeps its contrast. Where buttons and links would be too pale for a white page, they are
darkened, and `Palette.told` says so with the numbers.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from .colours import contrast, luminance, mixed, tinted, vividness

READ = 4.5  # the contrast WCAG AA asks between words and what they stand on
WHITE, BLACK = "#ffffff", "#000000"
PALEST = "#ffffff"  # what a button or a link may stand on in light colours
PAGE = "#f2f5f4"  # and the ground of the page itself
THEME = Path(__file__).parent / "static" / "ui" / "theme.css"
TOKEN = re.compile(r"(--ds-color-accent-[a-z-]+): light-dark\((#\w+), (#\w+)\)")
VIVID = 2.0  # times the vividness of our own teal that a ground may at most have
CURRENT = 0.18  # how much of the letters' colour lies on the place one stands at


@dataclass(frozen=True)
class Palette:
    """The tokens that one chosen colour leads to. `accent` is written as `#ffcc00`."""

    accent: str

    @cached_property
    def letters(self) -> str:
        """Black or white: one of them can be read on any colour (4.58 at the least)."""
        return max((WHITE, BLACK), key=lambda letters: contrast(letters, self.accent))

    @property
    def in_the_head(self) -> float:
        """The contrast of the letters in the head of the pages."""
        return contrast(self.letters, self.accent)

    @property
    def on_the_page(self) -> float:
        """The contrast of buttons and links on a light page."""
        return contrast(self.base, PAGE)

    @cached_property
    def current(self) -> str:
        """The ground of the menu's current place: nearer to the letters where they bear it."""
        ground = mixed(self.letters, self.accent, CURRENT)
        if contrast(self.letters, ground) >= READ:
            return ground
        return mixed(BLACK if self.letters == WHITE else WHITE, self.accent, CURRENT)

    @cached_property
    def base(self) -> str:
        """Buttons on a light page: the colour itself, or as dark as it must be to be read."""
        if min(contrast(self.accent, PALEST), contrast(self.accent, PAGE)) >= READ:
            return self.accent
        return tinted(self.accent, (luminance(PAGE) + 0.05) / (READ + 0.1) - 0.05, self.vivid)

    @property
    def told(self) -> str:
        """A sentence for whoever chose the colour, or nothing where it is used as it is."""
        if self.base == self.accent:
            return ""
        return (
            f"{self.accent} reaches {contrast(self.accent, PAGE):.1f}:1 on a light page, and what "
            f"is read needs {READ}:1. Buttons and links are drawn in {self.base} "
            f"({self.on_the_page:.1f}:1); the head of the pages keeps {self.accent}."
        )

    @cached_property
    def vivid(self) -> float:
        return vividness(self.accent)

    @cached_property
    def tokens(self) -> dict[str, tuple[str, str]]:
        """Each token with its colour in light and in dark."""
        own = house()["--ds-color-accent-base-default"][0]
        times = min(self.vivid / vividness(own), VIVID)
        ramp = {
            name: (self._as_light_as(light, times), self._as_light_as(dark, times))
            for name, (light, dark) in house().items()
        }
        for step, light in self._bases().items():
            name = f"--ds-color-accent-base-{step}"
            ramp[name] = (light, ramp[name][1])
        return ramp | {
            "--header-ground": (self.accent, self._as_light_as("#0d343a", times)),
            "--header-text": (self.letters, "#f2f2f2"),
            "--header-current": (self.current, self._as_light_as("#37565c", times)),
        }

    def sheet(self) -> str:
        """The tokens as a style sheet, to be read after the house's own."""
        lines = [f"  {name}: light-dark({a}, {b});" for name, (a, b) in self.tokens.items()]
        return "\n".join((":root,", "[data-color-scheme] {", *lines, "}", ""))

    def _bases(self) -> dict[str, str]:
        """What is pressed grows darker; what is black already grows lighter, and is still read."""
        light = luminance(self.base)
        steps = (0.7, 0.45) if light > 0.02 else (1.0, 1.0)
        more = 0.0 if light > 0.02 else 0.02
        soft = self._as_light_as("#d8ebed", 1)
        return {
            "default": self.base,
            "hover": tinted(self.accent, light * steps[0] + more, self.vivid),
            "active": tinted(self.accent, light * steps[1] + more * 2, self.vivid),
            "contrast-subtle": soft if contrast(soft, self.base) >= READ else WHITE,
            "contrast-default": WHITE,
        }

    def _as_light_as(self, ours: str, times: float) -> str:
        return tinted(self.accent, luminance(ours), vividness(ours) * times)


@cache
def house() -> dict[str, tuple[str, str]]:
    """Our own ramp, read from the style sheet that holds it."""
    return {name: (light, dark) for name, light, dark in TOKEN.findall(THEME.read_text("utf-8"))}
