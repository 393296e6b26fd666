"""Stories of the ministry's answer as a file: taken whole, or given back with what to mend."""

from __future__ import annotations

import pytest

from engine.claims import claims
from engine.claims.claims import ReplySent
from engine.domain.ledger import Account
from engine.errors import EngineError, NotFound
from engine.instances.instances import NotWaiting
from engine.persistence import rows
from engine.persistence.queries import sums
from engine.persistence.tables.claims import ClaimReply
from engine.persistence.tables.replies import LineReply, ReplyFile
from engine.upkeep import reports
from tests.processes.claim_roads import OPENS, all_signed, approved, page_of, paid, replied, the_claim
from tests.processes.driver import Story

HEAD = "Līguma numurs;Pakalpojuma mēnesis;Rezultāts;Pieņemts, EUR;Iemesls\r\n"
LINES = ("L-2026/1;2026-03;pieņemts;;", "L-2026/2;2026-03;pieņemts;;", "L-2026/3;2026-03;pieņemts;;")
TOTAL = 5429 + 2755 + 425 + 413


def exported(story: Story) -> None:
    """Three lines of March, 56.90, 28.87 and 4.45 with administration, at the ministry."""
    all_signed(story)
    story.on(OPENS)
    approved(story)


def sent(*lines: str, received: str = "") -> ReplySent:
    return ReplySent("atbilde.csv", (HEAD + "\r\n".join(lines) + "\r\n").encode(), "2026-04-08", received)


def imports(story: Story, reply: ReplySent, who: str = "finance") -> claims.ReplyRead:
    return claims.import_reply(story.runtime, story.actor(who), the_claim(story).id, reply)


def is_sound(story: Story) -> None:
    assert [(one.name, str(one.detail)) for one in reports.verify(story.runtime) if not one.ok] == []


def test_every_line_accepted_and_paid_leaves_nothing_owed(story: Story) -> None:
    exported(story)
    read = imports(story, sent(*LINES, received="90,22"))
    assert (read.is_taken, read.accepted_cents) == (True, TOTAL)
    assert the_claim(story).state == "accepted"
    paid(story)
    assert the_claim(story).state == "closed"
    story.ledger_shows(
        state_pay=8609, bank=TOTAL - 8609, funding_pay=-8609, funding_administration=-413
    )  # opening 0 + claimed 90.22 − received 90.22 = 0
    is_sound(story)


def test_lines_cut_and_refused_become_a_difference(story: Story) -> None:
    exported(story)
    cut, refused = (
        "L-2026/1;2026-03;samazināts;50,00;Par daudz stundu.",
        "L-2026/2;03.2026;atteikts;0;Nav pārskata.",
    )
    read = imports(story, sent(LINES[2], refused, cut, received="54,45"))
    assert (read.cut, read.refused, read.accepted_cents) == (1, 1, 5445)
    story.ledger_shows(
        state_pay=8609, owed_to_payroll=-5429, owed_to_self_employed=-2755, owed_to_providers=-425,
        bank=5445, claim_shortfall=TOTAL - 5445, funding_pay=-8609, funding_administration=-413,
    )  # fmt: skip
    page = page_of(story)
    assert [(one.accepted_cents, one.reply_reason) for one in page.sheet.included] == [
        (5000, "Par daudz stundu."), (0, "Nav pārskata."), (445, ""),
    ]  # fmt: skip
    [reply] = page.sheet.replies
    assert (reply.outcome, reply.cents, reply.note) == (
        "partly", 5445, "No faila: samazinātas rindas – 1, atteiktas – 1.",
    )  # fmt: skip
    is_sound(story)


def test_one_bad_row_and_nothing_is_taken(story: Story) -> None:
    exported(story)
    bad = "L-2026/1;2026-03;samazināts;99,00;"
    read = imports(story, sent(bad, *LINES[1:], "L-9;2026-03;pieņemts;;"))
    assert not read.is_taken
    assert {number: len(said) for number, said in read.troubles.items()} == {0: 2, 3: 1}
    assert (the_claim(story).state, story.read(lambda s: rows.count(s, LineReply))) == ("exported", 0)
    assert story.read(lambda s: rows.count(s, ReplyFile) + rows.count(s, ClaimReply)) == 0
    written = claims.errors_again(
        story.runtime, story.actor("finance"), the_claim(story).id, sent(bad, *LINES[1:]).content, "lv"
    ).decode("utf-8-sig")
    assert written.splitlines()[1] == (
        "L-2026/1;2026-03;samazināts;99,00;;Ja rinda samazināta vai atteikta, vajadzīgs pamatojums. "
        "No samazinātas rindas pieņem vairāk par 0 un mazāk par 56,90\u00a0€."
    )
    assert written.splitlines()[2].endswith(";pieņemts;;;")
    missing = imports(story, sent(*LINES[:2]))
    assert [str(one) for one in missing.missing] == ["There is no answer to contract L-2026/3, 2026-03."]


def test_the_same_file_twice_changes_nothing_and_another_is_refused(story: Story) -> None:
    exported(story)
    imports(story, sent(*LINES))
    before = story.read(lambda s: rows.count(s, LineReply))
    assert imports(story, sent(*LINES)).known_before
    assert story.read(lambda s: rows.count(s, LineReply)) == before == 3
    with pytest.raises(NotWaiting, match="does not wait"):
        imports(story, sent(*reversed(LINES)))
    assert not claims.may_import(story.runtime, story.actor("finance"), the_claim(story).id)
    is_sound(story)


def test_who_may_send_it_and_when(story: Story) -> None:
    all_signed(story)
    story.on(OPENS)
    with pytest.raises(NotWaiting):
        imports(story, sent())
    approved(story)
    for who in ("head", "caseworker", "auditor"):
        with pytest.raises(NotFound):
            imports(story, sent(*LINES), who)
    with pytest.raises(EngineError, match="day of the answer"):
        imports(story, ReplySent("a.csv", sent(*LINES).content, "rīt"))
    with pytest.raises(EngineError, match="1234,56"):
        imports(story, sent(*LINES, received="-1"))
    replied(story, "accepted", TOTAL)
    with pytest.raises(NotWaiting):
        imports(story, sent(*LINES))


def test_all_refused_is_a_rejected_claim_that_stays_owed(story: Story) -> None:
    exported(story)
    imports(story, sent(*(line.replace("pieņemts;", "atteikts;") + "Nav." for line in LINES)))
    assert the_claim(story).state == "exported"
    assert story.read(sums.balances)[Account.MINISTRY_RECEIVABLE] == TOTAL
    is_sound(story)


def test_an_answer_altered_behind_our_back_is_found(story: Story) -> None:
    exported(story)
    imports(story, sent(*LINES))
    with story.runtime.transaction(story.tenant) as session:
        claim_id = the_claim(story).id
        rows.change(session, ClaimReply, {"cents": 1}, claim_id=claim_id)
    assert {one.name for one in reports.verify(story.runtime) if not one.ok} == {"line_replies"}
