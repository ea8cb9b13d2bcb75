"""Signing in at a provider that speaks SAML: a real process, and every check broken once."""

import base64
import logging
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from lxml import etree

from tests import saml_provider as outside
from tests.saml_provider import LOA, Outside
from tests.shell.people import someone
from tests.shell.test_elsewhere import BEGIN, is_in, joined, led, said
from tests.shell.test_passkeys import LATE
from tests.shell.test_signing import moved
from tovholder.organisation.elsewhere import ProviderFault, read_providers
from tovholder.organisation.models import Account, SignIn

pytestmark = pytest.mark.django_db
PERSON = "C=DK,O=12345678,CN=Karen Ø,Serial=abc"
BACK = f"{BEGIN}back/"


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    with outside.served(tmp_path_factory.mktemp("saml")) as found:
        yield found


@pytest.fixture
def there(process: Outside, settings: Any) -> Outside:
    """The provider as an honest one, connected by the operator."""
    process.rig()
    connected(process, settings)
    return process


def connected(process: Outside, settings: Any, **more: str) -> None:
    settings.PROVIDERS = outside.written(process, **more)
    import_module("tovholder.organisation.elsewhere.providers")._read_once.cache_clear()


@pytest.fixture
def karen(there: Outside) -> Account:
    """One whose account is connected."""
    account = someone("karen")
    joined(account, PERSON)
    return account


def sent_back(client: Client, there: Outside, person: str = PERSON, wanted: str = "") -> Any:
    """Shown there and sent from there by another site, as a browser does: without our cookies."""
    to, fields = there.shows(led(client, wanted), person)
    return Client(enforce_csrf_checks=True).post(to, fields)


def come(client: Client, there: Outside, person: str = PERSON, wanted: str = "") -> Any:
    answer = sent_back(client, there, person, wanted)
    assert answer.status_code == 303
    assert not answer.cookies
    return client.get(answer["Location"])


def level_of(client: Client) -> str:
    return str(SignIn.objects.get(session_key=client.session.session_key).level)


def test_who_is_connected_comes_in_and_the_session_tells_how(
    client: Client, there: Outside, karen: Account
) -> None:
    answer = come(client, there, wanted="/me/sign-ins/")
    assert (answer.status_code, answer["Location"]) == (303, "/me/sign-ins/")
    here = SignIn.objects.get(session_key=client.session.session_key)
    assert (here.account_id, here.method, here.level) == (karen.pk, "provider", "substantial")


def test_what_is_asked_is_signed_and_names_the_house(client: Client, there: Outside) -> None:
    # The process itself refuses a question that is not signed, or is for another.
    page = there.page(led(client), PERSON)
    assert "ForceAuthn" not in page
    assert "sure&lt;/saml:AuthnContextClassRef" in page


@pytest.mark.parametrize("how", [{"signed": "response"}, {"locked": "gcm"}, {"by": "rsa-sha512"}])
def test_the_answer_may_be_signed_whole_or_locked_for_us(
    client: Client, there: Outside, karen: Account, how: dict[str, str]
) -> None:
    there.rig(**how)
    assert come(client, there)["Location"] == "/"
    assert is_in(client)


def test_a_new_certificate_serves_beside_the_old_one(
    client: Client, there: Outside, karen: Account, settings: Any
) -> None:
    there.rig(key="next")
    assert said(come(client, there)) == "refused"
    connected(there, settings, certificate_files='["provider.pem", "next.pem"]')
    come(client, there)
    assert is_in(client)


def test_a_certificate_that_has_run_out_serves_no_more(
    client: Client, there: Outside, karen: Account, settings: Any
) -> None:
    connected(there, settings, certificate_files='["old.pem"]')
    there.rig(key="old")
    assert said(come(client, there)) == "refused"


def test_a_level_may_stand_in_an_attribute(
    client: Client, there: Outside, karen: Account, settings: Any
) -> None:
    connected(there, settings, level=f'"{LOA}"')
    come(client, there)
    assert level_of(client) == "high"


