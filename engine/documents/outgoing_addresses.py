"""Where a call may go that somebody else named the address of: to the open internet, never into a house.

A name is looked up once; every address behind it is judged, and the connection goes to one that was.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from engine.errors import EngineError
from engine.messages_catalogue import msg

LONGEST = 500
Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
_SET_APART = tuple(
    ip_network(one)
    for one in (
        *(
            "192.0.0.0/24",
            "192.88.99.0/24",
        ),  # protocols, relays; what Python calls private grew over the years
        *("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/23", "::/96"),  # lead to some IPv4
        *("100::/64", "3fff::/20", "5f00::/16"),  # discarded, documentation, segment routing
    )
)
UNFIT = msg("Write an address like https://system.example/events, without a password in it.")
INWARDS = msg(
    "This address leads to a private or reserved network; events are sent to the open internet only."
)


class AddressRefused(EngineError):
    """Nothing is sent there."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address as it was typed, taken apart."""

    scheme: str
    host: str
    port: int
    path: str  # with what stands behind the question mark

    @property
    def named(self) -> str:
        """The host as the Host header says it: with a port that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"https": 443, "http": 80}[self.scheme]
        return host if self.port == usual else f"{host}:{self.port}"


def read_target(url: str, *, loopback: bool = False) -> Target:
    """The address, where it is one that may be named at all; AddressRefused.

    https only; with `loopback` this machine itself may be named by http too (to try things out).
    """
    sound = len(url) <= LONGEST and url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    try:
        parts = urlsplit(url if sound else "")
        port = parts.port
    except ValueError as error:
        raise AddressRefused(UNFIT) from error
    host = (parts.hostname or "").rstrip(".")
    schemes = ("https", "http") if loopback else ("https",)
    if parts.scheme not in schemes or not host or "@" in parts.netloc or parts.fragment or "%" in host:
        raise AddressRefused(UNFIT)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = Target(parts.scheme, host, port or {"https": 443, "http": 80}[parts.scheme], path)
    literal = _literal(host)
    if literal is not None:
        _refuse_inwards(target, [literal], loopback=loopback)
    return target


def resolved(target: Target, *, loopback: bool = False, resolve: Resolve | None = None) -> list[Address]:
    """Every address behind the name, all of them judged; AddressRefused where one must not be called.

    Raises OSError where the name is not found.
    """
    found = [ip_address(one.partition("%")[0]) for one in (resolve or _look_up)(target.host, target.port)]
    if not found:
        raise OSError("the name stands for nothing")
    _refuse_inwards(target, found, loopback=loopback)
    return found


def is_outside(address: Address) -> bool:
    """Whether an address belongs to the open internet."""
    inner = getattr(address, "ipv4_mapped", None)
    if inner is not None:
        return is_outside(inner)
    if any(address in network for network in _SET_APART):
        return False
    if isinstance(address, IPv6Address) and address.is_site_local:
        return False
    kept_back = address.is_private or address.is_reserved or address.is_link_local or address.is_loopback
    return address.is_global and not (kept_back or address.is_multicast or address.is_unspecified)


def _refuse_inwards(target: Target, found: Sequence[Address], *, loopback: bool) -> None:
    if all(is_outside(one) for one in found) and target.scheme == "https":
        return
    if not (loopback and all(one.is_loopback for one in found)):
        raise AddressRefused(INWARDS)


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _look_up(host: str, port: int) -> list[str]:
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))
