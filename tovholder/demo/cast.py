"""The people of the demonstration: invented colleagues and the national test persons.

Nobody here is real. The family carries the names and numbers the Danish authorities publish for
tests; everyone else is made up, and so is the municipality.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

MUNICIPALITY = "Solvig Kommune"


@dataclass(frozen=True)
class Colleague:
    """One who works in the municipality: sign-in name, name, unit and profession."""

    username: str
    name: str
    unit: str
    profession: str
    is_leader: bool = False


@dataclass(frozen=True)
class TestPerson:
    """One row of the national test persons."""

    number: str
    given: str
    family: str
    sex: str
    born: date
    protected: bool


# Key, name, kind, and what it is a part of.
UNITS = (
    ("east", "Distrikt Øst", "district", ""),
    ("west", "Distrikt Vest", "district", ""),
    ("aaskolen", "Åskolen", "school", "east"),
    ("engskolen", "Engskolen", "school", "west"),
    ("ppr", "PPR", "psychology", ""),
    ("health", "Sundhedsplejen", "health", ""),
    ("family", "Familieafdelingen", "family", ""),
    ("therapy", "Børneterapien", "therapy", ""),
    ("town-hall", "Rådhuset", "administration", ""),
)

COLLEAGUES = (
    Colleague("teacher", "Mette Lund", "aaskolen", "teacher"),
    Colleague("school-leader", "Henrik Dalgaard", "aaskolen", "school-leader", is_leader=True),
    Colleague("psychologist", "Anne Sofie Bruun", "ppr", "psychologist"),
    Colleague("social-worker", "Sofie Holm", "family", "social-worker"),
    Colleague("health-visitor", "Karen Østergaard", "health", "health-visitor"),
    Colleague("therapist", "Ida Mølgaard", "therapy", "occupational-therapist"),
    Colleague("pedagogue", "Jonas Berg", "aaskolen", "pedagogue"),
    Colleague("leader", "Birgitte Aagaard", "family", "unit-leader", is_leader=True),
    Colleague("outsider", "Peter Skov", "engskolen", "teacher"),
)

# Who else works here, so that the thirty cases have hands to rest in.
OTHER_COLLEAGUES = (
    Colleague("teacher-2", "Louise Krogh", "aaskolen", "teacher"),
    Colleague("teacher-3", "Thomas Fjord", "engskolen", "teacher"),
    Colleague("school-leader-2", "Marianne Åkjær", "engskolen", "school-leader", is_leader=True),
    Colleague("social-worker-2", "Camilla Ræbild", "family", "social-worker"),
    Colleague("pedagogue-2", "Amir Haddad", "engskolen", "pedagogue"),
)

# Those who keep the accounts, and whom the two of them made data-protection officer.
ADMINISTRATORS = (("admin", "Jens Teglgaard"), ("admin-2", "Lone Birkkær"))
OFFICER = "Vibeke Noer"
SECOND_OFFICER = "Asger Thygesen"

FAMILY = {"mother": "2911829996", "father": "1502779995", "child": "0505159995"}
SISTER = "0505209996"


def test_persons() -> Iterator[TestPerson]:
    """The national test persons, read from their file."""
    with (Path(__file__).parent / "persons.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield TestPerson(
                number=row["national_id"],
                given=row["given"],
                family=row["family"],
                sex=row["sex"],
                born=date.fromisoformat(row["born"]),
                protected=row["protected_address"] == "yes",
            )


# The order and the names of the page with the cast.
NAMES = (
    "teacher", "school-leader", "psychologist", "social-worker", "health-visitor", "therapist",
    "pedagogue", "leader", "social-worker-2", "outsider", "admin", "officer",
    "officer-2", "mother", "father", "child",
)  # fmt: skip
