"""How a view says who may come in.

Every view of the house carries a declaration; a guard walks the URLs and refuses a view
without one. The words for seats and roles live higher up: here is only the mark itself,
and the one declaration that needs no account.
"""

from collections.abc import Callable
from typing import Any

View = Callable[..., Any]


def declared(view: View, declaration: str) -> View:
    """Marks a view with what it declares, and gives the same view back."""
    view.declares = declaration  # type: ignore[attr-defined] # a mark on the function
    return view


def open_to_all(view: View) -> View:
    """Anybody may see this page, signed in or not: it holds nothing about a person."""
    return declared(view, "open")
