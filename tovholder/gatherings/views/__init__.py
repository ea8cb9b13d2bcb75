"""The conversation about a forum: its page, and calling a gathering."""

from .calling import call
from .forum import fora, forum
from .panels import ask, question, sparring
from .sending import send
from .substituting import substitute

__all__ = [
    "ask", "call", "fora", "forum", "question", "send", "sparring", "substitute",
]  # fmt: skip
