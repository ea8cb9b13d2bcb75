"""What is kept about somebody, gathered from every table: weighed, and handed out by two."""

import json
import re
from io import BytesIO

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests.access.scene import set_scene
from tests.cast import Gathering, gather, settle
from tests.guards.test_tables import personal
from tests.oversight.test_access_requests import (
    as_one,
    asked_by_the_mother,
    own_page,
    second_officer,
)
from tovholder import postgres
from tovholder.audit.context import acting
from tovholder.cases import actions as cases
from tovholder.catalogue import catalogue
from tovholder.oversight import actions
from tovholder.oversight.models import AccessBundle, WeighedPaper
from tovholder.oversight.papers.fields import AUTHORS, FIELDS, MOMENTS, SILENT, VALUES
from tovholder.oversight.papers.reading import rows_of
from tovholder.oversight.papers.ways import NEVER, PACKAGES, kinds, ways
from tovholder.oversight.papers.weighing import Weighed, weighed_papers
from tovholder.oversight.papers.wording import CHAPTERS, KINDS

HIGH_COURT = "Forvaltningsloven § 15 b"


def as_read(papers: list[Weighed], chapter: str) -> dict[str, str]:
    """The papers of a chapter as they were read."""
    return {one.paper.reference: one.paper.digest for one in papers if one.paper.chapter == chapter}


def test_every_table_with_personal_data_is_gathered_or_says_why_not() -> None:
    watched = {model._meta.label for model in personal() if model._meta.app_label in PACKAGES}
    gathered = {model._meta.label for model in kinds()}
    assert watched - gathered == {one for one in NEVER if one.split(".")[0] in PACKAGES}
    assert [model._meta.label for model in kinds() if not ways(model)] == []
    assert gathered == set(KINDS)
    assert {kind.chapter for kind in KINDS.values()} == set(CHAPTERS)


def test_whatever_stands_in_a_row_has_a_name_or_is_of_the_machine() -> None:
    known = {*FIELDS, *SILENT, *AUTHORS, *MOMENTS}
    fields = [(m._meta.label, one) for m in kinds() for one in m._meta.concrete_fields]
    assert [(label, one.name) for label, one in fields if one.name not in known] == []
    told = [one for _label, one in fields if one.name not in SILENT and one.choices]
    wordless = {
        str(value)
        for one in told
        for value, said in one.flatchoices
        if type(said) is str and isinstance(one, models.CharField) and one.name != "language"
    }
    assert wordless - set(VALUES) == set()


def test_every_row_of_the_case_is_there_and_none_of_another(own_database: str) -> None:
    scene = set_scene(gather(settle()))
    gathering = scene.gathering
    one = asked_by_the_mother(gathering)
    with acting(gathering.account("officer")):
        found = rows_of(one.pk)
    there = {(row.kind, row.key) for row in found}
    case, person = gathering.case.pk, gathering.case.person_id
    compared = 0
    with postgres.connect(own_database) as owner:
        owner.execute("SELECT set_config('tovholder.owner_sees_all', 'on', false)")
        for model in kinds():
            columns = {field.name: field.column for field in model._meta.concrete_fields}
            for name, whose in (("case", case), ("person", person)):
                if name not in columns:
                    continue
                key, table = model._meta.pk.column, model._meta.db_table
                query = f"SELECT {key}::text FROM {table} WHERE {columns[name]} = %s"  # noqa: S608 names of ours
                rows = owner.execute(query, [whose]).fetchall()
                compared += len(rows)
                assert {(model._meta.label, key) for (key,) in rows} <= there, model._meta.label
    assert compared > len(found)
    others = {row.content["case_id"] for row in found if row.content.get("case_id")}
    assert others == {str(case)}
    assert len({row.kind for row in found}) > 30
    assert not any(
        {"sealed", "keyed_hash", "hashed", "content"} & set(row.content) for row in found
    )


@pytest.mark.parametrize("name", ["mother", "teacher", "social-worker", "admin", "leader"])
@pytest.mark.django_db
def test_nobody_but_an_officer_gathers(gathering: Gathering, name: str) -> None:
    one = asked_by_the_mother(gathering)
    with acting(gathering.account(name)):
        assert rows_of(one.pk) == []
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("SELECT * FROM papers_about(%s)", [one.person_id])
    for page in ("papers/", "papers/plan/", "papers.pdf"):
        assert as_one(gathering, name).get(f"/trace/requests/{one.pk}/{page}").status_code == 404


