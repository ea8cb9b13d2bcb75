"""Who lets papers leave, what they have read, and what of other people is in them."""

import re
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from tests.access.scene import set_scene
from tests.cast import Gathering, gather, settle
from tests.oversight.test_access_requests import (
    as_one,
    asked_by_the_mother,
    own_page,
    second_officer,
)
from tests.oversight.test_deleting import owner_of
from tests.oversight.test_what_stays import match_all
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.cases.models import Actor
from tovholder.oversight import actions
from tovholder.oversight.models import AccessApproval, AccessBundle, AccessRequest
from tovholder.oversight.papers.bundle import bundle_of
from tovholder.oversight.papers.naming import called
from tovholder.oversight.papers.reading import rows_of
from tovholder.oversight.papers.weighing import weighed_papers
from tovholder.plans import actions as plans


@pytest.fixture
def asked(own_database: str) -> tuple[Gathering, AccessRequest]:
    gathering = set_scene(gather(settle())).gathering
    second_officer(gathering)
    return gathering, asked_by_the_mother(gathering)


def weigh(gathering: Gathering, one: AccessRequest, by: str, *, held: int = 0) -> None:
    officer = gathering.account(by)
    with acting(officer):
        shown = {each.paper.reference: each.paper.digest for each in weighed_papers(one)}
        actions.weigh_papers(
            request=one, shown=shown, given=list(shown)[held:], because="§ 22", by=officer
        )


def answer(gathering: Gathering, one: AccessRequest, outcome: str = "part"):
    officer = gathering.account("officer")
    with acting(officer):
        return actions.propose_answer(
            request=one, outcome=outcome, words="Her er det.", by=officer, grounds=["§ 22"]
        )


def test_whoever_weighed_what_leaves_does_not_approve_it(
    asked: tuple[Gathering, AccessRequest],
) -> None:
    gathering, one = asked
    said, other = answer(gathering, one), gathering.account("officer-2")
    weigh(gathering, one, "officer-2")
    with acting(other):
        read = bundle_of(one).digest
        with pytest.raises(ValidationError, match="Du har selv afvejet"):
            actions.approve_answer(answer=said, by=other, read=read)
        with pytest.raises(DatabaseError), transaction.atomic():
            AccessApproval.objects.create(request=one, answer=said, by=other)
    assert not AccessBundle.objects.exists()


def test_everything_is_not_said_while_something_is_held_back(
    asked: tuple[Gathering, AccessRequest],
) -> None:
    gathering, one = asked
    other = gathering.account("officer-2")
    weigh(gathering, one, "officer", held=2)
    said = answer(gathering, one, "all")
    words = "alt udleveres, og 2 papirer holdes tilbage"
    with acting(other), pytest.raises(ValidationError, match=words):
        actions.approve_answer(answer=said, by=other, read=bundle_of(one).digest)
    said = answer(gathering, one)
    with acting(other):
        actions.approve_answer(answer=said, by=other, read=bundle_of(one).digest)
        assert AccessBundle.objects.get().held_back == 2


def test_a_reason_that_nobody_else_has_read_does_not_leave(
    asked: tuple[Gathering, AccessRequest],
) -> None:
    gathering, one = asked
    officer, other = gathering.account("officer"), gathering.account("officer-2")
    weigh(gathering, one, "officer", held=1)
    said = answer(gathering, one)
    with acting(other):
        read = bundle_of(one).digest
    with acting(officer):
        held = next(each.paper for each in weighed_papers(one) if each.given is False)
        actions.weigh_papers(
            request=one, shown={held.reference: held.digest}, given=[], because="En anden grund",
            by=officer,
        )  # fmt: skip
    with acting(other), pytest.raises(ValidationError, match="ændret"):
        actions.approve_answer(answer=said, by=other, read=read)


def test_a_match_that_was_corrected_gathers_nothing(
    asked: tuple[Gathering, AccessRequest], own_database: str
) -> None:
    gathering, one = asked
    child, sister = (gathering.town.persons[name].pk for name in ("child", "sister"))
    with acting(gathering.account("officer")):
        before = Counter(row.kind for row in rows_of(one.pk))
    match_all(own_database, gathering, child, sister)
    with acting(gathering.account("officer")):
        after = Counter(row.kind for row in rows_of(one.pk))
    assert before
    # What says that it was this child once is about this child; what was written is not.
    assert set(after - before) <= {"concerns.Match", "concerns.NotifiedChild"}


