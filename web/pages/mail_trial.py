"""Trying out whether e-mail leaves the house."""

from __future__ import annotations

from engine.errors import EngineError
from engine.jobs.outbox import send_now
from engine.office import mail_trials
from web.page import Answer, Context, Crumb, Message, Route, Runtime, actor, language, msg, show, typed

RIGHT = "house.manage"
ADDRESS = "/administration/mail"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def mail() -> str:
        """The form, and what was tried before."""
        return _page(runtime, None, None)

    def send() -> Answer:
        """Send one now and say what came of it."""
        address = typed("mail_to")
        try:
            message_id = mail_trials.queue(runtime, actor(), address, language())
        except EngineError as refused:
            return _page(runtime, None, refused.message), 422
        trouble = send_now(runtime, message_id)
        done = msg("The mail server has taken the e-mail to {address}.", address=address)
        return _page(runtime, {"ok": trouble is None, "text": trouble or done}, None)

    return [Route(ADDRESS, mail, RIGHT), Route(ADDRESS, send, RIGHT, ("POST",))]


def _page(runtime: Runtime, result: Context | None, error: Message | None) -> str:
    server = runtime.settings.mail
    context: Context = {
        "server": {"host": server.host, "port": server.port, "sender": server.sender},
        "result": result,
        "typed": typed("mail_to"),
        "error": error,
        "tried": [
            {"to": one.recipient, "state": one.state, "at": one.tried_at}
            for one in mail_trials.listed(runtime, actor())
        ],
    }
    crumbs: list[Crumb] = [(msg("Administration"), "/administration"), (msg("Trial e-mail"), None)]
    return show(runtime, "mail_trial.html", context, crumbs=crumbs)
