"""Rows that count for no quota: each verdict that they would have counted for names them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from cchc_cli.engine.ledger import Ledger
from cchc_cli.model.note import Note
from cchc_cli.model.plan import Quota
from cchc_cli.model.verdict import SET_ASIDE, Obligation, PartResult, Rejection, Verdict

MAX_LISTED = 5  # rows in one note


class SetAside:
    """Rows that are set aside, filed as the others are."""

    def __init__(self, rejected: Sequence[Rejection], quotas: Iterable[Quota]) -> None:
        self._reasons: defaultdict[tuple[str, int, tuple[str, ...]], list[Rejection]] = defaultdict(list)
        for rejection in rejected:
            self._reasons[rejection.item.file, rejection.item.row, rejection.item.units].append(rejection)
        self._ledger = Ledger([rejection.item for rejection in rejected], quotas)

    def of(self, obligation: Obligation, index: int, day: date) -> Iterator[Rejection]:
        """Yield the rows that would have been candidates for a part of an obligation on a day."""
        for item in dict.fromkeys(self._ledger.fitting(obligation, index, day)[0]):
            yield from self._reasons[item.file, item.row, item.units]

    def with_rejections(self, result: PartResult, obligation: Obligation, index: int, day: date) -> PartResult:
        """Return the result of a part with the rows that are set aside, unless other credit of theirs counts."""
        rejections = list(self.of(obligation, index, day))
        if not rejections:
            return result
        counted = {item.ref for item in result.counted}
        rejections = [rejection for rejection in rejections if rejection.item.ref not in counted]
        return replace(result, rejected=(*result.rejected, *rejections), notes=(*result.notes, *notes_on(rejections)))


def set_aside_of(members: Sequence[Verdict]) -> Iterator[Rejection]:
    """Yield the rows of a group's units that are set aside."""
    every = (rejection for member in members for part in member.parts for rejection in part.rejected)
    yield from (rejection for rejection in every if rejection.reason in SET_ASIDE)


def notes_on(rejections: Iterable[Rejection]) -> tuple[Note, ...]:
    """Return a note for each reason why rows are set aside, with the first rows."""
    by_reason: defaultdict[tuple[str, tuple[tuple[str, str], ...]], dict[str, None]] = defaultdict(dict)
    for rejection in rejections:
        by_reason[rejection.reason, tuple(sorted(rejection.details.items()))][rejection.item.ref] = None
    return tuple(
        Note(reason, {**dict(details), "rows": _listed(list(refs))}) for (reason, details), refs in by_reason.items()
    )


def _listed(refs: Sequence[str]) -> str:
    return ", ".join(refs[:MAX_LISTED]) + (f" … (+{len(refs) - MAX_LISTED})" if len(refs) > MAX_LISTED else "")