@pytest.mark.parametrize(
    "words",
    ["{first} drikker", "{first}s vrede", "{first}' vrede", "hos {FIRST}", "Farmor Inge ringer"],
)
def test_what_names_others_is_not_marked_beforehand(
    asked: tuple[Gathering, AccessRequest], words: str, own_database: str
) -> None:
    gathering, one = asked
    worker, father = gathering.account("social-worker"), gathering.town.persons["father"]
    text = words.format(first=father.given_name, FIRST=father.given_name.upper())
    with acting(worker):
        named = plans.add_goal(case=gathering.case, text=text, by=worker)
        plain = plans.add_goal(case=gathering.case, text="Sove godt om natten", by=worker)
        Actor.objects.create(case=gathering.case, name="Farmor Inge", sector="family", by=worker)
    with acting(gathering.account("officer")):
        found = {each.paper.key: each.proposed for each in weighed_papers(one)}
    assert (found[str(named.pk)], found[str(plain.pk)]) == (False, True)


def test_how_people_write_a_name() -> None:
    assert called("Else Lauridsen") == ["Else", "Lauridsen"]
    assert called("En dreng fra klassen") == []
    assert called("Den flinke nabo Birthe Skov") == ["Birthe", "Skov"]


def test_a_family_reads_no_word_of_the_machine(asked: tuple[Gathering, AccessRequest]) -> None:
    gathering, one = asked
    with acting(gathering.account("officer")):
        said = {text for each in weighed_papers(one) for _label, text in each.paper.lines}
    assert {"Mor", "Dansk"} & {text.capitalize() for text in said}
    assert not said & {"mother", "father", "child", "parent", "da", "nb"}
    assert not [text for text in said if re.fullmatch(r"[a-z-]+@\d+", text)]


def other_words(database: str, gathering: Gathering) -> None:
    """The child is called something else by now."""
    with owner_of(database) as owner:
        owner.execute(
            "UPDATE people_person SET given_name = 'Nyt' WHERE id = %s",
            [gathering.town.persons["child"].pk],
        )


def test_a_paper_that_says_something_else_is_weighed_anew(
    asked: tuple[Gathering, AccessRequest], own_database: str
) -> None:
    gathering, one = asked
    weigh(gathering, one, "officer", held=1)
    client, officer = as_one(gathering, "officer"), gathering.account("officer")
    with acting(officer):
        weighed = {each.paper.reference: each for each in weighed_papers(one)}
        before = weighed[f"people.Person:{gathering.town.persons['child'].pk}"]
        assert before.given is not None
    page = f"/trace/requests/{one.pk}/papers/{before.paper.chapter}/"
    shown = re.findall(r'name="shown" value="([^"]+)"', client.get(page).content.decode())
    assert f"{before.paper.reference} {before.paper.digest}" in shown
    other_words(own_database, gathering)
    refused = client.post(page, {"shown": shown, "given": [before.paper.reference]})
    assert refused.status_code == 422
    told = refused.content.decode()
    assert "Noget af det er ændret, siden du læste det." in told
    assert "Er ændret, siden det blev afvejet" in told
    with acting(officer):
        after = {each.paper.reference: each for each in weighed_papers(one)}
        now = after[before.paper.reference]
        assert (now.given, now.changed, now.proposed) == (None, True, False)
        assert now.paper not in [each.paper for each in bundle_of(one).given]
        # Those that do not name the child stand as they did.
        same = {
            key for key, each in after.items() if each.paper.digest == weighed[key].paper.digest
        }
        assert {key for key, each in after.items() if each.given is not None} == same != set()
    again = re.findall(r'name="shown" value="([^"]+)"', client.get(page).content.decode())
    sent = {"shown": again, "given": [each.split(" ")[0] for each in again]}
    assert client.post(page, sent).status_code == 303
    with acting(officer):
        here = [each for each in weighed_papers(one) if each.paper.chapter == before.paper.chapter]
        assert [each.given for each in here] == [True] * len(again)


def test_another_of_the_family_fetches_only_their_own(
    asked: tuple[Gathering, AccessRequest], own_database: str
) -> None:
    gathering, one = asked
    with owner_of(own_database) as owner:
        owner.execute("UPDATE people_relation SET custody = true WHERE kind = 'father'")
    weigh(gathering, one, "officer")
    said, other = answer(gathering, one), gathering.account("officer-2")
    with acting(other):
        actions.approve_answer(answer=said, by=other, read=bundle_of(one).digest)
    with acting(gathering.account("social-worker")):
        cases.admit_parent(
            case=gathering.case, relative=gathering.town.persons["father"], purpose="Lars' far",
            by=gathering.account("social-worker"),
        )  # fmt: skip
    place = own_page(gathering)
    mother, father = as_one(gathering, "mother"), as_one(gathering, "father")
    assert father.get(place).status_code == 200  # he is of the family, and may ask himself
    assert str(one.pk) in mother.get(place).content.decode()
    assert str(one.pk) not in father.get(place).content.decode()
    for part in ("papers.pdf", "papers.json"):
        assert mother.get(f"{place}{one.pk}/{part}").status_code == 200
        assert father.get(f"{place}{one.pk}/{part}").status_code == 404
