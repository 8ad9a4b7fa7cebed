"""A report as JSON, schema "cchc/report/1": the outline as it is."""

from __future__ import annotations

from cchc_cli.formats.documents.encoding import document_text
from cchc_cli.report.outline import Outline


def render(outline: Outline) -> str:
    """Return the report as JSON text that ends with a newline."""
    return document_text(outline)
