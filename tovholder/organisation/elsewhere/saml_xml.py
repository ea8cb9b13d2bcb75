"""The XML of SAML: questions written, answers read. Needs the extra `saml`.

What an answer says is read from the very element that a pinned certificate has signed, as it
comes back from the check: what stands beside it, or around it, is never looked at.
"""

import base64
import binascii
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidDigest, InvalidInput, InvalidSignature
from signxml.verifier import SignatureConfiguration, XMLVerifier

from . import saml_locked
from .providers import Saml
from .saml import SUCCESS, Said
from .shown import NotShown, SaidNo

P = "urn:oasis:names:tc:SAML:2.0:protocol"
A = "urn:oasis:names:tc:SAML:2.0:assertion"
M = "urn:oasis:names:tc:SAML:2.0:metadata"
D = "http://www.w3.org/2000/09/xmldsig#"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
NAME_ID = "NameID"
SIGNED_BY = frozenset({
    SignatureMethod.RSA_SHA256, SignatureMethod.RSA_SHA384, SignatureMethod.RSA_SHA512,
    SignatureMethod.ECDSA_SHA256, SignatureMethod.ECDSA_SHA384, SignatureMethod.ECDSA_SHA512,
    SignatureMethod.SHA256_RSA_MGF1, SignatureMethod.SHA384_RSA_MGF1,
    SignatureMethod.SHA512_RSA_MGF1,
})  # fmt: skip
DIGESTS = frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512})
# Signed is the assertion itself, else the whole answer; nothing deeper, and nothing outside it.
PLACES = {f"./{{{A}}}Assertion/": f"{{{A}}}Assertion", "./": f"{{{P}}}Response"}
BROKEN = (
    InvalidSignature, InvalidDigest, InvalidInput, etree.LxmlError, binascii.Error, ValueError,
    KeyError, TypeError, AttributeError, RecursionError,
)  # fmt: skip
LONG_AGO, FAR_AHEAD = -1.0, float("inf")


def question(
    *, name: str, to: str, back: str, entity: str, ask_for: tuple[str, ...], anew: bool
) -> bytes:
    """An AuthnRequest; `anew` asks that who is there shows it once more."""
    root = etree.Element(f"{{{P}}}AuthnRequest", nsmap={"samlp": P, "saml": A})
    root.attrib.update({
        "ID": name, "Version": "2.0", "IssueInstant": _now(), "Destination": to,
        "AssertionConsumerServiceURL": back, "ProtocolBinding": POST,
    })  # fmt: skip
    if anew:
        root.set("ForceAuthn", "true")
    etree.SubElement(root, f"{{{A}}}Issuer").text = entity
    if ask_for:
        context = etree.SubElement(root, f"{{{P}}}RequestedAuthnContext", Comparison="minimum")
        for one in ask_for:
            etree.SubElement(context, f"{{{A}}}AuthnContextClassRef").text = one
    return bytes(etree.tostring(root))


def said_in(saml: Saml, answer: str, *, issuer: str, to: str) -> Said:
    """What the one signed assertion of an answer says. Raises NotShown, with no content."""
    try:
        root = _parsed(base64.b64decode(answer, validate=True))
        _is_yes(root, issuer=issuer, to=to)
        return _read(_signed(saml, _opened(saml, root)), saml)
    except BROKEN as fault:
        raise NotShown(f"not signed, {type(fault).__name__}") from None


def _is_yes(root: Any, *, issuer: str, to: str) -> None:
    """It is an answer of this provider to this address, and it says yes."""
    if root.tag != f"{{{P}}}Response" or root.get("Destination", to) != to:
        raise NotShown("no answer to this address")
    said = root.find(f"./{{{A}}}Issuer")
    if said is not None and _text(said) != issuer:
        raise NotShown("answer of another issuer")
    status = root.find(f"./{{{P}}}Status/{{{P}}}StatusCode")
    if status is None or status.get("Value") != SUCCESS:
        raise SaidNo("the provider said no")


def description(saml: Saml, *, entity: str, back: str) -> bytes:
    """An EntityDescriptor: who asks, with which certificate, and where the answer is sent."""
    root = etree.Element(f"{{{M}}}EntityDescriptor", nsmap={"md": M, "ds": D}, entityID=entity)
    part = etree.SubElement(
        root, f"{{{M}}}SPSSODescriptor", protocolSupportEnumeration=P,
        AuthnRequestsSigned="true", WantAssertionsSigned="true",
    )  # fmt: skip
    for use in ("signing", "encryption"):
        key = etree.SubElement(part, f"{{{M}}}KeyDescriptor", use=use)
        held = etree.SubElement(etree.SubElement(key, f"{{{D}}}KeyInfo"), f"{{{D}}}X509Data")
        etree.SubElement(held, f"{{{D}}}X509Certificate").text = saml.own_certificate
        if use == "encryption":
            for way in saml_locked.WAYS:
                etree.SubElement(key, f"{{{M}}}EncryptionMethod", Algorithm=way)
    etree.SubElement(
        part, f"{{{M}}}AssertionConsumerService", Binding=POST, Location=back, index="0",
        isDefault="true",
    )  # fmt: skip
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _parsed(text: bytes) -> Any:
    """The root of a text that declares nothing and fetches nothing."""
    reader = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_pis=True,
    )  # fmt: skip
    root = etree.fromstring(text, reader)
    if root.getroottree().docinfo.doctype or list(root.iter(etree.Entity)):
        raise NotShown("declares something")
    return root


