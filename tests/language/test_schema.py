"""The JSON Schemas of the YAML files: what the program takes an editor must not underline, and the other way round.

Whatever a schema cannot know stands in ONLY_VALIDATE, by the code of its problem; docs/plan-language.md says the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator
from pydantic import ValidationError

import scenario
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.schema_vi import DESCRIPTIONS, described
from cchc_cli.language import schema as schema_module
from cchc_cli.language.compile import PlanCompiler, Source
from cchc_cli.language.compile_organisation import compile_holidays, compile_organisation
from cchc_cli.language.need_words import KIND_WORDS
from cchc_cli.language.organisation_file import OrganisationWords
from cchc_cli.language.plan_file import PlanWords
from cchc_cli.language.schema import READERS, SCHEMAS, schema, text
from cchc_cli.language.schema_parts import FORMS
from cchc_cli.language.written import READERS as FORM_READERS
from cchc_cli.load.plans import load_plan
from cchc_cli.load.workspace import Settings, Workspace
from cchc_cli.load.yaml_file import YamlFile
from cchc_cli.model.plan import DutyClass
from cchc_cli.model.word import Form
from cchc_cli.storing.starter import Starter
from cchc_cli.words.cadences import CADENCE, parse_period
from cchc_cli.words.conditions import CONDITIONS as CONDITIONS_OF_WORDS
from cchc_cli.words.kinds import having
from cchc_cli.words.timings import QUALIFIERS, TIMING_WORDS, TIMINGS, TOGETHER
from workspaces import TESTS, exit_code

PLANS = scenario.ROOT / "plans"
BAD = TESTS / "bad"
MADE = {kind: schema(kind) for kind in SCHEMAS}
DRAFTS = (Draft202012Validator, Draft7Validator)
VALIDATORS = {kind: [draft(made) for draft in DRAFTS] for kind, made in MADE.items()}
QUOTA = Draft202012Validator({"$ref": "#/$defs/QuotaWords", "$defs": MADE["plan"]["$defs"]})

# Names that stand in other files or elsewhere in this one, sums over the whole file, and how YAML is written.
ONLY_VALIDATE = {
    "unknown-unit", "group-as-unit", "unknown-tag", "unknown-channel", "unknown-quota",
    "unknown-type", "clause-twice", "wrong-file", "wrong-folder", "ambiguous-name", "part-of-itself", "unit-twice", "group-is-unit",
    "becomes-itself", "becomes-gap", "ends-before-start", "amended-before-end", "never-owed", "none-within",
    "unknown-event", "no-event", "before-issue-day",
    "until-before-since", "bad-timezone", "other-year", "waiver-expired", "waiver-unused", "ruling-unused", "no-address",
    "cannot-add-entry",
    "no-holiday-table",
    "aim-below", "last-outside", "not-its-period", "reading-twice", "reading-default", "reading-same", "not-of-plan",
    "not-of-kind", "not-a-weekend", "empty-group", "part-twice", "part-named-as-kind", "length-order", "words-apart",
    "limit-of-period", "counts-no-works", "of-what", "all-of-what", "more-than-listed",
    "surprising-scalar", "leading-zero", "bare-duration", "duplicate-key", "bad-key", "no-space", "no-colon",
    "several-codes", "several-units", "several-names", "each-written", "each-group", "bare-item",
}  # fmt: skip


def valid(kind: str, value: object) -> bool:
    """Return what the validators of both drafts say of a file; they must not differ."""
    (verdict,) = {validator.is_valid(value) for validator in VALIDATORS[kind]}
    return verdict


# ---- reading YAML as an editor does


class EditorLoader(yaml.SafeLoader):
    """Reads by the core schema of YAML 1.2: `2026` is a number and `2026-04-05` a text, `yes` and `3:00` are texts."""


EditorLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)


def as_an_editor_reads(source: str) -> Any:
    return with_text_keys(yaml.load(source, EditorLoader))  # noqa: S506  (a safe loader)


def with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): with_text_keys(part) for key, part in value.items()}
    return [with_text_keys(part) for part in value] if isinstance(value, list) else value


def test_an_editor_reads_as_said():
    source = "{2026: 2026, a: 2026-04-05, b: yes, c: 3:00, d: 100 %, e: , f: true, g: 1.5, h: '7'}"
    assert as_an_editor_reads(source) == {
        "2026": 2026, "a": "2026-04-05", "b": "yes", "c": "3:00", "d": "100 %", "e": None, "f": True, "g": 1.5, "h": "7",
    }  # fmt: skip


# ---- the schemas themselves


@pytest.mark.parametrize("kind", SCHEMAS)
@pytest.mark.parametrize("draft", DRAFTS)
def test_is_a_schema_in_both_drafts(kind: str, draft: Any):
    draft.check_schema(MADE[kind])


def test_those_in_the_repository_are_current():
    actual = {path.name: path.read_text("utf-8") for path in (PLANS / "schema").iterdir()}
    assert actual == {f"{kind}.json": text(kind) for kind in SCHEMAS}, "run `make schema`"


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_word_is_described(kind: str):
    """Rules speak of words too; they are not the place that tells what a word means."""
    forms = {"": MADE[kind], **MADE[kind]["$defs"]}
    groups = {name: form for name, form in forms.items() if form.get("additionalProperties") is False}
    words = {
        f"{name}.{word}": form.get("description", "")
        for name, group in groups.items()
        for word, form in group["properties"].items()
    }
    assert len(words) > 4
    assert [word for word, description in words.items() if not description.endswith((".", "…"))] == []
    assert [name for name, group in groups.items() if not (group["title"] and group["description"])] == []


def test_every_form_told_is_one_of_the_models(monkeypatch: pytest.MonkeyPatch):
    """A function of the models that is not told stops the making; one that is told and gone is found here."""
    names_read = set()

    class Asked(dict):
        def __getitem__(self, name):
            names_read.add(name)
            return super().__getitem__(name)

    monkeypatch.setattr(schema_module, "READERS", Asked(READERS))
    for kind in SCHEMAS:
        schema(kind)
    assert names_read == set(READERS)


def test_every_form_of_a_condition_has_a_schema_and_a_reader():
    assert set(FORMS) == set(FORM_READERS) == set(Form)


def test_choices_complete():
    words = MADE["plan"]["$defs"]["QuotaWords"]["properties"]
    assert words["every"]["else"]["enum"] == list(CADENCE)
    classes = MADE["plan"]["$defs"]["DutyWords"]["properties"]["class"]["enum"]
    assert classes == ["evidence", "standing", "topic", "judgement", "optional"] == list(DutyClass.__args__)


# ---- files


def kind_of(path: Path) -> str:
    return path.stem if path.stem in {"organisation", "waivers", "rulings", "holidays"} else "plan"


@pytest.mark.parametrize(
    "path", [*sorted(PLANS.rglob("*.yaml")), *sorted((BAD / "_base").rglob("*.yaml"))], ids=lambda path: path.name
)
def test_files_of_the_repository(path: Path):
    source = path.read_text("utf-8")
    assert valid(kind_of(path), YamlFile(path, path.name).value)
    assert valid(kind_of(path), as_an_editor_reads(source))


@pytest.mark.parametrize("path", sorted(PLANS.rglob("*.yaml")), ids=lambda path: path.name)
def test_the_first_line_names_the_schema_of_the_kind(path: Path):
    first = path.read_text("utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named
    assert (path.parent / named[1]).resolve() == PLANS / "schema" / f"{kind_of(path)}.json"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_files_of_a_new_workspace(lang: str):
    files = Starter("co-quan", "Tên", date(2026, 11, 25)).files(Catalogue(lang))
    schemas = {name.removeprefix("plans/schema/") for name in files if name.startswith("plans/schema/")}
    assert schemas == {f"{kind}.json" for kind in SCHEMAS}
    sources = {Path(name): data.decode() for name, data in files.items() if name.endswith(".yaml")}
    assert len(sources) == 3
    for path, source in sources.items():
        assert source.splitlines()[0].endswith(f"schema/{kind_of(path)}.json")
        assert valid(kind_of(path), as_an_editor_reads(source))


def test_the_folder_of_schemas_is_no_organisation():
    workspace = Workspace(scenario.ROOT, PLANS, scenario.ROOT / "evidence", Settings())
    organisations = workspace.organisations()
    assert {"boyte", "danang", "hanoi"} <= set(organisations)
    assert "schema" not in organisations


def examples() -> Iterator[tuple[Path, set[str]]]:
    """Yield the readable YAML files of tests/bad, each with the codes of what the program says is wrong with it."""
    for folder in sorted(BAD.iterdir()):
        expected = (folder / "expected.txt").read_text("utf-8") if folder.name != "_base" else ""
        for path in sorted((folder / "plans").rglob("*.yaml")) if (folder / "plans").exists() else ():
            name = re.escape(path.relative_to(folder).as_posix())
            codes = set(re.findall(rf"^{name}:\S* \w+: .*\[([a-z-]+)\]$", expected, re.MULTILINE))
            if path.is_file() and YamlFile(path, path.name).value is not None:
                yield path, codes


EXAMPLES = list(examples())


@pytest.mark.parametrize(("path", "codes"), EXAMPLES, ids=[str(path.relative_to(BAD)) for path, _ in EXAMPLES])
def test_examples_of_bad_input(path: Path, codes: set[str]):
    """A mistake that a schema can know makes the file invalid; one it cannot know does not."""
    if codes <= {"surprising-scalar", "leading-zero", "bare-duration"}:
        pytest.skip("some of these are of a wrong type as well")
    assert valid(kind_of(path), YamlFile(path, path.name).value) == (codes <= ONLY_VALIDATE)


# ---- single forms, right and wrong

ORGANISATION, _ = compile_organisation(
    OrganisationWords.model_validate(
        {
            "organisation": "demo",
            "name": "Sở Mẫu",
            "units": {code: {"name": code} for code in ("VP", "TT", "115")},
            "groups": {"DV": {"name": "Các đơn vị", "units": ["VP", "TT"]}},
            "channels": {code: {"name": code} for code in ("web", "zalo")},
            "tags": {code: {"name": code} for code in ("cchc", "khac")},
        }
    )
)
HEADER = {"plan": "p", "title": "T", "issued": "2026-01-05", "year": 2026}
BASE = {"title": "T", "clause": "c", "owes": "VP"}


def lacks_values(value: object) -> bool:
    """Return whether nothing stands after some key, which the reader of YAML refuses before anything else is asked."""
    if isinstance(value, dict):
        return any(part is None or lacks_values(part) for part in value.values())
    return isinstance(value, list) and any(map(lacks_values, value))


def program_takes(value: dict[str, Any]) -> bool:
    """Return whether a plan is read, and put together, without any issue."""
    if lacks_values(value):
        return False
    try:
        words = PlanWords.model_validate(value)
    except ValidationError:
        return False
    compiler = PlanCompiler(ORGANISATION, words, value, Source())
    compiler.compile()
    return not compiler.issues


def plan_of(place: str, snippet: str) -> dict[str, Any]:
    """Put a snippet where it belongs in a plan that is right otherwise."""
    output = as_an_editor_reads(snippet)
    if place == "header":
        return {**HEADER, **output}
    if place == "duty":
        return {**HEADER, "duties": [{"clause": "d", "class": "topic", "unit": "all", "title": "T", **output}]}
    around = {
        "quota": {"needs": {"posts": 1}, "every": "month"},
        "needs": {"needs": output, "every": "month"},
        "once": {"needs": {"posts": 1}},
        "report": {"needs": {"documents": 1, "type": "report"}},
        "state": {"needs": {"states": 1}},
        "standing": {"needs": output, "standing": True},
        "reading": {"needs": {"posts": 1}, "every": "month", "readings": {"other": output}},
    }[place]
    written_out = output if place in {"quota", "once", "report", "state"} else {}
    return {**HEADER, "quotas": {"A1": {**BASE, **around, **written_out}}}


RIGHT = """
header   | {title: 2026}                                    | a number is a text too
header   | {number: 2045/KH-SYT}                            | a text
header   | {issued: 2026-03}                                | the day is blank
header   | {issued: {not_before: 2026-03-01}}               | even the month is
header   | {issued: 2026-03-01..2026-03-15}                 | a span shorter than a month
header   | {starts: 2026-02-01}                             | a day
header   | {sources: a.txt}                                 | one for a list of one
header   | {sources: [a.txt, 2]}                            | a list
header   | {sources: []}                                    | an empty list
header   | {defaults: {tags: cchc}}                         | tags of posts
header   | {defaults: {tags: {all: [cchc, khac]}}}          | all of them
header   | {readings: {other: {issued: 2026-03-22}}}        | another reading of the header
header   | {duties: []}                                     | no duties
duty     | {see: d, tags: [cchc]}                           | what it is close to, what is looked for
duty     | {unit: [VP, DV], class: judgement}               | several units
duty     | {clause: 3}                                      | a clause that is a number
quota    | {owes: each DV}                                  | each of a group
quota    | {owes: 115}                                      | a unit with a number for a name
quota    | {owes: {each: DV, share: 80}}                    | not all of them
quota    | {owes: {each: [VP, DV]}}                         | a unit and a group
quota    | {owes: {jointly: [VP, TT]}}                      | together
quota    | {owes: {unknown: "Đơn vị nào?"}}                 | a lead that is left blank
quota    | {with: VP}                                       | who helps
quota    | {repeats: [a, 7]}                                | other clauses
quota    | {wording: một hai ba bốn năm sáu bảy tám}        | eight words
quota    | {clause: 3}                                      | a number for a clause
quota    | {every: half-year}                               | a cadence
quota    | {every: half-year, last: {before: 2026-11-30}}   | an earlier end, exclusive
quota    | {every: half-year, last: {by: 2026-11}}          | an earlier end, inclusive
header   | {title: 1.5}                                     | a text as it is written
needs    | {posts: 2, type: news}                           | a type
needs    | {posts: 2, type: [news, infographic]}            | types
needs    | {posts: 2, type: []}                             | none, so any
needs    | {posts: 2, tags: cchc, via: web}                 | a tag, a channel
needs    | {posts: 2, via: [web, zalo]}                     | any of a list
needs    | {posts: 2, via: {any: [web, zalo]}}              | any of a list, said
needs    | {posts: 2, via: {all: web}}                      | all of one
needs    | {posts: 2, from: anyone, new: true, implied: false} | conditions
needs    | {posts: 2, aim: 3}                               | an aim
needs    | {videos: 2, shorter_than: "3:00", distinct: title} | a length of time
needs    | {videos: 1, longer_than: "1:00", shorter_than: "3:00"} | between two lengths
needs    | {all: [{name: tin, posts: 1}, {name: "7", posts: 1}]} | parts with names
needs    | {broadcasts: 4, distinct: issue}                 | issues
needs    | {materials: 5000, count: quantity}               | a sum
needs    | {conferences: all, distinct: location, of: [Na Sang, Sa Lông]} | each of a list
needs    | {posts: 2, distinct: channel, of: [web, zalo]}   | of a list
needs    | {documents: 50 %, has: phu-luc}                  | of those there are
needs    | {posts or videos: 1, type: article}              | either kind
needs    | {all: [{posts: 1}, {documents: 1, type: plan}]}  | all of them
needs    | {any: [{posts: 1}, {videos: 1}]}                 | any of them
needs    | {unknown: "Sản phẩm gì?"}                        | a product that is left blank
once     | {before: 2026-03-15}                             | before a day
once     | {before: 2026-03}                                | before a month
once     | {by: 2026-Q4}                                    | by a quarter
once     | {by: 2026}                                       | by a year
once     | {within: {days: 15, of: issue}}                  | from an event
once     | {during: 2026}                                   | over a year
once     | {during: 2026-04..2026-12}                       | over a span
once     | {during: 2026-Q2 .. 2026-Q3}                     | blanks around the dots
once     | {due: {unknown: "?"}}                            | a question
once     | {tracked: true}                                  | never judged
report   | {every: month, due: {unknown: "?"}}              | reports, the days unknown
report   | {every: month, due: {2026-01: 2026-02-05}}       | reports, a day stated
report   | {for: 2026-Q1, by: 2026-04-05}                   | for a period
report   | {for: [2026-Q1, 2026], before: 2026-04-05}       | for two periods
report   | {for: 2026-H1, due: {2026-H1: 2026-07-05}}       | its day
report   | {due: {2026: 2026-12-31}}                        | a year as a key
state    | {standing: true}                                 | kept up
state    | {standing: {fresh_days: 90}}                     | for so long
state    | {by: 2026-06}                                    | once
standing | {states: 100 %, type: qr}                        | of all
standing | {states: any, type: listing, via: web}           | no number stated
standing | {any: [{states: 1}, {states: 007 %}]}            | either; a percentage as plans write it
reading  | {needs: {new: true}}                             | a condition alone
reading  | {needs: {via: {all: [web, zalo]}}}               | the channels alone
reading  | {needs: {type: news}}                            | the type alone
reading  | {needs: {videos: 1}}                             | another kind
reading  | {needs: {any: [{posts: 1}, {videos: 1}]}}        | several parts
reading  | {last: {by: 2026-11-30}, every: half-year}       | another end
reading  | {during: 2026}                                   | another timing
reading  | {owes: {each: [VP, TT]}, title: Khác}            | other words
"""

WRONG = """
header   | {number: }                                       | nothing after a word
quota    | {every: month, before: }                         | nothing after a word of timing
needs    | {posts: 2, via: {any: web, all: }}               | nothing after the other form
needs    | {posts: 2, videos: }                             | nothing after the other kind
needs    | {posts: 2, new: null}                            | nothing, written out
header   | {title: " "}                                     | blanks
header   | {title: true}                                    | so this
header   | {title: }                                        | needed
header   | {issued: 2026}                                   | a year is no day of issue
header   | {issued: 2026-Q1}                                | nor is a quarter
header   | {issued: 72/3/2026}                              | a day that is none
header   | {issued: 2026-02-30}                             | another
header   | {issued: {before: 2026-03-01}}                   | not a word of it
header   | {starts: 2026-03}                                | a day is needed here
header   | {year: 26}                                       | too early
header   | {year: "2026"}                                   | a number, not a text
header   | {sources: {a: b}}                                | a mapping
header   | {defaults: {tag: cchc}}                          | not a word of it
header   | {defaults: }                                     | nothing
header   | {isued: 2026-01-05}                              | not a word of it
header   | {readings: {other: {year: 2025}}}                | only the day of issue can be read otherwise
header   | {duties: none}                                   | not a list
duty     | {class: judgment}                                | not a class
duty     | {tag: cchc}                                      | not a word of it
quota    | {owes: [VP, TT]}                                 | each, or jointly?
quota    | {owes: {each: []}}                               | nobody
quota    | {owes: {each: DV, share: 120}}                   | more than all
quota    | {owes: {share: 80}}                              | of whom?
quota    | {owes: {jointly: VP}}                            | alone
quota    | {owes: {jointly: [VP, TT], share: 80}}           | together means all
quota    | {wording: một hai ba bốn năm sáu bảy tám chín}   | nine words
quota    | {every: monthly}                                 | not a cadence
quota    | {every: month, before: 2026-03}                  | two timings
quota    | {every: month, tracked: true}                    | two timings
quota    | {every: month, last: {}}                         | before, or by?
quota    | {every: month, last: {by: 2026-11, before: 2026-12}} | both
quota    | {every: }                                        | no timing
quota    | {repeats: }                                      | nothing
quota    | {owner: VP}                                      | not a word of it
needs    | {}                                               | of what?
needs    | {type: news}                                     | of what?
needs    | {posts: }                                        | how many?
needs    | {posts: 0}                                       | too few
needs    | {posts: two}                                     | not a number
needs    | {posts: 1.5}                                     | not a whole one
needs    | {posts: true}                                    | not one at all
needs    | {posts: "2"}                                     | a text
needs    | {posts: 120 %}                                   | more than all
needs    | {posts: 50 %}                                    | of what?
needs    | {posts: any}                                     | no number, and judged
needs    | {documents: 50 %}                                | of what?
needs    | {documents: 50 %, has: []}                       | of what?
needs    | {posts: 1, videos: 1}                            | two kinds
needs    | {post: 1}                                        | not a word of it
needs    | {videos: 1, type: news}                          | videos have none
needs    | {posts: 1, via: []}                              | nowhere
needs    | {posts: 1, via: {}}                              | any, or all?
needs    | {posts: 1, via: {any: web, all: zalo}}           | both
needs    | {posts: 1, via: {al: web}}                       | not a word of it
needs    | {posts: 1, from: VP}                             | anyone, or leave it out
needs    | {posts: 1, new: "true"}                          | a text
needs    | {posts: 1, new: }                                | nothing
needs    | {posts: 1, aim: 0}                               | too low
needs    | {posts: 1, distinct: url}                        | not a choice
needs    | {posts: 0}                                       | none, and no limit
needs    | {posts: 0, at_most: false}                       | none, and no limit
needs    | {posts: -1, at_most: true}                       | below none
needs    | {posts: 1, count: titles}                        | not a choice
needs    | {conferences: all, distinct: location, of: []}   | of nothing
needs    | {videos: 1, shorter_than: 3}                     | of what?
needs    | {videos: 1, shorter_than: "3:60"}                | too many seconds
needs    | {videos: 1, longer_than: 1 phút}                 | not a length
needs    | {all: [{name: [], posts: 1}, {posts: 1}]}         | not a name
needs    | {all: [{posts: 1}]}                              | all of one
needs    | {all: [{posts: 1}, {type: news}]}                | of what?
needs    | {all: [{posts: 1}, {videos: any}]}               | no number, and judged
needs    | {all: {posts: 1}}                                | not a list
needs    | {all: [{posts: 1}, {videos: 1}], via: web}       | of which of them?
needs    | [{posts: 1}, {videos: 1}]                        | all, or any?
needs    | posts                                            | how many?
needs    | {unknown: }                                      | which question?
needs    | {unknown: "?", posts: 1}                         | known, or not
once     | {}                                               | when?
once     | {before: 2026-13}                                | not a month
once     | {before: 32/3/2026}                              | not a day
once     | {by: 2026-Q5}                                    | not a quarter
once     | {by: 1026}                                       | not of our time
once     | {within: {days: 15}}                             | of what?
once     | {within: {days: 0, of: issue}}                   | no days
once     | {within: 15}                                     | of what?
once     | {during: 2026-04..}                              | to when?
once     | {last: {by: 2026-11}, by: 2026-03}               | last goes with every
once     | {standing: true}                                 | posts do not stand
once     | {tracked: false}                                 | left out instead
once     | {for: 2026-Q1, by: 2026-04-05}                   | posts name no period
once     | {every: month, due: {unknown: "?"}}              | posts name no period
report   | {for: 2026-Q1}                                   | by when?
report   | {for: 2026-Q1, during: 2026}                     | by when?
report   | {for: [], by: 2026-04-05}                        | for which?
report   | {due: {}}                                        | for which?
report   | {due: {2026-13: 2026-12-31}}                     | not a period
report   | {due: {2026-01: soon}}                           | not a day
report   | {due: {unknown: }}                               | which question?
report   | {every: month, due: {unknown: x}, last: {by: 2026-12-15}} | the days stand elsewhere
state    | {standing: false}                                | left out instead
state    | {standing: {fresh_days: 0}}                      | no days
state    | {standing: true, by: 2026-06}                    | two timings
standing | {posts: 1}                                       | posts do not stand
standing | {all: [{states: 1}, {documents: 1}]}             | nor do documents
reading  | {evry: month}                                    | not a word of it
reading  | {needs: {vai: web}}                              | not a word of it
reading  | {needs: {posts: 1, videos: 1}}                   | two kinds
reading  | {needs: {videos: 1, type: news}}                 | videos have none
reading  | {every: month, before: 2026-03}                  | two timings
reading  | {before: 2026-03, last: {by: 2026-02}}           | last goes with every
reading  | {for: 2026-Q1}                                   | by when?
reading  | {owes: [VP, TT]}                                 | each, or jointly?
reading  | needs                                            | which of them?
"""


def rows(table: str) -> list[Any]:
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [pytest.param(place, snippet, id=f"{place} {snippet}: {what}") for place, snippet, what in lines]


@pytest.mark.parametrize(("place", "snippet"), rows(RIGHT))
def test_right(place: str, snippet: str):
    value = plan_of(place, snippet)
    assert program_takes(value)
    assert valid("plan", value)


@pytest.mark.parametrize(("place", "snippet"), rows(WRONG))
def test_wrong(place: str, snippet: str):
    value = plan_of(place, snippet)
    assert not program_takes(value)
    assert not valid("plan", value)


# ---- every combination


def test_words_of_timing():
    """Of all 1024 sets of words of timing those of the language are right, and no other."""
    words: dict[str, object] = {}
    for way in (way for timing in TIMINGS for way in timing.ways):
        words |= as_an_editor_reads("{" + way.example + "}")
    assert set(words) == {*TIMING_WORDS, *QUALIFIERS}
    right = set()
    for size in range(len(words) + 1):
        for chosen in combinations(words, size):
            needs = {"states": 1} if "standing" in chosen else {"documents": 1, "type": "report"}
            quota = {**BASE, "needs": needs, **{word: words[word] for word in chosen}}
            right |= {frozenset(chosen)} if QUOTA.is_valid(quota) else set()
    assert right == TOGETHER


def test_kinds():
    """A part has one kind; every two of them are one too many."""
    for kind in KIND_WORDS:
        assert QUOTA.is_valid({**BASE, "needs": {kind: 1}, "every": "month"})
    for first, other in combinations(KIND_WORDS, 2):
        assert not QUOTA.is_valid({**BASE, "needs": {first: 1, other: 1}, "every": "month"})


def is_period(source: str) -> bool:
    try:
        parse_period(source)
    except ValueError:
        return False
    return True


def test_periods_are_those_of_the_model():
    """All days a form could have in a leap year, and every other period; of a year without 29 February see below."""
    pattern = re.compile(MADE["plan"]["$defs"]["Period"]["pattern"])
    days = [f"2024-{month:02d}-{day:02d}" for month in range(14) for day in range(33)]
    parts = [f"2026-{part}" for part in [*(f"{month:02d}" for month in range(14)), *"1Q"]]
    parts += [f"2026-{letter}{number}" for letter in "QHX" for number in range(6)]
    years = ["1899", "1900", "2026", "2199", "2200", "26", "20260", "2026-1", "2026-001"]
    spans = [f"{first}..{other}" for first in ("2026", "2026-02") for other in ("2026-Q4", "2026-13", "2027-01-31", "")]
    for source in [*days, *parts, *years, *spans]:
        assert bool(pattern.search(source)) == is_period(source), source


def test_days_are_those_of_the_calendar():
    pattern = re.compile(MADE["plan"]["$defs"]["Day"]["pattern"])
    year = {str(date(2024, 1, 1) + timedelta(days=day)) for day in range(366)}
    written = {f"2024-{month:02d}-{day:02d}" for month in range(14) for day in range(33)}
    assert {source for source in written if pattern.search(source)} == year
    assert not pattern.search("2024-W12-3")
    assert not pattern.search("20240312")


def test_what_a_schema_cannot_know_of_days():
    """Which years have a 29 February, that a span runs forward, that it is shorter than a month."""
    for header in ({"starts": "2026-02-29"}, {"issued": "2026-03-02..2026-03-01"}, {"issued": "2026-01..2026-12"}):
        assert not program_takes({**HEADER, **header})
        assert valid("plan", {**HEADER, **header})


# ---- the other files


@pytest.mark.parametrize(
    ("kind", "snippet", "right"),
    [
        ("organisation", "{VP: {name: Văn phòng, since: 2026-07-01, until: 2026-12-31, exempt: {p/A1: lý do}}}", True),
        ("organisation", "{115: {name: 115, aliases: Cấp cứu, also_said: [C, 5], part_of: VP}}", True),
        ("organisation", "{VP: {}}", False),  # no name
        ("organisation", "{VP: {name: Văn phòng, since: 2026-07}}", False),  # not a day
        ("organisation", "{VP: {name: Văn phòng, alias: VP}}", False),  # not a word of it
        ("organisation", "{VP: {name: Văn phòng, exempt: [p/A1]}}", False),  # without the reason
        ("organisation", "{VP: Văn phòng}", False),  # not a unit
        ("holidays", "{2026: {days_off: {2026-04-30: {name: N, source: S, active: false}}, working: {}}}", True),
        ("holidays", "{2026: {}}", True),
        ("holidays", "{2026: {days_off: {30/4/2026: {name: N, source: S}}}}", True),
        ("holidays", "{2026: {days_off: {32/4/2026: {name: N, source: S}}}}", False),  # not a day
        ("holidays", "{2026: {days_off: {2026-04-31: {name: N, source: S}}}}", False),  # nor is this
        ("holidays", "{2026: {days_off: {2026-04-30: {name: N}}}}", False),  # who says so?
        ("holidays", "{2026: {days_off: {2026-04-30: {name: N, source: S, active: no}}}}", False),  # true or false
        ("holidays", "{2026-01: {}}", False),  # not a year
        ("waivers", "{unit: DV}", True),
        ("waivers", "{unit: [VP, 115], period: 2026}", True),
        ("waivers", "{unit: []}", False),  # nobody
        ("waivers", "{unit: VP, last_day: 2026-12}", False),  # not a day
        ("waivers", "{unit: VP, period: 2026-Q5}", False),  # not a period
        ("rulings", "{url: https://a.vn/1}", True),
        ("rulings", "{unit: VP, day: 2026-04-05, title: Tin}", True),
        ("rulings", "{unit: [VP, 115], period: 2026-Q1, number: 3}", True),
        ("rulings", "{}", False),  # no rows
        ("rulings", "{unit: VP}", False),  # which of them?
        ("rulings", "{unit: VP, day: 2026-04-05}", False),  # which of that day?
        ("rulings", "{unit: VP, day: 2026-04-05, title: Tin, period: 2026-04}", False),  # one or all?
        ("rulings", "{url: https://a.vn/1, unit: VP}", False),
        ("rulings", "{day: 2026-04-05, title: Tin}", False),  # whose?
        ("rulings", "{unit: VP, period: 2026-04, accepted: no}", False),  # true or false
        ("rulings", "{unit: VP, period: 2026-04, on: 2026-04}", False),  # not a day
    ],
)
def test_other_files(kind: str, snippet: str, right: bool):
    output = as_an_editor_reads(snippet)
    waiver = {"quota": "p/A1", "reason": "r", "approver": "a", "number": 3, "last_day": "2026-12-31"}
    value = {
        "organisation": {"organisation": "o", "name": "O", "units": output, "channels": {}, "tags": {}},
        "holidays": {"years": output},
        "waivers": {"sample": True, "waivers": [{**waiver, **output}]},
        "rulings": {"rulings": [{"accepted": False, "reason": "r", "by": "b", "on": "2026-05-01", **output}]},
    }[kind]
    assert valid(kind, value) == right
    try:
        words = SCHEMAS[kind].model_validate(value)
        issues = compile_holidays(words)[1] if kind == "holidays" else []  # type: ignore[arg-type]
    except ValidationError:
        issues = ["refused"]
    assert (not issues) == right


# ---- plans of small pieces: the program's word against the schema's


def mostly(right: str, wrong: str) -> st.SearchStrategy[str]:
    """Return a piece of a plan; the pieces stand between bars, and a wrong one comes once in a while."""
    pieces = [st.sampled_from([piece.strip() for piece in text.split("|")]) for text in (right, wrong)]
    return st.integers(0, 9).flatmap(lambda throw: pieces[throw == 9])


Lines = dict[str, st.SearchStrategy[str]]


def entries(words: Lines, most: int) -> st.SearchStrategy[list[str]]:
    """Return some of the words, each with something after it."""
    chosen = st.lists(st.sampled_from(sorted(words)), max_size=most, unique=True)
    return chosen.flatmap(
        lambda drawn: st.tuples(*(words[word].map(f"{word}: {{}}".format) for word in drawn)).map(list)
    )


def braces(lines: list[str]) -> str:
    return "{" + ", ".join(lines) + "}"


CODES = mostly("VP | web | cchc | [VP, TT] | {all: [web, zalo]} | {any: web}", "115 | [] | nobody | '' | {} | 1.5 |")
NUMBERS = mostly("1 | 2 | 3", "0 | any | 100 % | 50 % | '2' | 1.5 | true |")
PERIODS = mostly("2026-03 | 2026-Q2 | 2026-03-15 | 2026", "2026-04..2026-12 | 2026-13 | 15/3/2026 | yes | {} |")
FLAGS = mostly("true", "false | yes | 1 | 'true' |")
TYPES = mostly("news | [news, article] | report | [report] | []", "plan | qr | nwes | 2 |")
LINES_OF_FORM = {
    Form.FLAG: FLAGS, Form.CODES: CODES, Form.TEXTS: CODES, Form.TYPES: TYPES, Form.TEXT: mostly("CCHC | 115", "[] | {} |"),
    Form.LENGTH: mostly("'3:00'", "3 | '3:99' |"),
}  # fmt: skip
CONDITIONS: Lines = {
    condition.word: mostly(" | ".join(condition.choices), "url |")
    if condition.form is Form.CHOICE
    else LINES_OF_FORM[condition.form]
    for condition in CONDITIONS_OF_WORDS
} | {"aim": NUMBERS, "implied": FLAGS, "vai": CODES}
KINDS: Lines = dict.fromkeys(KIND_WORDS, NUMBERS)
PARTS = mostly(
    "{posts: 1} | {documents: 1, type: report} | {states: 1} | {states: 100 %, type: qr} | {states: any} | {videos: 2}",
    "{documents: 50 %, has: phu-luc} | {posts or videos: 1} | {} | {type: news} | posts",
) | st.tuples(entries(KINDS, 1), entries(CONDITIONS, 1)).map(lambda drawn: braces([*drawn[0], *drawn[1]]))
SEVERAL = st.tuples(st.sampled_from(["all", "any"]), st.lists(PARTS, min_size=1, max_size=2)).map(
    lambda drawn: f"{{{drawn[0]}: [{', '.join(drawn[1])}]}}"
)
OWNERS = mostly(
    "VP | each DV | DV | {each: DV, share: 80} | {jointly: [VP, TT]}", "[VP, TT] | {each: []} | true | {} |"
)
TIMING: Lines = {
    "every": mostly("month | half-year", "monthly |"), "last": entries({"by": PERIODS, "before": PERIODS}, 2).map(braces),
    "before": PERIODS, "by": PERIODS, "during": PERIODS, "within": mostly("{days: 3, of: issue}", "{days: 3} | 15 |"),
    "for": mostly("2026-Q1 | [2026-Q1, 2026]", "[] | soon |"), "standing": mostly("true | {fresh_days: 9}", "false | {} |"),
    "tracked": FLAGS, "due": mostly("{unknown: '?'} | {2026-01: 2026-02-05}", "{} | {2026-01: soon} | {2026-13: 2026-01-01} |"),
}  # fmt: skip
WHEN = st.sampled_from(
    [[word] for word in TIMING if word not in {"for", "last"}] + [["for", "by"], ["every", "due"], ["every", "last"]]
).flatmap(lambda words: st.tuples(*(TIMING[word].map(f"{word}: {{}}".format) for word in words)).map(list))
OTHER: Lines = {"with": CODES, "repeats": CODES, "wording": CODES, "clauses": CODES}
HEADERS: Lines = {"starts": PERIODS, "number": CODES, "defaults": entries({"tags": CODES}, 1).map(braces)}
ISSUED = mostly("2026-01-05 | 2026-03 | {not_before: 2026-01-05}", "2026 | 2026-Q2 | 72/3/2026 | {} |")


@st.composite
def plans(draw: st.DrawFn) -> str:
    """Return the text of a plan with one quota."""
    timing = draw(WHEN | WHEN | entries(TIMING, 3))
    lines = [f"owes: {draw(OWNERS)}", f"needs: {draw(PARTS | SEVERAL)}", *timing, *draw(entries(OTHER, 1))]
    quota = "".join(f"    {line}\n" for line in ["title: T", "clause: I.1", *lines])
    header = "".join(f"{line}\n" for line in [f"issued: {draw(ISSUED)}", *draw(entries(HEADERS, 1))])
    return f"plan: p\ntitle: T\nyear: 2026\n{header}quotas:\n  A1:\n{quota}"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plans") / "p.yaml"


@settings(max_examples=250, deadline=None)
@given(source=plans())
def test_the_program_and_the_schema_agree(source: str, file: Path):
    file.write_text(source, encoding="utf-8")
    _, problems = load_plan(Workspace(file.parent, file.parent, file.parent, Settings()), file, ORGANISATION)
    codes = {problem.code for problem in problems}
    if "surprising-scalar" in codes:
        return  # what it would have been read as the program does not say
    assert valid("plan", as_an_editor_reads(source)) == (codes <= ONLY_VALIDATE)


READINGS = entries({"needs": PARTS | SEVERAL, "owes": OWNERS, **OTHER, **TIMING}, 2).map(braces)


@settings(max_examples=150, deadline=None)
@given(reading=READINGS, base=st.sampled_from(["{posts: 1}", "{documents: 1, type: report}", "{states: 1}"]))
def test_readings_the_program_takes_are_right(reading: str, base: str):
    """What a reading lacks the quota has, which a schema cannot look up: so this way only."""
    timing = {"standing": True} if "states" in base else {"by": "2026-12"}
    quota = {**BASE, "needs": as_an_editor_reads(base), **timing, "readings": {"r": as_an_editor_reads(reading)}}
    if program_takes({**HEADER, "quotas": {"A1": quota}}):
        assert valid("plan", {**HEADER, "quotas": {"A1": quota}})


# ---- the command


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    return exit_code(["schema", *arguments], monkeypatch)


@pytest.mark.parametrize(("arguments", "kind"), [(["plan"], "plan"), (["holidays"], "holidays")])
def test_prints_one(arguments: list[str], kind: str, monkeypatch, capsys, tmp_path: Path):
    """Anywhere, in no workspace too."""
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, *arguments) == 0
    assert json.loads(capsys.readouterr().out) == MADE[kind]


def test_writes_all(monkeypatch, capsys, tmp_path: Path):
    assert run(monkeypatch, "-o", str(tmp_path / "schema"), "--lang", "en") == 0
    files = {path.name for path in (tmp_path / "schema").iterdir()}
    assert files == {"plan.json", "organisation.json", "waivers.json", "rulings.json", "holidays.json"}
    assert json.loads((tmp_path / "schema" / "plan.json").read_text("utf-8")) == MADE["plan"]
    assert capsys.readouterr().out.splitlines()[0] == f"Wrote {tmp_path / 'schema' / 'plan.json'}."


def test_writes_one(monkeypatch, tmp_path: Path):
    assert run(monkeypatch, "waivers", "--output", str(tmp_path / "mine.json")) == 0
    assert json.loads((tmp_path / "mine.json").read_text("utf-8")) == MADE["waivers"]


def test_unknown_kind(monkeypatch, capsys):
    assert run(monkeypatch, "plans", "--lang", "en") == 2
    out, wrong = capsys.readouterr()
    assert out == ""
    assert wrong.startswith(
        "NAME: error: plans cannot be used; write one of plan, organisation, waivers, rulings, holidays, check, "
    )


def test_a_name_is_needed(monkeypatch, capsys):
    assert run(monkeypatch, "--lang", "en") == 2
    assert "write one of plan, organisation" in capsys.readouterr().err


def test_folder_that_cannot_be_made(monkeypatch, capsys, tmp_path: Path):
    assert run(monkeypatch, "-o", str(tmp_path / "no" / "schema"), "--lang", "en") == 2
    assert capsys.readouterr().err.endswith("[no-parent-folder]\n")
    assert list(tmp_path.iterdir()) == []


# ---- conditions


def test_conditions_are_asked_of_kinds_whose_rows_can_say_them() -> None:
    """Each asks of a column that some kind of log has."""
    for condition in CONDITIONS_OF_WORDS:
        assert having(condition.column)


# ---- in Vietnamese


@pytest.mark.parametrize("kind", SCHEMAS)
def test_each_description_has_its_vietnamese(kind: str):
    """A description without one would raise; the rest of the schema is the same."""
    descriptions: list[str] = []

    def translated(description: str) -> str:
        descriptions.append(description)
        return described(description, "vi")

    vietnamese, english = json.loads(text(kind, translated)), json.loads(text(kind))
    assert descriptions
    assert vietnamese != english
    assert len(str(vietnamese).split("'description'")) == len(str(english).split("'description'"))


def test_nothing_is_translated_that_no_schema_says():
    descriptions: set[str] = set()
    for kind in SCHEMAS:
        text(kind, lambda description: descriptions.add(description) or description)
    assert set(DESCRIPTIONS) - descriptions == set()


def test_the_language_is_that_of_the_command(monkeypatch, capsys, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "plan", "--lang", "vi") == 0
    assert "Mã kế hoạch; là phần đầu của tên đầy đủ mỗi chỉ tiêu." in capsys.readouterr().out
