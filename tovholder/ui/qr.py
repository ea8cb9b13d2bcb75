"""An address as a code to point a camera at: the same drawing on a page and on paper."""

import segno

SHADE = "#1b2a33"


def qr(address: str) -> str:
    """The code as SVG, on white in a dark page too, since cameras read nothing else.

    It says nothing to who cannot see it: the address stands beside it.
    """
    code = segno.make(address, error="m", micro=False)
    return str(
        code.svg_inline(scale=5, border=4, dark=SHADE, light="#fff", omitsize=False, svgclass="qr")
    )
