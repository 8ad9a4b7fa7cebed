"""The JSON of `evidence template`: the columns of each log, the choices of a cell, the quotas to fill in for."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from cchc_cli.formats.documents.common import OrganisationDocument


class TemplateColumn(Struct, frozen=True, kw_only=True):
    """A column of a log."""

    column: Annotated[str, Meta(description="Its name in every language.")]
    header: Annotated[str, Meta(description="Its header in the workbook.")]
    required: bool
    hint: Annotated[str, Meta(description="What may be written there.")]
    choices: Annotated[tuple[str, ...], Meta(description="The list offered in a cell; empty for free text.")]


class TemplateLog(Struct, frozen=True, kw_only=True):
    """A sheet of the workbook."""

    kind: str
    sheet: str
    columns: tuple[TemplateColumn, ...]


class TemplateQuota(Struct, frozen=True, kw_only=True):
    """A quota that the rows can serve."""

    plan: str
    quota: str
    title: str
    rule: Annotated[str, Meta(description="The quota as a sentence.")]
    kinds: tuple[str, ...]
    types: tuple[str, ...]
    tags: tuple[str, ...]
    channels: tuple[str, ...]


class EvidenceTemplateDocument(
    OrganisationDocument, frozen=True, kw_only=True, tag_field="schema", tag="cchc/evidence-template/1"
):
    """What `cchc evidence template --format json` prints: codes, and texts in the language of the workbook."""

    units: Annotated[tuple[str, ...], Meta(description="The units of --unit, filled into the rows.")]
    logs: tuple[TemplateLog, ...]
    quotas: tuple[TemplateQuota, ...]
