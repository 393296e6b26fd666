"""How a letter reached its reader, and the boxes in which a caseworker notes it."""

from __future__ import annotations

from datetime import date

from engine.exports.list_tables import WholeList
from engine.letters.letter_deliveries import BY_HAND_OR_POST, BY_POST
from engine.letters.letter_pages import LetterPage
from engine.letters.post_of_day import PostOfDay, ToPost
from engine.messages_catalogue import msg
from web.drawing import list_columns
from web.drawing.case_words import LETTERS
from web.drawing.delivery_words import CHANNELS, RULES


def of_letter(page: LetterPage, today: date) -> dict[str, object]:
    """The parts `deliveries` and `delivery` of letter.html."""
    form = {
        "action": f"/letters/{page.document_id}/delivery",
        "channels": [{"value": str(one), "text": CHANNELS[one]} for one in BY_HAND_OR_POST],
        "day": {"day": str(today.day), "month": str(today.month), "year": str(today.year)},
    }
    return {
        "deliveries": [
            {
                "channel": CHANNELS[one.channel],
                "sent_on": one.sent_on,
                "notified_on": one.notified_on,
                "why": RULES[one.channel],
                "by": one.by,
            }
            for one in page.deliveries
        ],
        "delivery": form if page.may_deliver else None,
    }


def of_post(found: PostOfDay) -> dict[str, object]:
    """The parts `letters` and `channels` of post.html."""
    return {
        "letters": [_to_post(one) for one in found.letters],
        "channels": [
            {"value": str(one), "text": CHANNELS[one], "chosen": one is BY_POST[0]} for one in BY_POST
        ],
    }


def whole(found: PostOfDay) -> WholeList:
    """The letters for a file."""
    rows = [_to_post(one) for one in found.letters]
    table = list_columns.table(msg("Letters to post"), list_columns.POST, rows)
    return WholeList(
        f"post-{found.day}", [table], person_ids=frozenset(one.person_id for one in found.letters)
    )


def _to_post(one: ToPost) -> dict[str, object]:
    return {
        "id": one.document_id,
        "title": one.title,
        "href": f"/letters/{one.document_id}",
        "kind": LETTERS.get(one.kind, one.kind),
        "to": one.addressee,
        "address": one.address,
    }
