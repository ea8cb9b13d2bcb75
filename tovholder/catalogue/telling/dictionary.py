"""The closed words of the catalogue as people say them, in the reader's language."""

from django.utils.translation import gettext_lazy

# What a guard waits for. Arguments stand in braces; guards that say more are told in `guards`.
CONDITIONS = {
    "framing-approved": gettext_lazy("everyone here has said yes to the framing"),
    "goals-have-signs": gettext_lazy("there is a goal, and every goal has a sign"),
    "sign-about-surroundings": gettext_lazy(
        "at least one sign is about the adults or the other children"
    ),
    "tasks-have-owner-and-date": gettext_lazy("something is promised, with a name and a day"),
    "documentation-agreed": gettext_lazy("it is agreed who writes down what"),
    "child-is-told": gettext_lazy("someone tells the child, by a day"),
    "coherence-checked": gettext_lazy(
        "it has been asked whether story, meaning and effort hang together"
    ),
    "next-date-or-end": gettext_lazy("there is a next date, or cooperation ends"),
    "steps-closed": gettext_lazy("{steps} is ended"),
    "everyone-has-answered": gettext_lazy("everyone here has answered under {steps}"),
    "answers-at-least": gettext_lazy("no answer under {steps} lies below {value}"),
    "points-agreed": gettext_lazy(
        "each point under {steps} has words, and a day is set to look at them again"
    ),
    "everyone-has-signed": gettext_lazy("everyone here has signed under {steps}"),
    "chosen": gettext_lazy("as many are chosen under {steps} as there should be"),
    "consent-stands": gettext_lazy("a consent holds today"),
    "method-held": gettext_lazy("this has been held: {methods}"),
}
# How strict a guard is, as it reads where a step opens and where it ends.
STRICTNESS = {
    "hold": (gettext_lazy("Nobody steps over this."),) * 2,
    "park": (
        gettext_lazy(
            "What is said too early waits in sight; whoever leads can open the step with one tap."
        ),
        gettext_lazy("Whoever leads can go on all the same, with one tap."),
    ),
    "remind": (gettext_lazy("Otherwise one is reminded, no more."),) * 2,
}
VOICES = {
    "family": gettext_lazy("the family"),
    "professional": gettext_lazy("the professionals"),
    "companion": gettext_lazy("a companion"),
}
RIGHTS = {
    "VIEW": gettext_lazy("read the case"),
    "CONTRIBUTE": gettext_lazy("speak in meetings"),
    "PREPARE": gettext_lazy("prepare for a meeting"),
    "OBSERVE": gettext_lazy("note whether a sign was seen"),
    "COMMENT": gettext_lazy("comment on the plan"),
    "PLAN": gettext_lazy("change the plan"),
    "MEET": gettext_lazy("call and lead meetings"),
    "ADMIT": gettext_lazy("record consent and let others in"),
    "HAND_OVER": gettext_lazy("hand over the coordination"),
    "CLOSE": gettext_lazy("close the case and open it again"),
}
PARAMETERS = {
    "age": gettext_lazy("Says yes alone from the age of"),
    "age_health": gettext_lazy("In health care from the age of"),
    "longest_days": gettext_lazy("Holds at most so many days"),
    "longest_minutes": gettext_lazy("Holds at most so many minutes"),
    "meetings": gettext_lazy("Meetings"),
    "extra_meetings_in_special_cases": gettext_lazy("Further meetings in special cases"),
    "party_from_age": gettext_lazy("Party to the case from the age of"),
    "assessed_within_hours": gettext_lazy("Assessed within so many hours"),
    "receipt_within_working_days": gettext_lazy("Receipt within so many working days"),
    "months": gettext_lazy("Finished within so many months"),
    "start_within_days": gettext_lazy("Begins within so many days"),
    "ask_again_days": gettext_lazy("Asked about again so many days before it ends"),
    "all_must_agree": gettext_lazy("All must say yes (1), or one is enough (0)"),
    "answer_months": gettext_lazy("Answered within so many months"),
    "extra_months": gettext_lazy("Can be put off by so many months"),
    "answer_working_days": gettext_lazy("Answered within so many working days"),
    "extra_working_days": gettext_lazy("Can be put off by so many working days"),
    "near_days": gettext_lazy("Work this many days from a look explains it"),
    "night_from": gettext_lazy("The night begins at"),
    "night_until": gettext_lazy("The night ends at"),
}

