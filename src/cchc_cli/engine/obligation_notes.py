"""Notes of verdicts that follow from the obligation alone, without its rows."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_cli.model.verdict import Note, Obligation, Status


def group_notes(obligation: Obligation, status: Status) -> Iterator[Note]:
    """Yield the notes of a group's verdict: the units that do not owe it, and that the plan states no day."""
    yield from obligation.notes
    yield from (Note("exempt", {"unit": unit, "reason": reason}) for unit, reason in obligation.exempt.items())
    if status is Status.MISSED:
        yield from undated_note(obligation)


def undated_note(obligation: Obligation) -> list[Note]:
    """Return the note on a missed verdict that the plan states no day, none where a day is stated."""
    timing = obligation.quota.timing
    return [Note("day-not-stated")] if obligation.due is None and not timing.kept_up else []
