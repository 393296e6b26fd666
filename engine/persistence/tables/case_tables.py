"""Table of contents: a case, its district and files, its steps that were opened again."""

from __future__ import annotations

from engine.persistence.tables import cases, districts, reopenings, uploads

__all__ = ["cases", "districts", "reopenings", "uploads"]
