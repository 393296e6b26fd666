"""Everything that may be written, in two tables: what is not here is refused."""

from __future__ import annotations

from engine.expressions.access_nodes import ACCESS
from engine.expressions.expression_nodes import EXPRESSIONS
from engine.expressions.script_nodes import STATEMENTS

EXPRESSION_GRAMMAR = EXPRESSIONS | ACCESS
SCRIPT_GRAMMAR = EXPRESSION_GRAMMAR | STATEMENTS
