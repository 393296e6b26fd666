"""What the signatures of a file say that somebody sends: told once, when it comes in, and kept with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from engine.clock import local_day
from engine.domain.file_kinds import CONTAINER, PDF
from engine.domain.steps import message_as_values
from engine.errors import EngineError, Unusable
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import people_by_code
from engine.runtime import Runtime, Session
from engine.signed_files.certificates import TrustList, read_trust_list
from engine.signed_files.found import FoundSignature
from engine.signed_files.reading import read_signed_file

ENDINGS = (".pem", ".crt", ".cer", ".der")


def look(
    runtime: Runtime, session: Session, media_type: str, content: bytes, *, must_be_signed: bool
) -> Sequence[Mapping[str, object]]:
    """A sentence ({text, values}) for each signature, in their order; nothing for files of other kinds.

    EngineError with the sentence under the question where the file must be signed and is not, where a
    signature does not hold, and where a container cannot be read. A PDF that only cannot be read is kept as
    it came, as a scan would be.
    """
    if media_type not in (PDF, CONTAINER):
        if must_be_signed:
            raise EngineError(msg("Send the signed file: PDF, .asice or .edoc."))
        return []
    now = runtime.clock.now()
    try:
        found = read_signed_file(content, trusted(runtime.settings.trusted_certificates), now)
    except EngineError:
        if must_be_signed or media_type == CONTAINER:
            raise
        return []
    if must_be_signed and not found.signatures:
        raise EngineError(msg("Nobody has signed this file. Sign it and send it again."))
    broken = next((one.problem for one in found.signatures if one.problem is not None), None)
    if must_be_signed and broken is not None:
        raise EngineError(broken)
    return [message_as_values(_told(session, one)) for one in found.signatures]


def trusted(folder: Path | None) -> TrustList:
    """The certificates in the folder that the settings name; without a folder nobody is believed."""
    if folder is None:
        return TrustList()
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
        return read_trust_list((path.name, path.read_bytes()) for path in files)
    except OSError as failed:
        sentence = msg("The folder of trusted certificates, {folder}, cannot be read.", folder=str(folder))
        raise Unusable(sentence) from failed


def _told(session: Session, one: FoundSignature) -> Message:
    if one.problem is not None:
        return msg("Signature of {name}: {problem}", name=one.name, problem=one.problem)
    return msg(
        "Signed by {name}{who}{when}. {trust}",
        name=one.name,
        who=_who(session, one.personal_code),
        when=_when(one.signed_at, is_stamped=one.is_time_stamped),
        trust=TRUST[one.is_trusted],
    )


TRUST = {
    True: msg("The signature holds and its certificate is trusted."),
    False: msg("The signature holds, but its certificate does not lead to the list of trusted ones."),
    None: msg("The signature holds; no list says here whose certificates are trusted."),
}


def _who(session: Session, code: str | None) -> Message | str:
    """Whether the certificate's personal code is that of somebody the municipality knows."""
    person = None if code is None else people_by_code.person_with(session, code)
    if person is None:
        return ""
    return msg(" (personal code of {person})", person=f"{person.given_name} {person.family_name}")


def _when(at: datetime | None, *, is_stamped: bool) -> Message | str:
    if at is None:
        return ""
    day = local_day(at)
    if is_stamped:
        return msg(", {day} by the time stamp", day=day)
    return msg(", {day} by the signer's own clock", day=day)
