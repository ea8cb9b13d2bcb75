"""The conversation about a forum: its page, and calling a gathering."""

from .calling import call
from .forum import fora, forum
from .sending import send
from .substituting import substitute

__all__ = ["call", "fora", "forum", "send", "substitute"]
