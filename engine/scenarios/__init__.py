"""Strict reader of scenario files: a case told step by step, with what is expected on the way.

A file becomes frozen values, or findings that name the line and how to mend it; nothing unknown is skipped.
Scenarios are played by `engine.simulation.scenario_runs`; test cases of tables are asked by the gate.
"""

from __future__ import annotations

from engine.scenarios.parts import Scenario
from engine.scenarios.reader import check_scenario, read_begun, read_scenario
from engine.scenarios.table_cases import TableCase, TableCases, check_table_cases, read_table_cases

__all__ = [
    "Scenario",
    "TableCase",
    "TableCases",
    "check_scenario",
    "check_table_cases",
    "read_begun",
    "read_scenario",
    "read_table_cases",
]
