"""The clauses of the body: a repeat of a row, a quota if the clause states a figure or a day, otherwise a duty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cchc_cli.drafting.amounts import quantities
from cchc_cli.drafting.clauses import Clause
from cchc_cli.drafting.doubt import Doubt
from cchc_cli.drafting.draft import DraftDuty, DraftQuota
from cchc_cli.drafting.owners import Roster
from cchc_cli.drafting.products import BUILT_IN, kinds_of
from cchc_cli.drafting.quotas import MAX_TITLE, QuotaReader
from cchc_cli.drafting.rows import SourceRow
from cchc_cli.drafting.words import folded, shortened, tokens

ALIKE = 0.85  # the share of a task's word pairs that a repeating clause contains
MIN_WORDS = 8  # word pairs; shorter tasks may agree by chance
_DUTY_KINDS = (
    ("judgement", "mục đích|yêu cầu|quan điểm|mục tiêu|đối tượng|kinh phí|kế hoạch kinh phí|ý nghĩa"),
    ("topic", "nội dung"),
    ("evidence", "hình thức|giải pháp|tổ chức thực hiện|phân công|trách nhiệm|nhiệm vụ"),
)
_DATED = re.compile(
    r"(?:báo cáo\s+)?(?P<what>(?:quý\s+(?:iv|i{1,3})|6 tháng|9 tháng|sơ kết|tổng kết|cả năm|năm)[^,;()]{0,12}?)?\s*(?P<when>(?:trước|chậm nhất(?: là)?)\s+ngày\s+\d{1,2}\s*/\s*\d{1,2}(?:\s*/\s*20\d\d)?)"
)
_CYCLE = re.compile(r"(?:định kỳ\s+)?(?:hàng|hằng)\s+(?:tháng|quý|tuần)|định kỳ\s+(?:6|06|sáu) tháng")


def tasks_of(quotas: list[DraftQuota]) -> list[tuple[DraftQuota, set[tuple[str, str]]]]:
    """Return the quotas with the word pairs of their tasks, for comparison with many clauses."""
    return [(quota, _pairs(quota.wording.partition(" | ")[0])) for quota in quotas]


def repeated(clause: Clause, tasks: list[tuple[DraftQuota, set[tuple[str, str]]]]) -> DraftQuota | None:
    """Return the quota that a clause repeats in the same words, None for no quota."""
    pairs = _pairs(clause.text)
    for quota, task in tasks:
        if len(task) >= MIN_WORDS and len(task & pairs) >= ALIKE * len(task) and len(pairs) <= 2.5 * len(task):
            return quota
    return None


def _pairs(text: str) -> set[tuple[str, str]]:
    words = tokens(text)
    return set(pairwise(words))


def body_quotas(clause: Clause, roster: Roster, reader: QuotaReader) -> list[DraftQuota]:
    """Return a quota for each figure or day in a clause below the heading of a unit; each has a doubt about the whole."""
    owner = next((text for text in reversed(clause.above) if roster.find(folded(text))), "")
    if not owner:
        return []
    rows = []
    for text, time in _statements(clause.text):
        row = SourceRow(0, clause.code, 0, {"task": text, "lead": owner, "time": time})
        rows.append(row)
    quotas = []
    for index, row in enumerate(rows):
        id_ = f"{clause.code}{chr(ord('1') + index)}" if len(rows) > 1 else clause.code
        quota = reader.quota(
            row, id_, clause.code if len(rows) == 1 else f"{clause.code}, {index + 1}", (Doubt("from-body"),)
        )
        quotas.append(quota._replace(wording=clause.text))
    return quotas


def _statements(text: str) -> Iterator[tuple[str, str]]:
    """Yield each demand with its time: reports with their days, products with their cycles."""
    plain = folded(text)
    reports = list(_DATED.finditer(plain)) if "báo cáo" in plain else []
    for match in reports:
        yield f"Báo cáo {match['what'] or ''}".strip(), match["when"]
    if reports:
        return
    amounts = [
        quantity
        for quantity in quantities(text)
        if quantity.cycle and any(product.kind for product in quantity.products)
    ]
    yield from ((amount.text, amount.cycle.written) for amount in amounts if amount.cycle)
    cycle = _CYCLE.search(plain)
    if cycle and not amounts and plain.startswith(("định kỳ", cycle.group())):
        kinds = kinds_of(BUILT_IN.find(plain[cycle.end() : cycle.end() + 60]))
        if kinds:
            yield plain[cycle.end() :].strip(), cycle.group()


def duty(clause: Clause, roster: Roster) -> DraftDuty:
    """Return a clause as a duty; its class and unit come from the headings above it."""
    owner = next((codes[0] for text in reversed(clause.above) if (codes := roster.find(folded(text)))), "all")
    return DraftDuty(
        clause.code, _kind(clause), owner, shortened(clause.text, MAX_TITLE), clause.text, " › ".join(clause.above)
    )


def _kind(clause: Clause) -> str:
    if folded(clause.text).startswith("khuyến khích"):
        return "optional"
    for heading in clause.above:
        plain = folded(heading)
        for kind, words in _DUTY_KINDS:
            if re.search(words, plain):
                return kind
    return "evidence" if len(clause.above) > 1 else "judgement"
