"""Teams that meet about their own work: what they share, how they look at themselves, what stays.

One network meets three times and draws its web twice, so that the round before shows.
"""

from __future__ import annotations

from collections.abc import Mapping

from tovholder.audit.context import acting
from tovholder.organisation import actions as organisation

from .gathering import Gathered, meet
from .town import Town

# Key, kind, name, unit, weekday, who sits there, and how many of the first of them lead.
TEAMS = (
    ("network", "collaboration-network", "Netværket i Distrikt Øst", "east", 3,
     ("teacher", "health-visitor", "social-worker", "psychologist", "pedagogue", "therapist"), 2),
    ("network-west", "collaboration-network", "Netværket i Distrikt Vest", "west", 2,
     ("pedagogue-2", "social-worker-2", "teacher-3", "school-leader-2", "psychologist"), 2),
    ("teachers", "colleagues", "Lærerne på Åskolen", "aaskolen", 0,
     ("teacher-2", "teacher", "pedagogue"), 1),
    ("talk", "pair-talk", "Birgitte og Sofie", "family", 2, ("leader", "social-worker"), 1),
    ("panel", "sparring", "Sparringspanelet", "ppr", 1,
     ("psychologist", "health-visitor", "therapist"), 1),
    ("supervision", "supervision", "Supervision på tværs", "ppr", 4,
     ("psychologist", "therapist", "pedagogue", "pedagogue-2"), 1),
)  # fmt: skip

ITEMS = ("facilitator", "task", "mandate", "understand-first", "follow-up", "perspectives",
         "relations", "feedback")  # fmt: skip
# What each saw, in the order of the items; then the same half a year later.
FIRST_WEB = {
    "teacher": (4, 5, 3, 2, 3, 5, 6, 2), "health-visitor": (6, 6, 4, 4, 4, 3, 7, 3),
    "social-worker": (5, 7, 6, 5, 3, 6, 6, 4), "psychologist": (6, 6, 5, 3, 2, 5, 7, 3),
    "pedagogue": (3, 4, 2, 3, 3, 2, 5, 1), "therapist": (5, 5, 3, 4, 4, 4, 6, 3),
}  # fmt: skip
SECOND_WEB = {
    "teacher": (7, 7, 4, 6, 6, 7, 7, 5), "health-visitor": (8, 7, 5, 7, 7, 6, 8, 5),
    "social-worker": (7, 8, 6, 7, 6, 7, 7, 5), "psychologist": (8, 7, 5, 7, 5, 7, 8, 6),
    "pedagogue": (6, 6, 3, 6, 6, 5, 7, 4), "therapist": (7, 7, 4, 7, 6, 6, 8, 5),
}  # fmt: skip


def are_founded(town: Town) -> None:
    """The administrator adds the teams; a network is led by two of different professions."""
    admin = town.accounts["admin"]
    with acting(admin):
        for key, kind, name, unit, weekday, members, leading in TEAMS:
            forum = organisation.add_forum(
                kind=kind, name=name, unit=town.units[unit], weekday=weekday, by=admin
            )
            for turn, member in enumerate(members):
                organisation.join(
                    forum=forum, account=town.accounts[member], chair=turn < leading, by=admin
                )
            town.forums[key] = forum


def the_network_begins(town: Town) -> None:
    """The first collaboration meeting: children who are away, as each profession meets it."""
    held = _collaborate(
        town,
        theme=(
            ("angle", "teacher", "Vi ser det først, når det er blevet til mange enkelte dage."),
            ("angle", "health-visitor", "Hos mig kommer det som ondt i maven og dårlig søvn."),
            ("angle", "social-worker", "Jeg hører det, når der er gået et halvt år."),
            ("angle", "pedagogue", "I fritiden er de der ofte alligevel. Det siger noget."),
            ("takeaway", "psychologist", "Vi spørger hinanden efter tre dage i stedet for ti."),
        ),
        sense={"teacher": 5, "health-visitor": 6, "social-worker": 5, "psychologist": 6,
               "pedagogue": 4, "therapist": 5},
        missed="En fra fritidsklubben",
    )  # fmt: skip
    held.promise(
        "efforts", (("teacher", "Lader os andre vide, hvornår skolen tæller fravær sammen", 30),)
    )
    held.end(days=70)


def the_network_draws_its_web(town: Town) -> None:
    """Each alone, then three things chosen together."""
    held = _web(
        town, FIRST_WEB, ("understand-first", "follow-up", "feedback"),
        notice=(
            ("child", "", "Nogen spørger, hvad jeg synes, før de bestemmer noget."),
            ("parents", "", "Vi skal ikke fortælle det samme tre gange."),
        ),
        needed="Fem minutter sidst på mødet, hvor vi siger, hvad der hjalp.",
    )  # fmt: skip
    held.promise(
        "efforts",
        (
            ("psychologist", "Laver en linje på dagsordenen: Hvad har vi forstået?", 20),
            ("pedagogue", "Spørger til feedback, når vi går", 40),
        ),
    )
    held.end(days=150)


