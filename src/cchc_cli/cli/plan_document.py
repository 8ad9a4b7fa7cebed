"""The document of a plan, for the commands that draft from it: `plan draft` and `init`."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from cchc_cli.cli.usage import UsageError, today
from cchc_cli.drafting.assemble import draft_plan
from cchc_cli.drafting.draft import Draft
from cchc_cli.drafting.readers.open import read_document
from cchc_cli.i18n import Catalogue
from cchc_cli.language.compile_organisation import compile_organisation
from cchc_cli.language.organisation_file import OrganisationWords
from cchc_cli.load.documents.blocks import Document
from cchc_cli.load.opening import UnusableError
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import loosen, nfc

MAX_NAME = 60  # characters of a plan's id


def read_plan_document(path: Path) -> Document:
    """Return the content of a document. Raises UsageError for one that cannot be read."""
    place = Place(path.as_posix())
    try:
        document = read_document(path)
    except UnusableError as error:
        raise UsageError(Problem(error.code, place, error.details, fatal=True)) from None
    if document.scanned:
        raise UsageError(Problem("document-pictures", place, fatal=True))
    return document


def drafted(document: Document, path: Path, organisation: Organisation, messages: Catalogue) -> Draft:
    """Return the draft of a document for an organisation; without a year in the document, for this year."""
    return draft_plan(document, nfc(path.stem), organisation, today(organisation.timezone).year, messages)


def drafted_organisation(text: str) -> Organisation:
    """Return the organisation of a drafted organisation.yaml."""
    return compile_organisation(OrganisationWords.model_validate(yaml.safe_load(text)))[0]


def plan_id(path: Path) -> str:
    """Return the id of a plan from the name of its document."""
    return "-".join(re.findall(r"[a-z0-9]+", loosen(path.stem)))[:MAX_NAME].strip("-") or "ke-hoach"
