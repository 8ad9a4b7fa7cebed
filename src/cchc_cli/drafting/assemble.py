"""Assembling a draft: head, rows of tables, clauses of the body."""

from __future__ import annotations

from cchc_cli.drafting.body import body_quotas, duty, repeated, tasks_of
from cchc_cli.drafting.clauses import read_clauses
from cchc_cli.drafting.doubt import Doubt
from cchc_cli.drafting.draft import Draft, DraftDuty, DraftQuota
from cchc_cli.drafting.header import DocumentHead, read_header
from cchc_cli.drafting.lost import is_lossy, lost_tasks
from cchc_cli.drafting.owners import Roster
from cchc_cli.drafting.quotas import QuotaReader
from cchc_cli.drafting.rows import SourceRow, source_rows, task_tables
from cchc_cli.drafting.words import folded
from cchc_cli.i18n import Catalogue
from cchc_cli.load.documents.blocks import Document
from cchc_cli.model.organisation import Organisation

TAG = "cchc"  # required of posts, videos and broadcasts in a plan of administrative reform
_REFORM = ("cải cách hành chính", "cchc", "thủ tục hành chính")


def draft_plan(document: Document, name: str, organisation: Organisation, this_year: int, messages: Catalogue) -> Draft:
    """Return the draft of a document for an organisation; `name` and `this_year` replace a missing title and year."""
    lossy = is_lossy(document.blocks)
    header = read_header(document.blocks, name, this_year, lossy=lossy)
    roster = Roster(organisation)
    reader = QuotaReader(roster, header.year.value, messages)
    tables = task_tables(document.blocks)
    rows = source_rows(tables)
    quotas = reader.read(rows, len(tables))
    notes = []
    if not rows:
        lost = lost_tasks(document)
        quotas = [_lost(number, text, reader, messages) for number, text in lost]
        notes.append(Doubt("columns-lost" if lost else "no-table"))
    if lossy:
        notes.append(Doubt("scan"))
        quotas = [quota._replace(doubts=(*quota.doubts, Doubt("scan"))) for quota in quotas]
    quotas, duties = _body(document, quotas, roster, reader)
    return Draft(header, tuple(quotas), tuple(duties), tuple(notes), _tag(header, organisation), len(rows))


def _lost(number: str, text: str, reader: QuotaReader, messages: Catalogue) -> DraftQuota:
    """Return a quota for a task that lost its columns: everything recognised in its text, with a doubt about the whole."""
    row = SourceRow(0, number, 0, {"task": text, "lead": "", "time": ""})
    clause = messages("draft.clause.row", place=messages("draft.clause", table="").strip(), number=number)
    return reader.quota(row, f"A{number}", clause, (Doubt("columns-lost"),))


def _body(
    document: Document, quotas: list[DraftQuota], roster: Roster, reader: QuotaReader
) -> tuple[list[DraftQuota], list[DraftDuty]]:
    """Return the quotas of rows and body, and the duties: each clause appears once."""
    duties: list[DraftDuty] = []
    more: list[DraftQuota] = []
    repeats: dict[str, list[str]] = {}
    tasks = tasks_of(quotas)
    for clause in read_clauses(document.blocks):
        same = repeated(clause, tasks)
        if same is not None:
            repeats.setdefault(same.id, []).append(clause.code)
        elif body_quotas_ := body_quotas(clause, roster, reader):
            more += body_quotas_
        else:
            duties.append(duty(clause, roster))
    linked = [quota._replace(repeats=tuple(repeats.get(quota.id, ()))) for quota in quotas]
    return [*linked, *more], duties


def _tag(header: DocumentHead, organisation: Organisation) -> str:
    plain = folded(str(header.title.value))
    return TAG if TAG in organisation.tags and any(word in plain for word in _REFORM) else ""