def the_network_meets_again(town: Town) -> None:
    """The second meeting: anxiety, and what was promised is answered for."""
    held = _collaborate(
        town,
        theme=(
            ("angle", "psychologist", "Det hjælper at gøre det svære i små bidder og sammen."),
            ("angle", "teacher", "I klassen ligner uro og angst hinanden meget."),
            ("angle", "therapist", "Kroppen er med. Jeg begynder med tempo og vejrtrækning."),
            ("takeaway", "teacher", "Jeg spørger, hvad der skete lige før."),
        ),
        sense={"teacher": 7, "health-visitor": 7, "social-worker": 6, "psychologist": 7,
               "pedagogue": 6, "therapist": 7},
        missed="",
    )  # fmt: skip
    held.promise("efforts", (("therapist", "Viser tre øvelser på næste møde", 80),))
    held.end(days=86)


def the_network_guesses(town: Town) -> None:
    """What do we think an occupational therapist does?"""
    held = meet(town, "network", "guess-profession@1", "At kende hinandens fag")
    held.move("guess")
    held.say(
        "guess",
        (
            ("believe", "teacher", "Hun finder den rigtige stol og en god blyant."),
            ("believe", "social-worker", "Hun træner finmotorik."),
            ("believe", "pedagogue", "Hun ser på, hvordan barnet er med i legen."),
        ),
    )
    held.move("answer", "learned")
    held.say(
        "learned",
        (("surprised", "", "Hun begynder med, hvad barnet gerne vil kunne, og ikke med hånden."),),
    )
    held.end(because="Næste gang er det socialrådgiverens fag.")


def the_network_meets_a_third_time(town: Town) -> None:
    """The third meeting, about children who see alcohol at home; the next date lies ahead."""
    held = _collaborate(
        town,
        theme=(
            ("angle", "health-visitor", "Jeg spørger alle, så ingen bliver valgt ud."),
            ("angle", "social-worker", "Ring til mig og spørg, før I ved noget sikkert."),
            ("takeaway", "teacher", "Vi kan spørge uden at have et svar parat."),
        ),
        sense={"teacher": 8, "health-visitor": 8, "social-worker": 8, "psychologist": 9,
               "pedagogue": 7, "therapist": 8},
        missed="",
    )  # fmt: skip
    held.promise(
        "efforts",
        (
            ("health-visitor", "Deler de fire spørgsmål, jeg plejer at stille", 51),
            ("social-worker", "Fortæller, hvad der sker, når nogen ringer til os", 58),
        ),
    )
    held.end(days=60)


def the_network_draws_again(town: Town) -> None:
    """The second round, drawn over the first."""
    held = _web(
        town, SECOND_WEB, ("mandate", "feedback", "follow-up"),
        notice=(
            ("child", "", "De voksne ved, hvad de aftalte sidst."),
            ("parents", "", "Den, der sidder med, kan sige ja eller nej med det samme."),
        ),
        needed="At lederne siger, hvad vi må beslutte selv.",
    )  # fmt: skip
    held.promise("efforts", (("teacher", "Spørger skolelederen, hvad jeg må sige ja til", 25),))
    held.end(days=150)


def the_network_practises(town: Town) -> None:
    """One invented situation, seen by every profession."""
    held = meet(town, "network", "one-case-all-professions@1", "At øve os sammen")
    held.move("situation")
    told = "En opdigtet pige på ni år taler ikke i skolen, men synger derhjemme."
    held.say("situation", (("told", "", told),))
    held.move("angles")
    held.say(
        "angles",
        (
            ("see", "psychologist", "Stedet betyder noget. Hun kan godt."),
            ("see", "teacher", "Jeg ville se, hvem hun sidder ved siden af."),
            ("could", "therapist", "Jeg ville lege med rytme, før nogen beder om ord."),
            ("could", "health-visitor", "Jeg ville spørge, hvordan hun var som lille."),
        ),
    )
    held.move("learned")
    held.say("learned", (("new", "", "Ingen af os ville have spurgt til sangen alene."),))
    held.end(because="Ida finder på den næste situation.")


def _collaborate(
    town: Town, *, theme: tuple[tuple[str, str, str], ...], sense: Mapping[str, int], missed: str
) -> Gathered:
    """From the round as people come to the answers before they go; efforts are still open."""
    held = meet(
        town, "network", "collaboration-meeting@1", "At gøre det lettere at hjælpe sammen",
        place="Åskolen, lokale 12",
    )  # fmt: skip
    held.move("in", "earlier")
    held.review("earlier")
    held.move("theme")
    held.say("theme", theme)
    held.move("efforts", "out", "evaluate")
    for name, level in sense.items():
        words = {"missed": (None, missed)} if missed and name == "pedagogue" else {}
        held.answer("evaluate", {name: {"sense": (level, ""), **words}})
    return held


def _web(
    town: Town,
    scored: Mapping[str, tuple[int, ...]],
    chosen: tuple[str, ...],
    *,
    notice: tuple[tuple[str, str, str], ...],
    needed: str,
) -> Gathered:
    held = meet(
        town, "network", "spider-web@1", "Hvor gode er vores møder?",
        place="Åskolen, lokale 12", instrument="web-meetings@1",
    )  # fmt: skip
    for name, values in scored.items():
        said = {item: (value, "") for item, value in zip(ITEMS, values, strict=True)}
        held.answer("score", {name: said})
    held.move("explain", "three")
    held.choose("three", *chosen)
    held.move("notice")
    held.say("notice", notice)
    held.move("takes")
    held.say("takes", (("needed", "", needed),))
    held.move("efforts")
    return held
