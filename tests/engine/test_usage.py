"""What a row served, what it nearly served, and which topic quotas would take it if their lead were credited."""

from __future__ import annotations

from datetime import date

import pytest

import scenario
from cchc_cli.engine.check import Case, Query, Run
from cchc_cli.engine.usage import RowUsage, Served, row_usages
from cchc_cli.model.item import NO_DETAILS, Item, Kind, Traits
from cchc_cli.words.cadences import parse_period
from items import item_of

AS_OF = date(2026, 11, 22)


def served(*items: Item) -> list[RowUsage]:
    loaded = scenario.organisation("hanoi")
    assert loaded.organisation is not None
    case = Case(loaded.organisation, loaded.plans, items, holidays=loaded.holidays)
    return row_usages(Run(case, Query(AS_OF, parse_period("2026-11"))), items, AS_OF)


def row(units: str, channel: str, type_: str, tag: str, day: str = "2026-05-06", kind: Kind = "posts") -> Item:
    traits = Traits(kind, channel, type_, frozenset({tag, "cchc"}), None, NO_DETAILS)
    return item_of(
        traits, date.fromisoformat(day), tuple(units.split(";")), "Một tựa đề", "https://so.vn/1", "posts.csv", 2
    )


@pytest.mark.parametrize(
    ("item", "lacking"),
    [
        # Phụ lục 9: TCCB, NVY and VPS together, on Zalo, Fanpage or the department's site.
        (row("KHTC", "zalo", "news", "chi-so"), [("hn-cchc-2026/A9", "TCCB;NVY;VPS")]),
        (row("NVY", "zalo", "news", "chi-so"), []),
        (row("KHTC", "youtube", "news", "chi-so"), []),
        (row("KHTC", "zalo", "news", "chi-so", "2025-12-30"), []),
        # Phụ lục 6: TCCB, and each subordinate unit; a unit's own article is nobody else's to be credited for.
        (row("BV01", "web-don-vi", "article", "cuoc-thi"), []),
        (row("TCCB", "web-so", "article", "cuoc-thi"), []),
        (row("VPS", "web-so", "article", "cuoc-thi"), [("hn-cchc-2026/A6", "TCCB")]),
    ],
)
def test_a_topic_post_whose_lead_is_not_credited(item: Item, lacking: list[tuple[str, str]]) -> None:
    """Phụ lục 4's topics have no lead of their own: it takes items of anyone."""
    [usage] = served(item)
    assert [pair for pair in usage.uncredited if pair[0] in {"hn-cchc-2026/A9", "hn-cchc-2026/A6"}] == lacking


def test_the_one_condition_that_a_row_fails() -> None:
    """On Tiktok it is on the wrong channel for Phụ lục 9 alone; two conditions are not near."""
    [usage] = served(row("NVY", "tiktok", "news", "chi-so"))
    assert (Served("hn-cchc-2026/A9"), "channel", {}) in usage.near
    [usage] = served(row("KHTC", "tiktok", "news", "chi-so"))
    assert Served("hn-cchc-2026/A9") not in {quota for quota, _, _ in usage.near}
    [usage] = served(row("NVY", "zalo", "news", "chi-so", "2026-12-01"))
    assert (Served("hn-cchc-2026/A9"), "future", {}) in usage.near
    assert (Served("hn-cchc-2026/A9"), "period", {}) not in usage.near  # of the other quarters, which nobody means
    [usage] = served(row("NVY", "zalo", "news", "chi-so", "2025-12-30"))
    assert (Served("hn-cchc-2026/A9"), "period", {}) in usage.near
