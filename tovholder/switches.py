"""The switches an operator sets, all of them environment variables.

Every name here is explained in docs/running/settings.md; a test keeps the two alike.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

NAMES = frozenset(
    {
        "ALLOWED_HOSTS",
        "DATABASE_LISTEN_URL",
        "DATABASE_OWNER_URL",
        "DATABASE_URL",
        "PORT",
        "SECRET_KEY",
        "TOVHOLDER_ADDRESS",
        "TOVHOLDER_BEHIND_PROXY",
        "TOVHOLDER_CATALOGUE",
        "TOVHOLDER_CERTIFICATE",
        "TOVHOLDER_CERTIFICATE_KEY",
        "TOVHOLDER_DATABASE",
        "TOVHOLDER_DEBUG",
        "TOVHOLDER_DEMO",
        "TOVHOLDER_FRESH_MINUTES",
        "TOVHOLDER_STRONG_SIGN_IN",
        "TOVHOLDER_HEADS",
        "TOVHOLDER_HEADS_TO",
        "TOVHOLDER_HOME",
        "TOVHOLDER_IDLE_MINUTES",
        "TOVHOLDER_LISTEN",
        "TOVHOLDER_MAIL",
        "TOVHOLDER_MAIL_FROM",
        "TOVHOLDER_MUNICIPALITY",
        "TOVHOLDER_PROVIDERS",
        "TOVHOLDER_ROLE",
        "TOVHOLDER_SEALING_KEY",
        "TOVHOLDER_SESSION_HOURS",
        "TOVHOLDER_STATIC",
        "TOVHOLDER_THREADS",
        "TOVHOLDER_WORKERS",
    }
)


class UnknownSwitch(LookupError):
    """The code asked for a switch that is not in the list above."""


def text(name: str, default: str = "") -> str:
    """The switch as the operator wrote it, without spaces around it."""
    if name not in NAMES:
        raise UnknownSwitch(name)
    return os.environ.get(name, "").strip() or default


def on(name: str) -> bool:
    """True for 1, true, yes and on."""
    return text(name).lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """The switch as a whole number; a ValueError in words where it is none."""
    written = text(name, str(default))
    if not written.isdigit():
        message = f"{name} must be a whole number, not {written!r}."
        raise ValueError(message)
    return int(written)


def words(name: str) -> list[str]:
    """A list written with commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def home() -> Path:
    """The folder for everything the machine writes: secrets, embedded database, collected files."""
    beside = ROOT if (ROOT / "pyproject.toml").exists() else Path.cwd()
    return Path(text("TOVHOLDER_HOME", str(beside / ".tovholder"))).absolute()
