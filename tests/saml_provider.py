"""A provider of its own process that speaks SAML, and the ways in which one may lie.

    python -m tests.saml_provider FOLDER

It lays keys and certificates into the folder, its own and those of the house, and is strict where
the house must be exact: a question signed by the house, for this provider. POST /rig with JSON
says how it answers from then on, until it is told otherwise.
"""

import base64
import json
import re
import subprocess
import sys
import urllib.request
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape, unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from lxml import etree
from signxml import XMLSigner, methods

from tovholder import switches

HOUSE = "https://tovholder.example/saml"
A = "urn:oasis:names:tc:SAML:2.0:assertion"
P = "urn:oasis:names:tc:SAML:2.0:protocol"
LOA = "https://data.gov.dk/concept/core/nsis/loa"

ASSERTION = """<saml:Assertion xmlns:saml="{A}" ID="{id}" Version="2.0" IssueInstant="{now}">\
<saml:Issuer>{issuer}</saml:Issuer><saml:Subject><saml:NameID>{person}</saml:NameID>\
<saml:SubjectConfirmation Method="{method}"><saml:SubjectConfirmationData Recipient="{recipient}"\
 InResponseTo="{answers}" NotOnOrAfter="{ends}"/></saml:SubjectConfirmation></saml:Subject>\
<saml:Conditions NotBefore="{begins}" NotOnOrAfter="{ends}">{audiences}</saml:Conditions>\
<saml:AuthnStatement AuthnInstant="{shown}"><saml:AuthnContext><saml:AuthnContextClassRef>{acr}\
</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>\
{attributes}</saml:AttributeStatement></saml:Assertion>"""
ANSWER = """<samlp:Response xmlns:samlp="{P}" xmlns:saml="{A}" ID="_r{id}" Version="2.0"\
 IssueInstant="{now}" Destination="{destination}"><saml:Issuer>{answerer}</saml:Issuer>\
<samlp:Status><samlp:StatusCode Value="{status}"/></samlp:Status></samlp:Response>"""
LOCKED = """<saml:EncryptedAssertion xmlns:saml="{A}"><xenc:EncryptedData\
 xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element">\
<xenc:EncryptionMethod Algorithm="{way}"/><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">\
<xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#rsa-oaep">\
<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><xenc11:MGF\
 xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256"\
/></xenc:EncryptionMethod><xenc:CipherData><xenc:CipherValue>{key}</xenc:CipherValue></xenc:CipherData>\
</xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue>{content}</xenc:CipherValue>\
</xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>"""


class Signer(XMLSigner):
    """One that signs with what nobody should sign with any more, too."""

    def check_deprecated_methods(self) -> None:
        """Let it be."""


