"""Rows whose evidence nobody has seen: asked for, they count for nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc_cli.model.item import Item
from cchc_cli.model.sighting import Sighting
from cchc_cli.model.verdict import Rejection

NOT_VERIFIED = "not-verified"
NEVER = "–"


def verified(items: Sequence[Item], seen: Mapping[str, Sighting]) -> tuple[list[Item], list[Rejection]]:
    """Tell apart the items whose address was found when last looked at; `seen` holds the last look at each address."""
    kept, rejected = [], []
    for item in items:
        sighting = seen.get(item.url) if item.url else None
        if sighting is not None and sighting.found:
            kept.append(item)
        else:
            looked = f"{sighting.looked}: {sighting.status}" if sighting else NEVER
            rejected.append(Rejection(item, NOT_VERIFIED, {"looked": looked}))
    return kept, rejected
