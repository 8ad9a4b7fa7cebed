"""What is to be done next: expected values come from the Hà Nội plan (in force from 12/3/2026) and the calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

import whole
from cchc_cli.engine.check import Query, check
from cchc_cli.engine.todo import Todo, by_unit, todo_list
from cchc_cli.formats import reminder
from cchc_cli.formats.view import TableOptions
from cchc_cli.i18n.report import ReportWords
from cchc_cli.model.calendar import Holidays
from cchc_cli.words.cadences import parse_period
from test_same_work import DOCUMENTS, REPORT, case_of

# 10 May 2026 is a Sunday. One article of two for A3 in May; one hospital of thirteen has issued its plan in time.
MAY = """\
as-of 2026-05-10
plan hn-cchc-2026
--- posts
date,unit,title,channel,tags
2026-05-04,VPS,Bài một,web-so,cchc
--- documents
date,unit,type,title,tags,period
2026-03-20,BV01,plan,Kế hoạch,ke-hoach,
2026-04-10,TCCB,report,Báo cáo,bao-cao,2026-Q1
"""


def short(todo: Todo) -> str:
    obligation = todo.verdict.obligation
    return f"{todo.section} {obligation.quota.id} {obligation.owner} {obligation.period.label} {todo.days_left}"


def listed(text: str, folder: Path, days: int = 30) -> list[str]:
    case, result = whole.judged(text, folder)
    return [short(todo) for todo in todo_list(result, days, case.holidays).todos]


def test_overdue_comes_first_then_what_is_due_soonest_then_questions(tmp_path: Path) -> None:
    """A1a was due on 14/3, A1b on 27/3 (15 days after the 12th); both can still be done late."""
    assert listed(MAY, tmp_path) == [
        "overdue A1a TCCB 2026 -57",
        "overdue A1b DVTT 2026 -44",
        "due A2 VPS 2026-05 21",
        "due A3 VPS 2026-05 21",
        "question A5a TCCB 2026 None",
        "question A5b DVTT 2026 None",
        "question IV.1.3-3 BHYT-CNTT 2026 None",
    ]


@pytest.mark.parametrize(("days", "shown"), [(20, False), (21, True)])
def test_the_last_day_looked_at_is_inclusive(days: int, shown: bool, tmp_path: Path) -> None:
    """31 May is 21 days after the 10th."""
    assert ("due A2 VPS 2026-05 21" in listed(MAY, tmp_path, days)) is shown


def test_due_today_is_still_to_be_done_and_tomorrow_is_past_mending(tmp_path: Path) -> None:
    on_the_day = MAY.replace("as-of 2026-05-10", "as-of 2026-05-31")
    assert "due A3 VPS 2026-05 0" in listed(on_the_day, tmp_path / "a", 0)
    day_after = MAY.replace("as-of 2026-05-10", "as-of 2026-06-01")
    assert not [line for line in listed(day_after, tmp_path / "b") if "2026-05" in line]


def test_what_is_missed_for_good_is_only_counted(tmp_path: Path) -> None:
    """March and April of A2 and A3, and the first quarter of A9, A10, A12, A14a, A14b, A16, A17, A18a."""
    case, result = whole.judged(MAY, tmp_path)
    assert todo_list(result, 30, case.holidays).missed == 4 + 8


def test_a_period_that_has_not_begun_is_only_counted(tmp_path: Path) -> None:
    """June of A2 and A3 falls due on the 51st day, its period begins on the 22nd."""
    case, result = whole.judged(MAY, tmp_path)
    assert todo_list(result, 50, case.holidays).upcoming == 0
    assert todo_list(result, 51, case.holidays).upcoming == 2


def test_working_days_leave_out_weekends_and_holidays_and_count_as_days_do(tmp_path: Path) -> None:
    """11 to 31 May has three weeks of five days. 23 April to 30 April: 24, 28, 29; the 27th and 30th are days off."""
    case, result = whole.judged(MAY, tmp_path / "may")
    (a2,) = [todo for todo in todo_list(result, 30, case.holidays).todos if todo.verdict.obligation.quota.id == "A2"]
    assert (a2.days_left, a2.working_left) == (21, 15)
    case, result = whole.judged(MAY.replace("2026-05-10", "2026-04-23"), tmp_path / "april")
    (a2,) = [todo for todo in todo_list(result, 30, case.holidays).todos if todo.verdict.obligation.quota.id == "A2"]
    assert (a2.days_left, a2.working_left) == (7, 3)


def test_a_year_without_a_table_of_holidays_is_said(tmp_path: Path) -> None:
    case, result = whole.judged(MAY, tmp_path)
    assert todo_list(result, 30, case.holidays).untabled == ()
    assert todo_list(result, 30, replace(case.holidays, years=frozenset({2025}))).untabled == (2026,)


def test_working_days_of_two_years_are_counted_by_two_tables(tmp_path: Path) -> None:
    """On 20 December a report due on 15 January has working days of both years before it."""
    quota = REPORT.replace("every: ", "for: [2026]\n    due: {2026: 2027-01-15}\n")
    case = case_of(tmp_path, quota, {"documents.csv": DOCUMENTS})
    result = check(case, Query(date(2026, 12, 20), parse_period("2026-01..2027-12")))
    assert todo_list(result, 30, Holidays()).untabled == (2026, 2027)
    assert todo_list(result, 30, Holidays(years=frozenset({2026}))).untabled == (2027,)
    result = check(case, Query(date(2027, 1, 15), parse_period("2026-01..2027-12")))
    assert todo_list(result, 30, Holidays()).untabled == ()  # due today: no working day was counted


def test_who_must_act(tmp_path: Path) -> None:
    """Of a group those that lack it: BV13 opens on 1 July and owes no plan, BV14 still does."""
    case, result = whole.judged(MAY, tmp_path)
    actors = {todo.verdict.obligation.quota.id: todo.actors for todo in todo_list(result, 60, case.holidays).todos}
    assert actors["A1b"] == (*(f"BV{number:02d}" for number in range(2, 13)), "BV14")
    assert actors["A9"] == ("TCCB", "NVY", "VPS")
    assert actors["A2"] == ("VPS",)


def test_by_unit_counts_what_each_owes_itself(tmp_path: Path) -> None:
    """A question is nobody's to do. A9, joint, falls due on 30 June and is in the row of each of its three leads."""
    case, result = whole.judged(MAY, tmp_path)
    units = {unit.unit: unit for unit in by_unit(result, 60, case.holidays)}
    assert "DVTT" not in units
    assert (units["BV01"].done, units["BV01"].owed) == (1, 1)
    assert (units["BV02"].done, units["BV02"].owed) == (0, 1)
    owed = {unit: [todo.verdict.obligation.quota.id for todo in units[unit].todos] for unit in ("NVY", "TCCB")}
    assert owed == {"NVY": ["A9"], "TCCB": ["A1a", "A9", "A10"]}


