"""Those around the child open its pages now and then, so that the family has something to read."""

from tovholder.audit.context import acting
from tovholder.audit.trace import look
from tovholder.cases.holding import held_by
from tovholder.cases.models import Case

from .town import Town

# Who opens what: the page, and the areas it shows.
OVERVIEW = ("shell:case", ("overview", "plan", "meetings"))
PLAN = ("plans:plan", ("plan",))
MEETINGS = ("meetings:list", ("meetings",))
PEOPLE = ("cases:people", ("overview",))

EARLY = (("social-worker", OVERVIEW), ("teacher", PLAN), ("mother", OVERVIEW))
LATER = (
    ("social-worker", PLAN),
    ("health-visitor", MEETINGS),
    ("pedagogue", PLAN),
    ("mother", PEOPLE),
)
LAST = (("teacher", OVERVIEW), ("psychologist", PLAN), ("social-worker", PEOPLE))


def they_look(town: Town, *, who: tuple[tuple[str, tuple[str, tuple[str, ...]]], ...]) -> None:
    """Each opens one page of the child's case, through the seats they hold that day."""
    for name, (page, areas) in who:
        account = town.accounts[name]
        with acting(account):
            for case in Case.objects.visible_to(account).filter(person=town.persons["child"].pk):
                held = held_by(account)
                seats = [seat for area in areas for seat in held.seats_at([case.pk], area)]
                if seats:
                    look(
                        by=account, page=page, case_ids=[case.pk], areas=areas,
                        seat_ids=dict.fromkeys(seats), right="VIEW",
                    )  # fmt: skip
