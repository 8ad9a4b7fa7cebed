"""Broadcasts on radio, television and in print series."""

from __future__ import annotations

from cchc_cli.model.item import NO_DETAILS, Details
from cchc_cli.model.kind import Dated, EvidenceKind, RowCells
from cchc_cli.model.texts import Texts


def _dated(row: RowCells) -> Dated:
    issue, seconds = row.value("issue") or "", row.value("duration")
    return row.day("date"), Details(issue=issue, seconds=seconds) if issue or seconds is not None else NO_DETAILS


BROADCASTS = EvidenceKind(
    word="broadcasts",
    log=Texts(en="broadcasts", vi="Phát sóng"),
    row=Texts(en="one broadcast on one programme", vi="một lần phát của một chương trình"),
    one=Texts(en="broadcast", vi="chương trình phát sóng"),
    many=Texts(en="broadcasts", vi="chương trình phát sóng"),
    about=Texts(en="How many broadcasts.", vi="Số chương trình phát sóng."),
    required=("date", "unit", "title", "channel"),
    optional=("issue", "duration", "tags", "for", "note"),
    log_names=("phat-song", "truyen-hinh", "phat-thanh"),
    published=True,
    dated=_dated,
)
