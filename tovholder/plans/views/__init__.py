"""The conversation about a plan."""

from . import goals, plan, signs, tasks

__all__ = ["goals", "plan", "signs", "tasks"]
