"""The section of a case's page that shows its diagram."""

from __future__ import annotations

from engine.case_files import case_diagrams
from engine.cases.cases import CaseFile
from web.drawing import outline_drawing
from web.page import Actor, Context, Runtime, language, request


def diagram(runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    """The diagram with where the case stands, and the same in words."""
    case_id = file.header.case_id
    found = case_diagrams.of_case(runtime, me, case_id, request.args.get("process", ""))
    address, everything = f"/cases/{case_id}", "outline" in request.args
    drawn = outline_drawing.draw(found, case_href=address, language=language(), everything=everything)
    return {"diagram": drawn}
