"""Serving pages and working: one process for a municipality, or several when one is not enough."""

from __future__ import annotations

import signal
import socket
from typing import Any

import click
import waitress

from engine.clock import SystemClock
from engine.errors import Unusable
from engine.jobs.metronome import Metronome
from engine.messages_catalogue import msg
from engine.releases import installations
from engine.runtime import Runtime
from engine.upkeep import tenant_checks
from web.application import create_app
from web.commands.output import Desk, Voice, at_desk
from web.log_lines import log_to_stderr

THREADS = 8
host = click.option("--host", default="127.0.0.1", show_default=True)
port = click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
kind = click.option(
    "--kind",
    type=click.Choice(installations.KINDS),
    default="production",
    show_default=True,
    help="What a new database is for; an existing one keeps its kind.",
)


@click.command()
@host
@port
@kind
@at_desk
def serve(host: str, port: int, kind: str, desk: Desk) -> None:
    """Serve pages, tick and work in one process."""
    log_to_stderr(desk.settings.log_style)
    with listen(host, port) as listening:
        runtime = installations.open_or_found(desk.settings, kind, clock=SystemClock())
        run(runtime, listening, desk.voice, Metronome(runtime))


@click.command()
@host
@port
@at_desk
def web(host: str, port: int, desk: Desk) -> None:
    """Serve pages only; ticks and jobs are done by `worker` processes."""
    log_to_stderr(desk.settings.log_style)
    with listen(host, port) as listening:
        run(desk.runtime(), listening, desk.voice, None)


@click.command()
@at_desk
def worker(desk: Desk) -> None:
    """Tick and work only; any number of these may run."""
    log_to_stderr(desk.settings.log_style)
    metronome = Metronome(desk.runtime())
    _tell_warning(desk.runtime(), desk.voice)
    _stop_when_told()
    try:
        metronome.start()
        desk.voice.tell(msg("The worker is at work. Stop it with Ctrl+C."))
        metronome.wait()
    except KeyboardInterrupt:
        pass
    finally:
        _end_undisturbed()
        metronome.stop()


def listen(host: str, port: int) -> socket.socket:
    """The socket to serve on, before anything long is begun; Unusable when the port is taken."""
    try:
        return socket.create_server((host, port))
    except OSError as trouble:
        raise Unusable(
            msg(
                "The address {host}:{port} cannot be used ({reason}); choose another with --port.",
                host=host,
                port=port,
                reason=trouble.strerror or "",
            )
        ) from trouble


def run(runtime: Runtime, listening: socket.socket, voice: Voice, metronome: Metronome | None) -> None:
    """Serve until stopped by Ctrl+C or by the system; the job at hand is finished first."""
    server = waitress.create_server(
        create_app(runtime), sockets=[listening], threads=THREADS, **behind(runtime.settings.trusted_proxy)
    )
    _stop_when_told()
    host, port = listening.getsockname()[:2]
    _tell_warning(runtime, voice)
    try:  # whatever has begun is ended in order, however early the word to stop comes
        if metronome is not None:
            metronome.start()
        voice.tell(msg("Open {address} in a browser. Stop with Ctrl+C.", address=f"http://{host}:{port}"))
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        _end_undisturbed()
        server.close()
        if metronome is not None:
            metronome.stop()
        runtime.database.close()


def _tell_warning(runtime: Runtime, voice: Voice) -> None:
    """Where nothing but our own filter keeps municipalities apart, whoever starts the service hears it."""
    warned = tenant_checks.warning(runtime)
    if warned is not None:
        voice.tell(warned)


def behind(proxy: str) -> dict[str, Any]:
    """How whoever comes through the proxy is known by the own address; without one, no header is believed."""
    if not proxy:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {
        "trusted_proxy": proxy,
        "trusted_proxy_headers": headers,
        "clear_untrusted_proxy_headers": True,
    }


def _stop_when_told() -> None:
    """The system's way to end a process is taken like Ctrl+C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def _end_undisturbed() -> None:
    """Told once is enough: a second word to stop must not cut off the job at hand (kill -9 still does)."""
    for word in (signal.SIGINT, signal.SIGTERM):
        signal.signal(word, signal.SIG_IGN)