def test_the_person_may_stand_in_an_attribute_that_has_one_value(
    client: Client, there: Outside, settings: Any
) -> None:
    connected(there, settings, person='"uuid"')
    joined(someone("karen"), "123")
    one = '<saml:Attribute Name="uuid">{}</saml:Attribute>'
    value = "<saml:AttributeValue>123</saml:AttributeValue>"
    there.rig(fields={"attributes": one.format(value * 2)})
    assert said(come(client, there, "x")) == "refused"
    there.rig(fields={"attributes": one.format(value)})
    come(client, there, "x")
    assert is_in(client)


AUDIENCE = "<saml:AudienceRestriction><saml:Audience>{}</saml:Audience></saml:AudienceRestriction>"
LIES: list[dict[str, Any]] = [
    {"signed": "none"},
    {"key": "other"},
    {"by": "rsa-sha1"},
    {"signed": "response", "key": "other"},
    {"locked": "cbc"},
    {"locked": "other"},
    {"locked": "changed"},
    {"locked": "gcm", "signed": "none"},
    {"fields": {"issuer": "https://another.example"}},
    {"fields": {"answerer": "https://another.example"}},
    {"fields": {"recipient": "https://another.example/answer/"}},
    {"fields": {"destination": "https://another.example/answer/"}},
    {"fields": {"answers": "_another"}},
    {"fields": {"answers": ""}},
    {"fields": {"method": "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"}},
    {"fields": {"audiences": ""}},
    {"fields": {"audiences": AUDIENCE.format("https://another.example")}},
    {"fields": {"audiences": AUDIENCE.format(outside.HOUSE) + AUDIENCE.format("another")}},
    {"fields": {"person": ""}},
    {"fields": {"person": "x" * 256}},
    {"fields": {"ends": "soon"}},
    {"moved": {"ends": -400}},
    {"moved": {"begins": 400}},
    {"moved": {"shown": 400}},
    {"before": '<!DOCTYPE a [<!ENTITY b "c">]>'},
    {"before": '<!DOCTYPE a SYSTEM "file:///etc/passwd">'},
    *({"wrapped": how} for how in outside.WRAPS),
    *({"wrapped": how, "signed": "response"} for how in ("true in a false answer", "changed")),
]


@pytest.mark.parametrize("lie", LIES, ids=str)
def test_an_answer_that_is_not_true_opens_nothing(
    client: Client, there: Outside, lie: dict[str, Any]
) -> None:
    for name, person in (("karen", "karen's"), ("mette", PERSON)):
        joined(someone(name), person)
    there.rig(**lie)
    assert said(come(client, there)) == "refused"
    assert not is_in(client)


@pytest.mark.parametrize("c14n", [outside.C14N, f"{outside.C14N}WithComments"])
def test_a_comment_among_the_words_makes_nobody_of_anybody(
    client: Client, there: Outside, karen: Account, c14n: str
) -> None:
    """Where it is not signed it is no word at all; where it is signed, the whole is refused."""
    there.rig(c14n=c14n, between="<!-- -->")
    come(client, there, f"{PERSON}|.evil")
    assert not is_in(client)


def test_who_stops_on_the_way_is_told_calmly(client: Client, there: Outside) -> None:
    there.rig(fields={"status": "urn:oasis:names:tc:SAML:2.0:status:Responder"})
    assert said(come(client, there)) == "stopped"


def test_half_a_minute_of_another_clock_is_borne_with(
    client: Client, there: Outside, karen: Account
) -> None:
    there.rig(moved={"begins": 60, "ends": -330, "shown": 30})
    come(client, there)
    assert is_in(client)


def test_an_answer_serves_once_and_in_the_browser_that_began(
    client: Client, there: Outside, karen: Account
) -> None:
    to, fields = there.shows(led(client), PERSON)
    on = Client().post(to, fields)["Location"]
    another = Client()
    led(another)
    assert said(another.get(on)) == "late"  # somebody else's answer signs nobody in there
    assert not is_in(another)
    client.get(on)
    assert is_in(client)
    again = Client()
    again.cookies = client.cookies
    client.post("/sign-out/")
    assert said(client.get(on)) == "late"
    assert said(client.get(Client().post(to, fields)["Location"])) == "late"