# What people do in a step of a kind.
KINDS = {
    "frame": gettext_lazy("The framing is read aloud, and each says yes to it."),
    "review": gettext_lazy("What became of the earlier agreements is told before anything new."),
    "board": gettext_lazy("What is said is written on a board, each sentence with whose it is."),
    "goals": gettext_lazy("Goals are set, each with signs one can see."),
    "actions": gettext_lazy("Each promises what they will do themselves, and by when."),
    "signs": gettext_lazy("Each sign is looked at: seen, partly seen, not seen."),
    "close": gettext_lazy("The meeting is brought to an end."),
    "answer": gettext_lazy("Each answers for themselves."),
    "choose": gettext_lazy("Everyone chooses together."),
    "talk": gettext_lazy("People talk. Nothing is written here."),
    "alone": gettext_lazy("Some are alone. While they are, nothing is written anywhere."),
    "agreement": gettext_lazy("The team’s agreement is made, point by point."),
    "sign": gettext_lazy("Everyone here reads what stands, and signs it."),
    "interview": gettext_lazy(
        "The child answers in its own words, and says of each answer who may be told."
    ),
}
# What the words of a step's keys mean where the key has a closed list.
SAID = {
    ("keeps", "each"): "",
    ("keeps", "summary"): gettext_lazy(
        "Afterwards the middle and the spread are kept, and each single answer is deleted."
    ),
    ("drawn", ""): "",
    ("drawn", "line"): gettext_lazy("Drawn as a line."),
    ("drawn", "web"): gettext_lazy("Drawn as a web."),
    ("drawn", "wheel"): gettext_lazy("Drawn as a wheel."),
    ("what", "plan"): gettext_lazy("Signed is the plan."),
    ("what", "agreement"): gettext_lazy("Signed is the agreement."),
    ("reads", ""): "",
    ("reads", "agreement"): gettext_lazy(
        "First what the team has agreed to read at every meeting."
    ),
    ("voice", "each"): "",
    ("voice", "table"): gettext_lazy("The sentences belong to the table; no name is kept."),
}
ROWS = {
    "child": gettext_lazy("the child"),
    "parents": gettext_lazy("the parents"),
    "school": gettext_lazy("the school"),
    "others": gettext_lazy("others"),
    "professions": gettext_lazy("each profession"),
}
PARTS = {
    "documentation": gettext_lazy("what is written down, and by whom"),
    "child": gettext_lazy("who tells the child"),
    "coherence": gettext_lazy("whether it hangs together"),
    "next": gettext_lazy("when one meets again, or why not"),
    "host": gettext_lazy("who is host next time"),
}
BESIDE = {
    "professions": gettext_lazy("what each profession knows and can do"),
    "child": gettext_lazy("what the child has said everyone here may know"),
}
ABOUT = {
    "case": gettext_lazy("One child's case"),
    "forum": gettext_lazy("A team and its work. It holds nothing about any child."),
}
COMPANY = {
    "family": gettext_lazy("The family and professionals"),
    "professionals": gettext_lazy("Professionals alone"),
}
SUBJECTS = {
    "child": gettext_lazy("The child"),
    "surroundings": gettext_lazy("What the surroundings give"),
    "team": gettext_lazy("The team"),
    "meeting": gettext_lazy("The meeting"),
}
HOLDS = {
    "cases": gettext_lazy("It may take up a child's case."),
    "nothing": gettext_lazy("It holds no case and names no child."),
    "notifications": gettext_lazy("It receives notifications, and takes up no case."),
}
ASKS = {
    "members": gettext_lazy("Its members"),
    "anyone": gettext_lazy("Any professional"),
}
COLOURS = {
    "green": gettext_lazy("Green"),
    "yellow": gettext_lazy("Yellow"),
    "red": gettext_lazy("Red"),
}

# What a phase of a pathway asks for.
PHASES_ASK = {
    "meeting-called": gettext_lazy("Done when a meeting is called: {methods}."),
    "meeting-held": gettext_lazy("Done when a meeting is held: {methods}."),
    "consent-stands": gettext_lazy("Done while a consent stands."),
    "goals-have-signs": gettext_lazy("Done when the plan has a goal with a sign."),
    "promises-made": gettext_lazy("Done when something is promised at {methods}."),
}
