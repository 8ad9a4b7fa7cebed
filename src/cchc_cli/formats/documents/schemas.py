"""The JSON Schema of each document, generated from its type."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

import msgspec

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# NAME of `"schema": "cchc/NAME/1"` -> the path of its type below cchc_cli.
DOCUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "check": "formats.documents.check.CheckDocument",
        "explain": "formats.documents.explain.ExplainDocument",
        "todo": "formats.documents.todo.TodoDocument",
        "matrix": "formats.documents.matrix.MatrixDocument",
        "calendar": "formats.documents.calendar.CalendarDocument",
        "validate": "formats.documents.validate.ValidateDocument",
        "plan-list": "formats.documents.plans.PlanListDocument",
        "plan-show": "formats.documents.plans.PlanShowDocument",
        "plan-draft": "formats.documents.plan_draft.PlanDraftDocument",
        "plan-diff": "formats.documents.plan_diff.PlanDiffDocument",
        "evidence-add": "formats.documents.evidence_add.EvidenceAddDocument",
        "evidence-import": "formats.documents.evidence_import.EvidenceImportDocument",
        "evidence-template": "formats.documents.evidence_template.EvidenceTemplateDocument",
        "evidence-reject": "formats.documents.decisions.EvidenceRejectDocument",
        "evidence-undo": "formats.documents.decisions.EvidenceUndoDocument",
        "waive": "formats.documents.decisions.WaiveDocument",
        "evidence-verify": "formats.documents.verify.VerifyDocument",
        "evidence-list": "formats.documents.evidence.EvidenceListDocument",
        "received": "formats.documents.received.ReceivedDocument",
        "config": "formats.documents.config.ConfigDocument",
        "report": "report.outline.Outline",
    }
)


def document_type(name: str) -> Any:
    """Return the type of a document. Raises KeyError for a name that is not in DOCUMENTS."""
    module, _, type_name = DOCUMENTS[name].rpartition(".")
    return getattr(import_module(f"cchc_cli.{module}"), type_name)


def document_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a document. Raises KeyError for a name that is not in DOCUMENTS."""
    return {"$schema": DIALECT, "$id": f"cchc/{name}/1", **msgspec.json.schema(document_type(name))}


def schema_text(name: str) -> str:
    """Return the schema of a document as indented JSON text."""
    return str(msgspec.json.format(msgspec.json.encode(document_schema(name)), indent=1), "utf-8") + "\n"
