"""Units asked for by code, name or alias, in any of the organisations; expected codes are those of organisation.yaml."""

from __future__ import annotations

from dataclasses import replace

import pytest

import scenario
from cchc_cli.cli.session import find_units
from cchc_cli.cli.usage import UsageError
from cchc_cli.model.organisation import Names


def units(*texts: str) -> list[str]:
    organisations = [
        loaded.organisation for code in ("hanoi", "danang", "boyte") if (loaded := scenario.organisation(code))
    ]
    return find_units(texts, [one for one in organisations if one])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("VPS", ["VPS"]),
        ("vps", ["VPS"]),
        ("văn  phòng SỞ", ["VPS"]),
        ("DVTT", ["DVTT"]),  # both organisations call theirs so
        ("dvtt", ["DVTT"]),
        ("Các đơn vị trực thuộc Sở", ["DVTT"]),
        ("các đơn vị trực thuộc sở có thủ tục hành chính", ["DVTT-TTHC"]),
    ],
)
def test_units_and_groups_are_found_by_code_and_by_name(text: str, codes: list[str]) -> None:
    assert units(text) == codes


def test_a_name_that_means_another_unit_elsewhere_asks_for_both() -> None:
    here = scenario.organisation("hanoi").organisation
    assert here
    elsewhere = replace(here, unit_names=Names({"VP": ("Văn phòng Sở",)}))
    assert find_units(["văn phòng sở"], [here, elsewhere]) == ["VPS", "VP"]


def test_every_unit_that_is_not_known_is_told() -> None:
    with pytest.raises(UsageError) as raised:
        units("VPX", "VPS", "đơn vị trực thuộc Sở")
    assert [one.details["value"] for one in raised.value.problems] == ["VPX", "đơn vị trực thuộc Sở"]
    assert "Các đơn vị trực thuộc Sở" in raised.value.problems[1].details["meant"]
