"""What the names of processes say."""

from __future__ import annotations

import re
import unicodedata

TEMPLATE = "template_"
MOST_NAME = 32  # characters; ids of steps grow by it and end at 64
NO_NAME = "new_process"
_ELSE = re.compile(r"[^a-z0-9]+")


def is_template(process_id: str) -> bool:
    """Whether it is there to be copied: nothing begins it, nothing is counted of it."""
    return process_id.startswith(TEMPLATE)


def name_from(title: str) -> str:
    """The id of a process with this title: small letters without marks, digits, underscores."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    name = _ELSE.sub("_", plain).strip("_").removeprefix(TEMPLATE)
    return name[:MOST_NAME].strip("_") if name[:1].isalpha() else NO_NAME
