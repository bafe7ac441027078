"""The API's pages, written from its OpenAPI description: every address, parameter and answer, with a form to try it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from starlette.requests import Request

from api.markup import Html, element, language_of, link, page, rooted
from api.phrases import Language, say

_METHODS: Final = ("get", "post", "put", "patch", "delete")
_SHOWN_STATUSES: Final = 3


def reference(request: Request, schema: Mapping[str, Any]) -> Html:
    """One page about the whole API."""
    language = language_of(request)
    sections = _by_tag(schema)
    contents = element(
        "ul",
        [element("li", link(f"#{tag}", tag)) for tag in sections],
        class_="contents",
        aria_label=say(language, "outline"),
    )
    title = say(language, "api_title")
    return page(
        request,
        title,
        element("h1", title),
        element("p", say(language, "api_hint"), " ", link(rooted(request, "/openapi.json"), "openapi.json")),
        contents,
        [
            element(
                "section",
                element("h2", tag),
                [_operation(request, language, one, schema) for one in operations],
                id=tag,
            )
            for tag, operations in sections.items()
        ],
    )


def _by_tag(schema: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        for method in _METHODS:
            if method in methods:
                operation = {**methods[method], "path": path, "method": method}
                found.setdefault(operation.get("tags", ["API"])[0], []).append(operation)
    return found


def _operation(request: Request, language: Language, operation: Mapping[str, Any], schema: Mapping[str, Any]) -> Html:
    method, path = operation["method"], operation["path"]
    parameters = operation.get("parameters", [])
    return element(
        "article",
        element("h3", element("span", method.upper(), class_=f"method {method}"), " ", element("code", path)),
        element("p", operation.get("summary", "")),
        element("p", operation["description"], class_="quiet") if operation.get("description") else None,
        _parameters(language, parameters, schema) if parameters else None,
        _body(language, operation),
        _answers(language, operation, schema),
        _form(request, language, operation) if method == "get" and "{" not in path else None,
        id=operation.get("operationId"),
    )


def _parameters(language: Language, parameters: Sequence[Mapping[str, Any]], schema: Mapping[str, Any]) -> Html:
    columns = [element("th", say(language, key), scope="col") for key in ("parameter", "place", "meaning")]
    rows = [
        element(
            "tr",
            element("td", element("code", one["name"]), " *" if one.get("required") else ""),
            element("td", one["in"]),
            element("td", ". ".join(_meaning(one, schema))),
        )
        for one in parameters
    ]
    return element(
        "div", element("table", element("thead", element("tr", columns)), element("tbody", rows)), class_="scroll"
    )


def _meaning(parameter: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[str]:
    """What a parameter means, what it may be, and an example."""
    shape = parameter.get("schema", {})
    words = parameter.get("description") or shape.get("description")
    if words:
        yield words
    yield _shape(shape, schema)
    if shape.get("default") not in (None, "", []):
        yield f"= {shape['default']}"
    examples = shape.get("examples") or ([parameter["example"]] if "example" in parameter else [])
    if examples:
        yield f"{examples[0]!r}" if not isinstance(examples[0], str) else examples[0]


def _shape(shape: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """A schema in a few words."""
    if "$ref" in shape:
        return str(shape["$ref"].rpartition("/")[2])
    if "anyOf" in shape:
        return " | ".join(dict.fromkeys(_shape(one, schema) for one in shape["anyOf"]))
    if "enum" in shape:
        return " | ".join(map(str, shape["enum"]))
    if "const" in shape:
        return str(shape["const"])
    if shape.get("type") == "array":
        return f"[{_shape(shape.get('items', {}), schema)}]"
    limits = [f"{sign} {shape[key]}" for key, sign in _BOUNDS.items() if key in shape]
    return " ".join([str(shape.get("type", "any")), *limits])


_BOUNDS: Final = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤", "exclusiveMaximum": "<"}


def _body(language: Language, operation: Mapping[str, Any]) -> Html | None:
    content = operation.get("requestBody", {}).get("content", {})
    if not content:
        return None
    said = [[", " if place else "", element("code", one)] for place, one in enumerate(content)]
    return element("p", say(language, "body"), ": ", said)


def _answers(language: Language, operation: Mapping[str, Any], schema: Mapping[str, Any]) -> Html:
    responses = operation.get("responses", {})
    good = next((code for code in responses if code.startswith("2")), None)
    content = responses[good].get("content", {}) if good else {}
    types = [[", " if place else "", element("code", one)] for place, one in enumerate(content)]
    statuses = " ".join(sorted(responses))
    model = next(
        (one["schema"]["$ref"].rpartition("/")[2] for one in content.values() if "$ref" in one["schema"]), None
    )
    members = _members(language, model, schema) if model else None
    return element("div", element("p", say(language, "answers"), f" {statuses}: ", types), members)


def _members(language: Language, model: str, schema: Mapping[str, Any]) -> Html:
    """The members of a JSON answer, and of the objects in it, folded away."""
    shapes = schema["components"]["schemas"]
    rows = [
        element(
            "tr",
            element("td", element("code", f"{name}.{key}")),
            element("td", ". ".join(_meaning({"schema": one}, schema))),
        )
        for name in _reached(model, shapes)
        for key, one in shapes[name].get("properties", {}).items()
    ]
    table = element("div", element("table", element("tbody", rows)), class_="scroll")
    return element("details", element("summary", say(language, "members")), table)


def _reached(model: str, shapes: Mapping[str, Any]) -> list[str]:
    """The models that an answer consists of, in the order in which they are met."""
    found: list[str] = []
    waiting = [model]
    while waiting:
        name = waiting.pop(0)
        if name not in found and name in shapes:
            found.append(name)
            waiting += _references(shapes[name])
    return found


def _references(shape: Any) -> list[str]:
    if isinstance(shape, list):
        return [name for one in shape for name in _references(one)]
    if not isinstance(shape, dict):
        return []
    own = [shape["$ref"].rpartition("/")[2]] if "$ref" in shape else []
    return own + [name for one in shape.values() for name in _references(one)]


def _form(request: Request, language: Language, operation: Mapping[str, Any]) -> Html:
    """A form that sends the parameters as any program would."""
    parameters = [one for one in operation.get("parameters", []) if one["in"] == "query"]
    fields = [
        element("label", element("span", one["name"]), element("input", name=one["name"], required=one.get("required")))
        for one in parameters
    ]
    form = element(
        "form", fields, element("button", say(language, "try")), class_="ask", action=rooted(request, operation["path"])
    )
    return element("details", element("summary", say(language, "try")), form)
