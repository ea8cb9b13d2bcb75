"""The conversation about a forum: its page, its agreement, and calling a gathering."""

from .agreement import agreement, signature
from .calling import call
from .forum import coordinators, fora, forum
from .panels import ask, question, sparring
from .sending import send
from .substituting import substitute

__all__ = [
    "agreement",
    "ask",
    "call",
    "coordinators",
    "fora",
    "forum",
    "question",
    "send",
    "signature",
    "sparring",
    "substitute",
]  # fmt: skip
