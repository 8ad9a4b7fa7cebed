"""`cchc check --since`: the changes since a submitted report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.selection import Selection, WindowOptions
from cchc_cli.cli.session import Session
from cchc_cli.cli.usage import UsageError
from cchc_cli.engine.check import Case, Query, check
from cchc_cli.formats.documents.check import SinceEntry
from cchc_cli.i18n import Catalogue
from cchc_cli.load.digests import digests
from cchc_cli.load.opening import MEGABYTE, UnusableError, read_regular
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.verdict import Result
from cchc_cli.report.since import Since, compare, entry, render
from cchc_cli.storing.freeze import AlteredError, Frozen, parse

MAX_BYTES = 100 * MEGABYTE


class Submitted(Struct, frozen=True):
    """A submitted report, and its file."""

    frozen: Frozen
    path: Path

    def asked_as(self, selection: Selection) -> Selection:
        """Return the selection, completed with that of the report where the user gave none."""
        frozen_query = self.frozen.asked
        selection = replace(
            selection,
            reading=selection.reading or frozen_query.reading,
            no_waivers=selection.no_waivers or not frozen_query.waivers,
            no_rulings=selection.no_rulings or not frozen_query.rulings,
            require_verified=selection.require_verified or frozen_query.require_verified,
            require_url=selection.require_url or frozen_query.require_url,
        )
        if not selection.window.is_given:
            selection = replace(
                selection, window=WindowOptions(start=str(frozen_query.first), end=str(frozen_query.last))
            )
        if not (selection.units or selection.plans or selection.org):
            selection = replace(
                selection, units=[*frozen_query.units], plans=[*frozen_query.plans], org=frozen_query.org
            )
        return selection

    def compared(self, now: Result, session: Session) -> Comparison:
        """Run the report's own query on the current files, and compare."""
        frozen_query = self.frozen.asked
        case = session.case(
            frozen_query.org,
            waivers=frozen_query.waivers,
            rulings=frozen_query.rulings,
            require_url=frozen_query.require_url,
            require_verified=frozen_query.require_verified,
        )
        rejudged = self._again(case, now)
        since = compare(self.frozen, now, rejudged, digests(session.workspace, frozen_query.org))
        return Comparison(since, self.frozen, self.path.as_posix())

    def _again(self, case: Case | None, now: Result) -> Result:
        frozen_query = self.frozen.asked
        if case is None:
            return replace(now, verdicts=())
        query = Query(
            frozen_query.as_of,
            frozen_query.window,
            frozen_query.units,
            frozen_query.plans,
            frozen_query.reading,
            frozen_query.warn_days,
        )
        return check(case, query)


class Comparison(Struct, frozen=True):
    """The comparison, to print below a table or to put into JSON."""

    since: Since
    frozen: Frozen
    name: str

    def text(self, messages: Catalogue) -> str:
        return render(self.since, self.frozen, self.name, messages)

    def entry(self) -> SinceEntry:
        return entry(self.since, self.frozen, self.name)


def read_submitted(path: Path, known: Sequence[str]) -> Submitted:
    """Return the content of a file of `report --freeze`.

    Raises UsageError if it is not such a file, or its organisation is unknown here.
    """
    try:
        frozen = parse(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
    except UnusableError as error:
        raise UsageError(Problem(error.code, Place(path.as_posix()), error.details, fatal=True)) from None
    except AlteredError as error:
        details = {"said": error.stated, "found": error.computed}
        raise UsageError(Problem("altered-freeze", Place(path.as_posix()), details, fatal=True)) from None
    except ValueError as error:
        raise UsageError(Problem("bad-freeze", Place(path.as_posix()), {"reason": str(error)}, fatal=True)) from None
    if frozen.asked.org not in known:
        raise UsageError(Problem("bad-freeze", Place(path.as_posix()), {"reason": frozen.asked.org}, fatal=True))
    return Submitted(frozen, path)
