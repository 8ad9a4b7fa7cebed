"""Values that nothing changes, quick to declare and quick to make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")
_plain: Callable[[type[Made]], type[Made]] = dataclass(slots=True, eq=False, repr=False)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(made: type[Made]) -> type[Made]:
    """Make a class a dataclass whose values are compared by what they hold.

    The type checker holds it frozen. At run time it is not: a frozen dataclass is made nine times as slowly, of which
    there is one or more for each row of evidence and each obligation, and declared three times as slowly, which every
    command would wait for.
    """
    for name, method in (("__eq__", _equal), ("__hash__", _hash), ("__repr__", _shown)):
        setattr(made, name, method)
    return _plain(made)


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def unique(made: type[Made]) -> type[Made]:
    """Make a class a frozen one of which no two are equal, as no two rows are: they can stand in sets at no cost."""
    made.__repr__ = _shown  # type: ignore[method-assign]
    return _plain(made)


def _values(value: Any) -> tuple[Any, ...]:
    return tuple(getattr(value, one.name) for one in fields(value) if one.compare)


def _equal(value: Any, other: object) -> bool:
    return type(value) is type(other) and _values(value) == _values(other)


def _hash(value: Any) -> int:
    return hash(_values(value))


def _shown(value: Any) -> str:
    inside = ", ".join(f"{one.name}={getattr(value, one.name)!r}" for one in fields(value))
    return f"{type(value).__name__}({inside})"
