"""Claims: listed, one, its lines, a line, its files."""

from __future__ import annotations

from flask import Response

from engine.claims import claims as door
from engine.claims.claim_downloads import MEDIA_TYPES
from web.api import claim_shapes as shapes
from web.api.shapes import ClaimPath
from web.api.view import Operation, Runtime, Scope, actor, msg


def operations(runtime: Runtime) -> list[Operation]:
    """Of this noun."""

    def list_claims() -> shapes.ClaimList:
        return shapes.ClaimList(claims=[shapes.short(row) for row in door.listed(runtime, actor())])

    def get_claim(path: ClaimPath) -> shapes.ClaimWhole:
        return shapes.whole(door.find(runtime, actor(), path.claim_id))

    def list_claim_lines(path: ClaimPath) -> shapes.ClaimLines:
        sheet = door.find(runtime, actor(), path.claim_id).sheet
        return shapes.ClaimLines(
            claim_id=path.claim_id,
            included=[shapes.line(one) for one in sheet.included],
            blocked=[shapes.line(one) for one in sheet.blocked],
        )

    def get_claim_line(path: shapes.LinePath) -> shapes.ClaimLineWhole:
        return shapes.evidence(door.line(runtime, actor(), path.line_id))

    def get_claim_file(path: shapes.FilePath) -> Response:
        return _file(door.file(runtime, actor(), path.claim_id, path.kind))

    read, one = Scope.CLAIMS_READ, "/claims/<int:claim_id>"
    kinds = tuple(dict.fromkeys(MEDIA_TYPES.values()))
    return [
        Operation("/claims", list_claims, read, msg("The claims, the newest first"), shapes.ClaimList),
        Operation(one, get_claim, read, msg("One claim"), shapes.ClaimWhole),
        Operation(f"{one}/lines", list_claim_lines, read, msg("The lines of a claim"), shapes.ClaimLines),
        Operation(
            "/claim-lines/<int:line_id>", get_claim_line, read, msg("One line, and what it stands on"),
            shapes.ClaimLineWhole,
        ),
        Operation(
            f"{one}/files/<kind>", get_claim_file, read, msg("A file of a claim, byte for byte"), None,
            media=kinds,
        ),
    ]  # fmt: skip


def _file(found: door.Download) -> Response:
    answer = Response(found.content, content_type=found.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=found.file_name)
    answer.headers["ETag"] = f'"{found.sha256}"'
    return answer