def test_a_part_asks_for_what_its_parent_owes(tmp_path: Path) -> None:
    assert listed(MAY.replace("plan hn", "unit BPTT\nplan hn"), tmp_path) == [
        "due A2 VPS 2026-05 21",
        "due A3 VPS 2026-05 21",
    ]


def test_one_unit_by_name_has_its_own_row_of_a_group(tmp_path: Path) -> None:
    assert listed(MAY.replace("plan hn", "unit BV02\nplan hn"), tmp_path)[0] == "overdue A1b BV02 2026 -44"


def test_a_waived_unit_is_not_reminded(tmp_path: Path) -> None:
    december = MAY.replace("as-of 2026-05-10", "as-of 2026-12-20")
    case, result = whole.judged(december, tmp_path, [whole.WAIVER])
    units = {
        unit.unit: [todo.verdict.obligation.quota.id for todo in unit.todos]
        for unit in by_unit(result, 30, case.holidays)
    }
    assert "A6" in units["BV02"]
    assert "A6" not in units["BV03"]


def test_of_a_group_that_owes_as_one_those_that_lack_must_act(tmp_path: Path) -> None:
    """Đà Nẵng, A1b: of two plans issued one has no appendix."""
    case, result = whole.judged(
        """\
as-of 2026-06-10
plan dn-cchc-2026
--- documents
date,unit,type,title,tags,has
2026-06-01,BV01,plan,Kế hoạch,ke-hoach,phu-luc
2026-06-02,BV02,plan,Kế hoạch,ke-hoach,
""",
        tmp_path,
        organisation="danang",
    )
    actual = {
        unit.unit: [todo.verdict.obligation.quota.id for todo in unit.todos]
        for unit in by_unit(result, 20, case.holidays)
    }
    assert "A1b" in actual["BV02"]
    assert "A1b" not in actual["BV01"]
    assert "DVTT" not in actual


