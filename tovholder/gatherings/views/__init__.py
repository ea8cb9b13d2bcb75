"""The conversation about a forum: its page, its agreement, and calling a gathering."""

from .agreement import agreement
from .calling import call
from .forum import fora, forum
from .sending import send
from .substituting import substitute

__all__ = ["agreement", "call", "fora", "forum", "send", "substitute"]
