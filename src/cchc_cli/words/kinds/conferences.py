"""Events: dialogues, trainings, conferences and the like."""

from __future__ import annotations

from cchc_cli.model.item import NO_DETAILS, Details
from cchc_cli.model.kind import Dated, EvidenceKind, RowCells, TypeWord
from cchc_cli.model.texts import Texts


def _dated(row: RowCells) -> Dated:
    """An event is judged by its last day."""
    day, end, location = row.day("date"), row.day("end"), row.value("location")
    if day and end and end < day:
        row.refuse("end-before-date", "end")
    return end or day, Details(location=location) if location else NO_DETAILS


CONFERENCES = EvidenceKind(
    word="conferences",
    log=Texts(en="conferences", vi="Hội nghị"),
    row=Texts(en="one event", vi="một sự kiện"),
    one=Texts(en="event", vi="sự kiện"),
    many=Texts(en="events", vi="sự kiện"),
    about=Texts(
        en="How many events: dialogues, trainings, conferences, workshops, contests, meetings.",
        vi="Số sự kiện: đối thoại, tập huấn, hội nghị, hội thảo, cuộc thi, cuộc họp.",
    ),
    required=("date", "unit", "type", "title"),
    optional=("end", "location", "participants", "tags", "for", "url", "note"),
    log_names=("hoi-nghi", "su-kien"),
    types=(
        TypeWord(
            "dialogue",
            Texts(en="dialogue", vi="hội nghị đối thoại"),
            ("đối thoại", "hội nghị đối thoại", "đối thoại trực tiếp"),
        ),
        TypeWord(
            "training", Texts(en="training", vi="lớp tập huấn"), ("tập huấn", "lớp tập huấn", "hội nghị tập huấn")
        ),
        TypeWord(
            "conference", Texts(en="conference", vi="hội nghị"), ("hội nghị", "hội nghị sơ kết", "hội nghị trực tuyến")
        ),
        TypeWord("workshop", Texts(en="workshop", vi="hội thảo"), ("hội thảo", "tọa đàm", "sinh hoạt chuyên đề")),
        TypeWord("contest", Texts(en="contest", vi="cuộc thi"), ("cuộc thi", "cuộc thi trực tuyến", "hội thi")),
        TypeWord("meeting", Texts(en="meeting", vi="cuộc họp"), ("họp", "cuộc họp", "giao ban")),
    ),
    dated=_dated,
)
