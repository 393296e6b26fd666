"""A form that a browser sends twice is done once; see `engine/people/sent_forms.py`."""

from __future__ import annotations

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from engine.people import sent_forms
from engine.runtime import Runtime
from web.visit import MARK, visit

NOT_OF_A_FORM = ("csrf_token",)


def note_forms(app: Flask, runtime: Runtime) -> None:
    """Have every form of a signed-in visitor counted once; after the door has let them in."""

    @app.before_request
    def _begin() -> ResponseReturnValue | None:
        key = _key()
        if key is None:
            return None
        sent = sent_forms.begin(runtime, _user_id(), key)
        if sent.location is not None:
            return redirect(sent.location, 303)
        g.sent_form = key
        return None

    @app.after_request
    def _finish(response: Response) -> Response:
        key = g.pop("sent_form", None)
        if key is not None:
            is_done = response.status_code == 303
            sent_forms.finish(runtime, key, response.headers["Location"] if is_done else None)
        return response


def _key() -> str | None:
    """The key of a form that a person sent; None for scripts, files, and whoever is not signed in."""
    if request.method != "POST" or visit().visitor is None:
        return None
    word = request.form.get("csrf_token", "").partition(MARK)[2]
    by_script = request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    if not word or by_script or any(one.filename for one in request.files.values()):
        return None  # files are told apart by what is in them, where they are taken in
    fields = (one for one in request.form.items(multi=True) if one[0] not in NOT_OF_A_FORM)
    return sent_forms.key_of(_user_id(), word, request.full_path, fields)


def _user_id() -> int:
    visitor = visit().visitor
    return 0 if visitor is None else visitor.actor.user_id
