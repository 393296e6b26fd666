"""The description of the API as a page reads it: operations by noun, parameters, answers, an example."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from engine.integrations.scopes import LABELS, Scope
from engine.messages_catalogue import Message, msg

Spec = Mapping[str, Any]
GROUPS: Mapping[str, Message] = {
    "cases": msg("Cases"),
    "health": msg("Health data"),
    "tasks": msg("Tasks"),
    "months": msg("Months"),
    "claims": msg("Claims"),
    "reports": msg("Figures"),
    "imports": msg("Sending in"),
    "events": msg("Events"),
}
PLACES: Mapping[str, Message] = {
    "path": msg("in the address"),
    "query": msg("behind the question mark"),
    "header": msg("as a header"),
}
ANSWERS: Mapping[str, Message] = {
    "200": msg("Done"),
    "400": msg("It could not be read"),
    "401": msg("No token that counts"),
    "403": msg("The token lacks the scope"),
    "404": msg("There is no such thing, or it is not for you"),
    "409": msg("It cannot be as things stand; the sentence says why"),
    "413": msg("Too much for one request"),
    "415": msg("A media type that is not taken"),
    "422": msg("Values that do not fit, each with a sentence"),
    "429": msg("Too many requests; Retry-After says how long to wait"),
    "507": msg("No room to write"),
}
PARAMETERS = (
    msg("Only cases in this state."),
    msg("`next` of the page before."),
    msg("The month."),
    msg("Only months in this state."),
    msg("1, 2, …"),
    msg("A word that this write alone has, a UUID for example."),
)
"""What the description says of parameters, to be said in Latvian too."""
TOKEN = "asi_…"  # noqa: S105 – what stands in examples
DEEPEST = 6


def groups(spec: Spec, summaries: Mapping[str, Message], base: str) -> list[dict[str, object]]:
    """The operations of each noun; `base`: where the API stands, with its host."""
    found: dict[str, list[dict[str, object]]] = {}
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            drawn = _operation(spec, (base, path, method), operation, summaries)
            found.setdefault(operation["tags"][0], []).append(drawn)
    return [{"id": name, "title": GROUPS.get(name, name), "operations": found[name]} for name in found]


def _operation(
    spec: Spec, place: tuple[str, str, str], operation: Mapping[str, Any], summaries: Mapping[str, Message]
) -> dict[str, object]:
    base, path, method = place
    scope = Scope(next(iter(operation["security"][0].values()))[0])
    name = operation["operationId"]
    body = operation.get("requestBody", {}).get("content", {})
    return {
        "id": name,
        "method": method.upper(),
        "path": path,
        "summary": summaries[name],
        "scope": str(scope),
        "scope_label": LABELS[scope],
        "parameters": [_parameter(one) for one in operation.get("parameters", [])],
        "takes": [{"media": media, "sample": _written(spec, one["schema"])} for media, one in body.items()],
        "gives": list(_given(spec, operation["responses"])),
        "answers": [{"status": code, "text": ANSWERS[code]} for code in sorted(operation["responses"])],
        "example": _example(spec, (base, path, method), body),
    }


def _parameter(one: Mapping[str, Any]) -> dict[str, object]:
    text = one.get("description")
    return {
        "name": one["name"],
        "place": PLACES[one["in"]],
        "required": bool(one.get("required")),
        "type": _type_of(one["schema"]),
        "text": next((one for one in PARAMETERS if one.text == text), None),
    }


def _type_of(schema: Mapping[str, Any]) -> str:
    kinds = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    kind = kinds[0] if kinds else {}
    bounds = [f"{kind[name]:g}" for name in ("minimum", "maximum") if name in kind]
    words = str(kind.get("format") or kind.get("type", ""))
    return f"{words} {'–'.join(bounds)}".strip() if len(bounds) == 2 and len(bounds[1]) < 8 else words


def _given(spec: Spec, responses: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for media, one in responses["200"].get("content", {}).items():
        is_file = one["schema"].get("format") == "binary"
        yield {"media": media, "sample": "" if is_file else _written(spec, one["schema"])}


def _example(spec: Spec, place: tuple[str, str, str], body: Mapping[str, Any]) -> str:
    """The request by curl, ready to be tried out."""
    base, path, method = place
    for name in ("case_id", "task_id", "month_id", "claim_id", "line_id", "delivery_id"):
        path = path.replace(f"{{{name}}}", "1")
    path = path.replace("{year}", "2026").replace("{kind}", "csv")
    lines = [f"curl -H 'Authorization: Bearer {TOKEN}'"]
    if method != "get":
        lines.append("  -H 'Idempotency-Key: 5f0c9b1e-6f2d-4d0e-9a51-0d7a35c3b1aa'")
    if body:
        media = next(iter(body))
        sample = _sample(spec, body[media]["schema"], 0)
        sent = sample if isinstance(sample, str) else json.dumps(sample, ensure_ascii=False)
        lines += [f"  -H 'Content-Type: {media}'", f"  -d '{sent}'"]
    return " \\\n".join([*lines, f"  {base}{path}"])


def _written(spec: Spec, schema: Mapping[str, Any]) -> str:
    sample = _sample(spec, schema, 0)
    return sample if isinstance(sample, str) else json.dumps(sample, ensure_ascii=False, indent=2)


def _sample(spec: Spec, schema: Mapping[str, Any], depth: int) -> object:
    """A value as the schema describes it."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _sample(spec, spec["components"]["schemas"][name], depth)
    for name in ("example", "const", "default"):
        if schema.get(name) is not None:
            return schema[name]
    if schema.get("examples"):
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return _sample(spec, schema["anyOf"][0], depth)
    return _plain(spec, schema, depth)


def _plain(spec: Spec, schema: Mapping[str, Any], depth: int) -> object:
    kind = schema.get("type")
    if kind == "object":
        inner = schema.get("properties", {}) if depth < DEEPEST else {}
        return {name: _sample(spec, one, depth + 1) for name, one in inner.items()}
    if kind == "array":
        return [_sample(spec, schema.get("items", {}), depth + 1)] if depth < DEEPEST else []
    if kind == "string":
        return STRINGS.get(schema.get("format", ""), "…")
    return {"integer": 1, "number": 1, "boolean": True}.get(str(kind))


STRINGS = {"date": "2026-02-02", "date-time": "2026-02-02T07:00:00Z"}
