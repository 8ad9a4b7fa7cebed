"""A value cannot be changed once it is made."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from msgspec import Struct

import cchc_cli
from cchc_cli.cli.session import invoked, open_session
from workspaces import ROOT

# Objects that a command fills while it runs, and the sums that a report adds up before it is made.
CHANGED_ON_THE_WAY = {"Evidence", "FigureTally", "Invocation", "Noticed", "Session", "Sources"}
WRITABLE = re.compile(r"\b(?:list|dict|set|defaultdict|Counter|bytearray)\[")
# Fields of the class, functions that return new lists, and options, of which the command line makes lists.
UNSTORED = re.compile(r"^(?:ClassVar|Callable)\b|\b(?:option|argument)\(")


def _field_names(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of the fields of a class, none for a class without declared fields."""
    if issubclass(kind, Struct):
        return kind.__struct_fields__
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    return tuple(getattr(kind, "_fields", ()))


def _classes() -> list[type[Any]]:
    """Return the classes of fields that the program defines."""
    classes: dict[str, type[Any]] = {}
    for module in pkgutil.walk_packages(cchc_cli.__path__, "cchc_cli."):
        if module.name != "cchc_cli.__main__":
            for name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
                if kind.__module__ == module.name and name not in CHANGED_ON_THE_WAY and _field_names(kind):
                    classes[f"{module.name}.{name}"] = kind
    return [kind for _, kind in sorted(classes.items())]


CLASSES = _classes()


def test_there_are_values_of_every_package() -> None:
    packages = {kind.__module__.split(".")[1] for kind in CLASSES}
    assert packages >= {
        "cli",
        "drafting",
        "engine",
        "formats",
        "language",
        "load",
        "model",
        "report",
        "storing",
        "words",
    }


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_no_field_can_be_set_once_it_is_made(kind: type[Any]) -> None:
    names = _field_names(kind)
    value = kind(**dict.fromkeys(names, "made"))
    for name in (*names, "another"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(value, name, "changed")
    assert [getattr(value, name) for name in names] == ["made"] * len(names)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_no_field_is_declared_as_a_container_that_can_be_changed(kind: type[Any]) -> None:
    hints = {name: getattr(hint, "__forward_arg__", hint) for name, hint in inspect.get_annotations(kind).items()}
    writable = {name: hint for name, hint in hints.items() if WRITABLE.search(hint) and not UNSTORED.search(hint)}
    assert not writable


def _writable(value: object, at: str) -> Iterator[str]:
    """Yield the places of lists, dicts and sets in a value."""
    if isinstance(value, (list, dict, set)):
        yield at
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _writable(getattr(value, name), f"{type(value).__name__}.{name}")
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _writable(part, at)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for part in value:
            yield from _writable(part, at)


@pytest.mark.parametrize("code", ["hanoi", "danang"])
def test_what_is_read_holds_no_container_that_can_be_changed(code: str) -> None:
    case = open_session(invoked(ROOT, None, None, "en")).case(code)
    assert case is not None
    assert {*_writable((case.organisation, case.plans, case.items, case.waivers, case.rulings), "case")} == set()
