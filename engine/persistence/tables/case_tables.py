"""Table of contents: a case, its district and files, its steps opened again, who is kept off it."""

from __future__ import annotations

from engine.persistence.tables import cases, districts, kept_off, reopenings, uploads

__all__ = ["cases", "districts", "kept_off", "reopenings", "uploads"]
