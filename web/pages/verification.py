"""The page behind the code on a printed letter: was it issued, and is this file as it was issued?"""

from __future__ import annotations

from engine.errors import EngineError, NotFound
from engine.letters import letter_verification
from engine.letters.letter_verification import FileChecked, Issued, Verdict
from web.drawing.case_words import LETTERS
from web.page import PUBLIC, Answer, Context, Message, Route, Runtime, go, msg, request, said, show, typed

VERDICTS: dict[Verdict, tuple[str, Message]] = {
    Verdict.AS_ISSUED: ("good", msg("The file is exactly as it was issued.")),
    Verdict.CHANGED: ("bad", msg("The file was changed after it was issued. Do not rely on it.")),
    Verdict.ANOTHER: ("bad", msg("The file was issued here, but it is another document than this code's.")),
    Verdict.NOT_SEALED: (
        "bad",
        msg("The file bears no seal of ours, so we cannot say that it was not changed. Ask for it anew."),
    ),
}
LONGEST_CODE = 80
MOST_BYTES = letter_verification.MOST_BYTES


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def ask() -> Answer:
        """The form that asks for a code."""
        code = typed("code", LONGEST_CODE)
        return go(f"/verify/{''.join(_signs(code))}") if _signs(code) else _page(runtime, {"code": code})

    def answer(code: str) -> Answer:
        """What is known about the code."""
        return _looked_up(runtime, code)

    def check(code: str) -> Answer:
        """Look at a file that somebody sent."""
        return _checked(runtime, code)

    return [
        Route("/verify", ask, PUBLIC),
        Route("/verify/<code>", answer, PUBLIC),
        Route("/verify/<code>", check, PUBLIC, ("POST",)),
    ]


def _signs(code: str) -> list[str]:
    return [sign for sign in code if sign.isascii() and (sign.isalnum() or sign == "-")]


def _looked_up(runtime: Runtime, code: str) -> Answer:
    try:
        issued = letter_verification.look_up(runtime, code, address=_address())
    except EngineError as refused:
        return _refused(runtime, code, refused)
    return _page(runtime, {"issued": _issued(issued), "code": issued.code})


def _checked(runtime: Runtime, code: str) -> Answer:
    data = _sent_file()
    try:
        issued = letter_verification.look_up(runtime, code, address=_address())
        shown: Context = {"issued": _issued(issued), "code": issued.code}
        if not data:
            return _page(runtime, {**shown, "file_error": msg("Choose a file.")}), 422
        try:
            found = letter_verification.check_file(runtime, code, data, address=_address())
        except NotFound:
            raise
        except EngineError as refused:
            return _page(runtime, {**shown, "file_error": refused.message}), 422
    except EngineError as refused:
        return _refused(runtime, code, refused)
    return _page(runtime, {**shown, "file": _found(found)})


def _sent_file() -> bytes:
    file = request.files.get("file")
    if file is None:
        return b""
    try:
        data: bytes = file.read(MOST_BYTES + 1)  # one byte too many is enough to refuse it
    finally:
        file.close()
    return data


def _refused(runtime: Runtime, code: str, refused: EngineError) -> Answer:
    status = 404 if isinstance(refused, NotFound) else 429
    return _page(runtime, {"code": code[:LONGEST_CODE], "error": refused.message}), status


def _issued(issued: Issued) -> list[Context]:
    return [
        {"label": msg("Issued by"), "value": issued.municipality},
        {"label": msg("Kind"), "value": said(LETTERS.get(issued.kind, issued.kind))},
        {"label": msg("Date"), "value": issued.issued_on},
        {"label": msg("Code"), "value": issued.code},
        {"label": msg("Checksum"), "value": issued.mark},
    ]


def _found(found: FileChecked) -> Context:
    kind, sentence = VERDICTS[found.verdict]
    return {"is_good": kind == "good", "sentence": sentence, "sealed_by": found.sealed_by}


def _page(runtime: Runtime, shown: Context) -> str:
    nothing: Context = {"issued": None, "code": "", "error": None, "file": None, "file_error": None}
    return show(runtime, "verification.html", {"check": {**nothing, **shown}})


def _address() -> str:
    return request.remote_addr or ""