def reminded(text: str, folder: Path, organisation: str = "hanoi") -> str:
    case, result = whole.judged(text, folder, organisation=organisation)
    options = TableOptions((), {f"{organisation}/{code}": unit.name for code, unit in case.organisation.units.items()})
    words = ReportWords("vi")
    units = by_unit(result, 30, case.holidays)
    letters = reminder.reminders(units, result, {organisation: case.organisation}, options, words)
    return reminder.render(letters, result, words)


def test_a_reminder_says_what_is_lacking_by_when_and_by_which_clause(tmp_path: Path) -> None:
    texts = reminded(MAY, tmp_path).split(reminder.CUT)
    (text,) = [entry for entry in texts if "Kính gửi: Văn phòng Sở\n" in entry]
    assert text.strip().splitlines() == [
        "Kính gửi: Văn phòng Sở",
        "Theo minh chứng đã ghi nhận đến ngày 10/5/2026, đơn vị còn 02 nhiệm vụ cần hoàn thành:",
        (
            "1. Tin, bài mới trên trang CCHC của Thành phố, tháng 5 năm 2026 (Phụ lục 2, Kế hoạch số 2045/KH-SYT): "
            "cần bổ sung 01 tin hoặc bài mới (chưa từng đăng) trên Trang CCHC của Thành phố. "
            "Thời hạn: 31/5/2026, còn 21 ngày (15 ngày làm việc)."
        ),
        (
            "2. Tin, bài về kết quả CCHC trên trang của Sở, tháng 5 năm 2026 (Phụ lục 3, Kế hoạch số 2045/KH-SYT): "
            "cần bổ sung 01 tin hoặc bài trên Trang thông tin điện tử của Sở. "
            "Thời hạn: 31/5/2026, còn 21 ngày (15 ngày làm việc)."
        ),
        (
            "Sở Y tế Hà Nội đề nghị đơn vị quan tâm thực hiện và gửi ngày, tiêu đề, đường dẫn để tổng hợp. "
            "Trường hợp đã hoàn thành, đề nghị gửi minh chứng để cập nhật. Trân trọng cảm ơn!"
        ),
        "DỮ LIỆU MẪU: đơn vị và minh chứng là giả định.",
    ]


def test_only_those_with_something_to_do_are_reminded(tmp_path: Path) -> None:
    """VPS, TCCB and the twelve hospitals without a plan; not BV01, which has one, nor NVY and KHTC, which owe nothing now."""
    text = reminded(MAY, tmp_path)
    assert text.count("Kính gửi:") == 14
    assert "Bệnh viện Mẫu 01" not in text


def test_a_report_without_a_due_day_is_asked_for_once_its_period_is_over(tmp_path: Path) -> None:
    """Đà Nẵng, V.3-e1 and e2: the half-year's in July, the year's not yet."""
    text = reminded("as-of 2026-07-10\nplan dn-cchc-2026\nunit BV01\n", tmp_path, "danang")
    assert "Báo cáo 6 tháng của từng đơn vị, 6 tháng đầu năm 2026" in text
    assert "Báo cáo năm" not in text


def test_nothing_owed_is_exit_3_and_nothing_left_is_not() -> None:
    assert whole.run("todo", "--as-of", "2026-05-10", "--unit", "PB")[0] == 3
    code, text = whole.run("todo", "--as-of", "2026-05-10", "--unit", "BV01", "--days", "0", "--lang", "en")
    assert code == 0
    assert b"overdue" not in text.lower().replace(b"overdue or below", b"")


def test_days_to_the_end_of_the_calendar_do_not_overflow(tmp_path: Path) -> None:
    case, result = whole.judged(MAY, tmp_path)
    assert todo_list(result, 10**9, case.holidays).until == date.max


def test_a_wrong_option_is_exit_2() -> None:
    assert whole.run("todo", "--by", "quota")[0] == 2
