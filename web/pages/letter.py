"""A letter or a decision as a page, for whom it is and for the office."""

from __future__ import annotations

from datetime import datetime

from engine.letters import letter_pages, letter_papers
from engine.letters.letter_pages import LetterPage, Posted
from web.drawing import delivery_drawing, letter_titles, words
from web.drawing.case_words import LETTERS
from web.file_answers import pdf
from web.page import Context, Message, Response, Route, Runtime, actor, is_party, language, msg, said, show

POSTED = {
    "waiting": msg("waits to be sent"),
    "failed": msg("could not be delivered"),
}
WHOLE_SENT = msg("sent, the whole letter")
NOTICE_SENT = msg("sent, only a notice that there is a letter")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def letter(document_id: int) -> str:
        """The letter."""
        page = letter_pages.find(runtime, actor(), document_id)
        today = words.local_day(runtime.clock.now())
        return show(runtime, "letter.html", {**_context(page), **delivery_drawing.of_letter(page, today)})

    def paper(document_id: int) -> Response:
        """The letter as a PDF, to keep or to print."""
        return pdf(letter_papers.find(runtime, actor(), document_id))

    return [
        Route("/letters/<int:document_id>", letter, "letter.see"),
        Route("/letters/<int:document_id>.pdf", paper, "letter.see"),
    ]


def _context(page: LetterPage) -> Context:
    home = is_party(actor()) or page.case_id is None
    return {
        "letter": {
            "title": letter_titles.short(page.title),
            "case_number": letter_titles.case_number(page.title),
            "day": page.created_at,
            "markdown": page.markdown,
            "back": "/" if home else f"/cases/{page.case_id}?section=documents",
            "pdf_href": f"/letters/{page.document_id}.pdf",
        },
        "sent": _sent(page),
        "contest": _contest(page),
    }


def _sent(page: LetterPage) -> list[Context]:
    posted, announced = page.posted, page.announced
    rows: list[tuple[Message, str | None]] = [
        (msg("Kind"), said(LETTERS.get(page.kind, page.kind))),
        (msg("To"), page.addressee or said(msg("the office"))),
        (msg("Written"), words.moment(page.created_at, language())),
        (msg("By e-mail"), None if posted is None else f"{posted.email}, {_how(page, posted)}"),
        (msg("Sent on"), None if posted is None else _moment(posted.sent_at)),
    ]
    if announced is not None and announced.notified_on is not None and not page.deliveries:
        rows.append((msg("Counts as received on"), words.short_day(announced.notified_on, language())))
    return [{"label": label, "value": value} for label, value in rows]


def _how(page: LetterPage, posted: Posted) -> str:
    """Whether it has gone out; where nothing ever will, what to do instead."""
    if posted.state == "waiting" and not page.sends_mail:
        if is_party(actor()):
            return said(msg("not sent: this installation sends no e-mail; you can read the letter here"))
        return said(
            msg("not sent: this installation sends no e-mail; print the letter and hand it over or post it")
        )
    if posted.state == "sent":
        return said(NOTICE_SENT if posted.is_notice else WHOLE_SENT)
    return said(POSTED[posted.state])


def _contest(page: LetterPage) -> Context | None:
    announced = page.announced
    if announced is None or announced.contest_by is None:
        return None
    how = msg("In writing, on paper or by e-mail: say which decision it is and what you do not agree with.")
    return {"until": announced.contest_by, "where": announced.contest_authority, "how": how}


def _moment(at: datetime | None) -> str | None:
    return None if at is None else words.moment(at, language())
