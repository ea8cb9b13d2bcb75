"""What colleagues say to each other: teachers share, adults look at themselves, a panel answers.

The yearly talk and the supervision are read by those who sat there and by nobody else.
"""

from __future__ import annotations

from uuid import UUID

from tovholder.audit.context import acting
from tovholder.gatherings.asking import advise, ask, tell_outcome
from tovholder.gatherings.models import Meeting as Gathering

from .days import by_the_next_day_at_work
from .gathering import meet
from .town import Town

PANEL_PROFESSIONS = ("psychologist", "health-visitor", "occupational-therapist")


def the_teachers_share(town: Town) -> None:
    """What a talk with TRIO taught one is made a habit for all (S-80)."""
    held = meet(town, "teachers", "teachers-share@1", "At lære af TRIO", place="Lærerværelset")
    held.move("earlier", "shared")
    held.say(
        "shared",
        (
            ("helped", "teacher", "En fast plads i en gruppe gjorde mere end mine samtaler."),
            ("asked", "teacher", "De ville vide, hvad barnet selv sagde. Det havde jeg med."),
            ("asked", "teacher-2", "De spurgte, hvornår det ikke skete."),
        ),
    )
    held.move("habits")
    held.say(
        "habits",
        (
            (
                "ourselves",
                "",
                "Vi taler om det i teamet, før en af os bliver alene med det.",
            ),
            ("beforehand", "", "Vi spørger barnet, hvornår det går godt."),
        ),
    )
    held.move("efforts")
    held.promise("efforts", (("teacher-2", "Sætter ti minutter af på teammødet om mandagen", 12),))
    held.end(days=34)


def the_adults_look_at_themselves(town: Town) -> None:
    """How I met a child, what I did not see, what I try (S-93)."""
    held = meet(town, "teachers", "mediated-learning@1", "At se på vores egen del")
    held.move("earlier", "moment", "noticed")
    held.say(
        "noticed",
        (
            ("met", "pedagogue", "Jeg stod op, mens jeg spurgte. Så bliver jeg meget høj."),
            ("unseen", "teacher-2", "Jeg havde bestemt mig for, at det var uvilje."),
        ),
    )
    held.move("ask", "tried")
    held.say("tried", (("differently", "pedagogue", "Jeg sætter mig på kanten af sandkassen."),))
    held.move("efforts")
    held.promise("efforts", (("teacher-2", "Venter ti sekunder, før jeg spørger igen", 16),))
    held.end(days=40)


def what_stays_in_the_room(town: Town) -> None:
    """The yearly talk of two, and a group in supervision: read by those who sat there."""
    talk = meet(town, "talk", "leader-talk@1", "Året, der gik", place="Birgittes kontor")
    talk.move("year")
    talk.say(
        "year",
        (
            ("works", "social-worker", "Familierne ringer til mig i stedet for at vente."),
            ("hard", "social-worker", "Jeg har selv måttet finde afløser i to ferier."),
            ("time", "leader", "Du har haft fire timer om ugen på papiret. Det er blevet til to."),
            ("support", "social-worker", "At du siger nej på mine vegne en gang imellem."),
        ),
    )
    talk.move("efforts")
    talk.promise("efforts", (("leader", "Finder en fast afløser til sommerferien", 40),))
    talk.end(days=360)
    group = meet(town, "supervision", "supervision@1", "Vores arbejde", place="PPR, det lille rum")
    group.move("talk", "take-home")
    group.say("take-home", (("own", "therapist", "Jeg må gerne være i tvivl højt."),))
    group.end(days=42)


DOUBT = (
    "En dreng på otte bliver kort for hovedet, når nogen kommer tæt på. Jeg er i tvivl, om jeg "
    "skal spørge ham om det eller bare give ham plads. Hvad ville I lægge mærke til?"
)
ANOTHER = (
    "Et barn i børnehaveklassen spiser næsten ikke noget, men leger som de andre. Hvornår er det "
    "noget, jeg skal tale med forældrene om?"
)


BEFORE = (
    "Et barn i tredje klasse går hjem hver gang, vi skal have idræt. Skal jeg spørge barnet eller "
    "forældrene først?"
)
TRIED = "To drenge på syv er enten uadskillelige eller oppe at slås. Hvordan hjælper man begge?"
CAME_OF_IT = (
    "Jeg lod dem være på hver sit hold i ti minutter om dagen og sagde hvorfor. De slås stadig, "
    "men de kommer selv og siger det."
)
ADVICE = (
    ("psychologist", "Giv ham plads først, og sig, at du så det. Spørg senere."),
    ("therapist", "Jeg ville se, om det også sker i køen. Så kan det være trængslen."),
)
ADVICE_BEFORE = (("health-visitor", "Spørg barnet først. Det kan være tøjet eller badet."),)
ADVICE_TRIED = (("psychologist", "Se, hvad der sker lige før. Skil dem ad, mens de er gode."),)

Asked = tuple[str, str, tuple[tuple[str, str], ...]]
ASKED_NOW: Asked = ("teacher", DOUBT, ADVICE)
ASKED_BEFORE: Asked = ("outsider", BEFORE, ADVICE_BEFORE)
ASKED_AND_TOLD: Asked = ("teacher-2", TRIED, ADVICE_TRIED)


def a_panel_answers(town: Town, asked: Asked) -> None:
    """A question without a name, answered the same day."""
    name, question, given = asked
    meeting = _put(town, name, question)
    for profession, advice in given:
        account = town.accounts[profession]
        with acting(account):
            advise(meeting=_opened(meeting.pk), text=advice, nobody=False, by=account)


def a_panel_is_asked_again(town: Town) -> None:
    """One that waits for an answer today."""
    _put(town, "outsider", ANOTHER)


def what_came_of_the_advice(town: Town) -> None:
    """Whoever asked three weeks ago tells what came of it; those who answered read it (S-52)."""
    asker = town.accounts["teacher-2"]
    with acting(asker):
        asked = Gathering.objects.questions().filter(called_by=asker).latest("starts_at")
        tell_outcome(
            meeting=_opened(asked.pk), did=CAME_OF_IT, helped="partly", nobody=False, by=asker
        )


def _put(town: Town, name: str, question: str) -> Gathering:
    asker = town.accounts[name]
    with acting(asker):
        return ask(
            panel=town.forums["panel"], question=question, professions=PANEL_PROFESSIONS,
            nobody=False, by=asker, due=by_the_next_day_at_work(),
        )  # fmt: skip


def _opened(key: UUID) -> Gathering:
    found: Gathering = Gathering.objects.select_related("forum", "called_by").get(pk=key)
    return found
