"""The closed list of words a catalogue file may use.

What meetings and instruments can do stands here as data, so that a file is checked without the
code that runs it; their tests hold the two against each other, both ways.
"""

# Each kind of step, with the keys of its own it may carry beside id, kind, opens and closes.
STEP_KINDS: dict[str, frozenset[str]] = {
    "frame": frozenset(),
    "review": frozenset(),
    "board": frozenset({"columns", "prompts"}),
    "goals": frozenset({"columns", "prompts"}),
    "actions": frozenset({"prompts", "wishes_from"}),
    "signs": frozenset({"prompts"}),
    "close": frozenset({"prompts"}),
}

# Each guard, with its arguments and whether they must be there.
GUARDS: dict[str, dict[str, bool]] = {
    "steps-have-words": {"steps": True, "voices": False, "professions": False},
    "steps-closed": {"steps": True},
    "framing-approved": {},
    "goals-have-signs": {},
    "sign-about-surroundings": {},
    "tasks-have-owner-and-date": {},
    "documentation-agreed": {},
    "child-is-told": {},
    "coherence-checked": {},
    "next-date-or-end": {},
}

# hold: nobody steps over. park: what comes early waits, one tap moves on. remind: it is said.
STRICTNESS = frozenset({"hold", "park", "remind"})
SIDES = frozenset({"family", "professional", "companion"})

QUESTION_KINDS = frozenset({"text", "long-text", "choice", "colour", "date"})
COLOURS = frozenset({"green", "yellow", "red"})

RIGHTS = frozenset(
    {"VIEW", "CONTRIBUTE", "PREPARE", "OBSERVE", "COMMENT", "PLAN", "MEET", "ADMIT", "HAND_OVER",
     "CLOSE"}
)  # fmt: skip
BASIS_KINDS = frozenset(
    {"consent", "custody", "own-case", "authority-work", "exchange", "notification", "treatment",
     "companion", "coordination", "collection", "parallel"}
)  # fmt: skip
FORUM_DECISIONS = frozenset({"local", "more", "sent-on", "enough"})
COUNTRIES = frozenset({"dk", "no"})
LANGUAGES = ("da", "nb", "en")
SYSTEMS = frozenset(f"S-{number}" for number in range(1, 98))
