"""Table of contents: a case, its files, its steps that were opened again."""

from __future__ import annotations

from engine.persistence.tables import cases, reopenings, uploads

__all__ = ["cases", "reopenings", "uploads"]
