"""From the words of a plan file to its normal shape, with a complaint for every code that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace
from pydantic import ValidationError

from cchc_cli.language.compile_header import complaints_of_header, header_of
from cchc_cli.language.compile_timing import (
    days_of_other_years,
    misplaced_days,
    never_owed,
    timing_of,
)
from cchc_cli.language.complaint import Complaint, Loc, complaints_of
from cchc_cli.language.need_words import EITHER_KIND, AllWords, PartWords
from cchc_cli.language.plan_file import DutyWords, EachWords, JointlyWords, PlanWords, QuotaWords
from cchc_cli.language.written import Alternatives
from cchc_cli.model.item import Kind
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import (
    NO_READING,
    AsOne,
    Duty,
    EachOf,
    Jointly,
    Need,
    Owner,
    Part,
    Plan,
    Quota,
    Unit,
)
from cchc_cli.model.text import nearest
from cchc_cli.model.timing import Timing
from cchc_cli.model.word import Codes, Condition, Family
from cchc_cli.words.conditions import CONDITIONS
from cchc_cli.words.conditions.tags import Tags, tags_of
from cchc_cli.words.conditions.type_ import types_of
from cchc_cli.words.conditions.via import channels_of
from cchc_cli.words.kinds import KIND, PUBLISHED, TYPES, having
from cchc_cli.words.timings import QUALIFIERS, TIMING_WORDS


class Source(Struct, frozen=True):
    """What the file itself adds to a plan: its name, digest, and the line each quota starts on."""

    file: str = ""
    sha256: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)


class PlanCompiler:
    """Compiles one plan file for one organisation, gathering complaints on the way."""

    def __init__(self, organisation: Organisation, words: PlanWords, raw: Mapping[str, Any], source: Source) -> None:
        self._organisation = organisation
        self._words = words
        self._raw = raw
        self._source = source
        self._header = header_of(words, organisation.code)
        self.complaints: list[Complaint] = []
        self._defaults = self._header_tags(words.defaults.tags, ("defaults", "tags"))

    def compile(self) -> Plan:
        words, header = self._words, self._header
        self.complaints += complaints_of_header(words, header)
        return replace(
            header,
            quotas={id_: self._quota(id_, quota) for id_, quota in words.quotas.items()},
            duties=tuple(self._duty(place, duty) for place, duty in enumerate(words.duties)),
            file=self._source.file,
            sha256=self._source.sha256,
        )

    def _check_name(self, name: str, at: Loc) -> None:
        """A reading's name is neither that of the plan as it stands nor that of a reading of the header."""
        if name == NO_READING:
            self.complaints.append(Complaint(at, "reading-default", {"value": name}, on_key=True))
        elif name in self._words.readings:
            self.complaints.append(Complaint(at, "reading-twice", {"value": name}, on_key=True))

    def _same(self, at: Loc) -> None:
        self.complaints.append(Complaint(at, "reading-same", {"value": str(at[-1])}, on_key=True, warns=True))

    # ---- one quota

    def _quota(self, id_: str, words: QuotaWords) -> Quota:
        at: Loc = ("quotas", id_)
        self._known(words.with_, self._units_and_groups, "unknown-unit", (*at, "with"))
        quota = self._shape(id_, words, at)
        own = [one for one in self.complaints if one.loc[:2] == at]
        readings = {name: self._reading(id_, name, patch, own) for name, patch in words.readings.items()}
        for name, variant in readings.items():
            of_reading: Loc = (*at, "readings", name)
            complained = any(one.loc[:4] == of_reading for one in self.complaints)
            if variant and not complained and replace(variant, reading="") == quota:
                self._same(of_reading)
        return replace(quota, readings={name: variant for name, variant in readings.items() if variant})

    def _shape(self, id_: str, words: QuotaWords, at: Loc, reading: str = "") -> Quota:
        need = self._need(words, (*at, "needs"))
        timing = timing_of(words)
        self.complaints += misplaced_days(timing, self._header, at)
        self.complaints += days_of_other_years(words, self._header.own_year, at)
        self.complaints += never_owed(timing, self._header, at)
        self._check_amounts(need, timing, at)
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
            coordinating=words.with_,
            organisation=self._organisation.code,
            line=self._source.lines.get(id_, 1),
            reading=reading,
        )

    def _reading(self, id_: str, name: str, patch: Mapping[str, Any], own: Sequence[Complaint]) -> Quota | None:
        at: Loc = ("quotas", id_, "readings", name)
        self._check_name(name, at)
        raw = apply_reading(self._raw["quotas"][id_], patch)
        try:
            words = QuotaWords.model_validate(raw)
        except ValidationError as error:
            self.complaints += complaints_of(error, at)
            return None
        before = len(self.complaints)
        variant = self._shape(id_, words, at, name)
        # What the quota itself was complained of for is not said again for each of its readings.
        said = [(one.code, one.details) for one in own]
        fresh = [one for one in self.complaints[before:] if (one.code, one.details) not in said]
        self.complaints[before:] = fresh
        return variant

    # ---- owners

    def _owners(self, words: QuotaWords, at: Loc) -> tuple[Owner, ...]:
        owes = words.owes
        if isinstance(owes, JointlyWords):
            units = self._known(owes.jointly, self._organisation.units, "unknown-unit", (*at, "jointly"))
            self._once(owes.jointly, (*at, "jointly"))
            return (Jointly(units),)
        if isinstance(owes, str):
            if not owes.startswith("each "):
                codes = self._known((owes,), self._units_and_groups, "unknown-unit", at)
                return tuple(AsOne(code) if code in self._organisation.groups else Unit(code) for code in codes)
            owes, at = EachWords(each=(owes.removeprefix("each ").strip(),)), at[:-1]
            each_at: Loc = (*at, "owes")
        else:
            each_at = (*at, "each")
            self._once(owes.each, each_at)
        codes = self._known(owes.each, self._units_and_groups, "unknown-unit", each_at)
        return tuple(EachOf(code, owes.share) if code in self._organisation.groups else Unit(code) for code in codes)

    @property
    def _units_and_groups(self) -> Mapping[str, object]:
        return {**self._organisation.units, **self._organisation.groups}

    def _known(self, codes: Iterable[str], known: Mapping[str, object], problem: str, at: Loc) -> tuple[str, ...]:
        codes = tuple(codes)
        for place, code in enumerate(codes):
            if code not in known:
                details = {"value": code, "meant": nearest(code, known)}
                is_group = problem == "unknown-unit" and code in self._organisation.groups
                self.complaints.append(Complaint((*at, place), "group-as-unit" if is_group else problem, details))
        return tuple(code for code in codes if code in known)

    def _once(self, codes: Sequence[str], at: Loc) -> None:
        for place, code in enumerate(codes):
            if code in codes[:place]:
                self.complaints.append(Complaint((*at, place), "unit-twice", {"value": code}))

    # ---- need

    def _need(self, words: QuotaWords, at: Loc) -> Need:
        needs = words.needs
        if isinstance(needs, PartWords):
            return Need((self._part(needs, at),), implied=needs.implied)
        form, several = ("all", needs.all) if isinstance(needs, AllWords) else ("any", needs.any)
        parts = [self._part(part, (*at, form, place)) for place, part in enumerate(several)]
        return Need(tuple(distinct_names(parts)), every=form == "all", implied=any(part.implied for part in several))

    def _part(self, words: PartWords, at: Loc) -> Part:
        kind_word, amount = words.amount
        kinds: tuple[Kind, ...] = ("posts", "videos") if kind_word == EITHER_KIND else (kind_word,)
        conditions = [one for word in CONDITIONS if (one := self._condition(word, words, kinds, at))]
        share_of = [one for one in conditions if one.counted_in_shares] if amount.percent is not None else []
        return Part(
            name=kind_word,
            kinds=kinds,
            number=amount.number,
            percent=amount.percent,
            aim=words.aim,
            conditions=tuple(one for one in conditions if one not in share_of),
            share_of=share_of[0] if share_of else None,
        )

    def _condition(self, word: type[Condition], words: PartWords, kinds: tuple[Kind, ...], at: Loc) -> Condition | None:
        """Return the condition that a part sets by a word, or by leaving it out."""
        names = _PlanNames(self, kinds, (*at, word.word))
        if word.word not in words.written:
            return word.unsaid(names)
        found = word.read(words.written[word.word], names)
        if found and having(found.asked_column).isdisjoint(kinds):  # no row could ever meet it
            details = {"kind": words.amount[0], "key": word.word}
            self.complaints.append(Complaint((*at, word.word), "not-of-kind", details, on_key=True))
        return found

    def _header_tags(self, words: Alternatives | None, at: Loc) -> Condition | None:
        return Tags.read(words.codes, _PlanNames(self, tuple(KIND), at)) if words else None

    def known_names(
        self, family: Family, written: Codes | Sequence[str], kinds: Sequence[Kind], at: Loc
    ) -> tuple[str, ...]:
        """Return the tags, channels or types that are known; the others are complained of."""
        known: Mapping[str, object] = {type_: None for kind in kinds for type_ in TYPES[kind]}
        if family != "type":
            known = self._organisation.tags if family == "tag" else self._organisation.channels
        codes = written.codes if isinstance(written, Codes) else written
        if isinstance(written, Codes):
            at = (*at, "all" if written.every else "any")
        return self._known(codes, known, f"unknown-{family}", at)

    @property
    def defaults(self) -> Condition | None:
        """The tags that the header asks of posts, videos and broadcasts."""
        return self._defaults

    def _check_amounts(self, need: Need, timing: Timing, at: Loc) -> None:
        """A number, or none where none is judged; a percentage only of states, or of documents that have something."""
        counted = timing.judged and not timing.kept_up
        for part in need.parts:
            if counted and part.number is None and part.percent is None:
                self.complaints.append(Complaint((*at, "needs"), "no-number", {"kind": part.name}))
            if part.percent and part.kinds != ("states",) and not part.is_share:
                self.complaints.append(Complaint((*at, "needs"), "percent-of-what", {"kind": part.name}))
            if part.aim and part.number and part.aim <= part.number:
                self.complaints.append(Complaint((*at, "needs", "aim"), "aim-below", {"value": str(part.aim)}))
            if timing.asks_reports and not part.is_report:
                self.complaints.append(Complaint((*at, "needs"), "reports-only", {"kind": part.name}))
            if timing.kept_up and part.kinds != ("states",):
                self.complaints.append(
                    Complaint((*at, "standing"), "standing-states", {"kind": part.name}, on_key=True)
                )

    # ---- duties

    def _duty(self, place: int, words: DutyWords) -> Duty:
        at: Loc = ("duties", place)
        units = [code for code in words.unit if code != "all"]
        self._known(units, self._units_and_groups, "unknown-unit", (*at, "unit"))
        tags = self._known(words.tags, self._organisation.tags, "unknown-tag", (*at, "tags"))
        return Duty(words.clause, words.class_, words.unit, words.title, frozenset(tags), words.see or "")


