"""A quota read aloud leaves out nothing that is judged."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import scenario
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.sentences import sentence
from cchc_cli.model.plan import Channels, Need, Part, Quota, Tracked, Unit

BARE = Part("posts", ("posts",), types=frozenset({"news"}))
# Each condition on evidence, and the words that must be found of it.
CONDITIONS = {
    "types": ({"types": frozenset({"photo"})}, "photo"),
    "tags": ({"tags": (frozenset({"tthc"}),)}, "tagged tthc"),
    "channels": ({"channels": Channels(("zalo",))}, "on Zalo"),
    "anyone": ({"anyone": True}, "from any unit of the organisation"),
    "new": ({"new": True}, "new news item"),
    "has": ({"has": frozenset({"phu-luc"})}, "phu-luc"),
    "identity": ({"identity": "title"}, "each title once"),
    "shorter_than": ({"shorter_than": 180}, "shorter than 3:00"),
    "number": ({"number": 7}, "7"),
    "percent": ({"number": None, "percent": 60}, "60 %"),
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