class Told:
    """What this process knows: keys, and how it is rigged."""

    def __init__(self, folder: Path, issuer: str) -> None:
        self.issuer, self.rig = issuer, {}
        self.own, self.own_certificate = written_key(folder, "provider")
        self.next, self.next_certificate = written_key(folder, "next")
        self.other, self.other_certificate = written_key(folder, "other")
        self.old, self.old_certificate = written_key(folder, "old")
        self.house, _certificate = written_key(folder, "house")

    def answer(self, asked: Any, person: str) -> str:
        """A whole answer, as it is sent in a form."""
        fields = self._fields(asked, person) | self.rig.get("fields", {})
        # What somebody has written into their own name there.
        text = ASSERTION.format(A=A, **fields).replace("|", self.rig.get("between", ""))
        one = etree.fromstring(text)
        if self.rig.get("signed", "assertion") == "assertion":
            one = self._sign(one)
        if how := self.rig.get("locked"):
            one = self._lock(one, how)
        whole = etree.fromstring(ANSWER.format(A=A, P=P, **fields))
        whole.append(one)
        if self.rig.get("signed") == "response":
            whole = self._sign(whole)
        if how := self.rig.get("wrapped"):
            whole = WRAPS[how](whole)
        told = self.rig.get("before", "").encode() + etree.tostring(whole)
        return base64.b64encode(told).decode()

    def _fields(self, asked: Any, person: str) -> dict[str, str]:
        now = datetime.now(UTC)
        moved = {name: timedelta(seconds=by) for name, by in self.rig.get("moved", {}).items()}
        none = timedelta()
        to = asked.get("AssertionConsumerServiceURL")
        audience = f"<saml:Audience>{HOUSE}</saml:Audience>"
        return {
            "id": f"_{now.timestamp():.6f}", "now": said(now), "issuer": self.issuer,
            "answerer": self.issuer, "person": person, "recipient": to, "destination": to,
            "answers": asked.get("ID"), "method": "urn:oasis:names:tc:SAML:2.0:cm:bearer",
            "begins": said(now - timedelta(seconds=30) + moved.get("begins", none)),
            "ends": said(now + timedelta(seconds=300) + moved.get("ends", none)),
            "shown": said(now + moved.get("shown", none)), "acr": "sure",
            "status": "urn:oasis:names:tc:SAML:2.0:status:Success",
            "audiences": f"<saml:AudienceRestriction>{audience}</saml:AudienceRestriction>",
            "attributes": f'<saml:Attribute Name="{LOA}"><saml:AttributeValue>High'
            "</saml:AttributeValue></saml:Attribute>",
        }  # fmt: skip

    def _sign(self, one: Any) -> Any:
        key, certificate = {
            "other": (self.other, self.other_certificate),
            "next": (self.next, self.next_certificate),
            "old": (self.old, self.old_certificate),
        }.get(self.rig.get("key", ""), (self.own, self.own_certificate))
        signer = Signer(
            method=methods.enveloped, c14n_algorithm=self.rig.get("c14n", C14N),
            signature_algorithm=self.rig.get("by", "rsa-sha256"),
        )  # fmt: skip
        signed = signer.sign(one, key=key, cert=[certificate], reference_uri=one.get("ID"))
        return etree.fromstring(etree.tostring(signed))

    def _lock(self, one: Any, how: str) -> Any:
        secret, content = AESGCM.generate_key(256), etree.tostring(one)
        public = (self.other if how == "other" else self.house).public_key()
        if how == "cbc":
            way, iv = "http://www.w3.org/2001/04/xmlenc#aes256-cbc", bytes(16)
            made = Cipher(algorithms.AES(secret), modes.CBC(iv)).encryptor()
            content += bytes(15 - len(content) % 16) + bytes([16 - len(content) % 16])
            locked = iv + made.update(content) + made.finalize()
        else:
            way, iv = "http://www.w3.org/2009/xmlenc11#aes256-gcm", b"twelve bytes"
            locked = iv + AESGCM(secret).encrypt(iv, content, None)
        if how == "changed":
            locked = locked[:-1] + bytes([locked[-1] ^ 1])
        oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
        return etree.fromstring(LOCKED.format(
            A=A, way=way, key=base64.b64encode(public.encrypt(secret, oaep)).decode(),
            content=base64.b64encode(locked).decode(),
        ))  # fmt: skip


C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"


def evil(whole: Any) -> tuple[Any, Any]:
    """The signed assertion, taken out, and one like it that says somebody else, unsigned."""
    true = whole.find(f"{{{A}}}Assertion")
    whole.remove(true)
    false = etree.fromstring(etree.tostring(true))
    for each in false.findall("{http://www.w3.org/2000/09/xmldsig#}Signature"):
        false.remove(each)
    false.find(f".//{{{A}}}NameID").text = "karen's"
    false.set("ID", "_evil")
    return true, false


def beside(whole: Any, *, first: bool) -> Any:
    true, false = evil(whole)
    whole.extend([false, true] if first else [true, false])
    return whole


def inside(whole: Any) -> Any:
    """The true one lies in the false one's advice."""
    true, false = evil(whole)
    advice = etree.SubElement(false, f"{{{A}}}Advice")
    advice.append(true)
    whole.append(false)
    return whole


def seal_of_another(whole: Any) -> Any:
    """The false one carries the true one's signature, and the true one lies in it as an object."""
    true, false = evil(whole)
    seal = true.find("{http://www.w3.org/2000/09/xmldsig#}Signature")
    false.append(etree.fromstring(etree.tostring(seal)))
    held = etree.SubElement(false[-1], "{http://www.w3.org/2000/09/xmldsig#}Object")
    true.remove(seal)
    held.append(true)
    whole.append(false)
    return whole


def same_id(whole: Any) -> Any:
    true, false = evil(whole)
    false.set("ID", true.get("ID"))
    seal = true.find("{http://www.w3.org/2000/09/xmldsig#}Signature")
    false.append(etree.fromstring(etree.tostring(seal)))
    whole.append(false)
    extensions = etree.Element(f"{{{P}}}Extensions")
    extensions.append(true)
    whole.insert(1, extensions)
    return whole


def in_a_false_answer(whole: Any) -> Any:
    """The whole signed answer lies within another, which names somebody else."""
    around = etree.fromstring(etree.tostring(whole))
    for each in around.findall("{http://www.w3.org/2000/09/xmldsig#}Signature"):
        around.remove(each)
    around.find(f".//{{{A}}}NameID").text = "karen's"
    around.set("ID", "_evil")
    extensions = etree.SubElement(around, f"{{{P}}}Extensions")
    extensions.append(whole)
    return around


