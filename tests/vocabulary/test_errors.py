"""Every refusal carries one sentence, ready for either language."""

from __future__ import annotations

from engine.errors import (
    BusinessError,
    EngineError,
    Finding,
    InvalidAnswers,
    NotFound,
    Refused,
    Severity,
    StaleVersion,
)
from engine.messages_catalogue import msg, say


def test_a_refusal_is_its_sentence() -> None:
    refused = NotFound(msg("There is no user {user}.", user="ilze"))
    assert str(refused) == "There is no user ilze."
    assert "ilze" in say(refused.message, "lv")


def test_a_conflict_keeps_both_values() -> None:
    late = StaleVersion(msg("Somebody was first."), mine={"a": 1}, theirs={"a": 2})
    assert (late.mine, late.theirs) == ({"a": 1}, {"a": 2})


def test_refused_answers_name_their_fields() -> None:
    wrong = InvalidAnswers({"hours": msg("Too many.")})
    assert list(wrong.fields) == ["hours"]
    assert str(wrong) == "Some answers need another look."


def test_refused_files_keep_every_finding() -> None:
    findings = [Finding("a.bpmn", element, "rule", Severity.ERROR, msg("Mend it.")) for element in ("x", "y")]
    refused = Refused(findings)
    assert refused.findings == tuple(findings)
    assert str(refused) == "2 things must be mended first."


def test_every_kind_is_an_engine_error() -> None:
    assert isinstance(BusinessError("no_bank_account", msg("No account.")), EngineError)
