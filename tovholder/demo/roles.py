"""What each of the cast comes here to do, in a sentence."""

from django.utils.translation import gettext as _


def role_of(name: str) -> str:
    """The sentence beside a name on the page with the cast."""
    return {
        "teacher": _("Class teacher. Records a concern in four minutes and observes signs."),
        "school-leader": _("School leader. Leads the weekly triage."),
        "psychologist": _("Psychologist. Sits in the triage and at the meeting."),
        "social-worker": _("Social worker and coordinator. Calls the meeting, holds the plan."),
        "health-visitor": _("Health visitor. Takes part with the family's consent."),
        "therapist": _("Occupational therapist. Takes part with the family's consent."),
        "pedagogue": _("Pedagogue. Meets the child every day."),
        "leader": _("Leader of the family department. Sees no case she has no part in."),
        "social-worker-2": _("Coordinator on leave. A colleague stands in for her."),
        "outsider": _("Teacher at another school. Sees nothing of the case."),
        "admin": _("Keeps units and accounts in order. Sees no case."),
        "officer": _("Data-protection officer. Watches over who has looked. Reads no case."),
        "officer-2": _("Data-protection officer too. Reads an answer before it leaves the house."),
        "mother": _("Mother. Prepares the meeting on her phone and follows the plan."),
        "father": _("The other parent. His address is protected."),
        "child": _("The child, eleven years old."),
    }[name]
