"""What a clerk's own word probably means: it is offered in the message, never read so."""

from __future__ import annotations

import pytest

from cchc_cli.language.intended import (
    _CADENCES,
    _KEYS,
    has_no_cycle,
    intended_cadence,
    intended_key,
    intended_owners,
    intended_period,
)
from cchc_cli.language.need_words import PartWords
from cchc_cli.language.plan_file import DutyWords, PlanWords, QuotaWords
from cchc_cli.words.cadences import CADENCE


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tháng", "month"),
        ("hằng tháng", "month"),
        ("Hàng quý", "quarter"),
        ("mỗi tuần", "week"),
        ("monthly", "month"),
        ("6 tháng", "half-year"),
        ("06 tháng/lần", "half-year"),
        ("định kỳ 3 tháng một lần", "quarter"),
        ("2 tháng", "{months: 2}"),
        ("2 tuần", "{weeks: 2}"),
        ("10 ngày", "{days: 10}"),
        ("2 quý", "half-year"),
        ("moth", "month"),
        ("khi trời mưa", ""),
    ],
)
def test_a_cadence(text: str, meant: str) -> None:
    assert intended_cadence(text) == meant


@pytest.mark.parametrize(
    ("text", "label", "without_year"),
    [
        ("30/11", "2026-11-30", True),
        ("Quý 2", "2026-Q2", True),
        ("tháng 6", "2026-06", True),
        ("trước ngày 30/11/2027", "2027-11-30", False),
        ("chậm nhất tháng 6/2026", "2026-06", False),
        ("tháng 4 đến tháng 12/2027", "2027-04..2027-12", False),
        ("Quý I đến Quý III", "2026-Q1..2026-Q3", True),
        ("sau Tết", "", False),
        ("31/11", "", False),  # no day of the calendar
        ("12/2026 đến 4/2026", "", False),  # backwards
    ],
)
def test_a_period(text: str, label: str, without_year: bool) -> None:
    assert intended_period(text) == (label, without_year)


@pytest.mark.parametrize("text", ["thường xuyên", "Trong năm", "khi có yêu cầu", "liên tục"])
def test_no_cycle(text: str) -> None:
    assert has_no_cycle(text)
    assert not has_no_cycle("hằng năm")


def test_owners() -> None:
    assert intended_owners("mỗi đơn vị") == ("đơn vị", "")
    assert intended_owners("80% các đơn vị") == ("đơn vị", "80")
    assert intended_owners("VP") == ("VP", "")


def test_a_key_is_offered_only_where_it_may_be_written() -> None:
    assert intended_key("Chỉ tiêu", ["quotas", "duties"]) == "quotas"
    assert intended_key("Đơn vị chủ trì", ["owes", "needs"]) == "owes"
    assert intended_key("Owes", ["owes", "needs"]) == "owes"
    assert intended_key("kênh", ["owes", "needs"]) == ""


def test_each_meaning_is_a_word_of_the_language() -> None:
    groups = (PlanWords, QuotaWords, PartWords, DutyWords)
    assert set(_KEYS.values()) <= {key.name for group in groups for key in group.reference()}
    assert set(_CADENCES.values()) == set(CADENCE)
