"""Reminders that a person sends now, beside those that time sends."""

from __future__ import annotations

from collections.abc import Sequence

from engine import letters
from engine.clock import local_day
from engine.domain.rights import Actor
from engine.month_access import require
from engine.month_words import SIGNING
from engine.persistence import audit
from engine.persistence.effects.context import Circumstances
from engine.persistence.queries import month_lists
from engine.persistence.tables.instances import ProcessInstance
from engine.persistence.tables.months import ServiceMonth
from engine.runtime import Runtime, Session, Tenant
from engine.service_tasks.month_letters import reminders

AT_ONCE = 50  # months in one transaction
