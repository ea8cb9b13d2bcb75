"""What there is to sign, as one text that reads the same whoever reads it, and its fingerprint.

The fingerprint is kept with each signature: where the text is changed, it is signed anew (S-36).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..sitting import Sitting

PLAN = "plan"
AGREEMENT = "agreement"


def plan_text(sitting: Sitting) -> str:
    """The goals with their signs, and what was promised here; empty where there is neither."""
    goals = [
        [goal.need, goal.text, [[sign.text, sign.watchers, sign.about] for sign in goal.watched]]
        for goal in sitting.goals
    ]
    tasks = [
        [task.text, task.owner_name, task.due.isoformat() if task.due else "", task.together_with]
        for task in sitting.promises()
    ]
    return _written({"goals": goals, "tasks": tasks}) if goals or tasks else ""


def agreement_text(sitting: Sitting) -> str:
    """Every point as it is worded, and the day it is looked at again; empty until all is said."""
    from .kinds import KINDS  # the kinds know what is signed

    steps = [step for step in sitting.method.steps if step.kind == AGREEMENT]
    if not steps or any(KINDS[AGREEMENT].missing(sitting, step) for step in steps):
        return ""
    here = sitting.agreement
    points = [
        [point, here.points[point].text] for step in steps for point in step.options["points"]
    ]
    return _written({"points": points, "evaluate_by": here.own.evaluate_by.isoformat()})


TEXTS: dict[str, Callable[[Any], str]] = {PLAN: plan_text, AGREEMENT: agreement_text}


def standing_text(sitting: Sitting, what: str) -> str:
    """The text that stands now. KeyError where nothing of that name can be signed."""
    return TEXTS[what](sitting)


def fingerprint(text: str) -> str:
    """The SHA-256 of a text in hexadecimal; empty for an empty text, which nobody signs."""
    return sha256(text.encode()).hexdigest() if text else ""


def _written(text: dict[str, Any]) -> str:
    return json.dumps(text, ensure_ascii=False, sort_keys=True)
