"""A picture that shall be a crest: a PNG with nothing behind it, or an SVG that can only draw.

An SVG is a document that may run scripts and fetch files. It is refused unless every element and attribute
is one that draws; nothing is mended silently.
"""

from __future__ import annotations

import re
import struct
import zlib

from lxml import etree

from engine.errors import EngineError
from engine.messages_catalogue import msg

PNG, SVG = "image/png", "image/svg+xml"
MOST_BYTES = 200_000
MOST_PIXELS = 2000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_DRAWN = ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use", "symbol")
_ABOUT = ("title", "desc", "defs", "linearGradient", "radialGradient", "stop", "clipPath")
_ELEMENTS = frozenset({*_DRAWN, *_ABOUT})
_HARMLESS = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*")
_REFUSED_NAMES = re.compile(r"on.*|style|src|from|to|values|begin|attributename", re.IGNORECASE)
_REFERENCE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:|data:", re.IGNORECASE)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def checked_crest(content: bytes) -> str:
    """The picture's media type; EngineError with a sentence for anything that is not only a picture."""
    if len(content) > MOST_BYTES:
        raise EngineError(msg("The picture is too large: at most {count} kB.", count=MOST_BYTES // 1000))
    if content.startswith(_SIGNATURE):
        _refuse_bad_png(content)
        return PNG
    _refuse_bad_svg(content)
    return SVG


def _refuse_bad_png(content: bytes) -> None:
    """Every chunk whole and true to its sum, the picture not too large, nothing after its end."""
    place, kinds = len(_SIGNATURE), []
    while place + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        data = content[place + 8 : place + 8 + length]
        end = place + 12 + length
        if end > len(content) or zlib.crc32(kind + data) != struct.unpack(">I", content[end - 4 : end])[0]:
            break
        if kind == b"IHDR" and max(struct.unpack(">II", data[:8])) > MOST_PIXELS:
            raise EngineError(
                msg("The picture is too large: at most {count} pixels a side.", count=MOST_PIXELS)
            )
        kinds.append(kind)
        place = end
    if place != len(content) or kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        raise EngineError(msg("This PNG file is damaged. Save the picture once more and send that file."))


def _refuse_bad_svg(content: bytes) -> None:
    if b"<!DOCTYPE" in content.upper() or b"<!ENTITY" in content.upper():
        raise EngineError(msg("Save the SVG without a document type (DOCTYPE), or send a PNG."))
    try:
        root = etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError:
        raise EngineError(msg("This is neither a PNG nor an SVG picture.")) from None
    if root.tag != f"{_NAMESPACE}svg":
        raise EngineError(msg("This is neither a PNG nor an SVG picture."))
    for element in root.iter():
        if not isinstance(element.tag, str):
            if isinstance(element, etree._Comment):
                continue
            raise _not_only_drawing("?")
        _refuse_what_does_not_draw(element)


def _refuse_what_does_not_draw(element: etree._Element) -> None:
    name = str(element.tag)
    if not name.startswith(_NAMESPACE) or name.removeprefix(_NAMESPACE) not in _ELEMENTS:
        raise _not_only_drawing(name.rpartition("}")[2])
    for attribute, value in element.attrib.items():
        short = str(attribute).rpartition("}")[2]
        refers = short == "href" and not str(value).startswith("#")
        unknown = not _HARMLESS.fullmatch(short) or _REFUSED_NAMES.fullmatch(short)
        if refers or unknown or _REFERENCE.search(str(value)):
            raise _not_only_drawing(short)


def _not_only_drawing(name: str) -> EngineError:
    return EngineError(
        msg("This SVG holds more than a drawing ({name}). Save it as plain SVG, or send a PNG.", name=name)
    )
