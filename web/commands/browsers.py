"""What people's browsers do when pages are measured from outside: sign in, keep the cookie, fetch."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import waitress

from engine.runtime import Runtime
from engine.simulation.sign_ins import DEMO_PASSWORD
from web.application import create_app

THREADS = 8


@contextmanager
def served(runtime: Runtime) -> Iterator[str]:
    """The address of the house's pages on a free port of this machine."""
    listening = socket.create_server(("127.0.0.1", 0))
    runtime.settings = replace(runtime.settings, requests_a_minute=0)  # a measuring browser is in a hurry
    server = waitress.create_server(create_app(runtime), sockets=[listening], threads=THREADS)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.close()


def signed_in(address: str, user: str) -> OpenerDirector:
    """A browser in which this person has signed in with the demo's password."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{address}/sign-in").read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    sent = {"csrf_token": token[1] if token else "", "user_name": user, "password": DEMO_PASSWORD}
    browser.addheaders.append(("Origin", address))
    browser.open(f"{address}/sign-in", urlencode(sent).encode())
    return browser
