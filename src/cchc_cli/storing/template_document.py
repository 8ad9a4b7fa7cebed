"""The contents of the workbook to fill in, as JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_cli import __version__
from cchc_cli.formats.documents.evidence_template import (
    EvidenceTemplateDocument,
    TemplateColumn,
    TemplateLog,
    TemplateQuota,
)
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.sentences import sentence
from cchc_cli.model.item import Kind
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Quota
from cchc_cli.storing.open_log import new_columns
from cchc_cli.storing.template import hints, is_required, lists_of, words_of
from cchc_cli.words.kinds import KIND


def template_document(
    organisation: Organisation, messages: Catalogue, quotas: Sequence[Quota], units: Sequence[str]
) -> EvidenceTemplateDocument:
    """Return the document; `units` are filled into the rows of the workbook."""
    lists = lists_of(organisation, quotas)
    about = hints(organisation, lists["for"], units, messages)

    def column(kind: Kind, name: str) -> TemplateColumn:
        return TemplateColumn(
            column=name,
            header=messages(f"header.{name}"),
            required=is_required(kind, name),
            hint=about[name],
            choices=tuple(lists.get(f"type {kind}" if name == "type" else name, ())),
        )

    logs = (
        TemplateLog(
            kind=kind,
            sheet=messages(f"log.{kind}"),
            columns=tuple(column(kind, name) for name in new_columns(kind)),
        )
        for kind in KIND
    )
    return EvidenceTemplateDocument(
        tool=__version__,
        org=organisation.code,
        units=tuple(units),
        logs=tuple(logs),
        quotas=tuple(_quota(quota, organisation, messages) for quota in quotas),
    )


def _quota(quota: Quota, organisation: Organisation, messages: Catalogue) -> TemplateQuota:
    words = words_of(quota)
    return TemplateQuota(
        plan=quota.plan,
        quota=quota.id,
        title=quota.title,
        rule=sentence(quota, organisation, messages),
        kinds=words.kinds,
        types=tuple(type_.code for type_ in words.types),
        tags=words.tags,
        channels=words.channels,
    )
