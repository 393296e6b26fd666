"""XML as signatures see it: canonical form (W3C C14N), digests, values in base64."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Any

from lxml import etree

NS = {
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "xades": "http://uri.etsi.org/01903/v1.3.2#",
}
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
# Inclusive 1.1 differs from 1.0 only where xml:id or xml:base stand above; such documents are refused.
CANONICAL: Mapping[str, tuple[bool, bool]] = {  # algorithm → (exclusive, with comments)
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315": (False, False),
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments": (False, True),
    "http://www.w3.org/2006/12/xml-c14n11": (False, False),
    "http://www.w3.org/2006/12/xml-c14n11#WithComments": (False, True),
    "http://www.w3.org/2001/10/xml-exc-c14n#": (True, False),
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments": (True, True),
}
DIGESTS: Mapping[str, str] = {  # SHA-1 is not among them
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
XML_ATTRIBUTES = "//@*[namespace-uri() = 'http://www.w3.org/XML/1998/namespace']"


class NotUnderstood(Exception):
    """The XML says something that cannot be followed; never reaches people in these words."""


def read_xml(data: bytes) -> etree._Element:
    """The root; NotUnderstood for what is no XML, has a DTD, or inherits xml: attributes."""
    try:
        root = etree.fromstring(data, PARSER)
    except (etree.XMLSyntaxError, ValueError) as failed:
        raise NotUnderstood(str(failed)) from failed
    if root.getroottree().docinfo.internalDTD is not None or root.xpath(XML_ATTRIBUTES):
        raise NotUnderstood("a DTD or xml: attributes")
    return root


def one(element: etree._Element, path: str) -> etree._Element:
    """The only element at the path."""
    found: Any = element.xpath(path, namespaces=NS)
    if len(found) != 1:
        raise NotUnderstood(f"{len(found)} × {path}")
    element_found: etree._Element = found[0]
    return element_found


def every(element: etree._Element, path: str) -> list[Any]:
    """All elements at the path."""
    found: Any = element.xpath(path, namespaces=NS)
    return list(found)


def canonical(element: etree._Element, algorithm: str) -> bytes:
    """The element's bytes in canonical form."""
    if algorithm not in CANONICAL:
        raise NotUnderstood(algorithm)
    exclusive, comments = CANONICAL[algorithm]
    return etree.tostring(element, method="c14n", exclusive=exclusive, with_comments=comments)


def digest(data: bytes, algorithm: str) -> bytes:
    """The digest by the algorithm's address."""
    if algorithm not in DIGESTS:
        raise NotUnderstood(algorithm)
    return hashlib.new(DIGESTS[algorithm], data).digest()


def in_base64(element: etree._Element) -> bytes:
    """The element's text, decoded."""
    try:
        return base64.b64decode("".join((element.text or "").split()), validate=True)
    except (binascii.Error, ValueError) as failed:
        raise NotUnderstood("not base64") from failed


def algorithm(element: etree._Element, path: str) -> str:
    """The Algorithm of the only element at the path."""
    return one(element, path).get("Algorithm") or ""
