"""Serving pages and working: one process for a municipality, or several when one is not enough."""

from __future__ import annotations

import logging
import signal
import socket
from types import FrameType

import click
import waitress

from engine import installations
from engine.clock import SystemClock
from engine.errors import Unusable
from engine.jobs.metronome import Metronome
from engine.messages_catalogue import msg
from engine.runtime import Runtime, open_runtime
from engine.settings import Settings, read_settings
from web.application import create_app
from web.commands.output import Voice, database, options

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
@database
@options
def serve(host: str, port: int, kind: str, database: str | None, voice: Voice) -> None:
    """Serve pages, tick and work in one process."""
    runtime = _ready(read_settings(database=database), kind)
    metronome = Metronome(runtime)
    run(runtime, host, port, voice, metronome)


@click.command()
@host
@port
@database
@options
def web(host: str, port: int, database: str | None, voice: Voice) -> None:
    """Serve pages only; ticks and jobs are done by `worker` processes."""
    run(open_runtime(read_settings(database=database)), host, port, voice, None)


@click.command()
@database
@options
def worker(database: str | None, voice: Voice) -> None:
    """Tick and work only; any number of these may run."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    metronome = Metronome(open_runtime(read_settings(database=database)))
    _stop_on_signals(metronome)
    metronome.start()
    voice.tell(msg("The worker is at work. Stop it with Ctrl+C."))
    metronome.wait()


def run(runtime: Runtime, host: str, port: int, voice: Voice, metronome: Metronome | None) -> None:
    """Serve until stopped; one sentence when the port is taken."""
    listening = _listen(host, port)
    server = waitress.create_server(create_app(runtime), sockets=[listening], threads=THREADS)
    if metronome is not None:
        metronome.start()
    address = f"http://{host}:{listening.getsockname()[1]}"
    voice.tell(msg("Open {address} in a browser. Stop with Ctrl+C.", address=address))
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        if metronome is not None:
            metronome.stop()


def _ready(settings: Settings, kind: str) -> Runtime:
    return installations.open_or_found(settings, kind, clock=SystemClock())


def _listen(host: str, port: int) -> socket.socket:
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


def _stop_on_signals(metronome: Metronome) -> None:
    def _stop(_signal: int, _frame: FrameType | None) -> None:
        metronome.stop()

    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
