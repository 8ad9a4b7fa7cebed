"""Read-only mappings: a plan and an organisation cannot be changed once they are read."""

from __future__ import annotations

from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

Value = TypeVar("Value", bound=Struct)


def read_only(value: Value) -> Value:
    """Return a value whose fields are the same, its dicts as read-only mappings."""
    fields = {name: getattr(value, name) for name in value.__struct_fields__}
    return replace(
        value, **{name: MappingProxyType(field) for name, field in fields.items() if isinstance(field, dict)}
    )
