"""Hostile XML: everything is refused early, with little memory, and nothing is fetched."""

from __future__ import annotations

import codecs
import gzip
import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lxml import etree

from engine.bpmn.xml_safety import MAX_BYTES, MAX_ELEMENTS, MAX_LEVELS, check_ids, read_xml
from engine.errors import Refused, Severity

SECRET = "root:x:0:0"
MEMORY = 100_000_000
SECONDS = 0.5  # of processor time a file


def laughs(*, in_attribute: bool = False) -> bytes:
    entities = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    body = '<r x="&a11;"/>' if in_attribute else "<r>&a11;</r>"
    return f"<!DOCTYPE r [{entities}]>{body}".encode()


def declared(encoding: str, body: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>{body}'.encode(encoding)


DOCTYPE = '<!DOCTYPE r [<!ENTITY a "x">]><r>&a;</r>'


UTF_7 = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE r [+ADwAIQ-ENTITY a "x">]><r>&a;</r>'

HOSTILE: dict[str, tuple[str, bytes]] = {
    "external entity, file": (
        "xml_doctype", b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>'),
    "external entity, network": (
        "xml_doctype", b'<!DOCTYPE r [<!ENTITY a SYSTEM "http://127.0.0.1:PORT/x">]><r>&a;</r>'),
    "external entity, public": (
        "xml_doctype", b'<!DOCTYPE r [<!ENTITY a PUBLIC "p" "http://127.0.0.1:PORT/x">]><r>&a;</r>'),
    "external dtd, file": ("xml_doctype", b'<!DOCTYPE r SYSTEM "file:///etc/passwd"><r/>'),
    "external dtd, network": ("xml_doctype", b'<!DOCTYPE r SYSTEM "http://127.0.0.1:PORT/x"><r/>'),
    "parameter entity": (
        "xml_doctype", b'<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:PORT/x"> %p;]><r/>'),
    "parameter entity, file": (
        "xml_doctype", b'<!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><r/>'),
    "internal entity": ("xml_doctype", DOCTYPE.encode()),
    "plain doctype": ("xml_doctype", b"<!DOCTYPE r><r/>"),
    "doctype after a comment": ("xml_doctype", b'<!-- a --><?x y?><!DOCTYPE r [<!ENTITY a "x">]><r/>'),
    "doctype after a mark": ("xml_doctype", codecs.BOM_UTF8 + DOCTYPE.encode()),
    "doctype with a default attribute": ("xml_doctype", b'<!DOCTYPE r [<!ATTLIST r a CDATA "x">]><r/>'),
    "billion laughs": ("xml_doctype", laughs()),
    "billion laughs in an attribute": ("xml_doctype", laughs(in_attribute=True)),
    "quadratic": (
        "xml_doctype", f'<!DOCTYPE r [<!ENTITY a "{"x" * 50_000}">]><r>{"&a;" * 50_000}</r>'.encode()),
    "endless entity": ("xml_doctype", b'<!DOCTYPE r [<!ENTITY a "&b;"><!ENTITY b "&a;">]><r>&a;</r>'),
    "doctype in UTF-16": ("xml_not_utf8", DOCTYPE.encode("utf-16")),
    "doctype in UTF-16 without a mark": ("xml_not_utf8", DOCTYPE.encode("utf-16-le")),
    "doctype in big-endian UTF-16": ("xml_not_utf8", DOCTYPE.encode("utf-16-be")),
    "doctype in UTF-32": ("xml_not_utf8", DOCTYPE.encode("utf-32")),
    "doctype in UTF-7": ("xml_not_utf8", UTF_7),
    "doctype in EBCDIC": ("xml_not_utf8", declared("cp037", DOCTYPE)),
    "declared as UTF-16": ("xml_not_utf8", declared("utf-16", "<r/>").decode("utf-16").encode()),
    "Baltic encoding": ("xml_not_utf8", declared("iso-8859-13", "<r>ā</r>")),
    "Baltic encoding, plain letters": ("xml_not_utf8", declared("iso-8859-13", "<r/>")),
    "not UTF-8": ("xml_not_utf8", b"<r>\xff</r>"),
    "overlong UTF-8": ("xml_not_utf8", b"\xc0\xbcr/>"),
    "xinclude": (
        "xml_include",
        b'<r xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></r>'),
    "many elements": ("xml_too_many", b"<r>" + b"<a/>" * 240_000 + b"</r>"),
    "one element too many": ("xml_too_many", b"<r>" + b"<a/>" * MAX_ELEMENTS + b"</r>"),
    "a million elements": ("xml_too_large", b"<r>" + b"<a/>" * 1_000_000 + b"</r>"),
    "deep": ("xml_too_deep", b"<a>" * 300_000),
    "one level too deep": ("xml_too_deep", b"<a>" * (MAX_LEVELS + 1) + b"</a>" * (MAX_LEVELS + 1)),
    "large": ("xml_too_large", b"<r>" + b"x" * MAX_BYTES + b"</r>"),
    "large attribute": ("xml_too_large", b'<r a="' + b"x" * MAX_BYTES + b'"/>'),
    "zipped": ("xml_not_utf8", gzip.compress(b"<r/>")),
    "empty": ("xml_broken", b""),
    "only space": ("xml_broken", b"  \n "),
    "only a declaration": ("xml_broken", b'<?xml version="1.0"?>'),
    "words": ("xml_broken", b"hello"),
    "json": ("xml_broken", b'{"a": 1}'),
    "cut off": ("xml_broken", b"<r><a></a>"),
    "two roots": ("xml_broken", b"<r/><r/>"),
    "unknown entity": ("xml_broken", b"<r>&secret;</r>"),
    "unknown prefix": ("xml_broken", b"<r><x:a/></r>"),
    "control sign": ("xml_broken", b"<r>\x01</r>"),
    "duplicate attribute": ("xml_broken", b'<r a="1" a="2"/>'),
}  # fmt: skip
"""Name of the attack → the rule that must speak, the file; PORT becomes that of a listening server."""


def rules_of(data: bytes) -> list[str]:
    with pytest.raises(Refused) as caught:
        read_xml(data, "x.bpmn")
    findings = caught.value.findings
    assert all(one.file == "x.bpmn" and one.severity is Severity.ERROR for one in findings)
    assert SECRET not in "".join(str(one.message) for one in findings)
    return [one.rule for one in findings]


def test_every_hostile_file_is_refused_at_once_and_nothing_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = str(server.getsockname()[1]).encode()
        assert len(HOSTILE) >= 40
        for name, (rule, template) in HOSTILE.items():
            data = template.replace(b"PORT", port)
            started = time.thread_time()
            assert (name, rules_of(data)) == (name, [rule])
            assert time.thread_time() - started < SECONDS, name
        with pytest.raises(TimeoutError):
            server.accept()


CHILD = """
import json, resource, sys
from pathlib import Path
from engine.bpmn.xml_safety import read_xml
from engine.errors import Refused
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
grown = {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    data = path.read_bytes()
    before = peak()
    try:
        read_xml(data, path.name)
    except Refused:
        pass
    grown[path.name] = peak() - before
print(json.dumps(grown))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read the Linux way")
def test_no_hostile_file_takes_memory(tmp_path: Path) -> None:
    wide = b"<r " + b" ".join(b'a%d=""' % n for n in range(80_000)) + b"/>"
    prefixes = b"<r " + b" ".join(b'xmlns:a%d="u%d"' % (n, n) for n in range(40_000)) + b"/>"
    texts = b"<r>" + b"<a>&lt;</a>" * 5_900 + b"x" * 900_000 + b"</r>"
    files = [data for _, data in HOSTILE.values()] + [wide, prefixes, texts]
    for number, data in enumerate(files):
        (tmp_path / f"{number:03}").write_bytes(data)
    run = subprocess.run(  # noqa: S603 -- our own code and files
        [sys.executable, "-c", CHILD, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    grown = json.loads(run.stdout)
    assert len(grown) == len(files)
    assert {name: size for name, size in grown.items() if size > MEMORY} == {}


SOUND = """<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment --><?target instruction?>
<definitions xmlns="urn:a" xmlns:b="urn:b" b:x="1"
><b:name a="&lt;&#x101;">Rīga <![CDATA[<&>]]></b:name></definitions>
"""


@pytest.mark.parametrize(
    "data",
    [
        SOUND.encode(),
        codecs.BOM_UTF8 + SOUND.encode(),
        SOUND.replace("UTF-8", "utf-8").encode(),
        SOUND.split("\n", 1)[1].encode(),
        SOUND.replace("\n", "\r\n").encode(),
    ],
)
def test_a_sound_file_is_read_without_comments_and_instructions(data: bytes) -> None:
    root = read_xml(data, "x.bpmn")
    assert root.tag == "{urn:a}definitions"
    assert [(node.tag, dict(node.attrib), node.text) for node in root] == [
        ("{urn:b}name", {"a": "<ā"}, "Rīga <&>")
    ]
    assert [node for node in root.getroottree().iter() if not isinstance(node.tag, str)] == []


def test_the_limits_themselves_are_allowed() -> None:
    assert len(read_xml(b"<r>" + b"<a/>" * (MAX_ELEMENTS - 1) + b"</r>", "x")) == MAX_ELEMENTS - 1
    read_xml(b"<a>" * MAX_LEVELS + b"</a>" * MAX_LEVELS, "x")
    padding = MAX_BYTES - len(b"<r></r>")
    assert len(read_xml(b"<r>" + b"x" * padding + b"</r>", "x").text or "") == padding


def test_a_broken_file_is_told_with_its_place() -> None:
    with pytest.raises(Refused) as caught:
        read_xml(b"<r>\n  <a></b>\n</r>", "processes/x/x.bpmn")
    (finding,) = caught.value.findings
    assert str(finding.message) == "The XML is broken at line 2, column 10."


def ids_told(xml: str) -> list[tuple[str, str]]:
    return [(one.element, one.rule) for one in check_ids(etree.fromstring(xml), "x.bpmn")]


def test_sound_ids() -> None:
    long = "a" * 64
    assert (
        ids_told(f'<r id="Definitions_1"><a id="{long}"/><flow id="f" sourceRef="a_1" targetRef="B2"/></r>')
        == []
    )


@pytest.mark.parametrize(
    "one", ["", "1a", "_a", "a-b", "a b", "ā", "a'b", "a' or '1'='1", "a" * 65, "a\n", "a:b", "$a", "a.b"]
)
def test_ids_that_could_be_more_than_a_name(one: str) -> None:
    root = etree.Element("r")
    etree.SubElement(root, "a").set("id", one)
    etree.SubElement(root, "flow").set("sourceRef", one)
    etree.SubElement(root, "{urn:b}flowNodeRef").text = one if one.strip() == one else "a b"
    assert [(finding.element, finding.rule) for finding in check_ids(root, "x")] == [
        (one[:64], "id_form"),
        ("", "id_form"),
        ("", "id_form"),
    ]


def test_an_id_used_twice() -> None:
    assert ids_told('<r><a id="x"/><b id="x"/></r>') == [("x", "id_taken")]


def test_an_operation_may_be_called_like_its_task() -> None:
    inside = '<s:serviceTaskOperator xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core" id="{}"/>'
    task = '<serviceTask xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="x">{}</serviceTask>'
    assert ids_told(task.format(inside.format("x"))) == []
    assert ids_told(task.format(inside.format("x y"))) == [("x", "id_form")]  # the task is what people find
