"""Values that nothing changes, quick to declare and quick to make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

from cchc_cli.model.value import equal, hashed, shown

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


# A compiled function is no method of what it is set on: these are for being set.


def _equal(value: object, other: object) -> bool:
    return equal(value, other)


def _hash(value: object) -> int:
    return hashed(value)


def _shown(value: object) -> str:
    return shown(value)