@pytest.mark.django_db
def test_what_nobody_has_weighed_stays_in_the_house(gathering: Gathering) -> None:
    set_scene(gathering)
    one = asked_by_the_mother(gathering)
    officer, second = gathering.account("officer"), second_officer(gathering)
    with acting(officer):
        papers = weighed_papers(one)
        goals = as_read(papers, "plan")
        assert goals
        actions.weigh_papers(request=one, shown=goals, given=goals, because="", by=officer)
        answer = actions.propose_answer(
            request=one, outcome="part", words="Se her.", by=officer, grounds=["§ 22"]
        )
    sent = {"answer": str(answer.pk)}
    page = as_one(gathering, "officer-2").get(f"/trace/requests/{one.pk}/").content.decode()
    digest = re.search(r'name="read" value="([0-9a-f]{64})"', page)
    assert digest
    refused = as_one(gathering, "officer-2").post(f"/trace/requests/{one.pk}/approval/", sent)
    assert refused.status_code == 422  # what she has not read she does not hand out
    sent["read"] = digest[1]
    given = as_one(gathering, "officer-2").post(f"/trace/requests/{one.pk}/approval/", sent)
    assert given.status_code == 303
    mother = as_one(gathering, "mother")
    address = f"{own_page(gathering)}{one.pk}/papers"
    assert f"{address}.pdf" in mother.get(own_page(gathering)).content.decode()
    data = json.loads(mother.get(f"{address}.json").content)
    assert len(data["papers"]) == len(goals)
    assert {paper["chapter"] for paper in data["papers"]} == {"plan"}
    assert data["held_back"] == len(papers) - len(goals)
    pages = PdfReader(BytesIO(mother.get(f"{address}.pdf").content)).pages
    text = " ".join(each.extract_text() for each in pages)
    assert "Se her." in text
    for name in ("father", "teacher", "social-worker", "outsider", "officer"):
        assert as_one(gathering, name).get(f"{address}.pdf").status_code == 404
    with acting(second):
        assert rows_of(one.pk) == []  # answered: there is nothing more to gather


@pytest.mark.django_db
def test_papers_that_change_after_they_were_read_are_not_handed_out(gathering: Gathering) -> None:
    set_scene(gathering)
    one = asked_by_the_mother(gathering)
    officer, second = gathering.account("officer"), second_officer(gathering)
    page = f"/trace/requests/{one.pk}/"
    with acting(officer):
        plan = as_read(weighed_papers(one), "plan")
        actions.weigh_papers(request=one, shown=plan, given=plan, because="", by=officer)
        answer = actions.propose_answer(
            request=one, outcome="part", words="Se her.", by=officer, grounds=["§ 22"]
        )
    read = as_one(gathering, "officer-2").get(page).content.decode()
    digest = re.findall(r'name="read" value="([0-9a-f]{64})"', read)[0]
    with acting(officer):
        actions.weigh_papers(
            request=one,
            shown=dict(list(plan.items())[:1]),
            given=[],
            because=HIGH_COURT,
            by=officer,
        )
    sent = {"answer": str(answer.pk), "read": digest}
    answered = as_one(gathering, "officer-2").post(f"{page}approval/", sent)
    assert answered.status_code == 422
    told = answered.content.decode()
    assert 'name="read"' not in told  # what is new is read before anybody can approve it
    assert f'href="{page}"' in told
    with acting(second):
        assert not AccessBundle.objects.exists()


