"""An approved decision becomes an administrative act: numbered, dated, sent."""

from __future__ import annotations

from datetime import date

from engine.domain.questionnaire import refuse_unofficial
from engine.domain.rules import Rules
from engine.persistence import rows
from engine.persistence.effects.cases import MoveCase
from engine.persistence.effects.decisions import IssueDecision
from engine.persistence.queries.cases import done_tasks, newest_pack_revision
from engine.persistence.tables.cases import Assessment, CaseState, DecisionOutcome
from engine.service_tasks import decision_letters as letters
from engine.service_tasks.case_people import HEAD, signer
from engine.service_tasks.case_values import case_id_of, given, maybe
from engine.service_tasks.instrument_used import instrument_named
from engine.service_tasks.outcome import Outcome, Reading, Values
