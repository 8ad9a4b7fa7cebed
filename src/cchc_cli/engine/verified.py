"""Rows whose evidence was not found: with --require-verified they count for nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc_cli.model.item import Item
from cchc_cli.model.sighting import Sighting
from cchc_cli.model.verdict import Rejection

NOT_VERIFIED = "not-verified"


def verified(items: Sequence[Item], seen: Mapping[str, Sighting]) -> tuple[list[Item], list[Rejection]]:
    """Split the items by whether their address was found on the last visit; `seen` holds the last sightings."""
    accepted, rejected = [], []
    for item in items:
        sighting = seen.get(item.url) if item.url else None
        if sighting is not None and sighting.found:
            accepted.append(item)
        else:
            looked = {"looked": sighting.looked.isoformat(), "answer": sighting.answer} if sighting else {}
            rejected.append(Rejection(item, NOT_VERIFIED, looked))
    return accepted, rejected