def _opened(saml: Saml, root: Any) -> Any:
    """The answer with its one assertion readable: where it was locked, the assertion alone."""
    plain = list(root.iter(f"{{{A}}}Assertion"))
    locked = list(root.iter(f"{{{A}}}EncryptedAssertion"))
    if len(plain) + len(locked) != 1:
        raise NotShown("not one assertion")
    if plain:
        return root
    return _parsed(saml_locked.opened(saml.key, locked[0]))


def _signed(saml: Saml, root: Any) -> Any:
    """The assertion as one of the provider's certificates has signed it."""
    places = {"./": f"{{{A}}}Assertion"} if root.tag == f"{{{A}}}Assertion" else PLACES
    fault: Exception = NotShown("not signed")
    for certificate in saml.certificates:
        for place, tag in places.items():
            rules = SignatureConfiguration(
                location=place, signature_methods=SIGNED_BY, digest_algorithms=DIGESTS,
                expect_references=1,
            )  # fmt: skip
            try:
                [seen] = _all(XMLVerifier().verify(
                    root, x509_cert=certificate, expect_config=rules, id_attribute="ID",
                ))  # fmt: skip
            except BROKEN as refused:
                fault = refused
                continue
            if seen.signed_xml is None or seen.signed_xml.tag != tag:
                raise NotShown("something else is signed")
            return _assertion(seen.signed_xml)
    raise fault


def _all(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _assertion(signed: Any) -> Any:
    if signed.tag == f"{{{A}}}Assertion":
        return signed
    [one] = signed.findall(f"./{{{A}}}Assertion")
    return one


def _read(one: Any, saml: Saml) -> Said:
    """What stands in a signed assertion; what is missing is as it never holds."""
    confirmed = _one(one, "Subject", "SubjectConfirmation")
    data = _one(confirmed, "SubjectConfirmationData")
    conditions = _one(one, "Conditions")
    shown = _one(one, "AuthnStatement")
    told = dict(_attributes(one))
    level = (
        told.get(saml.level)
        if saml.level
        else _text(_one(shown, "AuthnContext", "AuthnContextClassRef"))
    )
    person = (
        _text(_one(one, "Subject", "NameID")) if saml.person == NAME_ID
        else told.get(saml.person, "")
    )  # fmt: skip
    begins, ends = _while(conditions, data, shown)
    return Said(
        issuer=_text(_one(one, "Issuer")),
        person=person,
        audiences=tuple(_audiences(conditions)),
        level=level or "",
        recipient=data.get("Recipient", ""),
        answers=data.get("InResponseTo", ""),
        method=confirmed.get("Method", ""),
        not_before=begins,
        not_after=ends,
        shown_at=_moment(shown.get("AuthnInstant"), LONG_AGO),
    )


def _audiences(conditions: Any) -> Iterator[tuple[str, ...]]:
    for some in conditions.findall(f"./{{{A}}}AudienceRestriction"):
        yield tuple(_text(each) for each in some.findall(f"./{{{A}}}Audience"))


def _while(conditions: Any, data: Any, shown: Any) -> tuple[float, float]:
    """From when to when it holds; whoever bears it must be told an end."""
    return (
        max(_moment(at.get("NotBefore"), LONG_AGO) for at in (conditions, data)),
        min(
            _moment(conditions.get("NotOnOrAfter"), FAR_AHEAD),
            _moment(data.get("NotOnOrAfter"), LONG_AGO),
            _moment(shown.get("SessionNotOnOrAfter"), FAR_AHEAD),
        ),
    )


def _attributes(one: Any) -> Iterator[tuple[str, str]]:
    """Each attribute that has one value; one with several is none we can go by."""
    for each in one.findall(f"./{{{A}}}AttributeStatement/{{{A}}}Attribute"):
        values = each.findall(f"./{{{A}}}AttributeValue")
        if len(values) == 1:
            yield each.get("Name", ""), _text(values[0])


def _one(of: Any, *names: str) -> Any:
    """The one element there. Raises NotShown where there are several, or none."""
    for name in names:
        found = of.findall(f"./{{{A}}}{name}")
        if len(found) != 1:
            raise NotShown(f"not one {name}")
        [of] = found
    return of


def _text(of: Any) -> str:
    """The words of an element that holds nothing else: a comment would cut them in two."""
    if len(of):
        raise NotShown("something among the words")
    return (of.text or "").strip()


def _moment(said: str | None, otherwise: float) -> float:
    if said is None:
        return otherwise
    at = datetime.fromisoformat(said)
    return at.replace(tzinfo=at.tzinfo or UTC).timestamp()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
