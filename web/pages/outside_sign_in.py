"""To a provider that vouches for people, and back; nothing of what comes back ever makes an error of ours."""

from __future__ import annotations

from flask import make_response

from engine.errors import EngineError
from engine.identity_providers.fetching import ProviderAway
from engine.people import outside_journeys, outside_sign_ins
from engine.people.outside_journeys import CameBack
from engine.people.outside_sign_ins import CodeAskedThen
from web.coming_in import house_address, let_in, place, session_token
from web.page import PUBLIC, Answer, Route, Runtime, go, msg, request, tell
from web.pages.sign_in_code import code_page
from web.pages.sign_in_form import sign_in_page
from web.visit import HALF, OUTSIDE, local_address, put_cookie

LONGEST = 2000
SAID_NO = msg(
    "The provider did not let you in, or you turned back. Begin once more, or sign in with your password."
)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def leave(key: str) -> Answer:
        """Off to the provider's page."""
        return _leave(runtime, key)

    def come_back(key: str) -> Answer:
        """The provider has sent the browser back."""
        return _come_back(runtime, key)

    def end(key: str) -> Answer:
        """On to the provider's page that ends its own session."""
        try:
            address = outside_sign_ins.end_address(runtime, key, back=f"{house_address(runtime)}/sign-in")
        except ProviderAway as away:
            return sign_in_page(runtime, "", None, refused=away), 503
        return go(address or "/sign-in")

    return [
        Route("/sign-in/with/<key>", leave, PUBLIC),
        Route("/sign-in/back/<key>", come_back, PUBLIC),
        Route("/sign-in/out/<key>", end, PUBLIC),
    ]


def _leave(runtime: Runtime, key: str) -> Answer:
    next_url, again = local_address(request.args.get("next", "")), request.args.get("again", "") == "1"
    try:
        sent = outside_journeys.begin(runtime, key, back=_back(runtime, key), next_url=next_url, again=again)
    except ProviderAway as away:
        return sign_in_page(runtime, next_url, None, refused=away), 503
    answer = go(sent.address)
    put_cookie(answer, OUTSIDE, sent.browser, secure=runtime.settings.secure_cookies)
    return answer


def _come_back(runtime: Runtime, key: str) -> Answer:
    asked = {name: request.args.get(name, "")[:LONGEST] for name in ("state", "code", "iss")}
    outside_journeys.provider(runtime, key)
    if not asked["code"]:
        return sign_in_page(runtime, "", None, refused=EngineError(SAID_NO)), 400
    here = place()
    came = CameBack(
        asked["state"], asked["code"], request.cookies.get(OUTSIDE, ""), asked["iss"], session_token()
    )
    try:
        found = outside_sign_ins.finish(runtime, key, came, back=_back(runtime, key), place=here)
    except CodeAskedThen as then:
        answer = make_response(code_page(runtime, then.token, then.next_url))
        put_cookie(answer, HALF, then.token, secure=runtime.settings.secure_cookies)
        return answer
    except ProviderAway as away:
        return sign_in_page(runtime, "", None, refused=away), 503
    except EngineError as refused:
        return sign_in_page(runtime, "", None, refused=refused), 400
    if found.signed_in is None:
        tell(msg("You have shown who you are: go back to the page that asked."))
        return go(found.next_url)
    return let_in(runtime, found.signed_in, found.next_url, here)


def _back(runtime: Runtime, key: str) -> str:
    return f"{house_address(runtime)}/sign-in/back/{key}"
