"""The timers drawn in the shipped diagram say the same as the numbers of the rule packs, for every month."""

from __future__ import annotations

from datetime import UTC, datetime

from lxml import etree

from engine.domain import deadlines
from engine.domain.rules import RuleBook
from engine.domain.service_month import ServiceMonth
from engine.domain.working_days import end_of
from engine.expressions.calendar_words import calendar_words
from engine.expressions.interpreter import evaluate, parse_expression
from engine.settings import ROOT

DIAGRAM = ROOT / "processes" / "monthly_confirmation" / "monthly_confirmation.bpmn"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
NOW = datetime(2026, 10, 31, 12, tzinfo=UTC)


def drawn_timer(element_id: str) -> str:
    """The expression of a timer event of the diagram."""
    tree = etree.parse(str(DIAGRAM))
    event = next(each for each in tree.iter(f"{BPMN}boundaryEvent") if each.get("id") == element_id)
    return "".join(str(text) for each in event.iter(f"{BPMN}timeDate") for text in each.itertext()).strip()


def test_reminder_and_deadline_of_a_month(book: RuleBook) -> None:
    words = calendar_words(NOW, book.holidays)
    reminder = parse_expression(drawn_timer("reminder_due"))
    deadline = parse_expression(drawn_timer("deadline_passed"))
    month = ServiceMonth(2021, 7)
    while month < ServiceMonth(2040, 11):
        period = {"period": str(month)}
        for regime in ("r316", "proposed_2019"):
            rules = book.of(regime)
            last_day = deadlines.report_deadline(month, rules, book.holidays)
            assert evaluate(deadline, period, words) == end_of(last_day), month
            assert evaluate(reminder, period, words) == deadlines.report_reminder(month, rules, book.holidays)
        month = month.next()
