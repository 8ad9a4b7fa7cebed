"""Every timing has all that the language, the engine, the sentences and the reference ask of it."""

from __future__ import annotations

import re
from datetime import date

import pytest
import yaml
from msgspec.structs import replace

from cchc_cli.i18n import LANGUAGES, Catalogue, Language
from cchc_cli.i18n.sentences import sentence
from cchc_cli.language.compile_timing import never_owed, timing_of
from cchc_cli.language.plan_file import QuotaWords
from cchc_cli.language.timing_words import ABOUT
from cchc_cli.model.calendar import Holidays
from cchc_cli.model.plan import Issue, Need, Part, Plan, Quota, Unit
from cchc_cli.model.timing import NamedDay, Timing, Way
from cchc_cli.words.cadences.year import whole_year
from cchc_cli.words.timings import QUALIFIERS, TIMING_WORDS, TIMINGS
from sample_result import ORGANISATION

WAYS = [(timing, way) for timing in TIMINGS for way in timing.ways]
IDS = [f"{timing.__name__}: {' '.join(sorted(way.words))}" for timing, way in WAYS]
DATES = {"NAME": NamedDay("NAME", date(2026, 10, 15))}
PLAN = Plan("hanoi", "p", "T", "", whole_year(2026), Issue(date(2026, 3, 12)), {})


def written(way: Way) -> QuotaWords:
    quota = {"title": "T", "clause": "c", "owes": "VPS", "needs": {"posts": 1}}
    return QuotaWords.model_validate({**quota, **yaml.safe_load("{" + way.example + "}")})


@pytest.mark.parametrize(("timing", "way"), WAYS, ids=IDS)
def test_an_example_is_read_as_its_timing(timing: type[Timing], way: Way) -> None:
    words = written(way)
    assert words.timing_words == way.words
    assert type(timing_of(words, DATES)) is timing


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("timing", "way"), WAYS, ids=IDS)
def test_a_timing_has_its_place_in_the_sentence(timing: type[Timing], way: Way, language: Language) -> None:
    quota = Quota(
        "p", "A1", "T", "c", (Unit("VPS"),), Need((Part("posts", ("posts",)),)), timing_of(written(way), DATES)
    )
    assert "{" not in sentence(quota, ORGANISATION, Catalogue(language))
    assert way.about[language]
    assert way.late[language]


@pytest.mark.parametrize(("timing", "way"), WAYS, ids=IDS)
def test_a_timing_has_dated_terms(timing: type[Timing], way: Way) -> None:
    """What never falls due has no due day; a term opens before it closes, and is of the plan's own year."""
    terms = list(timing_of(written(way), DATES).terms(PLAN, Holidays(), reports=True))
    assert terms
    for term in terms:
        assert term.opens <= term.closes
        assert term.due is None or term.opens <= term.due <= term.closes
        assert PLAN.own_year.overlaps(term.period)


def test_every_word_of_timing_has_a_key_of_a_quota_and_its_meaning() -> None:
    keys = {key.name: key.about for key in QuotaWords.reference()}
    assert {word: keys[word] for word in ABOUT} == ABOUT
    assert {word for _, way in WAYS for word in way.words} == ABOUT.keys() == {**TIMING_WORDS, **QUALIFIERS}.keys()
    for about in (*TIMING_WORDS.values(), *QUALIFIERS.values()):
        assert all(about[language] for language in LANGUAGES)
    assert not any(re.search(r"\{\w+\}", about) for about in ABOUT.values())


@pytest.mark.parametrize(
    ("example", "word"),
    [
        ("every: year", "every"),
        ("during: 2026-10..2027-03", "during"),
        ("for: [2027-Q1], by: 2027-04-05", "for"),
        ("due: {2027-Q1: 2027-04-05}", "due"),
    ],
)
def test_what_is_never_owed_is_shown_at_the_word_that_says_its_periods(example: str, word: str) -> None:
    """The plan ends on 30 June 2026, before any of these periods does."""
    quota = {"title": "T", "clause": "c", "owes": "VPS", "needs": {"posts": 1}, **yaml.safe_load("{" + example + "}")}
    plan = replace(PLAN, ends=date(2026, 6, 30))
    issues = list(never_owed(timing_of(QuotaWords.model_validate(quota), DATES), plan, ("quotas", "A1")))
    assert [(issue.code, issue.loc) for issue in issues] == [("never-owed", ("quotas", "A1", word))]
