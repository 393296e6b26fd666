"""Where people reach these pages: as the installation says, else as this request does."""

from __future__ import annotations

from flask import request

from engine.runtime import Runtime


def house_address(runtime: Runtime) -> str:
    """ "https://…" without a slash at the end; by the name that the request calls us where nobody said it."""
    return runtime.settings.public_address or request.host_url.rstrip("/")