def renamed(whole: Any) -> Any:
    """A word is changed after it was signed."""
    whole.find(f".//{{{A}}}NameID").text = "karen's"
    return whole


WRAPS = {
    "false first": lambda whole: beside(whole, first=True),
    "false last": lambda whole: beside(whole, first=False),
    "true in advice": inside,
    "true in the seal": seal_of_another,
    "the same id": same_id,
    "true in a false answer": in_a_false_answer,
    "changed": renamed,
}


class Answers(BaseHTTPRequestHandler):
    told: Told

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if parts.path == "/rig":
            self.told.rig = json.loads(body)
            return self._text("{}")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        asked = zlib.decompress(base64.b64decode(query["SAMLRequest"]), -15)
        signed = parts.query.split("&Signature=")[0].removeprefix("from=here&")
        self.told.house.public_key().verify(
            base64.b64decode(query["Signature"]), signed.encode(), padding.PKCS1v15(),
            hashes.SHA256(),
        )  # fmt: skip
        person = parse_qs(body)["person"][0]
        request = etree.fromstring(asked)
        assert request.get("Destination") == f"{self.told.issuer}/sso?from=here"
        assert request.find(f"{{{A}}}Issuer").text == HOUSE
        answer = self.told.answer(request, person)
        to = escape(request.get("AssertionConsumerServiceURL"))
        return self._text(
            f'<form method="post" action="{to}"><input name="SAMLResponse" value="{answer}">'
            f'<input name="RelayState" value="{escape(query["RelayState"])}"></form>'
            f"<p>{escape(etree.tostring(request).decode())}</p>"
        )

    def log_message(self, *_words: object) -> None:
        """Say nothing."""

    def _text(self, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())


def said(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def written_key(folder: Path, name: str) -> tuple[RSAPrivateKey, x509.Certificate]:
    """A key and a certificate of it; that of the old one has run out."""
    key = generate_private_key(65537, 2048)
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2021 if name == "old" else 2046, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )  # fmt: skip
    (folder / f"{name}.key").write_bytes(private)
    (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return key, made


@dataclass
class Outside:
    """The process as a test speaks with it."""

    issuer: str
    folder: Path

    def rig(self, **how: Any) -> None:
        """Answer so from now on."""
        body = json.dumps(how).encode()
        urllib.request.urlopen(f"{self.issuer}/rig", body, timeout=10).close()  # noqa: S310 our own

    def shows(self, there: str, person: str) -> tuple[str, dict[str, str]]:
        """Show there who one is: the form that the browser sends from there, and where to."""
        page = self.page(there, person)
        to = re.findall(r'action="([^"]+)"', page)[0]
        fields = {name: unescape(value) for name, value in
                  re.findall(r'name="(\w+)" value="([^"]*)"', page)}  # fmt: skip
        return unescape(to), fields

    def page(self, there: str, person: str) -> str:
        sent = urlencode({"person": person}).encode()
        with urllib.request.urlopen(there, sent, timeout=10) as answer:  # noqa: S310 our own
            return str(answer.read().decode())


@contextmanager
def served(folder: Path) -> Iterator[Outside]:
    """The process, from when it answers until the block ends."""
    command = [sys.executable, "-m", "tests.saml_provider", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=switches.ROOT, text=True) as process:
        assert process.stdout is not None
        try:
            yield Outside(process.stdout.readline().strip(), folder)
        finally:
            process.kill()


def written(process: Outside, **more: str) -> Path:
    """The operator's file, beside the keys."""
    path = process.folder / "providers.toml"
    lines = {
        "key": '"kommunen"', "speaks": '"saml"', "issuer": json.dumps(process.issuer),
        "client_id": f'"{HOUSE}"', "sign_in": json.dumps(f"{process.issuer}/sso?from=here"),
        "certificate_files": '["provider.pem"]', "key_file": '"house.key"',
        "certificate_file": '"house.pem"', "for": '"staff"', "ask_for": '["sure"]',
        "name": '{ da = "Kommunens login", nb = "Kommunens innlogging", en = "Staff sign-in" }',
        "levels": '{ sure = "substantial", High = "high" }',
    } | more  # fmt: skip
    told = "\n".join(f"{name} = {value}" for name, value in lines.items())
    path.write_text(f"[[provider]]\n{told}\n")
    return path


def main() -> None:
    """Serve on a port nobody listens on, and say where."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Answers.told = Told(Path(sys.argv[1]), f"http://127.0.0.1:{server.server_port}")
    sys.stdout.write(f"{Answers.told.issuer}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
