"""The JSON of `calendar`: deadlines by day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from cchc_cli.engine.deadlines import Deadlines
from cchc_cli.formats.documents.check import VerdictEntry
from cchc_cli.formats.documents.common import DocumentBasis, basis
from cchc_cli.formats.documents.verdicts import VerdictEntries
from cchc_cli.i18n import Catalogue
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import Result


class CalendarDocument(DocumentBasis, frozen=True, kw_only=True, tag_field="schema", tag="cchc/calendar/1"):
    """What `cchc calendar --format json` prints."""

    dated: Annotated[tuple[VerdictEntry, ...], Meta(description="By due day.")]
    undated: Annotated[tuple[VerdictEntry, ...], Meta(description="Obligations without a due day.")]


def calendar_document(
    deadlines: Deadlines, result: Result, organisations: Mapping[str, Organisation], messages: Catalogue
) -> CalendarDocument:
    """Return the document of `calendar`: the dated obligations by due day, then the undated ones."""
    entry = VerdictEntries(result.as_of, result.plans, organisations, messages).entry
    return CalendarDocument(
        **basis(result, organisations, messages),
        dated=tuple(map(entry, deadlines.dated)),
        undated=tuple(map(entry, deadlines.undated)),
    )
