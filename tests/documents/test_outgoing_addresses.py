"""Where events may be sent: the open internet, and by one setting this machine itself; nowhere else."""

from __future__ import annotations

import pytest

from engine.documents.outgoing_addresses import AddressRefused, read_target, resolved

OUTSIDE = "93.184.216.34"
INWARDS = [
    "127.0.0.1", "127.8.9.10", "0.0.0.0", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254",  # noqa: S104
    "100.64.0.1", "192.0.0.8", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::", "2002:a9fe:a9fe::", "2001:0:5ef5:79fd::", "2001:db8::1",
]  # fmt: skip


@pytest.mark.parametrize("address", INWARDS)
def test_an_address_that_leads_inwards_is_refused_however_it_is_reached(address: str) -> None:
    target = read_target("https://system.example/events")
    with pytest.raises(AddressRefused):
        resolved(target, resolve=lambda _host, _port: [address])
    with pytest.raises(AddressRefused):
        resolved(target, resolve=lambda _host, _port: [OUTSIDE, address])


@pytest.mark.parametrize("address", [one for one in INWARDS if "%" not in one])
def test_nor_is_it_taken_when_it_is_typed(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(AddressRefused):
        read_target(f"https://{host}/events")


@pytest.mark.parametrize(
    "url",
    [
        "http://system.example/", "ftp://system.example/", "file:///etc/passwd", "gopher://system.example/",
        "https://", "https:///x", "//system.example/", "system.example", "", "https://user@system.example/",
        "https://user:pass@system.example/", "https://system.example/#x", "https://system.example:99999/",
        "https://system.example:x/", "https://sys tem.example/", "https://sys\ntem.example/",
        "https://system.example\\@127.0.0.1/", "https://sistēma.example/",
        "https://system.example/" + "x" * 600,
        "https://[::1", "https://[fe80::1%25eth0]/", "http://127.0.0.1/",
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_named(url: str) -> None:
    with pytest.raises(AddressRefused):
        read_target(url)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "017700000001", "127.1"])
def test_other_ways_to_write_this_machine_are_seen_through_by_what_they_stand_for(host: str) -> None:
    with pytest.raises((AddressRefused, OSError)):
        resolved(read_target(f"https://{host}/"))


def test_what_is_outside_is_called_by_its_name() -> None:
    target = read_target("https://System.example:8443/a?b=c")
    assert (target.host, target.port, target.path, target.named) == (
        "system.example", 8443, "/a?b=c", "system.example:8443",
    )  # fmt: skip
    assert [str(one) for one in resolved(target, resolve=lambda *_: [OUTSIDE])] == [OUTSIDE]
    ipv6 = "2606:2800:220:1:248:1893:25c8:1946"
    assert [str(one) for one in resolved(target, resolve=lambda *_: [ipv6])] == [ipv6]


def test_this_machine_only_by_setting_and_nothing_else_with_it() -> None:
    target = read_target("http://127.0.0.1:8000/", loopback=True)
    assert [str(one) for one in resolved(target, loopback=True)] == ["127.0.0.1"]
    with pytest.raises(AddressRefused):
        read_target("http://10.0.0.1/", loopback=True)
    outside = read_target("http://system.example/", loopback=True)
    with pytest.raises(AddressRefused):
        resolved(outside, loopback=True, resolve=lambda *_: [OUTSIDE])
