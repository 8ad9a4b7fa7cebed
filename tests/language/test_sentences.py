"""A quota read aloud leaves out nothing that is judged."""

from __future__ import annotations

import pytest
import yaml
from msgspec.structs import replace

import scenario
from cchc_cli.i18n import LANGUAGES, Catalogue, Language
from cchc_cli.i18n.sentences import sentence
from cchc_cli.language.compile_need import NeedCompiler
from cchc_cli.language.known_codes import KnownCodes
from cchc_cli.language.model_issue import ModelIssue
from cchc_cli.language.plan_file import QuotaWords
from cchc_cli.model.plan import (
    EachOf,
    Jointly,
    Need,
    Owner,
    Part,
    Quota,
    Unit,
)
from cchc_cli.model.timing import Timing
from cchc_cli.model.word import Condition
from cchc_cli.words.cadences import parse_period
from cchc_cli.words.conditions import CONDITIONS
from cchc_cli.words.conditions.at_most import AtMost
from cchc_cli.words.conditions.count import Count
from cchc_cli.words.conditions.distinct import Distinct
from cchc_cli.words.conditions.from_ import FromAnyone
from cchc_cli.words.conditions.has import Has
from cchc_cli.words.conditions.longer_than import LongerThan
from cchc_cli.words.conditions.new import New
from cchc_cli.words.conditions.shorter_than import ShorterThan
from cchc_cli.words.conditions.tags import Tags
from cchc_cli.words.conditions.type_ import Type
from cchc_cli.words.conditions.via import Via
from cchc_cli.words.kinds import KIND, having
from cchc_cli.words.timings.during import During
from cchc_cli.words.timings.tracked import Tracked


def typed(code: str) -> Type:
    words = tuple(entry for entry in KIND["posts"].types if entry.code == code)
    return Type(frozenset({code}), frozenset({"posts"}), words)


NEWS = typed("news")
BARE = Part("posts", ("posts",), conditions=(NEWS,))
# Each condition on evidence, and the words that must be found of it.
SAID: dict[Condition, str] = {
    typed("photo"): "photo",
    Tags(("tthc",)): "tagged “Cải cách thủ tục hành chính”",
    Tags(("tthc", "cchc"), every=True): "tagged with all of “Cải cách thủ tục hành chính” and",
    Via(("zalo",)): "on Zalo",
    Via(("zalo", "fanpage"), every=True): "on each of Zalo",
    FromAnyone(): "from any unit of the organisation",
    New(): "new news item",
    Has(frozenset({"phu-luc"})): "phu-luc",
    Distinct("issue"): "each issue once",
    Distinct("channel"): "news item on different channels",
    Distinct("location", ("Na Sang", "Sa Lông")): "news item at different places among Na Sang and Sa Lông",
    Distinct("channel", ("zalo", "fanpage"), every=True): "news item on each of Zalo",
    Count("minutes"): "at least 1 minutes of news item",
    Count("participants"): "at least 1 participants in news item",
    Count("quantity"): "(quantities added up)",
    AtMost(): "at most 1 news item",
    Distinct("title"): "each title once",
    LongerThan(60): "longer than 1:00",
    ShorterThan(180): "shorter than 3:00",
}
AMOUNTS = {
    "number": ({"number": 7}, "7"),
    "percent": ({"number": None, "percent": 60}, "60"),
    "aim": ({"aim": 9}, "aim 9"),
    "own_name": ({"own_name": "vòng một"}, "vòng một"),
    "kinds": ({"kinds": ("videos",), "conditions": ()}, "video"),
    "share_of": ({"number": None, "percent": 60, "share_of": Has(frozenset({"phu-luc"}))}, "phu-luc"),
}


BASE = {"title": "T", "clause": "I", "owes": "VPS", "tracked": True}


def sentence_of(*parts: Part, language: Language = "en") -> str:
    organisation = scenario.organisation("hanoi").organisation
    assert organisation
    return sentence(
        Quota("p", "A1", "T", "c", (Unit("VPS"),), Need(parts), Tracked()), organisation, Catalogue(language)
    )


def test_every_amount_is_among_them() -> None:
    assert set(Part.__struct_fields__) - {"name", "conditions"} == set(AMOUNTS)


@pytest.mark.parametrize("word", CONDITIONS, ids=lambda condition: condition.word)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_every_condition_changes_the_sentence(word: type[Condition], language: Language) -> None:
    organisation = scenario.organisation("hanoi").organisation
    assert organisation
    kind = next(entry for entry in ("posts", "videos", *KIND) if entry in having(word.column))
    issues: list[ModelIssue] = []
    compiler = NeedCompiler(KnownCodes(organisation, issues), None)
    for_example = yaml.safe_load(f"{{needs: {{{kind}: 1, {word.example}}}}}")
    needs = compiler.need(QuotaWords.model_validate({**BASE, **for_example}), ())
    part = needs.parts[0]
    without = replace(
        part, conditions=tuple(condition for condition in part.conditions if not isinstance(condition, word))
    )
    assert issues == []
    assert sentence_of(part, language=language) != sentence_of(without, language=language)


@pytest.mark.parametrize("condition", SAID, ids=str)
def test_a_condition_is_said_of_one_part_and_of_one_of_several(condition: Condition) -> None:
    others = () if isinstance(condition, Type) else (NEWS,)
    part = replace(BARE, conditions=(*others, condition))
    assert SAID[condition] not in sentence_of(BARE)
    assert SAID[condition] in sentence_of(part)
    assert SAID[condition] in sentence_of(BARE, part)


@pytest.mark.parametrize("amount", AMOUNTS)
def test_an_amount_is_said_of_one_part_and_of_one_of_several(amount: str) -> None:
    changes, words = AMOUNTS[amount]
    part = replace(BARE, **changes)
    assert words not in sentence_of(BARE)
    assert words in sentence_of(part)
    assert words in sentence_of(BARE, part)


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