def test_an_answer_to_one_sign_in_is_none_to_another(
    client: Client, there: Outside, karen: Account
) -> None:
    """Karen's answer, sent on with the state of a sign-in that somebody else has begun."""
    to, fields = there.shows(led(client), PERSON)
    mine = Client()
    state = parse_qs(urlsplit(led(mine)).query)["RelayState"][0]
    on = Client().post(to, fields | {"RelayState": state})["Location"]
    assert said(mine.get(on)) == "refused"
    # And what was received for one is not carried on as received for the other.
    shown = parse_qs(urlsplit(Client().post(to, fields)["Location"]).query)["shown"][0]
    state = parse_qs(urlsplit(led(mine)).query)["RelayState"][0]
    assert said(mine.get(BACK, {"state": state, "shown": shown})) == "refused"
    assert not is_in(mine)


def test_what_is_carried_on_is_sealed_and_names_nobody(
    client: Client, there: Outside, karen: Account
) -> None:
    on = sent_back(client, there)["Location"]
    assert urlsplit(on).path == BACK
    assert "Karen" not in on
    shown = parse_qs(urlsplit(on).query)["shown"][0]
    assert b"Karen" not in base64.urlsafe_b64decode(shown)
    assert said(client.get(on.replace(shown, shown[:-6] + "AAAAAA"))) == "refused"


def test_an_answer_of_a_sign_in_that_nobody_began_leads_to_the_door(there: Outside) -> None:
    for fields in ({}, {"RelayState": "x", "SAMLResponse": "%%%"}, {"SAMLResponse": "PGE+"}):
        answer = Client().post(f"{BEGIN}answer/", fields)
        assert answer.status_code == 303
        assert said(Client().get(answer["Location"])) == "late"


def test_what_opens_much_asks_the_provider_anew(
    client: Client, there: Outside, karen: Account
) -> None:
    come(client, there)
    moved(client, proved=LATE)
    assert "ForceAuthn=&quot;true&quot;" in there.page(led(client), PERSON)
    there.rig(moved={"shown": -3600})
    assert said(come(client, there)) == "refused"
    there.rig()
    assert come(client, there, wanted="/me/passkeys/")["Location"] == "/me/passkeys/"


def test_metadata_tells_the_provider_who_asks_and_with_which_key(there: Outside) -> None:
    answer = Client().get(f"{BEGIN}metadata/")
    root = etree.fromstring(answer.content)
    assert root.get("entityID") == outside.HOUSE
    own = "".join((there.folder / "house.pem").read_text().split("\n")[1:-2])
    said_of_it = root.xpath("//*[local-name()='X509Certificate']/text()")
    assert said_of_it == [own, own]
    [at] = root.xpath("//*[local-name()='AssertionConsumerService']/@Location")
    assert urlsplit(at).path == f"{BEGIN}answer/"


def test_a_provider_that_speaks_otherwise_has_no_such_pages(
    there: Outside, tmp_path: Path, settings: Any
) -> None:
    from tests import provider

    settings.PROVIDERS = provider.written(tmp_path, provider.Outside("https://login.example"))
    assert Client().get(f"{BEGIN}metadata/").status_code == 404
    assert Client().post(f"{BEGIN}answer/").status_code == 404


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ({"speaks": '"morse"'}, 'speaks is "openid" or "saml"'),
        ({"scopes": '["openid"]'}, "nothing is called scopes"),
        ({"sign_in": '"http://idp.example/sso"'}, "no https:// address"),
        ({"certificate_files": "[]"}, "names at least one"),
        ({"certificate_files": '["gone.pem"]'}, "cannot be read"),
        ({"certificate_files": '["house.key"]'}, "no PEM file"),
        ({"certificate_file": '"other.pem"'}, "not the key's own"),
    ],
)
def test_a_mistake_in_the_file_is_told_in_one_sentence(
    there: Outside, lines: dict[str, str], words: str
) -> None:
    with pytest.raises(ProviderFault, match=words):
        read_providers(outside.written(there, **lines))


def test_without_the_extra_the_operator_is_told_what_to_install(
    there: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "signxml", None)
    with pytest.raises(ProviderFault, match=r"tovholder\[saml\]"):
        read_providers(outside.written(there))


def test_nothing_of_the_person_reaches_a_log(
    client: Client, there: Outside, karen: Account, caplog: pytest.LogCaptureFixture
) -> None:
    there.rig(fields={"audiences": ""})
    with caplog.at_level(logging.DEBUG):
        come(client, there)
    assert "audience" in caplog.text
    assert "Karen" not in caplog.text
