"""The accounts of the demo, one per role; a production installation has none of them."""

from __future__ import annotations

from dataclasses import dataclass

from engine.domain.rights import Role

DEMO_PASSWORD = "parole-demo-2026"  # noqa: S105 -- printed by the demo, and of no use anywhere else


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody to sign in as."""

    role: Role
    user: str
    name: str
    password: str = DEMO_PASSWORD


DEMO_SIGN_INS: tuple[SignIn, ...] = (
    SignIn(Role.CASEWORKER, "ilze", "Ilze Kalniņa"),
    SignIn(Role.HEAD_OF_SERVICE, "marta", "Marta Ozola"),
    SignIn(Role.FINANCE, "peteris", "Pēteris Liepa"),
    SignIn(Role.RECIPIENT, "anna", "Anna Bērziņa"),
    SignIn(Role.ASSISTANT, "janis", "Jānis Krūmiņš"),
    SignIn(Role.LEGAL_REPRESENTATIVE, "dace", "Dace Eglīte"),
    SignIn(Role.PROVIDER_ORGANISATION, "palidziba", "SIA „Palīdzība mājās”"),
    SignIn(Role.CONTEST_AUTHORITY, "andris", "Andris Vītols"),
    SignIn(Role.PROCESS_OWNER, "liga", "Līga Zariņa"),
    SignIn(Role.AUDITOR, "uldis", "Uldis Bite"),
    SignIn(Role.ADMINISTRATOR, "sandra", "Sandra Kļaviņa"),
    SignIn(Role.MINISTRY_OFFICER, "ministrija", "Inese Roze"),
)