@pytest.mark.django_db
def test_holding_back_says_why_and_the_words_survive(gathering: Gathering) -> None:
    set_scene(gathering)
    one = asked_by_the_mother(gathering)
    client = as_one(gathering, "officer")
    page = f"/trace/requests/{one.pk}/papers/plan/"
    shown = re.findall(r'name="shown" value="([^"]+)"', client.get(page).content.decode())
    assert len(shown) > 1
    marked = [each.split(" ")[0] for each in shown[1:]]
    refused = client.post(page, {"shown": shown, "given": marked})
    assert refused.status_code == 422
    told = refused.content.decode()
    assert told.count(" checked") == len(shown) - 1  # what was marked stays marked
    sent = {"shown": shown, "given": marked, "because": HIGH_COURT}
    assert client.post(page, sent).status_code == 303
    assert HIGH_COURT in client.get(page).content.decode()
    client.post(page, sent)
    officer = gathering.account("officer")
    with acting(officer):
        assert WeighedPaper.objects.count() == len(shown)  # the same word twice is one
        with pytest.raises(DatabaseError), transaction.atomic():
            WeighedPaper.objects.update(given=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            WeighedPaper.objects.create(
                request=one,
                kind="plans.Goal",
                key="x",
                given=False,
                by=gathering.account("officer"),
            )


def test_what_may_concern_others_is_not_marked_beforehand(own_database: str) -> None:
    """The mother asks: what names the father, or the child said, waits for a word of its own."""
    scene = set_scene(gather(settle()))
    gathering = scene.gathering
    one = asked_by_the_mother(gathering)
    with acting(gathering.account("officer")):
        rows, papers = rows_of(one.pk), weighed_papers(one)
    assert not any(each.proposed for each in papers if each.paper.what.alone)
    kinds_of = {each.paper.key: each for each in papers if each.paper.kind == "consent.Basis"}
    bases = [(row.key, row.content["kind"]) for row in rows if row.kind == "consent.Basis"]
    told = {kind: kinds_of[key].proposed for key, kind in bases if key in kinds_of}
    assert told.get("consent"), told
    assert not any(mark for kind, mark in told.items() if catalogue().legal_bases[kind].sensitive)
    assert any(catalogue().legal_bases[kind].sensitive for kind in told), told
    own = [each for each in papers if each.paper.chapter == "plan"]
    assert any(each.proposed for each in own)
    assert any(not each.proposed for each in papers if each.paper.kind == "meetings.Statement")


def test_gathering_is_on_record_and_not_told_to_the_other_parent(own_database: str) -> None:
    gathering = gather(settle())
    one = asked_by_the_mother(gathering)
    looks = f"/cases/{gathering.case.pk}/looks/"
    before = as_one(gathering, "mother").get(looks).content.decode().count("<li")
    officer = as_one(gathering, "officer")
    assert officer.get(f"/trace/requests/{one.pk}/papers/").status_code == 200
    with postgres.connect(own_database) as owner:
        row = owner.execute(
            "SELECT cases, areas, page FROM audit_look WHERE account = %s ORDER BY id DESC LIMIT 1",
            [gathering.account("officer").pk],
        ).fetchone()
    assert row == ([gathering.case.pk], ["papers"], f"oversight:papers:{one.pk}")
    assert as_one(gathering, "mother").get(looks).content.decode().count("<li") == before


@pytest.mark.django_db
def test_more_papers_are_not_more_questions(gathering: Gathering) -> None:
    set_scene(gathering)
    one = asked_by_the_mother(gathering)
    client = as_one(gathering, "officer")
    page = f"/trace/requests/{one.pk}/papers/plan/"
    client.get(page)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    few = asked()
    from tovholder.plans.models import Goal

    with acting(gathering.account("social-worker")):
        first = Goal.objects.filter(case=gathering.case).first()
        for number in range(3):
            Goal.objects.create(
                case=gathering.case, text=f"Mål {number}", position=50 + number, set_by=first.set_by
            )
    assert asked() == few


@pytest.mark.django_db
def test_where_somebody_is_protected_nothing_is_marked_beforehand(gathering: Gathering) -> None:
    set_scene(gathering)
    one = asked_by_the_mother(gathering)
    client = as_one(gathering, "officer")
    page = f"/trace/requests/{one.pk}/papers/plan/"
    assert " checked" in client.get(page).content.decode()
    worker, persons = gathering.account("social-worker"), gathering.town.persons
    may = {persons["mother"].pk: True, persons["father"].pk: False}
    with acting(worker):
        cases.keep_whereabouts(
            case=gathering.case, may_know=may, because="Mor bor skjult", by=worker
        )
    guarded = client.get(page).content.decode()
    assert " checked" not in guarded
    assert 'class="notice"' in guarded
    with acting(worker):
        cases.tell_whereabouts(case=gathering.case, because="Dommen er faldet", by=worker)
    assert " checked" in client.get(page).content.decode()
