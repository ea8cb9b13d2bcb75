"""The closed list of words a catalogue file may use.

What meetings and instruments can do stands here as data, so that a file is checked without the
code that runs it; their tests hold the two against each other, both ways.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .options import (
    Count,
    Flag,
    Names,
    Option,
    Reference,
    Sides,
    Steps,
    Word,
    Words,
)

# What a method is about: a child's case, or a forum and its work. Each is written in its own book.
CASE, FORUM = "case", "forum"
BOOKS = frozenset({CASE, FORUM})
COMPANY = frozenset({"family", "professionals"})


@dataclass(frozen=True, slots=True)
class StepKind:
    """A kind of step: the keys of its own, and the books a meeting with it may be written in.

    `needs` must be there; of `either`, exactly one.
    """

    keys: frozenset[str] = frozenset()
    books: frozenset[str] = BOOKS
    needs: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()


IN_CASES, IN_FORA = frozenset({CASE}), frozenset({FORUM})

# Each kind of step, with the keys it may carry beside those every step may carry.
STEP_KINDS: dict[str, StepKind] = {
    "frame": StepKind(frozenset({"reads"})),
    "review": StepKind(),
    "board": StepKind(frozenset({"columns", "prompts", "rows", "voice", "voices_from", "refused"})),
    "goals": StepKind(frozenset({"columns", "prompts"}), books=IN_CASES),
    "actions": StepKind(frozenset({"prompts", "wishes_from"})),
    "signs": StepKind(frozenset({"prompts"}), books=IN_CASES),
    "answer": StepKind(
        frozenset({"asks", "instrument", "highest", "hidden", "of", "first", "keeps", "drawn"}),
        either=frozenset({"asks", "instrument"}),
    ),
    "choose": StepKind(frozenset({"from", "count"}), needs=frozenset({"from", "count"})),
    "talk": StepKind(frozenset({"turns"})),
    "alone": StepKind(frozenset({"who"}), needs=frozenset({"who"})),
    "interview": StepKind(
        frozenset({"asks", "instrument", "drawn"}),
        books=IN_CASES,
        either=frozenset({"asks", "instrument"}),
    ),
    "agreement": StepKind(
        frozenset({"points", "aloud"}), books=IN_FORA, needs=frozenset({"points"})
    ),
    "sign": StepKind(frozenset({"what"}), needs=frozenset({"what"})),
    "close": StepKind(frozenset({"prompts", "parts"})),
}

# What every step may carry beside its guards.
ANY_STEP = frozenset({"beside", "minutes"})
# Lists of ids that need words of their own under the step, in this order.
TOLD = ("columns", "prompts", "asks", "points")
CLOSING = ("documentation", "child", "coherence", "next")

# Each key a step may carry, with what it may say and what holds where it says nothing.
OPTIONS: dict[str, Option] = {
    "columns": Names(),
    "prompts": Names(),
    "asks": Names(),
    "refused": Names(),
    "points": Names(),
    "aloud": Names(),
    "instrument": Reference("", ("instruments",), besides=frozenset({"chosen"})),
    "highest": Count(0, highest=10),
    "hidden": Flag(default=True),
    "of": Sides(),
    "first": Sides(),
    "who": Sides(),
    "wishes_from": Sides(("family",)),
    "voices_from": Sides(),
    "keeps": Word("each", frozenset({"each", "summary"})),
    "drawn": Word("", frozenset({"line", "web", "wheel"})),
    "from": Steps(many=False, kinds=frozenset({"answer", "board"})),
    "count": Count(0, highest=20),
    "turns": Flag(default=False),
    "what": Word("", frozenset({"plan", "agreement"})),
    "reads": Word("", frozenset({"agreement"})),
    "rows": Words(known=frozenset({"child", "parents", "school", "others", "professions"})),
    "voice": Word("each", frozenset({"each", "table"})),
    "parts": Words(CLOSING, known=frozenset({*CLOSING, "host"})),
    "beside": Reference(
        (),
        ("guides", "instruments", "rulers"),
        many=True,
        besides=frozenset({"professions", "child"}),
    ),
    "minutes": Count(0, highest=480),
}

# What has a place in one of the two books only. A forum's book knows no child and no family; in a
# case every sentence has someone who said it.
ONLY_IN: Mapping[tuple[str, str], str] = {
    ("rows", "child"): CASE,
    ("rows", "parents"): CASE,
    ("parts", "child"): CASE,
    ("parts", "coherence"): CASE,
    ("parts", "host"): FORUM,
    ("voice", "table"): FORUM,
    ("what", "plan"): CASE,
    ("what", "agreement"): FORUM,
    ("reads", "agreement"): FORUM,
    ("beside", "child"): CASE,
}

# Each guard, with its arguments and whether they must be there.
GUARDS: dict[str, dict[str, bool]] = {
    "steps-have-words": {"steps": True, "voices": False, "professions": False},
    "steps-closed": {"steps": True},
    "framing-approved": {},
    "everyone-has-answered": {"steps": True, "voices": False},
    "answers-at-least": {"steps": True, "value": True},
    "chosen": {"steps": True},
    "consent-stands": {},
    "method-held": {"methods": True},
    "points-agreed": {"steps": True},
    "everyone-has-signed": {"steps": True},
    "goals-have-signs": {},
    "sign-about-surroundings": {},
    "tasks-have-owner-and-date": {},
    "documentation-agreed": {},
    "child-is-told": {},
    "coherence-checked": {},
    "next-date-or-end": {},
}
# The guards that ask about a child's case; the others may stand in a forum's method too.
CASE_GUARDS = frozenset(
    {"goals-have-signs", "sign-about-surroundings", "child-is-told", "coherence-checked",
     "consent-stands"}
)  # fmt: skip
# The only ones that can be asked before there is a meeting.
CALLING = frozenset({"consent-stands", "method-held"})
# What the arguments of guards may say.
ARGUMENTS: dict[str, Option] = {
    "steps": Steps(()),
    "voices": Sides(),
    "professions": Count(0, highest=20),
    "value": Count(0, lowest=0, highest=10),
    "methods": Reference((), ("methods",), many=True),
}
# Guards that look at steps of some kinds only.
LOOKS_AT: Mapping[str, frozenset[str]] = {
    "everyone-has-answered": frozenset({"answer"}),
    "answers-at-least": frozenset({"answer"}),
    "points-agreed": frozenset({"agreement"}),
    "everyone-has-signed": frozenset({"sign"}),
    "chosen": frozenset({"choose"}),
}
# Guards that look at the step they stand at, which must be of this kind.
LOOKS_AT_ITS_OWN: Mapping[str, str] = {"framing-approved": "frame"}
# A guard that waits for what no step of the method lets anyone do would wait for ever.
MET_BY: Mapping[str, str] = {
    "tasks-have-owner-and-date": "actions",
    "documentation-agreed": "documentation",
    "child-is-told": "child",
    "coherence-checked": "coherence",
    "next-date-or-end": "next",
}

# hold: nobody steps over. park: what comes early waits, one tap moves on. remind: it is said.
STRICTNESS = frozenset({"hold", "park", "remind"})

QUESTION_KINDS = frozenset({"text", "long-text", "choice", "colour", "date", "scale"})
SUBJECTS = frozenset({"child", "surroundings", "team", "meeting"})
COLOURS = frozenset({"green", "yellow", "red"})
LANES = frozenset({"notification"})

RIGHTS = frozenset(
    {"VIEW", "CONTRIBUTE", "PREPARE", "OBSERVE", "COMMENT", "PLAN", "MEET", "ADMIT", "HAND_OVER",
     "CLOSE"}
)  # fmt: skip
BASIS_KINDS = frozenset(
    {"consent", "custody", "own-case", "authority-work", "exchange", "notification", "treatment",
     "companion", "coordination", "collection", "parallel", "information", "break-glass",
     "supervision", "access", "party-access"}
)  # fmt: skip
EXCHANGE = "exchange"
# On these somebody reads a case in an emergency, for minutes.
BREAK_GLASS = "break-glass"
# By which somebody is told what is kept about them.
ACCESS = "access"
# By which a party to a case reads its papers.
PARTY_ACCESS = "party-access"
# Rules worth knowing on which nobody can stand to see a case.
SEATLESS = frozenset({"information", ACCESS, PARTY_ACCESS})
# Rules by which somebody asks for papers, and is told why some are left out and how to complain.
ANSWERED = frozenset({ACCESS, PARTY_ACCESS})
# What is seen on these might warn somebody, whatever a file says.
WARNING = frozenset({"break-glass", "notification"})
# What a rule opens, in the order the law library tells it: possibilities before limits.
OPENINGS = ("share", "ask", "work", "notify", "family", "help", "write")
FORUM_DECISIONS = frozenset({"local", "more", "referred", "sent-on", "enough"})
FORUM_HOLDS = frozenset({"cases", "nothing", "notifications"})
FORUM_ASKS = frozenset({"members", "anyone"})
# What a phase of a pathway may ask for, and whether it says by which methods.
PATHWAY_FACTS: Mapping[str, bool] = {
    "meeting-called": True,
    "meeting-held": True,
    "consent-stands": False,
    "goals-have-signs": False,
    "promises-made": True,
}
# What a guide tells whoever leads, in this order.
LEADING = ("say", "unsaid", "wrong")
# Where professions stand, in the order they are told.
PROFESSION_GROUPS = ("school", "advice", "health", "social", "leading")
COUNTRIES = frozenset({"dk", "no"})
LANGUAGES = ("da", "nb", "en")
SYSTEMS = frozenset(f"S-{number}" for number in range(1, 98))
