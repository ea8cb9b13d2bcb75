"""The team of the scene meets in its own way, made of files alone."""

from tests.gatherings.conftest import own_methods

__all__ = ["own_methods"]
