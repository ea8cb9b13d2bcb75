"""What the structure of an item says, in sentences a person can read.

The words of an item stand in its prose files; here its table is told: what opens and ends a step,
what a question asks for, what a role may, when a rule holds.
"""

from .facts import Fact, facts
from .phrases import in_order
from .sections import sections

__all__ = ["Fact", "facts", "in_order", "sections"]
