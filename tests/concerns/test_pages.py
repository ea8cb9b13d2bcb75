"""The pages of concerns take what people do to them: too much, too early, twice, by forged hand."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.concerns.letters import ANSWERS, agree, hide, match_lars, try_locally, write
from tovholder.audit.context import acting
from tovholder.concerns import due
from tovholder.concerns.models import Concern, Decision, Draft, Ground, HiddenWords, Question
from tovholder.demo.town import Town

pytestmark = pytest.mark.django_db

NEW = "/concerns/new/"


@pytest.fixture
def teacher(town: Town, client: Client) -> Client:
    client.force_login(town.accounts["teacher"])
    return client


@pytest.fixture
def leader(town: Town, client: Client) -> Client:
    client.force_login(town.accounts["school-leader"])
    return client


def send(client: Client, **changed: object) -> object:
    return client.post(NEW, {"draft": str(uuid.uuid4()), **ANSWERS, **changed})


def sent(town: Town) -> list[Concern]:
    with acting(town.accounts["teacher"]):
        return list(Concern.objects.select_related("identity", "sheet"))


def test_the_form_asks_at_most_eight_things_and_keeps_what_is_seen_apart(teacher: Client) -> None:
    form = teacher.get(NEW, follow=True).context["form"]
    assert len(form.fields) <= 8
    assert {"seen", "meaning"} <= set(form.fields)


def test_sending_leads_to_a_receipt_with_who_and_when(town: Town, teacher: Client) -> None:
    answer = send(teacher)
    assert answer.status_code == 303
    receipt = teacher.get(answer["Location"]).content.decode()
    assert "Det sker der nu" in receipt
    assert town.forums["triage"].name in receipt


def test_what_is_described_brings_up_the_duty_and_sending_goes_on(
    town: Town, teacher: Client
) -> None:
    answer = send(teacher, seen="Hun siger, at far slår hende.", worry="green")
    assert "underrette" in teacher.get(answer["Location"]).content.decode()
    calm = send(teacher, worry="red")
    assert "pligt til at underrette" not in teacher.get(calm["Location"]).content.decode()


def test_the_team_is_never_told_of_the_duty(town: Town, client: Client) -> None:
    concern = write(town, seen="Hun siger, at far slår hende.")
    agree(town, concern)
    for name in ("school-leader", "psychologist"):
        client.force_login(town.accounts[name])
        told = client.get(reverse("concerns:look-at", args=[concern.pk])).content.decode()
        assert "pligt til at underrette" not in told


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"name": "N" * 121},
        {"seen": ""},
        {"seen": " \x00\x07 "},
        {"seen": "x" * 4001},
        {"worry": "purple"},
        {"worry": ""},
    ],
)
def test_what_cannot_be_sent_comes_back_with_a_sentence_and_every_word(
    town: Town, teacher: Client, changed: dict[str, str]
) -> None:
    answer = send(teacher, **changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "error-summary" in page
    assert "hun har ondt i maven" in page
    assert not sent(town)


def test_odd_signs_are_kept_or_dropped_but_never_break(town: Town, teacher: Client) -> None:
    send(teacher, seen="Glad 🌧️\x00 og <script>alert(1)</script> \u202etalt", name="Åse\x07 Ø")
    [concern] = sent(town)
    assert concern.identity.name == "Åse Ø"
    assert "\x00" not in concern.sheet.answers["seen"]
    page = teacher.get(reverse("concerns:concern", args=[concern.pk])).content.decode()
    assert "<script>alert" not in page
    assert "🌧️" in page


def test_a_second_click_sends_once(town: Town, teacher: Client) -> None:
    posted = {"draft": str(uuid.uuid4()), "once": str(uuid.uuid4()), **ANSWERS}
    first, second = teacher.post(NEW, posted), teacher.post(NEW, posted)
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"]
    assert len(sent(town)) == 1


def test_the_same_draft_from_two_tabs_is_sent_once_and_nothing_is_lost(
    town: Town, teacher: Client
) -> None:
    draft = str(uuid.uuid4())
    send(teacher, draft=draft)
    answer = send(teacher, draft=draft, seen="Noget helt andet, skrevet i den anden fane")
    assert answer.status_code == 422
    assert "skrevet i den anden fane" in answer.content.decode()
    assert len(sent(town)) == 1


def test_drafts_are_kept_taken_up_and_thrown_away(town: Town, teacher: Client) -> None:
    draft = uuid.uuid4()
    address = reverse("concerns:draft", args=[draft])
    saved = teacher.post(address, {"seen": "Far slår", "evil": "x"}, headers={"X-Draft": "true"})
    assert saved.status_code == 200
    assert "underrette" in saved.content.decode()
    assert "Far slår" in teacher.get(NEW, follow=True).content.decode()
    assert "Far slår" not in teacher.get(NEW, {"fresh": ""}, follow=True).content.decode()
    assert "Far slår" in teacher.get(NEW, {"draft": "not-an-id"}, follow=True).content.decode()
    with acting(town.accounts["teacher"]):
        assert set(Draft.objects.get().answers) == {"seen"}
    assert teacher.post(reverse("concerns:discard", args=[draft])).status_code == 303
    with acting(town.accounts["teacher"]):
        assert not Draft.objects.exists()


def test_a_draft_nobody_goes_on_with_is_forgotten_as_the_page_says(
    town: Town, teacher: Client
) -> None:
    for seen in ("Gammel", "Ny"):
        teacher.post(reverse("concerns:draft", args=[uuid.uuid4()]), {"name": seen})
    with acting(town.accounts["teacher"]):
        month_ago = timezone.now() - timedelta(days=31)
        Draft.objects.filter(answers__name="Gammel").update(saved_at=month_ago)
    assert due.run() == 1
    page = teacher.get(reverse("concerns:mine")).content.decode()
    assert "30 dage" in page
    assert "Ny</a>" in page
    assert "Gammel" not in page


def test_without_scripts_a_draft_is_saved_by_its_button(teacher: Client) -> None:
    draft = uuid.uuid4()
    answer = teacher.post(reverse("concerns:draft", args=[draft]), {"seen": "Ikke færdig"})
    assert answer.status_code == 303
    assert "Ikke færdig" in teacher.get(answer["Location"]).content.decode()


def test_without_scripts_a_refused_draft_comes_back_with_every_word(teacher: Client) -> None:
    draft = uuid.uuid4()
    send(teacher, draft=str(draft))
    answer = teacher.post(reverse("concerns:draft", args=[draft]), {"seen": "Noget nyt"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Noget nyt</textarea>" in page
    assert "</html>" in page


def test_going_back_to_a_sent_draft_leads_to_the_receipt(teacher: Client) -> None:
    draft = str(uuid.uuid4())
    answer = send(teacher, draft=draft)
    assert teacher.get(NEW, {"draft": draft})["Location"] == answer["Location"]


def test_another_persons_draft_cannot_be_read_or_taken(town: Town, teacher: Client) -> None:
    draft = uuid.uuid4()
    teacher.post(reverse("concerns:draft", args=[draft]), {"seen": "Fortroligt"})
    teacher.force_login(town.accounts["teacher-2"])
    assert "Fortroligt" not in teacher.get(NEW, {"draft": str(draft)}).content.decode()
    taken = teacher.post(
        reverse("concerns:draft", args=[draft]), {"seen": "Mit"}, headers={"X-Draft": "true"}
    )
    assert taken.status_code in (200, 409)
    with acting(town.accounts["teacher"]):
        assert Draft.objects.get(pk=draft).answers["seen"] == "Fortroligt"


def test_a_session_that_died_leads_to_the_sign_in(town: Town, client: Client) -> None:
    answer = client.post(reverse("concerns:draft", args=[uuid.uuid4()]), {"seen": "x"})
    assert answer.status_code == 302
    assert "/sign-in/" in answer["Location"]


@pytest.mark.parametrize("day", ["1890-01-01", "2190-01-01", "not a day", "", "2026-02-30"])
def test_impossible_days_of_agreement_are_refused_in_words(
    town: Town, leader: Client, day: str
) -> None:
    concern = write(town)
    said = {"agreed_on": day, "agreed_how": "Ved et møde"}
    answer = leader.post(reverse("concerns:agreed", args=[concern.pk]), said)
    assert answer.status_code == 422
    assert "Ved et møde" in answer.content.decode()
    with acting(town.accounts["school-leader"]):
        assert not Ground.objects.exists()


def test_the_leader_reads_it_through_before_anybody_else(town: Town, leader: Client) -> None:
    concern = write(town)
    address = reverse("concerns:anonymous", args=[concern.pk])
    sent = {"also": "Zebbe\nmaven", "preview": "yes", "once": str(uuid.uuid4())}
    for _click in range(2):
        shown = leader.post(address, sent)
        assert shown.status_code == 200
        assert "ondt i […]" in shown.content.decode()
        assert "Zebbe\nmaven</textarea>" in shown.content.decode()
    with acting(town.accounts["school-leader"]):
        assert not Ground.objects.exists()
    leader.post(address, {"also": "Zebbe\nmaven", "confirm": "yes"})
    with acting(town.accounts["school-leader"]):
        assert HiddenWords.objects.get().words == ["Zebbe", "maven"]
    with acting(town.accounts["psychologist"]):
        assert not HiddenWords.objects.exists()


def test_an_exchange_asks_for_the_milder_ways_first(town: Town, leader: Client) -> None:
    concern = write(town)
    address = reverse("concerns:exchange", args=[concern.pk])
    ways = reverse("concerns:ground", args=[concern.pk])
    assert address not in leader.get(ways).content.decode()
    match_lars(town, concern)
    assert address in leader.get(ways).content.decode()
    said = {"necessary": "x", "parties": ["school"], "legal_basis": "one-time-exchange"}
    assert leader.post(address, said).status_code == 422
    said |= {
        "why_not_anonymous": "a",
        "why_not_with_parents": "b",
        "why_not_consent": "c",
    }
    assert leader.post(address, {**said, "legal_basis": "custody"}).status_code == 422
    assert leader.post(address, {**said, "parties": ["the-press"]}).status_code == 422
    assert leader.post(address, said).status_code == 303
    page = leader.get(reverse("concerns:look-at", args=[concern.pk])).content.decode()
    assert "Zebrine" in page


def test_only_a_pupil_the_search_found_can_be_chosen(town: Town, leader: Client) -> None:
    concern, other = write(town), write(town)
    find = reverse("concerns:pupil", args=[concern.pk])
    given = town.persons["child"].given_name
    [(pupil, sealed)] = leader.post(find, {"text": given}).context["found"]
    match = reverse("concerns:match", args=[concern.pk])
    assert leader.post(match, {"pupil": "forged"}).status_code == 422
    elsewhere = reverse("concerns:match", args=[other.pk])
    assert leader.post(elsewhere, {"pupil": sealed}).status_code == 422
    assert leader.post(match, {"pupil": sealed}).status_code == 303
    assert pupil.name in leader.get(reverse("concerns:look-at", args=[concern.pk])).content.decode()


def test_a_child_on_no_list_is_registered_at_the_school(town: Town, leader: Client) -> None:
    concern = write(town)
    address = reverse("concerns:register", args=[concern.pk])
    said = {"given_name": "Zebrine", "family_name": "Quist", "group": "7.Q"}
    assert leader.post(address, {**said, "birth_date": "2190-01-01"}).status_code == 422
    assert leader.post(address, {**said, "birth_date": "2015-03-01"}).status_code == 303
    with acting(town.accounts["school-leader"]):
        assert concern.matches.newest().name == "Zebrine Quist"


def effort(**changed: object) -> dict[str, object]:
    again = timezone.localdate() + timedelta(days=14)
    return {
        "one_person": "yes", "reason": "Læreren kan", "effort": "En makker",
        "responsible": "Klasselæreren", "look_again_on": again.isoformat(),
        "answer": "Tak for din bekymring", "part": "Find en makker", "after": "0", **changed,
    }  # fmt: skip


def test_a_decision_shows_the_next_concern(town: Town, leader: Client) -> None:
    first, second = write(town, worry="red"), write(town)
    for concern in (first, second):
        agree(town, concern)
    decided = leader.post(reverse("concerns:effort", args=[first.pk]), effort())
    assert decided["Location"] == reverse("concerns:look-at", args=[second.pk])
    done = leader.post(reverse("concerns:effort", args=[second.pk]), effort())
    assert done["Location"] == reverse("shell:triage")


@pytest.mark.parametrize(
    "changed",
    [
        {"look_again_on": "2190-01-01"},
        {"look_again_on": "1890-01-01"},
        {"one_person": ""},
        {"reason": ""},
        {"effort": ""},
        {"responsible": ""},
        {"answer": ""},
        {"after": "7"},
        {"after": "no number"},
    ],
)
def test_a_decision_without_what_it_needs_is_refused(
    town: Town, leader: Client, changed: dict[str, str]
) -> None:
    concern = write(town)
    answer = leader.post(reverse("concerns:effort", args=[concern.pk]), effort(**changed))
    assert answer.status_code == 422
    assert "Find en makker" in answer.content.decode()
    with acting(town.accounts["school-leader"]):
        assert not Decision.objects.exists()


def test_sending_on_names_what_is_missing(town: Town, leader: Client) -> None:
    concern = write(town)
    hide(town, concern)
    said = {
        "reason": "Flere", "taken_by": town.accounts["social-worker"].pk, "answer": "Tak",
        "after": "0",
    }  # fmt: skip
    address = reverse("concerns:sending-on", args=[concern.pk])
    assert leader.post(address, said).status_code == 422
    agree(town, concern)
    match_lars(town, concern)
    stranger = {**said, "taken_by": town.accounts["outsider"].pk}
    assert leader.post(address, stranger).status_code == 422
    assert leader.post(address, said).status_code == 303


def test_a_question_of_another_concern_cannot_be_answered(town: Town, client: Client) -> None:
    mine, other = write(town), write(town, author="teacher-2")
    client.force_login(town.accounts["school-leader"])
    for concern in (mine, other):
        client.post(
            reverse("concerns:question", args=[concern.pk]), {"text": "Hvad?", "after": "0"}
        )
    with acting(town.accounts["school-leader"]):
        theirs = Question.objects.get(concern=other)
    client.force_login(town.accounts["teacher"])
    forged = reverse("concerns:reply", args=[mine.pk, theirs.pk])
    assert client.post(forged, {"reply": "x"}).status_code == 404
    assert client.get(forged).status_code in (404, 405)


def test_the_author_reads_the_answer_and_her_part(town: Town, teacher: Client) -> None:
    concern = write(town)
    try_locally(town, concern)
    page = teacher.get(reverse("concerns:concern", args=[concern.pk])).content.decode()
    assert "Tak, vi prøver en makker." in page
    assert "Find en makker inden fredag." in page
    with acting(town.accounts["teacher"]):
        decision = Decision.objects.get()
    done = teacher.post(reverse("concerns:acknowledge", args=[concern.pk, decision.pk]))
    assert done.status_code == 303


def test_the_author_has_no_part_in_the_triage(town: Town, teacher: Client) -> None:
    concern = write(town)
    assert teacher.get(reverse("concerns:look-at", args=[concern.pk])).status_code == 403
    assert teacher.get(reverse("shell:triage")).status_code == 404
