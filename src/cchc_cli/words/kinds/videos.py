"""Videos."""

from __future__ import annotations

from cchc_cli.model.item import NO_DETAILS, Details
from cchc_cli.model.kind import Dated, EvidenceKind, RowCells
from cchc_cli.model.texts import Texts


def _dated(row: RowCells) -> Dated:
    seconds = row.value("duration")
    return row.day("date"), NO_DETAILS if seconds is None else Details(seconds=seconds)


VIDEOS = EvidenceKind(
    word="videos",
    log=Texts(en="videos", vi="Video"),
    row=Texts(en="one video", vi="một video"),
    one=Texts(en="video", vi="video"),
    many=Texts(en="videos", vi="video"),
    about=Texts(en="How many videos.", vi="Số video."),
    required=("date", "unit", "title"),
    optional=("channel", "url", "duration", "tags", "for", "note"),
    log_names=("video", "clip"),
    published=True,
    dated=_dated,
)
