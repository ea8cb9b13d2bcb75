"""What the guards look at: the packages, their files, and the order they stand in."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "tovholder"

# Lowest first; packages on one line stand beside each other and may not know each other.
ORDER = (
    ("ui", "audit", "catalogue"),
    ("organisation",),
    ("people",),
    ("consent",),
    ("cases",),
    ("journal",),
    ("plans", "instruments"),
    ("concerns",),
    ("networks",),
    ("meetings", "therapy"),
    ("gatherings",),
    ("family", "insight", "fhir", "oversight"),
    ("demo",),
    ("shell",),
)
FLOOR = {name: floor for floor, names in enumerate(ORDER) for name in names}
PACKAGES = sorted(name for name in FLOOR if (HOUSE / name / "apps.py").exists())
# Everyone may draw with ui, whatever floor they stand on.
OPEN_TO_ALL = {"ui"}


def may_know(upper: str, lower: str) -> bool:
    """Whether code, keys or templates of `upper` may name `lower`."""
    return upper == lower or lower in OPEN_TO_ALL or FLOOR[lower] < FLOOR[upper]


def python_files() -> list[Path]:
    """Every Python file of the house but migrations, which are history."""
    return sorted(path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts)


def templates() -> list[Path]:
    return sorted(path for path in HOUSE.rglob("templates/**/*.*") if path.is_file())


def package_of(path: Path) -> str:
    """The package a file lies in, or nothing for the files beside the packages."""
    place = path.relative_to(HOUSE).parts[0]
    return place if place in FLOOR else ""


def template_name(path: Path) -> str:
    """The name a template is asked for by."""
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


NAMED_TEMPLATE = re.compile(r"""["']([a-z_]+/[\w./-]+\.(?:html|svg|txt))(?:#[\w-]+)?["']""")
