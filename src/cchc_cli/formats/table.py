"""The table as plain text, for pipes and files."""

from __future__ import annotations

from msgspec.structs import replace

from cchc_cli.formats.context import Context, no_verdicts_text
from cchc_cli.formats.layout import plain
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result


def render(result: Result, context: Context, messages: Catalogue) -> str:
    """Return the table without control codes, nothing cut or wrapped."""
    no_verdicts = no_verdicts_text(result, context, messages)
    wide_context = replace(context, options=replace(context.options, roomy=True))
    return plain(context.view(result, wide_context, messages)) + (f"{no_verdicts}\n" if no_verdicts else "")
