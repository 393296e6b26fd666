"""What was typed into a task's form whose session had ended: carried through the sign-in into a draft."""

from __future__ import annotations

import re

from werkzeug.datastructures import MultiDict

from engine.errors import EngineError
from engine.people import people
from engine.runtime import Runtime
from engine.tasks import tasks
from engine.tasks.tasks import Sent

CARRIED = "carried."  # before the name of an input that is only passing through
TASK = re.compile(r"/tasks/(\d{1,18})")
MOST = 2000  # inputs; more than any form has


def carried_fields(path: str, form: MultiDict[str, str]) -> list[tuple[str, str]]:
    """The inputs of a task's form under carried names; nothing of any other form."""
    if TASK.fullmatch(path) is None:
        return []
    fields = [(name, value) for name, value in form.items(multi=True) if name != "csrf_token"]
    own = [(name, value) for name, value in fields[:MOST] if name == "_version" or not name.startswith("_")]
    return [(f"{CARRIED}{name}", value) for name, value in own]


def keep_carried(runtime: Runtime, user_name: str, path: str, form: MultiDict[str, str]) -> None:
    """Make it the draft of whoever signed in, if the task is theirs; else it is not kept."""
    task = TASK.fullmatch(path)
    names = {name for name in form if name.startswith(CARRIED)}
    if task is None or not names:
        return
    typed = {name.removeprefix(CARRIED): form.getlist(name) for name in names}
    (version,) = typed.pop("_version", ["1"])[:1]
    sent = Sent(typed, int(version) if version.isdigit() else 1)
    try:
        tasks.save_draft(runtime, people.actor(runtime, user_name), int(task[1]), sent)
    except EngineError:
        return  # the task is somebody else's, or done by now: its page says so
