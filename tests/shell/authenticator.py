"""A telephone in software: it makes keys and answers challenges as the standard says."""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url as b64

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Telephone:
    """One key, and what the one who holds it, or who stole its words, may say wrongly."""

    host: str = "localhost"
    origin: str = "http://localhost"
    verifies: bool = True
    uses: int = 0
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: dict[str, Any]) -> str:
        """The answer to `create`."""
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: _32(numbers.x), -3: _32(numbers.y)}
        told = self._told(ATTESTED) + bytes(16) + len(self.credential).to_bytes(2, "big")
        told += self.credential + cbor2.dumps(cose)
        said = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": told})
        return self._answer(
            options, "webauthn.create", attestationObject=b64(said), transports=["internal"]
        )

    def use(self, options: dict[str, Any]) -> str:
        """The answer to `get`; the count goes up."""
        self.uses += 1
        told = self._told(0)
        client = self._client(options, "webauthn.get")
        signed = self.key.sign(told + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            options, "webauthn.get", authenticatorData=b64(told), signature=b64(signed)
        )

    def _told(self, more: int) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        return sha256(self.host.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")

    def _client(self, options: dict[str, Any], kind: str) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, options: dict[str, Any], kind: str, **response: Any) -> str:
        named = b64(self.credential)
        said = {"clientDataJSON": b64(self._client(options, kind)), **response}
        return json.dumps({"id": named, "rawId": named, "type": "public-key", "response": said})


def _32(number: int) -> bytes:
    return number.to_bytes(32, "big")
