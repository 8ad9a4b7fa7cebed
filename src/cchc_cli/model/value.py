"""Values that are compared, hashed and shown by what they hold.

Most are declared with `@frozen` (`model/frozen.py`). The few of which there is one or more for each row or obligation are
written out, as

    @final
    @mypyc_attr(acyclic=True)
    @dataclass(slots=True, init=False, eq=False, repr=False)
    class Name(Value):

with a `Final` for each field and an `__init__` of their own: so they can be compiled, and are then made ten times as quickly.
Those that are few, but asked for something with each obligation, are compiled without an `__init__` of their own:
`@dataclass(frozen=True, slots=True, eq=False, repr=False)`, which is what `@frozen` saves the time of where it is not needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from cchc_cli.model.compiler import mypyc_attr

NOTHING: Mapping[str, Any] = MappingProxyType({})  # what many values share that have nothing to say


def equal(value: Any, other: object) -> bool:
    return type(value) is type(other) and _held(value) == _held(other)


def hashed(value: Any) -> int:
    return hash(_held(value))


def shown(value: Any) -> str:
    inside = ", ".join([f"{one.name}={getattr(value, one.name)!r}" for one in fields(value)])
    return f"{type(value).__name__}({inside})"


def _held(value: Any) -> tuple[Any, ...]:
    return tuple([getattr(value, one.name) for one in fields(value) if one.compare])


@mypyc_attr(acyclic=True)
class Value:
    """What a value that is written out inherits."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return equal(self, other)

    def __hash__(self) -> int:
        return hashed(self)

    def __repr__(self) -> str:
        return shown(self)
