"""An assertion that was locked for the house alone (XML Encryption 1.1): RSA-OAEP and AES-GCM.

The older ways (AES-CBC, RSA 1.5) tell an attacker by trying what is inside, and are not opened.
"""

import base64
from collections.abc import Callable
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .shown import NotShown

E = "http://www.w3.org/2001/04/xmlenc#"
D = "http://www.w3.org/2000/09/xmldsig#"
WAYS = {
    "http://www.w3.org/2009/xmlenc11#aes128-gcm": 16,
    "http://www.w3.org/2009/xmlenc11#aes256-gcm": 32,
}
OAEP = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"
OAEP_11 = "http://www.w3.org/2009/xmlenc11#rsa-oaep"
MGF = "http://www.w3.org/2009/xmlenc11#mgf1"
SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    SHA1: hashes.SHA1,  # the standard's own, where none is said
    "http://www.w3.org/2001/04/xmlenc#sha256": hashes.SHA256,
    "http://www.w3.org/2001/04/xmlenc#sha512": hashes.SHA512,
}
MGFS: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    f"{MGF}sha1": hashes.SHA1,
    f"{MGF}sha256": hashes.SHA256,
    f"{MGF}sha512": hashes.SHA512,
}
IV = 12


def opened(key: RSAPrivateKey, locked: Any) -> bytes:
    """What is inside. Raises NotShown, in the same words whatever is wrong."""
    try:
        data = locked.find(f"./{{{E}}}EncryptedData")
        size = WAYS[data.find(f"./{{{E}}}EncryptionMethod").get("Algorithm")]
        [wrapped] = locked.iter(f"{{{E}}}EncryptedKey")
        secret, content = key.decrypt(_content(wrapped), _padding(wrapped)), _content(data)
        fits = len(secret) == size and len(content) > IV
        return AESGCM(secret if fits else b"").decrypt(content[:IV], content[IV:], None)
    except (InvalidTag, ValueError, KeyError, TypeError, AttributeError):
        raise NotShown("not locked for us") from None


def _padding(wrapped: Any) -> padding.OAEP:
    method = wrapped.find(f"./{{{E}}}EncryptionMethod")
    way = method.get("Algorithm")
    if way not in {OAEP, OAEP_11}:
        raise ValueError(way)
    digest = method.find(f"./{{{D}}}DigestMethod")
    mask = method.find("./{http://www.w3.org/2009/xmlenc11#}MGF")
    hashed = HASHES[digest.get("Algorithm") if digest is not None else SHA1]
    masked = MGFS[mask.get("Algorithm") if mask is not None else f"{MGF}sha1"]
    return padding.OAEP(padding.MGF1(masked()), hashed(), None)


def _content(of: Any) -> bytes:
    return base64.b64decode(of.find(f"./{{{E}}}CipherData/{{{E}}}CipherValue").text)
