"""A provider of its own process (OpenID Connect), and the ways in which one may lie.

    python -m tests.provider

It is strict where the house must be exact: PKCE, the client's secret, the same address back, a
code once. POST /rig with JSON says how it answers from then on, until it is told otherwise.
"""

import base64
import hashlib
import hmac
import json
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from tovholder import switches

CLIENT = "tovholder"
SECRET = "a secret & its / signs"
FIELDS = ("client_id", "redirect_uri", "state", "nonce", "code_challenge", "prompt", "max_age")


class Told:
    """What this process knows: its keys, the codes it gave, and how it is rigged."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.keys = [RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})]
        self.codes: dict[str, dict[str, Any]] = {}
        self.rig: dict[str, Any] = {}

    def described(self) -> dict[str, Any]:
        at = self.issuer
        return {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize?from=here",
            "token_endpoint": f"{at}/token",
            "jwks_uri": f"{at}/jwks",
            "end_session_endpoint": f"{at}/sign-out",
        } | self.rig.get("described", {})

    def token(self, code: dict[str, Any]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": code["person"], "iat": now,
            "exp": now + 300, "auth_time": now, "nonce": code["nonce"], "acr": code["acr"],
        } | self.rig.get("claims", {})  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        signed = self.rig.get("signed", "RS256")
        if signed == "none":
            return f"{part({'alg': 'none'})}.{part(claims)}."
        key, header = self.keys[-1], {"alg": signed, "kid": self.keys[-1].kid}
        if signed == "HS256":  # the public key taken for a shared secret
            public = self.keys[-1].as_pem(private=False)
            word = f"{part(header)}.{part(claims)}"
            seal = hmac.digest(public, word.encode(), "sha256")
            return f"{word}.{base64.urlsafe_b64encode(seal).rstrip(b'=').decode()}"
        if signed == "another":  # a key of somebody else's under the name of ours
            key, header = RSAKey.generate_key(2048), header | {"alg": "RS256"}
        return jwt.encode(header, claims, key, algorithms=[header["alg"]])


class Answers(BaseHTTPRequestHandler):
    told: Told

    def do_GET(self) -> None:
        path, asked = self._asked()
        if wait := self.told.rig.get("wait"):
            time.sleep(wait)
        if path == "/.well-known/openid-configuration":
            self._led(path) or self._json(self.told.described())
        elif path == "/jwks":
            shown = [key.as_dict(private=False) for key in self.told.keys]
            self._json({"keys": shown, "filled": "x" * self.told.rig.get("huge", 0)})
        elif path == "/authorize":
            self._page(asked)
        else:
            self._text("Signed out.")

    def do_POST(self) -> None:
        path, asked = self._asked()
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if path == "/rig":
            self._rigged(json.loads(body))
        elif path == "/authorize":
            self._shown(asked | {name: values[0] for name, values in parse_qs(body).items()})
        elif path == "/token":
            self._redeem({name: values[0] for name, values in parse_qs(body).items()})

    def log_message(self, *_words: object) -> None:
        """Say nothing."""

    def _asked(self) -> tuple[str, dict[str, str]]:
        parts = urlsplit(self.path)
        return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}

    def _rigged(self, rig: dict[str, Any]) -> None:
        self.told.rig = rig
        if not rig:
            self.told.keys = self.told.keys[:1]
        if name := rig.get("new_key"):
            self.told.keys.append(RSAKey.generate_key(2048, {"kid": name}))
        if name := rig.get("new_curve"):
            self.told.keys.append(ECKey.generate_key("P-256", {"kid": name}))
        if name := rig.get("small_key"):
            with warnings.catch_warnings():  # joserfc says so too, and goes on
                warnings.simplefilter("ignore")
                self.told.keys.append(RSAKey.generate_key(1024, {"kid": name}))
        self._json({})

    def _page(self, asked: dict[str, str]) -> None:
        self._text(
            "<!doctype html><html lang=da><title>Udbyder</title><h1>Udbyder</h1>"
            f'<form method="post" action="{escape(self.path)}"><label>Hvem er du?'
            ' <input name="person"></label><button>Videre</button></form>'
            f"<p>{escape(asked.get('prompt', 'as you are'))}</p>"
        )

    def _shown(self, asked: dict[str, str]) -> None:
        if asked.get("response_type") != "code" or asked.get("code_challenge_method") != "S256":
            return self._json({"error": "invalid_request"}, 400)
        code = secrets.token_urlsafe(16)
        self.told.codes[code] = {"acr": asked.get("acr", "low"), "person": asked["person"]} | {
            name: asked.get(name, "") for name in FIELDS
        }
        back = {"code": code, "state": asked["state"]} | self.told.rig.get("back", {})
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
        self.end_headers()
        return None

    def _redeem(self, sent: dict[str, str]) -> None:
        code = self.told.codes.pop(sent.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        ).decode()
        if not self._is_client(sent):
            return self._json({"error": "invalid_client"}, 401)
        if (
            code is None
            or code["redirect_uri"] != sent.get("redirect_uri")
            or code["code_challenge"] != challenge.rstrip("=")
        ):
            return self._json({"error": "invalid_grant"}, 400)
        if self._led("/token"):
            return None
        return self._json({"access_token": "x", "id_token": self.told.token(code)})

    def _is_client(self, sent: dict[str, str]) -> bool:
        if "client_secret_post" in self.told.rig.get("described", {}).get(
            "token_endpoint_auth_methods_supported", []
        ):
            return sent.get("client_secret") == SECRET and "Authorization" not in self.headers
        pair = base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic "))
        return [unquote(one) for one in pair.decode().split(":")] == [CLIENT, SECRET]

    def _led(self, path: str) -> bool:
        to = self.told.rig.get("led", {}).get(path)
        if to:
            self.send_response(307)
            self.send_header("Location", to)
            self.end_headers()
        return bool(to)

    def _json(self, told: dict[str, Any], status: int = 200) -> None:
        self._text(json.dumps(told), status, "application/json")

    def _text(self, text: str, status: int = 200, kind: str = "text/html; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())


def part(told: dict[str, Any]) -> str:
    """One part of a signed word."""
    return base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()


@dataclass
class Outside:
    """The process as a test speaks with it."""

    issuer: str

    def rig(self, **how: Any) -> None:
        """Answer so from now on."""
        body = json.dumps(how).encode()
        urllib.request.urlopen(f"{self.issuer}/rig", body, timeout=10).close()  # noqa: S310 our own

    def shows(self, there: str, person: str, **more: str) -> str:
        """Show there who one is, as somebody does in a browser: the address that leads back."""
        sent = urlencode({"person": person, **more}).encode()
        try:
            _stays.open(there, sent, timeout=10).close()
        except urllib.error.HTTPError as answer:
            return str(answer.headers["Location"])
        raise AssertionError("The provider led nowhere.")


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_request: Any, **_more: Any) -> None:
        """Follow nobody."""


_stays = urllib.request.build_opener(_Stays)


@contextmanager
def served() -> Iterator[Outside]:
    """The process, from when it answers until the block ends."""
    command = [sys.executable, "-m", "tests.provider"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=switches.ROOT, text=True) as process:
        assert process.stdout is not None
        try:
            yield Outside(process.stdout.readline().strip())
        finally:
            process.kill()


def written(folder: Path, process: Outside, **more: str) -> Path:
    """The operator's file."""
    (folder / "secret").write_text(SECRET)
    path = folder / "providers.toml"
    lines = {
        "key": '"kommunen"', "issuer": json.dumps(process.issuer), "client_id": f'"{CLIENT}"',
        "secret_file": '"secret"', "for": '"staff"', "ask_for": '["sure"]',
        "name": '{ da = "Kommunens login", nb = "Kommunens innlogging", en = "Staff sign-in" }',
        "levels": '{ sure = "substantial", surest = "high" }',
    } | more  # fmt: skip
    told = "\n".join(f"{name} = {value}" for name, value in lines.items())
    path.write_text(f"[[provider]]\n{told}\n")
    return path


def main() -> None:
    """Serve on a port nobody listens on, and say where."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Answers.told = Told(f"http://127.0.0.1:{server.server_port}")
    sys.stdout.write(f"{Answers.told.issuer}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
