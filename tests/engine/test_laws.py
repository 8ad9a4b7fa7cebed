"""Laws of counting that must hold whatever the evidence: order, splitting, adding, accounting."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import scenario
from cchc_cli.engine.check import Case, Query, Run, check
from cchc_cli.engine.explain import explain
from cchc_cli.engine.impact import impacts
from cchc_cli.engine.ledger import Ledger
from cchc_cli.engine.matching import mismatches
from cchc_cli.engine.usage import row_usages
from cchc_cli.model.fingerprint import fingerprint
from cchc_cli.model.item import NO_DETAILS, NOT_PUBLISHED, RowPlace, Traits
from cchc_cli.model.verdict import WORST_FIRST, Result
from cchc_cli.words.cadences import parse_period
from cchc_cli.words.cadences.year import whole_year
from items import item_of

UNITS = [("VPS",), ("BPTT", "VPS"), ("TCCB",), ("KHTC",), ("TCCB", "VPS"), ("BV01",), ("BV02",)]
TAGS = ["chi-so", "bo-may", "tthc", "mot-cua", "tai-chinh", "ktxh", "doi-thoai", "ke-hoach", "cuoc-thi"]
DAYS = st.dates(date(2025, 12, 1), date(2027, 1, 31))
KINDS = [
    ("posts", ("news", "article", "photo"), ("web-so", "city-cchc", "zalo", "fanpage")),
    ("conferences", ("dialogue", "training"), ("",)),
    ("documents", ("plan", "invitation"), ("",)),
    ("materials", ("leaflet", "handbook"), ("",)),
]


@st.composite
def items(draw):
    """Make items that are alike often enough to be duplicates, cross-posted, not new."""
    kind, types, channels = draw(st.sampled_from(KINDS))
    title = draw(st.sampled_from(["Một", "Hai", "MỘT", "hai  ", "Ba"]))
    tags = frozenset(draw(st.sets(st.sampled_from(TAGS), max_size=2)))
    traits = Traits(
        kind=kind,
        channel=draw(st.sampled_from(channels)),
        type=draw(st.sampled_from(types)),
        tags=(tags | {"cchc"}) if tags != {"ktxh"} else tags,
        serves=None,
        details=NO_DETAILS,
    )
    url = draw(st.sampled_from(["", "https://a.example/1", "https://a.example/2", "https://a.example/3"]))
    return item_of(traits, draw(DAYS), draw(st.sampled_from(UNITS)), title, url, "posts.csv", row=0)


LOGS = st.lists(items(), max_size=14)


def numbered(log, file="posts.csv"):
    return [replace(item, place=RowPlace(file, row)) for row, item in enumerate(log, 2)]


def judged(log, as_of=date(2027, 2, 1)) -> Result:
    loaded = scenario.organisation("hanoi")
    case = Case(loaded.organisation, loaded.plans, log, holidays=loaded.holidays)
    return check(case, Query(as_of=as_of, window=whole_year(2026)))


def figures(result):
    """Return what a verdict says of each obligation, without the rows it names."""
    return {
        (v.obligation.quota.name, v.obligation.owner, v.obligation.period): (
            v.status,
            v.count,
            v.target,
            v.days_late,
            v.days_left,
            v.flips,
        )
        for v in result.verdicts
    }


@settings(max_examples=60, deadline=None)
@given(LOGS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(log, random):
    shuffled = list(log)
    random.shuffle(shuffled)
    assert figures(judged(numbered(shuffled))) == figures(judged(numbered(log)))


@settings(max_examples=60, deadline=None)
@given(LOGS, st.integers(0, 14))
def test_splitting_a_log_does_not_matter(log, at):
    parts = [*numbered(log[at:], "a.csv"), *numbered(log[:at], "b/posts.csv")]
    assert figures(judged(parts)) == figures(judged(numbered(log)))


@settings(max_examples=100, deadline=None)
@given(LOGS, items(), st.integers(0, 60))
def test_adding_an_item_with_a_new_title_and_url_never_makes_a_verdict_worse(log, extra, back):
    extra = replace(extra, utf8="Mới tinh".encode(), fingerprint=fingerprint("mới tinh"), url="https://new.example/x")
    as_of = date(2027, 1, 15) - timedelta(days=back)
    before = judged(numbered(log), as_of)
    after = judged(numbered([*log, extra]), as_of)
    worse = {
        name: (then, now)
        for name, then in figures(before).items()
        if (now := figures(after).get(name)) and WORST_FIRST[now[0]] < WORST_FIRST[then[0]]
    }
    assert not worse
    fewer = [name for name, then in figures(before).items() if figures(after)[name][1] < then[1]]
    assert not fewer


@settings(max_examples=60, deadline=None)
@given(LOGS, st.integers(0, 5))
def test_every_row_is_accounted_for(log, refused):
    loaded = scenario.organisation("hanoi")
    alternating = sorted([*numbered(log[::2], "a.csv"), *numbered(log[1::2], "b.csv")], key=lambda item: item.row)
    case = Case(loaded.organisation, loaded.plans, alternating, holidays=loaded.holidays, refused=refused)
    question = Query(date(2026, 11, 22), parse_period("2026-04"))
    rows = check(case, question).rows
    counted = {item for verdict in Run(case, question).every_verdict() for item in verdict.counted}
    assert (rows.read, rows.refused) == (len(log) + refused, refused)
    assert (rows.used, rows.unused) == (len(counted), len(log) - len(counted))


@settings(max_examples=60, deadline=None)
@given(LOGS, DAYS)
def test_items_are_found_by_the_conditions_that_explain_tells(log, day):
    """The ledger looks few items up; `failing` asks every condition of every item."""
    loaded, log = scenario.organisation("hanoi"), numbered(log)
    run = Run(Case(loaded.organisation, loaded.plans, log, holidays=loaded.holidays), Query(day, whole_year(2026)))
    for obligation in run.every_obligation():
        for place, part in enumerate(obligation.quota.need.parts):
            items_found, _ = run.ledger.fitting(obligation, place, day)
            items_expected = {item for item in log if not mismatches(obligation, part, item, day)}
            assert set(items_found) == items_expected
            assert len(items_found) == len(items_expected)


@settings(max_examples=40, deadline=None)
@given(LOGS, DAYS, st.sampled_from(["hn-cchc-2026/A4", "hn-cchc-2026/A6", "hn-cchc-2026/A9"]))
def test_explain_names_the_rows_that_fail_one_condition(log, day, quota):
    """It looks at the rows that may be near; `failing` asks every condition of every row."""
    loaded, log = scenario.organisation("hanoi"), numbered(log)
    case = Case(loaded.organisation, loaded.plans, log, holidays=loaded.holidays)
    explanations = explain(case, Query(day, whole_year(2026)), quota)
    assert explanations
    for explanation in explanations:
        verdict = explanation.verdict
        near = set()
        for part in verdict.obligation.quota.need.parts if verdict.parts else ():
            for item in log:
                reasons = mismatches(verdict.obligation, part, item, verdict.judged_as_of)
                near |= {(item, *reasons)} if len(reasons) == 1 and item not in verdict.counted else set()
        tallied = {(no.item, no.reason) for result in verdict.parts for no in result.rejected}
        named = {(no.item, no.reason) for no in explanation.rejected}
        assert near <= named <= near | tallied


@settings(max_examples=40, deadline=None)
@given(LOGS, items(), DAYS)
def test_what_a_new_row_is_good_for_is_what_it_changes_of_all_that_is_owed(log, extra, day):
    """Only the quotas that may take it are judged."""
    loaded = scenario.organisation("hanoi")
    *log, extra = numbered([*log, extra])
    case = Case(loaded.organisation, loaded.plans, log, holidays=loaded.holidays)
    question = Query(day, whole_year(2026))
    before = {verdict.obligation.key: verdict for verdict in Run(case, question).every_verdict()}
    whole = Run(replace(case, items=(*log, extra)), question)
    counting = [verdict for verdict in whole.every_verdict() if extra in verdict.counted]
    impact = impacts(case, [extra], day)
    assert [(verdict.before, verdict.after) for verdict in impact.verdicts] == [
        (before.get(v.obligation.key), v) for v in counting
    ]
    assert list(impact.rows) == row_usages(whole, [extra], day)


@settings(max_examples=60, deadline=None)
@given(LOGS, DAYS)
def test_a_row_that_counts_is_not_in_the_future_and_counts_for_one_period_of_a_quota(log, as_of):
    result = judged(numbered(log), as_of)
    assert all(item.day <= as_of for verdict in result.verdicts for item in verdict.counted)
    seen = [
        (verdict.obligation.quota.name, verdict.obligation.owner, item.ref)
        for verdict in result.verdicts
        for item in {item.ref: item for item in verdict.counted}.values()
    ]
    assert len(seen) == len(set(seen))


@settings(max_examples=60, deadline=None)
@given(LOGS, DAYS)
def test_a_day_later_takes_nothing_away_that_was_met(log, as_of):
    """What was met stays met, and a missed obligation can only become late."""
    today = figures(judged(numbered(log), as_of))
    tomorrow = figures(judged(numbered(log), as_of + timedelta(days=1)))
    for name, (status, *_) in today.items():
        if name in tomorrow and status in {"met", "late"}:
            assert tomorrow[name][0] == status
        if name in tomorrow and status == "missed":
            assert tomorrow[name][0] in {"missed", "late"}


@settings(max_examples=80, deadline=None)
@given(LOGS)
def test_rows_that_no_other_resembles_need_not_be_compared(log):
    """Every row compared with every other gives the same verdicts, rows counted, reasons and remarks."""

    def counted_rows(result):
        return [
            (verdict.status, verdict.count, verdict.notes, part.reached, part.counted, part.channels, rejected(part))
            for verdict in result.verdicts
            for part in verdict.parts
        ]

    def rejected(part):
        return sorted(
            (rejection.item.row, rejection.reason, rejection.details.get("other", "")) for rejection in part.rejected
        )

    log = numbered(log)
    quick = counted_rows(judged(log))
    with pytest.MonkeyPatch.context() as patch:
        fitting = Ledger.fitting
        patch.setattr(Ledger, "fitting", lambda *arguments: (fitting(*arguments)[0], fitting(*arguments)[0]))
        assert counted_rows(judged(log)) == quick


@pytest.mark.parametrize("code", ["hanoi", "danang", "boyte"])
def test_no_two_obligations_have_one_key(code):
    """Whatever the reading: verdicts are kept by these keys."""
    loaded = scenario.organisation(code)
    case = Case(loaded.organisation, loaded.plans, holidays=loaded.holidays)
    for plan in loaded.plans:
        readings = {name for quota in plan.quotas.values() for name in quota.readings} | set(plan.readings)
        for reading in ("", *readings):
            run = Run(case, Query(date(2026, 6, 1), whole_year(2026), reading=reading))
            keys = [entry.key for top in run.owed.every_top(run.reading) for entry in (top, *top.members)]
            assert keys
            assert len(keys) == len(set(keys))


def test_an_unpublished_post_counts_for_nothing():
    sent = Traits("posts", "web-so", "news", frozenset({"cchc"}), None, NOT_PUBLISHED)
    published = replace(sent, details=NO_DETAILS)
    twice = [item_of(sent, date(2026, 4, 5), ("VPS",), "Gửi", "", "posts.csv", 2)]
    twice.append(replace(twice[0], traits=published, place=RowPlace("posts.csv", 3)))
    counted = {item.row for verdict in judged(twice).verdicts for item in verdict.counted}
    assert counted == {3}
