"""From the words that say what is needed to a need: its parts with their conditions, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from cchc_cli.language.known_codes import KnownCodes
from cchc_cli.language.model_issue import Loc, ModelIssue
from cchc_cli.language.need_words import EITHER_KIND, KIND_WORDS, AllWords, PartWords
from cchc_cli.language.plan_file import QuotaWords
from cchc_cli.language.timing_words import UnknownWords
from cchc_cli.language.written import Alternatives
from cchc_cli.model.item import Kind
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Need, Part
from cchc_cli.model.timing import Timing
from cchc_cli.model.word import Codes, Condition, Family
from cchc_cli.words.conditions import CONDITIONS
from cchc_cli.words.conditions.distinct import Distinct
from cchc_cli.words.conditions.longer_than import LongerThan
from cchc_cli.words.conditions.shorter_than import ShorterThan, length_text
from cchc_cli.words.conditions.tags import Tags, tags_of
from cchc_cli.words.conditions.type_ import types_of
from cchc_cli.words.conditions.via import channels_of
from cchc_cli.words.kinds import KIND, PUBLISHED, having


class NeedCompiler:
    """Compiles what the quotas of one plan need; `defaults` are the tags that the header asks of what is published."""

    def __init__(self, codes: KnownCodes, defaults: Alternatives | None) -> None:
        self._codes = codes
        self.defaults: Condition | None = None
        if defaults:
            self.defaults = Tags.read(defaults.codes, _PlanNames(self, tuple(KIND), ("defaults", "tags")))

    @property
    def organisation(self) -> Organisation:
        return self._codes.organisation

    def need(self, words: QuotaWords, at: Loc) -> Need:
        needs = words.needs
        if isinstance(needs, UnknownWords):
            return Need((), question=needs.unknown)
        if isinstance(needs, PartWords):
            return Need((self._part(needs, at),), implied=needs.implied)
        form, several = ("all", needs.all) if isinstance(needs, AllWords) else ("any", needs.any)
        parts = distinct_names([self._part(part, (*at, form, place)) for place, part in enumerate(several)])
        for place, part in enumerate(parts):
            if part.own_name and part.own_name in {other.name for other in parts[:place]}:
                self._codes.complain(ModelIssue((*at, form, place, "name"), "part-twice", {"value": part.own_name}))
        return Need(tuple(parts), every=form == "all", implied=any(part.implied for part in several))

    def _part(self, words: PartWords, at: Loc) -> Part:
        kind_word, amount = words.amount
        kinds: tuple[Kind, ...] = ("posts", "videos") if kind_word == EITHER_KIND else (kind_word,)
        conditions = [one for word in CONDITIONS if (one := self._condition(word, words, kinds, at))]
        conditions = [self._listing(one, words, kinds, at) for one in conditions]
        share_of = [one for one in conditions if one.counted_in_shares] if amount.percent is not None else []
        if words.name and words.name.partition(":")[0] in KIND_WORDS:  # it would be taken for a code
            self._codes.complain(ModelIssue((*at, "name"), "part-named-as-kind", {"value": words.name}))
        return Part(
            name=words.name or kind_word,
            kinds=kinds,
            number=len(words.of or ()) or 1 if amount.every else amount.number,
            percent=amount.percent,
            aim=words.aim,
            conditions=tuple(one for one in conditions if one not in share_of),
            share_of=share_of[0] if share_of else None,
            own_name=words.name or "",
        )

    def _condition(self, word: type[Condition], words: PartWords, kinds: tuple[Kind, ...], at: Loc) -> Condition | None:
        """Return the condition that a part sets by a word, or by leaving it out."""
        names = _PlanNames(self, kinds, (*at, word.word))
        if word.word not in words.written:
            return word.unsaid(names)
        found = word.read(words.written[word.word], names)
        if (
            found
            and (lacking := set(kinds) - having(found.asked_column))
            and (word.of_every_kind or lacking == set(kinds))
        ):
            details = {"kind": words.amount[0] if lacking == set(kinds) else ", ".join(lacking), "key": word.word}
            self._codes.complain(ModelIssue((*at, word.word), "not-of-kind", details, on_key=True))
        return found

    def _listing(self, condition: Condition, words: PartWords, kinds: tuple[Kind, ...], at: Loc) -> Condition:
        """Return a condition with the values that the plan lists, where it is of different values."""
        if not isinstance(condition, Distinct) or not words.of:
            return condition
        every = words.amount[1].every
        return condition.listing(words.of, _PlanNames(self, kinds, (*at, "of")), every=every)

    def known_names(
        self, family: Family, written: Codes | Sequence[str], kinds: Sequence[Kind], at: Loc
    ) -> tuple[str, ...]:
        """Return the tags, channels or types that are known; the others are complained of."""
        codes = written.codes if isinstance(written, Codes) else written
        if isinstance(written, Codes):
            at = (*at, "all" if written.every else "any")
        return self._codes.known(codes, self._codes.names_of(family, kinds), at)


def complaints_of_amounts(need: Need, timing: Timing, at: Loc) -> Iterator[ModelIssue]:
    """A number, or none where none is judged; a percentage only of states, or of documents that have something."""
    counted = timing.judged and not timing.kept_up
    for part in need.parts:
        if counted and part.number is None and part.percent is None:
            yield ModelIssue((*at, "needs"), "no-number", {"kind": part.name})
        if part.percent and part.kinds != ("states",) and not part.is_share:
            yield ModelIssue((*at, "needs"), "percent-of-what", {"kind": part.name})
        if part.aim and part.number and part.aim <= part.number:
            yield ModelIssue((*at, "needs", "aim"), "aim-below", {"value": str(part.aim)})
        yield from _lengths(part, at)
        if timing.asks_reports and not part.is_report:
            yield ModelIssue((*at, "needs"), timing.reports_code, {"kind": part.name})
        if timing.kept_up and part.kinds != ("states",):
            yield ModelIssue((*at, "standing"), "standing-states", {"kind": part.name}, on_key=True)


def _lengths(part: Part, at: Loc) -> Iterator[ModelIssue]:
    """Durations are whole seconds: between the two lengths there must be one."""
    longer, shorter = part.find(LongerThan), part.find(ShorterThan)
    if longer and shorter and shorter.seconds - longer.seconds < 2:
        details = {"longer": length_text(longer.seconds), "shorter": length_text(shorter.seconds)}
        yield ModelIssue((*at, "needs"), "length-order", details)


class _PlanNames:
    """The names known where a word of a part is read."""

    def __init__(self, compiler: NeedCompiler, kinds: tuple[Kind, ...], at: Loc) -> None:
        self.kinds = kinds
        self.types = tuple(one for kind in kinds for one in compiler.organisation.types[kind])
        self.published = set(kinds) <= PUBLISHED
        self._compiler = compiler
        self._at = at

    def default(self, word: str) -> Condition | None:
        return self._compiler.defaults if word == Tags.word else None

    def known(self, family: Family, written: Codes | Sequence[str]) -> tuple[str, ...]:
        return self._compiler.known_names(family, written, self.kinds, self._at)


def distinct_names(parts: Sequence[Part]) -> list[Part]:
    """Name the parts of one kind by what tells all of them apart: their types, tags or channels, or their number.

    A part that the plan names keeps its name.
    """
    names = {part.name for part in parts}
    groups = {name: [part for part in parts if part.name == name and not part.own_name] for name in names}
    marks = {name: iter(_marks(group)) for name, group in groups.items()}
    return [part if part.own_name else replace(part, name=f"{part.name}{next(marks[part.name])}") for part in parts]


def _marks(parts: Sequence[Part]) -> list[str]:
    """Return what follows the kind in each name; nothing where a part stands alone."""
    for codes_of in (types_of, tags_of, lambda part: channels_of(part).codes):
        marks = ["/".join(sorted(codes_of(part))) for part in parts]
        if len(set(marks)) == len(marks):
            return [f":{mark}" if mark and len(parts) > 1 else "" for mark in marks]
    return ["", *(f":#{number}" for number in range(2, len(parts) + 1))]
