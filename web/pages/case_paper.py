"""The whole case file as one PDF to print."""

from __future__ import annotations

from engine.case_files import case_papers
from engine.cases import cases
from engine.letters import letter_pages
from web.drawing import case_paper_drawing
from web.file_answers import pdf
from web.page import Response, Route, Runtime, actor, language


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def whole(case_id: int) -> Response:
        """Everything that this reader may see of the case."""
        me = actor()
        file = cases.find(runtime, me, case_id)
        letters = letter_pages.readable(runtime, me, case_id)
        text = case_paper_drawing.of_file(file, me, letters, language())
        return pdf(case_papers.print_file(runtime, me, text))

    return [Route("/cases/<int:case_id>/file.pdf", whole, "case.see")]
