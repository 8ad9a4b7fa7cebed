"""Deadlines as a list and as a calendar file, read back by the library that people's calendars are like."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar
from msgspec.structs import replace

import whole
from cchc_cli.engine.check import Query, check
from cchc_cli.engine.deadlines import deadlines
from cchc_cli.formats import ics
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result
from cchc_cli.words.cadences import parse_period

APRIL = """\
as-of 2026-04-20
plan hn-cchc-2026
--- posts
date,unit,title,channel,tags
2026-04-02,VPS,Bài một,web-so,cchc
2026-04-03,VPS,Bài hai,web-so,cchc
"""


def april(folder: Path, *, title: str = "", open_only: bool = False, text: str = APRIL) -> tuple[bytes, Result]:
    """Return the calendar of the second quarter; `title` is given to A2."""
    case, _ = whole.judged(text, folder)
    if title:
        plan = next(entry for entry in case.plans if entry.id == "hn-cchc-2026")
        quotas = {**plan.quotas, "A2": replace(plan.quotas["A2"], title=title)}
        case = replace(case, plans=(replace(plan, quotas=quotas),))
    result = check(case, Query(date(2026, 4, 20), parse_period("2026-Q2"), plans=["hn-cchc-2026"]))
    calendar_days = deadlines(result, open_only=open_only)
    return ics.render(calendar_days.dated, result, {"hanoi": case.organisation}, 7, Catalogue("vi")), result


def events(data: bytes) -> dict[str, object]:
    return {str(event["uid"]): event for event in Calendar.from_ical(data).walk("VEVENT")}


def test_an_event_an_obligation_on_its_due_day(tmp_path: Path) -> None:
    """Three months of A2 and A3, the quarter of eight quotas, the half-year of A8; A9, joint, is one event."""
    calendar_events = events(april(tmp_path)[0])
    assert len(calendar_events) == 3 + 3 + 8 + 1
    assert calendar_events["hanoi/hn-cchc-2026/A2/VPS/2026-05@cchc"]["dtstart"].dt == date(2026, 5, 31)
    assert calendar_events["hanoi/hn-cchc-2026/A8/VPS/2026-H1@cchc"]["dtstart"].dt == date(2026, 6, 30)
    assert "hanoi/hn-cchc-2026/A9/TCCB+NVY+VPS/2026-Q2@cchc" in calendar_events


def test_nothing_comes_from_the_clock(tmp_path: Path) -> None:
    first, _ = april(tmp_path / "a")
    again, _ = april(tmp_path / "b")
    assert first == again
    assert {event["dtstamp"].dt for event in events(first).values()} == {datetime(2026, 4, 20, tzinfo=UTC)}


def test_an_alarm_so_many_days_before_and_none_for_what_is_met(tmp_path: Path) -> None:
    """A3 has its two articles of April; A2 has none yet. Seven days before at 8 in the morning."""
    calendar_events = events(april(tmp_path)[0])
    (alarm,) = calendar_events["hanoi/hn-cchc-2026/A2/VPS/2026-04@cchc"].walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-7, hours=8)
    met = calendar_events["hanoi/hn-cchc-2026/A3/VPS/2026-04@cchc"]
    assert not met.walk("VALARM")
    assert str(met["summary"]).startswith("✓ A3 ")


def test_open_only_leaves_out_what_is_met(tmp_path: Path) -> None:
    calendar_events = events(april(tmp_path, open_only=True)[0])
    assert "hanoi/hn-cchc-2026/A3/VPS/2026-04@cchc" not in calendar_events
    assert len(calendar_events) == 14


def test_clause_need_and_what_it_rests_on_stand_in_the_description(tmp_path: Path) -> None:
    text = str(events(april(tmp_path)[0])["hanoi/hn-cchc-2026/A2/VPS/2026-04@cchc"]["description"])
    assert "Phụ lục 2 “ít nhất 01 tin/bài”" in text
    assert "01 tin hoặc bài, chậm nhất ngày 30/04/2026" in text
    assert "Tính đến 20/04/2026" in text
    assert "sha256" in text
    assert "DỮ LIỆU MẪU" in text


def test_what_has_no_due_day_is_no_event_and_is_listed_with_its_question(tmp_path: Path) -> None:
    data, result = april(tmp_path)
    questions = {verdict.obligation.quota.id: verdict.obligation.question for verdict in deadlines(result).undated}
    assert questions["A5b"] == "Sở yêu cầu đơn vị báo cáo CCHC vào những kỳ nào, ngày nào?"
    assert not any("/A5b/" in uid for uid in events(data))


def test_a_title_is_data(tmp_path: Path) -> None:
    """It can neither end its line and begin another property, nor carry terminal codes."""
    title = "Xấu\r\nEND:VEVENT\r\nATTACH:file:///etc/passwd; , \\n \x1b[31m"
    data, _ = april(tmp_path, title=title)
    calendar_events = events(data)
    assert len(calendar_events) == 15
    summary = str(calendar_events["hanoi/hn-cchc-2026/A2/VPS/2026-04@cchc"]["summary"])
    assert summary == "A2 Xấu END:VEVENT ATTACH:file:///etc/passwd; , \\n <U+001B>[31m (VPS)"
    assert not [line for line in data.split(b"\r\n") if line.startswith(b"ATTACH")]


def test_lines_end_and_fold_as_the_standard_says(tmp_path: Path) -> None:
    data, _ = april(tmp_path)
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75


def test_the_same_bytes_on_standard_output_and_in_a_file(tmp_path: Path) -> None:
    options = ["calendar", "--as-of", "2026-05-10", "--unit", "VPS", "--lang", "en"]
    code, printed = whole.run(*options, "--format", "ics")
    assert code == 0
    file = tmp_path / "vps.ics"
    assert whole.run(*options, "-o", str(file)) == (0, b"")
    assert file.read_bytes() == printed
    assert all("/VPS/" in uid or "+VPS/" in uid for uid in events(printed))


def test_a_window_in_which_nothing_is_owed_is_exit_3() -> None:
    assert whole.run("calendar", "--as-of", "2026-05-10", "--year", "2031")[0] == 3
