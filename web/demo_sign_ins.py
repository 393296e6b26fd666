"""The people of a demo, whose names and passwords stand on its pages; anywhere else there are none."""

from __future__ import annotations

from engine.office import municipalities
from engine.simulation.sign_ins import DEMO_SIGN_INS, SignIn
from web.drawing.role_words import role_word
from web.page import Context, Runtime


def is_demo(runtime: Runtime) -> bool:
    """Whether this is one."""
    return municipalities.card(runtime, None).kind == "demo"


def who(role: str) -> SignIn:
    """Whoever has this role in it."""
    return next(one for one in DEMO_SIGN_INS if one.role == role)


def rows(runtime: Runtime) -> list[Context]:
    """Everybody, for the page of signing in; [] outside of a demo."""
    found = DEMO_SIGN_INS if is_demo(runtime) else ()
    return [{"role": role_word(one.role), "user": one.user, "password": one.password} for one in found]
