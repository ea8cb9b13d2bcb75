"""The style sheets and scripts every page loads, as elements written once per process."""

from functools import cache

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

STYLES = (
    "designsystemet/theme/designsystemet.css",
    "designsystemet/src/index.css",
    *(
        f"ui/{name}.css"
        for name in (
            "theme", "base", "header", "layout", "components", "lists", "forms", "board",
            "charts", "print",
        )
    ),
)  # fmt: skip
MODULES = tuple(
    f"ui/{name}.js"
    for name in (
        "outbox",
        "sending",
        "asking",
        "drafts",
        "keys",
        "live",
        "presence",
        "recheck",
    )
)


@cache
def stylesheets() -> SafeString:
    """The type and the style sheets, in the order in which later ones win."""
    font = format_html(
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        static("inter/inter-latin-wght-normal.woff2"),
    )
    return font + format_html_join(
        "", '\n<link rel="stylesheet" href="{}">', ((static(path),) for path in STYLES)
    )


@cache
def _addresses() -> tuple[str, ...]:
    return tuple(static(path) for path in ("htmx/htmx.min.js", *MODULES))


def scripts(nonce: str) -> SafeString:
    """htmx and the modules of the house, each with the nonce of this answer."""
    first, *modules = _addresses()
    return format_html(
        '<script src="{}" nonce="{}" defer></script>', first, nonce
    ) + format_html_join(
        "",
        '\n<script type="module" src="{}" nonce="{}"></script>',
        ((address, nonce) for address in modules),
    )


@cache
def spoken(language: str) -> str:  # noqa: ARG001 - what the template's words depend on
    """What the scripts say, in the language that is on."""
    return render_to_string("ui/spoken.html")
