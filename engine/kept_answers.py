"""What a person sent is never rolled back: where a step fails for a technical reason, a job goes on with it."""

from __future__ import annotations

from collections.abc import Callable

from engine import people
from engine.errors import EngineError, InvalidAnswers
from engine.instances import NotWaiting, Progress
from engine.persistence.queries import tasks as rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.instances import TaskStatus
from engine.queue.port import NewJob
from engine.runtime import Runtime, Session, Tenant
from engine.task_completion import Completing, Sent
from engine.task_rights import Received

JOB = "complete_task"  # kind of the job that tries the step again