class _PlanNames:
    """The names known where a word of a part is read."""

    def __init__(self, compiler: PlanCompiler, kinds: tuple[Kind, ...], at: Loc) -> None:
        self.kinds = kinds
        self.types = tuple(one for kind in kinds for one in KIND[kind].types)
        self.published = set(kinds) <= PUBLISHED
        self._compiler = compiler
        self._at = at

    def default(self, word: str) -> Condition | None:
        return self._compiler.defaults if word == Tags.word else None

    def known(self, family: Family, written: Codes | Sequence[str]) -> tuple[str, ...]:
        return self._compiler.known_names(family, written, self.kinds, self._at)


def apply_reading(raw: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """Return a quota with a reading's fields in place of its own.

    A word of timing replaces all the quota's words of timing; what a quota needs is changed key by key, unless the
    reading says itself how many of what are needed.
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
    return bool({"all", "any", EITHER_KIND, *TYPES} & set(needs))


def distinct_names(parts: Sequence[Part]) -> list[Part]:
    """Name the parts of one kind by what tells all of them apart: their types, tags or channels, or their number."""
    names = {part.name for part in parts}
    groups = {name: [part for part in parts if part.name == name] for name in names}
    marks = {name: iter(_marks(group)) for name, group in groups.items()}
    return [replace(part, name=f"{part.name}{next(marks[part.name])}") for part in parts]


def _marks(parts: Sequence[Part]) -> list[str]:
    """Return what follows the kind in each name; nothing where a part stands alone."""
    for codes_of in (types_of, tags_of, lambda part: channels_of(part).codes):
        marks = ["/".join(sorted(codes_of(part))) for part in parts]
        if len(set(marks)) == len(marks):
            return [f":{mark}" if mark and len(parts) > 1 else "" for mark in marks]
    return ["", *(f":#{number}" for number in range(2, len(parts) + 1))]
