"""A value cannot be changed once it is made."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import is_dataclass
from typing import Any

import pytest
from msgspec import Struct

import cchc_cli

PACKAGES = ("model", "engine", "report", "formats")
CHANGED_ON_THE_WAY = {"FigureTally"}  # sums that a report adds up before it is made


def _classes() -> list[type[Any]]:
    """Return the classes of fields that the packages define."""
    found: dict[str, type[Any]] = {}
    for module in pkgutil.walk_packages(cchc_cli.__path__, "cchc_cli."):
        if module.name.split(".")[1] in PACKAGES:
            for name, member in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
                if member.__module__ == module.name and (issubclass(member, Struct) or is_dataclass(member)):
                    found[f"{module.name}.{name}"] = member
    return [member for name, member in sorted(found.items()) if name.rpartition(".")[2] not in CHANGED_ON_THE_WAY]


CLASSES = _classes()


def test_there_are_values_of_every_package() -> None:
    assert {member.__module__.split(".")[1] for member in CLASSES} == set(PACKAGES)


@pytest.mark.parametrize("value", CLASSES, ids=lambda value: value.__name__)
def test_no_field_can_be_set_once_it_is_made(value: type[Any]) -> None:
    fields = value.__struct_fields__ if issubclass(value, Struct) else tuple(value.__dataclass_fields__)
    made = value(**dict.fromkeys(fields, "made"))
    for name in (*fields, "another"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(made, name, "changed")
    assert [getattr(made, name) for name in fields] == ["made"] * len(fields)
