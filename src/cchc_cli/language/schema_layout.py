"""The layout of a schema: repeated forms once, keywords in one order, short values on one line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cchc_cli.language.schema_forms import Form

WIDTH = 110
ORDER = (
    "$schema", "$comment", "$ref", "title", "description", "type", "enum", "pattern", "minimum", "maximum", "minItems",
    "maxItems", "minProperties", "properties", "required", "patternProperties", "propertyNames", "additionalProperties",
    "items", "anyOf", "if", "then", "else", "allOf", "not", "examples", "errorMessage", "doNotSuggest", "$defs",
)  # fmt: skip
OF_NAMES = {"properties", "patternProperties", "$defs"}


def with_definitions(form: Form, definitions: Mapping[str, Form], shared: Mapping[str, Form]) -> Form:
    """Return a form with references in place of the shared forms, and the definitions that it refers to as `$defs`."""
    inlined = _inside(form, shared)
    definitions_with_references = {
        name: _inside(definition, shared) for name, definition in {**definitions, **shared}.items()
    }
    return {
        **inlined,
        "$defs": {
            name: definitions_with_references[name] for name in sorted(_reached(inlined, definitions_with_references))
        },
    }


def laid_out(form: Form) -> str:
    """Return a schema as readable JSON text."""
    return _lines(_in_order(form)) + "\n"


def _inside(form: Form, shared: Mapping[str, Form]) -> Form:
    return {word: _with_references(value, shared) for word, value in form.items()}


def _with_references(form: Any, shared: Mapping[str, Form]) -> Any:
    if isinstance(form, list):
        return [_with_references(item, shared) for item in form]
    if not isinstance(form, dict):
        return form
    bare = {word: value for word, value in form.items() if word != "description"}
    about = {"description": form["description"]} if "description" in form else {}
    for name, known in shared.items():
        if bare == known:
            return {"$ref": f"#/$defs/{name}", **about}
    return _inside(form, shared)


def _reached(form: Form, definitions: Mapping[str, Form]) -> set[str]:
    """Return the names of the definitions that a form refers to, directly or through other definitions."""
    reached: set[str] = set()
    waiting = list(_names(form))
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += _names(definitions[name])
    return reached


def _names(form: Any) -> Iterator[str]:
    if isinstance(form, dict):
        if "$ref" in form:
            yield form["$ref"].rpartition("/")[2]
        form = list(form.values())
    for item in form if isinstance(form, list) else ():
        yield from _names(item)


def _in_order(form: Any, *, names: bool = False) -> Any:
    """Return a form with its keywords in the order of ORDER; names keep their order."""
    if isinstance(form, list):
        return [_in_order(item) for item in form]
    if not isinstance(form, dict):
        return form
    words = list(form) if names else sorted(form, key=ORDER.index)
    return {word: _in_order(form[word], names=not names and word in OF_NAMES) for word in words}


def _lines(form: Any, indent: str = "", before: int = 0) -> str:
    line = json.dumps(form, ensure_ascii=False)
    if len(indent) + before + len(line) <= WIDTH or not isinstance(form, (dict, list)):
        return line
    inner = indent + "  "
    if isinstance(form, list):
        return "[\n" + ",\n".join(inner + _lines(item, inner) for item in form) + f"\n{indent}]"
    keys = {word: json.dumps(word, ensure_ascii=False) + ": " for word in form}
    entries = (inner + key + _lines(form[word], inner, len(key)) for word, key in keys.items())
    return "{\n" + ",\n".join(entries) + f"\n{indent}}}"
