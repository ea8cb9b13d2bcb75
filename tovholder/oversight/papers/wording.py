"""What each kind of paper is called, and in which chapter it stands."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHAPTERS: dict[str, Promise] = {
    "family": _("The person and the family"),
    "worries": _("Worries"),
    "notifications": _("Notifications of concern"),
    "consent": _("Consent"),
    "case": _("The case and who is with"),
    "unasked": _("Without consent"),
    "plan": _("The plan"),
    "meetings": _("Meetings"),
    "child": _("The child’s own words"),
}


class Kind(NamedTuple):
    """One kind of paper. `alone` says that each is weighed for itself, whatever stands in it."""

    chapter: str
    name: Promise
    alone: bool = False


def _kinds(chapter: str, package: str, names: dict[str, Promise], *, alone: bool = False) -> None:
    KINDS.update({f"{package}.{name}": Kind(chapter, said, alone) for name, said in names.items()})


KINDS: dict[str, Kind] = {}
_kinds("family", "people", {
    "Person": _("The person"),
    "NationalNumber": _("National number, kept locked"),
    "Relation": _("Relation"),
    "Enrolment": _("School or institution"),
})  # fmt: skip
_kinds("family", "people", {
    "Protection": _("Protection of where somebody is"),
    "ProtectionEnd": _("The protection ended"),
    "MayKnow": _("Who may know where somebody is"),
}, alone=True)  # fmt: skip
_kinds("family", "cases", {
    "Actor": _("Somebody near"),
    "ActorEnd": _("No longer near"),
    "Bond": _("A tie between two"),
    "TrustedAdult": _("The trusted adult"),
})  # fmt: skip
_kinds("consent", "consent", {
    "Basis": _("Why somebody may know"),
    "Consent": _("What was said yes to"),
    "AlsoGiven": _("Said yes too"),
    "Withdrawal": _("Withdrawn"),
})  # fmt: skip
_kinds("consent", "cases", {
    "ConsentRequest": _("Asked for consent"),
    "AskedSharing": _("What was asked for"),
    "SharingAnswer": _("Answer to what was asked for"),
    "RequestTakenBack": _("The question was taken back"),
})  # fmt: skip
_kinds("case", "cases", {
    "Case": _("The case"),
    "Seat": _("A seat at the case"),
    "SeatEnd": _("The seat ended"),
    "StandIn": _("Standing in"),
    "Handover": _("Asked to become coordinator"),
    "HandoverAnswer": _("Answer about becoming coordinator"),
    "Closure": _("The case was closed"),
    "Reopening": _("The case was opened again"),
    "AskToJoin": _("Asked to join"),
    "DeclinedToJoin": _("Was not taken in"),
    "SupervisedSeat": _("Supervision looked at the case"),
})  # fmt: skip
_kinds("case", "cases", {
    "Correction": _("Said to be wrong"),
    "CorrectionAnswer": _("Answer to what was said to be wrong"),
}, alone=True)  # fmt: skip
_kinds("unasked", "cases", {
    "EmergencyAccess": _("Opened in an emergency"),
    "ToldOfEmergency": _("Told of the emergency"),
    "AnswerToEmergency": _("Answer about the emergency"),
    "Talk": _("A talk without consent"),
    "TalkParty": _("Took part in the talk"),
    "TalkCalledOff": _("The talk was called off"),
    "TalkNote": _("Note from the talk"),
}, alone=True)  # fmt: skip
_kinds("unasked", "consent", {"Exchange": _("An exchange without consent")}, alone=True)
_kinds("plan", "plans", {
    "Goal": _("A goal"),
    "GoalEnd": _("The goal ended"),
    "Sign": _("A sign"),
    "SignEnd": _("The sign ended"),
    "Observation": _("What was seen"),
    "Task": _("An action"),
    "TaskEnd": _("The action ended"),
    "WishAnswer": _("Answer to a wish"),
    "Comment": _("A comment"),
    "Revision": _("How it stood before"),
})  # fmt: skip
_kinds("worries", "concerns", {
    "Concern": _("A worry"),
    "ConcernIdentity": _("Whom the worry is about"),
    "Sheet": _("What was written of the worry"),
    "Ground": _("On what basis it was talked about"),
    "HiddenWords": _("Words that were hidden"),
    "Match": _("Whose worry it was"),
    "Decision": _("What was decided"),
    "Referral": _("Sent on"),
    "Question": _("A question"),
    "Reply": _("A reply"),
    "Answer": _("An answer"),
    "Acknowledgement": _("The answer was read"),
    "Shared": _("What was shared with it"),
}, alone=True)  # fmt: skip
_kinds("worries", "concerns", {
    "Grading": _("How worried"),
    "GradingEnd": _("No longer so worried"),
})  # fmt: skip
_kinds("notifications", "concerns", {
    "Notification": _("A notification"),
    "NotifiedChild": _("Whom the notification is about"),
    "Supplement": _("Added to the notification"),
    "Assessment": _("How the notification was judged"),
    "Receipt": _("Receipt to the sender"),
    "ToldBack": _("Told back to the sender"),
}, alone=True)  # fmt: skip
_kinds("child", "meetings", {
    "Statement": _("What the child said"),
    "MayBeTold": _("Who may be told"),
    "Seen": _("Answer of the child’s wheel"),
}, alone=True)  # fmt: skip
_kinds("child", "meetings", {"ChildIsTold": _("How the child is told")})
_kinds("meetings", "meetings", {
    "Meeting": _("A meeting"),
    "Place": _("A place"),
    "Invitation": _("Invited"),
    "Attendance": _("Who came"),
    "Spared": _("Asked not to come"),
    "Reply": _("Answer to the invitation"),
    "ReplyWords": _("Words with the answer"),
    "Rescheduling": _("Moved"),
    "CallingOff": _("Called off"),
    "MeetingEnd": _("The meeting ended"),
    "Passage": _("A step of the meeting"),
    "Contribution": _("Said at the meeting"),
    "Wording": _("How it was worded before"),
    "Removal": _("Taken away again"),
    "Settlement": _("Became something to do"),
    "Choice": _("Chosen"),
    "Mark": _("Marked on a scale"),
    "Answered": _("Has answered"),
    "Summary": _("What all answered together"),
    "AgreedGoal": _("A goal was agreed"),
    "AgreedTask": _("An action was agreed"),
    "Review": _("How it went with what was agreed"),
    "Coherence": _("Whether it hangs together"),
    "Continuation": _("When to meet again"),
    "Approval": _("Agreed to by"),
    "MinutesFinal": _("The minutes were finished"),
    "MinutesRead": _("The minutes were read"),
    "Photo": _("A photo of the wall"),
    "PhotoContent": _("The picture, kept apart"),
    "PreparationLink": _("A link for preparing"),
    "Prepared": _("Has prepared"),
})  # fmt: skip
_kinds("meetings", "meetings", {"Preparation": _("Prepared beforehand")}, alone=True)
