"""What a provider's answer must be: anything else is a sentence, and no call goes anywhere else."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from engine.errors import Unusable
from engine.identity_providers import exchange, fetching, metadata
from engine.identity_providers.exchange import Journey, NotVouched, Vouched
from engine.identity_providers.fetching import ProviderAway
from engine.settings import ROOT
from engine.sign_in_providers import Provider, Says, read_providers

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
BACK = "https://asistents.example/sign-in/back/entra"
KEY = RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False)


@dataclass
class Liar:
    """A provider on loopback that says what a test wants it to say."""

    port: int = 0
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        """As it should be named."""
        return f"http://127.0.0.1:{self.port}"

    def begins_honest(self) -> None:
        """What a real one says of itself."""
        paths = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/jwks"}
        addresses = {name: self.issuer + path for name, path in paths.items()}
        self.answers[metadata.DISCOVERY] = {"issuer": self.issuer, **addresses}
        self.answers["/jwks"] = {"keys": [KEY.as_dict(private=False)]}
        self.tells()

    def tells(self, **claims: Any) -> None:
        """An identity token with these claims instead of honest ones; None takes one away."""
        self.answers["/token"] = {
            "access_token": "a",
            "token_type": "Bearer",
            "id_token": self.token(**claims),
        }

    def token(self, *, key: Any = KEY, header: dict[str, Any] | None = None, **claims: object) -> str:
        """Signed as asked."""
        at = int(NOW.timestamp())
        honest = {
            "iss": self.issuer,
            "aud": "asistents",
            "sub": "s",
            "iat": at,
            "exp": at + 300,
            "nonce": "n",
        }
        told = {
            name: value for name, value in {**honest, "oid": "7c3f", **claims}.items() if value is not None
        }
        head = header or {"alg": "RS256", "kid": "one"}
        return jwt.encode(head, told, key, algorithms=[head["alg"]])


@pytest.fixture
def liar(monkeypatch: pytest.MonkeyPatch) -> Iterator[Liar]:
    """It runs, and is honest at first."""
    liar = Liar()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._answer()

        def _answer(self) -> None:
            liar.asked.append(self.path)
            found = liar.answers.get(self.path)
            if isinstance(found, str):  # sends elsewhere
                self.send_response(302)
                self.send_header("Location", found)
                self.end_headers()
                return
            body = found if isinstance(found, bytes) else json.dumps(found).encode()
            self.send_response(404 if found is None else 200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    serving.start()
    liar.port = server.server_address[1]
    liar.begins_honest()
    monkeypatch.setattr(metadata, "_kept", {})
    yield liar
    server.shutdown()
    server.server_close()
    serving.join(5)


def provider(liar: Liar, folder: Path) -> Provider:
    secret = folder / "secret"
    secret.write_text("s", "utf-8")
    return Provider("entra", "Entra", liar.issuer, "asistents", secret, "oid", Says.IDENTIFIER)


def finish(liar: Liar, folder: Path) -> Vouched:
    return exchange.finish(
        provider(liar, folder), Journey("st", "n", "v" * 48, ""), "code", back=BACK, now=NOW
    )


def test_an_honest_answer_says_who_it_is(liar: Liar, tmp_path: Path) -> None:
    assert finish(liar, tmp_path) == Vouched("7c3f", is_fresh=False, proves_factor=False, can_end=False)


AT = int(NOW.timestamp())
LIES: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.example"},
    "for somebody else": {"aud": "another"},
    "for two, and not asked by us": {"aud": ["asistents", "another"], "azp": "another"},
    "over": {"exp": AT - 120},
    "not begun": {"nbf": AT + 120},
    "made tomorrow": {"iat": AT + 86_400},
    "without an end": {"exp": None},
    "without a nonce": {"nonce": None},
    "another nonce": {"nonce": "m"},
    "without a subject": {"sub": None},
    "without the claim": {"oid": None},
    "the claim is a list": {"oid": ["7c3f"]},
    "another key of that name": {"key": RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False)},
    "signed by a shared secret": {
        "key": OctKey.import_key("s" * 32),
        "header": {"alg": "HS256", "kid": "one"},
    },
    "a key of nobody": {"header": {"alg": "RS256", "kid": "two"}},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_vouches_for_nobody(liar: Liar, tmp_path: Path, lie: str) -> None:
    liar.tells(**LIES[lie])
    with pytest.raises(NotVouched):
        finish(liar, tmp_path)


UNSIGNED = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4In0."


@pytest.mark.parametrize("token", [None, 1, "", "x", "a.b.c", UNSIGNED, "x" * 20_000, "é.é.é"])
def test_what_is_no_token_is_refused_in_words(liar: Liar, tmp_path: Path, token: object) -> None:
    liar.answers["/token"] = {"access_token": "a", "token_type": "Bearer", "id_token": token}
    with pytest.raises(NotVouched):
        finish(liar, tmp_path)


SPOILT: dict[str, Callable[[Liar], object]] = {
    "says it is another": lambda liar: liar.answers[metadata.DISCOVERY].update(
        issuer="https://other.example"
    ),
    "keys elsewhere": lambda liar: liar.answers[metadata.DISCOVERY].update(
        jwks_uri="http://127.0.0.1:1/jwks"
    ),
    "token elsewhere": lambda liar: liar.answers[metadata.DISCOVERY].update(
        token_endpoint="https://evil.example"
    ),
    "sign-in elsewhere": lambda liar: liar.answers[metadata.DISCOVERY].update(
        authorization_endpoint="file:///x"
    ),
    "no address": lambda liar: liar.answers[metadata.DISCOVERY].update(token_endpoint=None),
    "sent on": lambda liar: liar.answers.update({"/jwks": f"{liar.issuer}/other"}),
    "no JSON": lambda liar: liar.answers.update({"/jwks": b"<html>"}),
    "keys that are none": lambda liar: liar.answers.update({"/jwks": {"keys": [{"kty": "RSA"}]}}),
    "a list": lambda liar: liar.answers.update({metadata.DISCOVERY: []}),
    "too much": lambda liar: liar.answers.update({"/jwks": b" " * (fetching.MOST_BYTES + 1)}),
    "nothing there": lambda liar: liar.answers.pop(metadata.DISCOVERY),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_spoilt_provider_is_away_and_nobody_else_is_asked(liar: Liar, tmp_path: Path, spoilt: str) -> None:
    SPOILT[spoilt](liar)
    with pytest.raises(ProviderAway):
        finish(liar, tmp_path)
    assert "/other" not in liar.asked


def test_an_answer_that_takes_too_long_is_cut_off(
    liar: Liar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "monotonic", count(0, 10).__next__)
    with pytest.raises(ProviderAway, match="Sign in with your password"):
        finish(liar, tmp_path)


def test_a_refusal_of_the_code_vouches_for_nobody(liar: Liar, tmp_path: Path) -> None:
    liar.answers["/token"] = {"error": "invalid_grant"}
    with pytest.raises(NotVouched):
        finish(liar, tmp_path)
    (tmp_path / "secret").unlink()
    with pytest.raises(ProviderAway):
        exchange.finish(
            replace(provider(liar, tmp_path), secret_file=tmp_path / "gone"),
            Journey("st", "n", "v" * 48, ""), "code", back=BACK, now=NOW,
        )  # fmt: skip


def test_the_file_beside_the_units_is_read() -> None:
    entra, state = read_providers(str(ROOT / "web" / "deployment" / "sign_in_providers.toml"))
    assert (entra.says, entra.scope, entra.second_factor) == (
        Says.IDENTIFIER,
        "openid profile",
        frozenset({"mfa"}),
    )
    assert (state.says, state.claim) == (Says.PERSONAL_CODE, "serial_number")


GOOD = {
    "name": "E", "issuer": "https://e.example", "client_id": "c", "secret_file": "f", "claim": "oid",
    "says": "identifier",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"says": "email", "claim": "email"}, "verifies_email"),
        ({"says": "guess"}, "must be one of"),
        ({"issuer": "e.example"}, "no address"),
        ({"issuer": "https://e.example?x=1"}, "no address"),
        ({"client_id": " "}, "lacks client_id"),
        ({"colour": "red"}, "colour"),
        ({"second_factor": "mfa"}, "must be a list"),
    ],
)
def test_a_file_that_cannot_mean_anything_is_refused(
    tmp_path: Path, changed: dict[str, Any], words: str
) -> None:
    file = tmp_path / "p.toml"
    lines = [f"{name} = {json.dumps(value)}" for name, value in {**GOOD, **changed}.items()]
    file.write_text("\n".join(["[entra]", *lines]), "utf-8")
    with pytest.raises(Unusable, match=words):
        read_providers(str(file))
    file.write_text("[entra", "utf-8")
    with pytest.raises(Unusable, match="TOML"):
        read_providers(str(file))
