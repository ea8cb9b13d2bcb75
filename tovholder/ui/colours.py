"""How light a colour is, how it stands against another, and the same hue lighter or darker.

Ratios and luminances are those of WCAG 2.2; hues are taken in OKLab (Björn Ottosson, 2020),
where a hue stays the same to the eye while it grows lighter.
"""

import re
from math import atan2, cos, hypot, sin

WRITTEN = re.compile(r"#[0-9a-f]{6}")

Channels = tuple[float, float, float]


def is_colour(text: str) -> bool:
    """Whether a colour is written as a style sheet wants it: `#` and six hexadecimal digits."""
    return WRITTEN.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """The ratio between two colours, from 1 (the same) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """How light a colour is, from 0 for black to 1 for white."""
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(colour: str, over: str, share: float) -> str:
    """What is seen where a share of one colour lies over another."""
    pairs = zip(_digits(colour), _digits(over), strict=True)
    return "#" + "".join(f"{round(share * top + (1 - share) * under):02x}" for top, under in pairs)


def tinted(hue: str, light: float, vivid: float) -> str:
    """The colour of a hue that is as light as asked for; paler where the hue cannot be so vivid."""
    _, a, b = _oklab(_channels(hue))
    angle = atan2(b, a)
    low, high = 0.0, 1.0
    for _step in range(24):
        middle = (low + high) / 2
        made = _within(middle, vivid, angle)
        low, high = (middle, high) if luminance(made) < light else (low, middle)
    return _within(high, vivid, angle)


def _digits(colour: str) -> tuple[int, int, int]:
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _channels(colour: str) -> Channels:
    """Red, green and blue as amounts of light."""
    red, green, blue = (_light(digit / 255) for digit in _digits(colour))
    return red, green, blue


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _written(light: float) -> int:
    value = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(255 * value)


def vividness(colour: str) -> float:
    """How far a colour is from grey."""
    _, a, b = _oklab(_channels(colour))
    return hypot(a, b)


def _oklab(channels: Channels) -> Channels:
    r, g, b = channels
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _within(light: float, vivid: float, angle: float) -> str:
    """A colour a screen can show: as vivid as asked for, or as vivid as it can be."""
    for share in range(20, -1, -1):
        reach = vivid * share / 20
        channels = _shown(light, reach * cos(angle), reach * sin(angle))
        if all(-0.0005 <= channel <= 1.0005 for channel in channels):
            break
    return "#" + "".join(f"{_written(min(max(channel, 0), 1)):02x}" for channel in channels)


def _shown(light: float, a: float, b: float) -> Channels:
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
