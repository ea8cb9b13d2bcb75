"""Names as people sort and shorten them, and the names and passwords one comes in with."""

import secrets

from django.utils.text import slugify

_LAST_LETTERS = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
_IN_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def sort_key(*names: str) -> str:
    """A key that sorts Æ, Ø and Å after Z, whatever the database's collation.

    A name's "aa" sorts as "å", as Danish and Norwegian telephone books do.
    """
    text = " ".join(name for name in names if name).casefold().replace("aa", "å")
    return text.translate(_LAST_LETTERS)


def initials(name: str) -> str:
    """The first letter of the first and of the last name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def username_from(name: str) -> str:
    """A user name that is easy to say and tells nobody who else has one: "lars-4821"."""
    first = slugify(name.casefold().translate(_IN_ASCII)).split("-")[0] or "familie"
    return f"{first[:40]}-{secrets.randbelow(9000) + 1000}"


def first_password() -> str:
    """Twelve letters and digits in groups of four; none that is taken for another on paper."""
    groups = ("".join(secrets.choice(_READABLE) for _each in range(4)) for _group in range(3))
    return "-".join(groups)
