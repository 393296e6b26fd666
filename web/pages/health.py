"""Whether the installation answers: for whoever watches over it, without anybody's data."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Iterator

from flask import abort
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from engine.upkeep import vital_signs
from engine.upkeep.vital_signs import VitalSigns
from web.page import PUBLIC, Response, Route, Runtime, request

AWAY = "Not ready: the database cannot be asked; the log of this process says why.\n"  # for watchers
log = logging.getLogger("asistents.web")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def health() -> Response:
        """200: this process answers. It says nothing of the database."""
        return _plain("ok\n", 200)

    def ready() -> Response:
        """200: pages can be served, database included; else 503 and a sentence: no visitor is sent here."""
        try:
            vital_signs.require_ready(runtime)
        except Exception:  # a watcher's question: every trouble is the same answer
            log.exception("not_ready")
            return _plain(AWAY, 503)
        return _plain("ready\n", 200)

    def metrics() -> Response:
        """The vital signs in the words of Prometheus; 404 without the token of the settings, 503 as above."""
        token = runtime.settings.metrics_token
        if not token or not hmac.compare_digest(request.headers.get("Authorization", ""), f"Bearer {token}"):
            abort(404)
        try:
            signs = vital_signs.read(runtime)
        except Exception:  # as above
            log.exception("not_ready")
            return _plain(AWAY, 503)
        return Response(_in_prometheus_words(signs), content_type=CONTENT_TYPE_PLAIN_0_0_4)

    return [
        Route("/health", health, PUBLIC),
        Route("/ready", ready, PUBLIC),
        Route("/metrics", metrics, PUBLIC),
    ]


def _plain(text: str, status: int) -> Response:
    return Response(text, status=status, content_type="text/plain; charset=utf-8")


def _in_prometheus_words(signs: VitalSigns) -> bytes:
    registry = CollectorRegistry()
    registry.register(_Signs(signs))
    return generate_latest(registry)


class _Signs:
    """One reading, as Prometheus collects it."""

    def __init__(self, signs: VitalSigns) -> None:
        self._signs = signs

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """A gauge per number."""
        for name, words in PLAIN.items():
            yield GaugeMetricFamily(f"asistents_{name}", words, value=getattr(self._signs, name))
        jobs = GaugeMetricFamily("asistents_jobs", "Jobs by state, without those done", labels=["state"])
        for state, number in self._signs.jobs.items():
            jobs.add_metric([state], number)
        yield jobs


PLAIN = {
    "running_instances": "Process instances that have not ended",
    "open_tasks": "User tasks that wait for somebody",
    "open_incidents": "Incidents that nobody has resolved",
    "waiting_mail": "Messages that have not left the house",
    "job_lag_seconds": "How long the longest due job has been waiting",
    "timer_lag_seconds": "How long the longest due timer has been waiting",
}
