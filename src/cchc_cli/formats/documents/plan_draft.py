"""The JSON of `plan draft`: the drafted quotas, and what a person must check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from msgspec import Meta, Struct

from cchc_cli import __version__
from cchc_cli.formats.documents.common import OrganisationDocument
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.sentences import sentence
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Plan


class LookEntry(Struct, frozen=True):
    """One thing for a person to check."""

    code: Annotated[str, Meta(description="Which question it is, whatever the language.")]
    message: Annotated[str, Meta(description="The question, in the language of --lang.")]


class DraftedQuotaEntry(Struct, frozen=True):
    """One quota of the draft."""

    quota: Annotated[str, Meta(description="Its id in the plan.")]
    title: str
    clause: Annotated[str, Meta(description="Its article, clause or section in the document.")]
    rule: Annotated[str, Meta(description="The quota as a sentence, in the language of --lang.")]
    looks: Annotated[tuple[LookEntry, ...], Meta(description="What is marked in it; empty where nothing is.")]


class PlanDraftDocument(OrganisationDocument, frozen=True, kw_only=True, tag_field="schema", tag="cchc/plan-draft/1"):
    """What `cchc plan draft --format json` prints."""

    plan: str
    source: Annotated[str, Meta(description="The document, or with --from the plan that was copied.")]
    file: Annotated[str, Meta(description="The plan file that was written.")]
    organisation_file: Annotated[str | None, Meta(description="The organisation file, with --with-organisation.")]
    quota_count: int
    duty_count: int
    marked: Annotated[int, Meta(description="How many quotas have something to look at.")]
    looks: Annotated[tuple[LookEntry, ...], Meta(description="What to look at in the header and the whole.")]
    quotas: tuple[DraftedQuotaEntry, ...]


def plan_draft_document(
    plan: Plan,
    organisation: Organisation,
    looks: Mapping[str, Sequence[LookEntry]],
    paths: tuple[str, str, str | None],
    messages: Catalogue,
) -> PlanDraftDocument:
    """Return the document.

    `looks` holds the things to check by quota id, "" for the whole plan. `paths` are the source, the plan file and the
    organisation file (None if not drafted).
    """
    source, file, organisation_file = paths
    entries = tuple(
        DraftedQuotaEntry(
            quota.id,
            quota.title,
            quota.clause,
            sentence(quota, organisation, messages),
            tuple(looks.get(quota.id, ())),
        )
        for quota in plan.quotas.values()
    )
    return PlanDraftDocument(
        tool=__version__,
        org=plan.organisation,
        plan=plan.id,
        source=source,
        file=file,
        organisation_file=organisation_file,
        quota_count=len(entries),
        duty_count=len(plan.duties),
        marked=sum(bool(entry.looks) for entry in entries),
        looks=tuple(looks.get("", ())),
        quotas=entries,
    )
