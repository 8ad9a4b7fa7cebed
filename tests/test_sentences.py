"""A quota read aloud leaves out nothing that is judged."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import scenario
from cchc_cli.i18n import Catalogue, Language
from cchc_cli.i18n.sentences import sentence
from cchc_cli.model.period import parse_period
from cchc_cli.model.plan import (
    Channels,
    During,
    EachOf,
    Jointly,
    Need,
    Owner,
    Part,
    Quota,
    Timing,
    Tracked,
    Unit,
)

BARE = Part("posts", ("posts",), types=frozenset({"news"}))
# Each condition on evidence, and the words that must be found of it.
CONDITIONS = {
    "types": ({"types": frozenset({"photo"})}, "photo"),
    "tags": ({"tags": (frozenset({"tthc"}),)}, "tagged “Cải cách thủ tục hành chính”"),
    "channels": ({"channels": Channels(("zalo",))}, "on Zalo"),
    "anyone": ({"anyone": True}, "from any unit of the organisation"),
    "new": ({"new": True}, "new news item"),
    "has": ({"has": frozenset({"phu-luc"})}, "phu-luc"),
    "identity": ({"identity": "title"}, "each title once"),
    "shorter_than": ({"shorter_than": 180}, "shorter than 3:00"),
    "number": ({"number": 7}, "7"),
    "percent": ({"number": None, "percent": 60}, "60%"),
    "aim": ({"aim": 9}, "aim 9"),
    "kinds": ({"kinds": ("videos",), "types": frozenset()}, "video"),
}


def said(*parts: Part) -> str:
    organisation = scenario.organisation("hanoi").organisation
    assert organisation
    return sentence(Quota("p", "A1", "T", "c", (Unit("VPS"),), Need(parts), Tracked()), organisation, Catalogue("en"))


def test_every_condition_is_among_them() -> None:
    assert set(Part.__struct_fields__) - {"name"} == set(CONDITIONS)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_it_is_said_of_one_part_and_of_one_of_several(condition: str) -> None:
    changes, words = CONDITIONS[condition]
    part = replace(BARE, **changes)
    assert words not in said(BARE)
    assert words in said(part)
    assert words in said(BARE, part)


def of_owners(*owners: Owner, language: Language = "vi", timing: Timing = Tracked()) -> str:  # noqa: B008  (frozen)
    organisation = scenario.organisation("hanoi").organisation
    assert organisation
    return sentence(Quota("p", "A1", "T", "c", owners, Need((BARE,)), timing), organisation, Catalogue(language))


@pytest.mark.parametrize(
    ("owners", "vi", "en"),
    [
        ((EachOf("DVTT"),), "Mỗi đơn vị thuộc DVTT phải có", "Each unit of DVTT owes"),
        ((EachOf("DVTT", 80),), "80% đơn vị thuộc DVTT phải có", "80% of the units of DVTT owe"),
        ((Jointly(("NVY", "VPS")),), "NVY và VPS cùng chủ trì, phải có", "NVY and VPS jointly owe"),
        (  # units of no group: they owe it themselves, not what belongs to them
            (Unit("NVY"), Unit("TCCB")),
            "Phòng Nghiệp vụ Y (NVY) và Phòng Tổ chức cán bộ (TCCB), mỗi đơn vị phải có",
            "Phòng Nghiệp vụ Y (NVY) and Phòng Tổ chức cán bộ (TCCB) each owe",
        ),
    ],
)
def test_who_owes(owners: tuple[Owner, ...], vi: str, en: str) -> None:
    assert of_owners(*owners).startswith(vi)
    assert of_owners(*owners, language="en").startswith(en)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2026", "trong năm 2026."),
        ("2026-Q2", "trong quý II năm 2026."),
        ("2026-H1", "trong 6 tháng đầu năm 2026."),
        ("2026-04-01..2026-12-31", "từ 01/04/2026 đến 31/12/2026."),
    ],
)
def test_a_period_is_in_words(period: str, words: str) -> None:
    assert of_owners(Unit("VPS"), timing=During(parse_period(period))).endswith(words)
