"""Copy what the browser needs out of the npm packages into tovholder/static/.

    python tools/assets.py

Only these files are served; the folder is made anew, never committed, and goes into the wheel,
so that whoever installs that needs no Node.
"""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
TARGET = ROOT / "tovholder" / "static"

sys.path.insert(0, str(ROOT))
from tovholder.ui.icon_names import ICONS  # noqa: E402 - found beside this script's folder

# Folder in the browser's address, npm package, the folder there, the files wanted of it.
WANTED = (
    ("htmx", "htmx.org", "dist", ("htmx.min.js", "ext/hx-sse.min.js")),
    (
        "designsystemet",
        "@digdir/designsystemet-css",
        "dist",
        ("src/index.css", "theme/designsystemet.css"),
    ),
    (
        "inter",
        "@fontsource-variable/inter",
        "files",
        ("inter-latin-wght-normal.woff2",),
    ),
    (
        "icons",
        "@navikt/aksel-icons",
        "dist/svg",
        tuple(f"{drawing}.svg" for drawing in sorted(set(ICONS.values()))),
    ),
)


def main() -> int:
    """Copy every wanted file and the licence it comes under; 1 where one is missing."""
    shutil.rmtree(TARGET, ignore_errors=True)
    for prefix, package, folder, files in WANTED:
        home = PACKAGES / package
        for name in files:
            source = home / folder / name
            if not source.exists():
                print(f"{source.relative_to(ROOT)} is missing: run 'npm ci --ignore-scripts'.")
                return 1
            _copy(source, TARGET / prefix / name)
        licence = home / "LICENSE"
        if licence.exists():
            _copy(licence, TARGET / prefix / "LICENSE")
    return 0


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    sys.exit(main())
