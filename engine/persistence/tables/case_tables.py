"""Table of contents: a case, its files, its steps that were opened again, who is kept off it."""

from __future__ import annotations

from engine.persistence.tables import cases, kept_off, reopenings, uploads

__all__ = ["cases", "kept_off", "reopenings", "uploads"]
