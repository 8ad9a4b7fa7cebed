"""Values of which there are very many: frozen to the type checker, quick to make."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(made: type[Made]) -> type[Made]:
    """Make a class a dataclass that nothing changes.

    The type checker holds it frozen. At run time it is not: a frozen one is made nine times as slowly, and of these
    there is one or more for each row of evidence and for each obligation.
    """
    return dataclass(slots=True)(made)


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def unique_record(made: type[Made]) -> type[Made]:
    """Make a class a record of which no two are equal, as no two rows are: they can stand in sets at no cost."""
    return dataclass(slots=True, eq=False)(made)
