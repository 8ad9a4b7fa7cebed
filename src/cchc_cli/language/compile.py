"""Compiling the words of a plan file to a Plan, with an issue for each unknown code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace
from pydantic import ValidationError

from cchc_cli.language.compile_counting import counting_issues
from cchc_cli.language.compile_header import header_of, issues_of_header
from cchc_cli.language.compile_need import NeedCompiler, amount_issues
from cchc_cli.language.compile_timing import (
    clashes,
    days_of_other_years,
    misplaced_days,
    never_owed,
    timing_of,
    unknown_events,
)
from cchc_cli.language.known_codes import KnownCodes
from cchc_cli.language.model_issue import Loc, ModelIssue, issues_of
from cchc_cli.language.need_words import EITHER_KIND
from cchc_cli.language.plan_file import QUOTA_ID, DutyWords, EachWords, JointlyWords, PlanWords, QuotaWords
from cchc_cli.language.read_only import read_only
from cchc_cli.language.timing_words import UnknownWords
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import (
    NO_READING,
    AsOne,
    Duty,
    EachOf,
    Jointly,
    NotKnown,
    Owner,
    Plan,
    Quota,
    Unit,
)
from cchc_cli.words.kinds import TYPES
from cchc_cli.words.timings import QUALIFIERS, TIMING_WORDS


class Source(Struct, frozen=True):
    """Facts about the file of a plan: its name, its digest, and the line on which each quota starts."""

    file: str = ""
    sha256: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    dated: bool = True  # False: the year or the day of issue is wrong, and a placeholder replaces it


class PlanCompiler:
    """Compiles one plan file for one organisation, and collects its issues."""

    def __init__(self, organisation: Organisation, words: PlanWords, raw: Mapping[str, Any], source: Source) -> None:
        self._organisation = organisation
        self._words = words
        self._raw = raw
        self._source = source
        self._header = header_of(words, organisation.code)
        self.issues: list[ModelIssue] = []
        self._codes = KnownCodes(organisation, self.issues)
        self._needs = NeedCompiler(self._codes, words.defaults.tags)

    def compile(self) -> Plan:
        words, header = self._words, self._header
        self.issues += issues_of_header(words, header) if self._source.dated else ()
        plan = replace(
            header,
            quotas={id_: self._quota(id_, quota) for id_, quota in words.quotas.items()},
            duties=tuple(self._duty(index, duty) for index, duty in enumerate(words.duties)),
            file=self._source.file,
            sha256=self._source.sha256,
        )
        return read_only(plan)

    def _check_name(self, name: str, at: Loc) -> None:
        """Refuse the name of the default reading, and the name of a reading of the header."""
        if name == NO_READING:
            self.issues.append(ModelIssue(at, "reading-default", {"value": name}, on_key=True))
        elif name in self._words.readings:
            self.issues.append(ModelIssue(at, "reading-twice", {"value": name}, on_key=True))

    def _same(self, at: Loc) -> None:
        self.issues.append(ModelIssue(at, "reading-same", {"value": str(at[-1])}, on_key=True, warns=True))

    # ---- one quota

    def _quota(self, id_: str, words: QuotaWords) -> Quota:
        at: Loc = ("quotas", id_)
        if not re.fullmatch(QUOTA_ID, id_):
            details = {"value": id_, "typed": re.sub(r"[^\w.]+", "-", id_).strip("-") or "A1"}
            self.issues.append(ModelIssue(at, "bad-quota-id", details, on_key=True))
        quota = self._shape(id_, words, at)
        own = [issue for issue in self.issues if issue.loc[:2] == at]
        readings = {name: self._reading(id_, name, patch, own) for name, patch in words.readings.items()}
        for name, variant in readings.items():
            of_reading: Loc = (*at, "readings", name)
            refused = any(issue.loc[:4] == of_reading for issue in self.issues)
            if variant and not refused and replace(variant, reading="") == quota:
                self._same(of_reading)
        return read_only(replace(quota, readings={name: variant for name, variant in readings.items() if variant}))

    def _shape(self, id_: str, words: QuotaWords, at: Loc, reading: str = "") -> Quota:
        need = self._needs.need(words, (*at, "needs"))
        timing = timing_of(words, self._header.dates)
        self.issues += clashes(words, at)
        self.issues += unknown_events(words, self._header.dates, at)
        if self._source.dated:
            self.issues += misplaced_days(timing, self._header, at)
            self.issues += days_of_other_years(words, self._header.own_year, at)
            self.issues += never_owed(timing, self._header, at)
        self.issues += amount_issues(need, timing, at)
        self.issues += counting_issues(words, at)
        return Quota(
            plan=self._words.plan,
            id=id_,
            title=words.title,
            clause=words.clause,
            owners=self._owners(words, (*at, "owes")),
            need=need,
            timing=timing,
            wording=words.wording or "",
            repeats=words.repeats,
            coordinating=self._codes.known(words.with_, self._codes.units_and_groups, (*at, "with")),
            organisation=self._organisation.code,
            line=self._source.lines.get(id_, 1),
            reading=reading,
        )

    def _reading(self, id_: str, name: str, patch: Mapping[str, Any], own: Sequence[ModelIssue]) -> Quota | None:
        at: Loc = ("quotas", id_, "readings", name)
        self._check_name(name, at)
        raw = apply_reading(self._raw["quotas"][id_], patch)
        try:
            words = QuotaWords.model_validate(raw)
        except ValidationError as error:
            self.issues += issues_of(error, at)
            return None
        before = len(self.issues)
        variant = self._shape(id_, words, at, name)
        # An issue of the quota itself is not repeated for each of its readings.
        known_issues = [(issue.code, issue.details) for issue in own]
        fresh = [issue for issue in self.issues[before:] if (issue.code, issue.details) not in known_issues]
        self.issues[before:] = fresh
        return read_only(variant)

    # ---- owners

    def _owners(self, words: QuotaWords, at: Loc) -> tuple[Owner, ...]:
        owes, groups = words.owes, self._organisation.groups
        if isinstance(owes, UnknownWords):
            return (NotKnown(owes.unknown),)
        if isinstance(owes, JointlyWords):
            units = self._codes.known(owes.jointly, self._codes.units, (*at, "jointly"))
            self._codes.once(units, (*at, "jointly"))
            return (Jointly(units),)
        if isinstance(owes, str):
            if not owes.startswith("each "):
                codes = self._codes.known((owes,), self._codes.units_and_groups, at)
                return tuple(AsOne(code) if code in groups else Unit(code) for code in codes)
            owes, each_at = EachWords(each=(owes.removeprefix("each ").strip(),)), at
        else:
            each_at = (*at, "each")
        codes = self._codes.known(owes.each, self._codes.units_and_groups, each_at)
        self._codes.once(codes, each_at)
        return tuple(EachOf(code, owes.share) if code in groups else Unit(code) for code in codes)

    # ---- duties

    def _duty(self, index: int, words: DutyWords) -> Duty:
        at: Loc = ("duties", index)
        everyone = "all" in words.unit
        named = [code for code in words.unit if code != "all"]
        units = self._codes.known(named, self._codes.owners_of_duties, (*at, "unit"))
        tags = self._codes.known(words.tags, self._codes.names_of("tag", ()), (*at, "tags"))
        owners = ("all", *units) if everyone else units
        return Duty(words.clause, words.class_, owners, words.title, frozenset(tags), words.see or "")


def apply_reading(raw: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """Return the raw quota with a reading's fields in place of its own.

    A word of timing replaces all of the quota's words of timing. `needs` is changed key by key, unless the reading
    itself states how many items of which kind are needed.
    """
    merged = {key: value for key, value in raw.items() if key != "readings"}
    if set(patch) & TIMING_WORDS.keys():
        merged = {key: value for key, value in merged.items() if key not in (*TIMING_WORDS, *QUALIFIERS)}
    merged.update(patch)
    needs = patch.get("needs")
    if isinstance(needs, dict) and isinstance(raw.get("needs"), dict) and not _says_how_many(needs):
        merged["needs"] = {**raw["needs"], **needs}
    return merged


def _says_how_many(needs: Mapping[str, Any]) -> bool:
    return bool({"all", "any", "unknown", EITHER_KIND, *TYPES} & set(needs))
