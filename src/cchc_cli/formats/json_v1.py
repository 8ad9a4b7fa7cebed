"""JSON of `check`, schema "cchc/check/1": one verdict a line; the same at every verbosity."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_cli.formats.context import Context
from cchc_cli.formats.documents.encoding import pieces
from cchc_cli.formats.documents.verdicts import check_head, verdict_entries
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result


def render(result: Result, context: Context, messages: Catalogue) -> Iterator[bytes]:
    """Yield the result as JSON in UTF-8 that ends with a newline."""
    return pieces(check_head(result, context, messages), "verdicts", verdict_entries(result, context, messages))
