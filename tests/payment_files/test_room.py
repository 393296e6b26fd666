"""ISO 20022 tag names live in one room; everybody else says the names in full."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / "engine" / "payment_files"
TAGS = re.compile(
    r"\b(GrpHdr|MsgId|CreDtTm|PmtInf|PmtInfId|PmtMtd|BtchBookg|EndToEndId|ReqdExctnDt|NbOfTxs|CtrlSum|InstdAmt"
    r"|InitgPty|DbtrAgt|DbtrAcct|CdtrAgt|CdtrAcct|FinInstnId|RmtInf|Ustrd|TxSts|StsRsnInf)\b"
)


def test_no_tag_is_named_outside_the_room() -> None:
    files = [
        path
        for room in ("engine", "web")
        for path in (ROOT / room).rglob("*.py")
        if "node_modules" not in path.parts
    ]
    outside = [path for path in files if ROOM not in path.parents]
    assert outside
    assert [str(path) for path in outside if TAGS.search(path.read_text("utf-8"))] == []
    assert [path for path in files if ROOM in path.parents and TAGS.search(path.read_text("utf-8"))] != []
