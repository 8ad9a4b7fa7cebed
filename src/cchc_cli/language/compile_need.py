"""Compiling the words of `needs` to a Need: its parts with their conditions, and their issues."""

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
from cchc_cli.words.conditions.duration_bound import length_text
from cchc_cli.words.conditions.longer_than import LongerThan
from cchc_cli.words.conditions.shorter_than import ShorterThan
from cchc_cli.words.conditions.tags import Tags, tags_of
from cchc_cli.words.conditions.type_ import types_of
from cchc_cli.words.conditions.via import channels_of
from cchc_cli.words.kinds import KIND, PUBLISHED, having


class NeedCompiler:
    """Compiles the needs of one plan's quotas; `defaults` are the tags that the header requires of publications."""

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
        parts = distinct_names([self._part(part, (*at, form, index)) for index, part in enumerate(several)])
        for index, part in enumerate(parts):
            if part.own_name and part.own_name in {other.name for other in parts[:index]}:
                self._codes.add(ModelIssue((*at, form, index, "name"), "part-twice", {"value": part.own_name}))
        return Need(tuple(parts), every=form == "all", implied=any(part.implied for part in several))

    def _part(self, words: PartWords, at: Loc) -> Part:
        kind_word, amount = words.amount
        kinds: tuple[Kind, ...] = ("posts", "videos") if kind_word == EITHER_KIND else (kind_word,)
        conditions = [condition for word in CONDITIONS if (condition := self._condition(word, words, kinds, at))]
        conditions = [self._listing(condition, words, kinds, at) for condition in conditions]
        share_of = (
            [condition for condition in conditions if condition.counted_in_shares] if amount.percent is not None else []
        )
        if words.name and words.name.partition(":")[0] in KIND_WORDS:  # such a name looks like a code
            self._codes.add(ModelIssue((*at, "name"), "part-named-as-kind", {"value": words.name}))
        return Part(
            name=words.name or kind_word,
            kinds=kinds,
            number=len(words.of or ()) or 1 if amount.every else amount.number,
            percent=amount.percent,
            aim=words.aim,
            conditions=tuple(condition for condition in conditions if condition not in share_of),
            share_of=share_of[0] if share_of else None,
            own_name=words.name or "",
        )

    def _condition(self, word: type[Condition], words: PartWords, kinds: tuple[Kind, ...], at: Loc) -> Condition | None:
        """Return the condition of a word, also where the part leaves the word out; None for no condition."""
        names = _PlanNames(self, kinds, (*at, word.word))
        if word.word not in words.written:
            return word.unsaid(names)
        condition = word.read(words.written[word.word], names)
        if (
            condition
            and (lacking := set(kinds) - having(condition.asked_column))
            and (word.of_every_kind or lacking == set(kinds))
        ):
            details = {"kind": words.amount[0] if lacking == set(kinds) else ", ".join(lacking), "key": word.word}
            self._codes.add(ModelIssue((*at, word.word), "not-of-kind", details, on_key=True))
        return condition

    def _listing(self, condition: Condition, words: PartWords, kinds: tuple[Kind, ...], at: Loc) -> Condition:
        """Return a `distinct` condition with the values that the plan lists; any other condition is unchanged."""
        if not isinstance(condition, Distinct) or not words.of:
            return condition
        every = words.amount[1].every
        return condition.listing(words.of, _PlanNames(self, kinds, (*at, "of")), every=every)

    def known_names(
        self, family: Family, written: Codes | Sequence[str], kinds: tuple[Kind, ...], at: Loc
    ) -> tuple[str, ...]:
        """Return the codes of known tags, channels or types; each unknown one is an issue."""
        codes = written.codes if isinstance(written, Codes) else written
        if isinstance(written, Codes):
            at = (*at, "all" if written.every else "any")
        return self._codes.known(codes, self._codes.names_of(family, kinds), at)


def amount_issues(need: Need, timing: Timing, at: Loc) -> Iterator[ModelIssue]:
    """Yield issues of amounts: a missing number, a percentage of the wrong kind, an aim too low, a kind the timing excludes."""
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
    """Refuse two lengths with no whole second between them."""
    longer, shorter = part.find(LongerThan), part.find(ShorterThan)
    if longer and shorter and shorter.seconds - longer.seconds < 2:
        details = {"longer": length_text(longer.seconds), "shorter": length_text(shorter.seconds)}
        yield ModelIssue((*at, "needs"), "length-order", details)


class _PlanNames:
    """The known names for one word of a part."""

    def __init__(self, compiler: NeedCompiler, kinds: tuple[Kind, ...], at: Loc) -> None:
        self.kinds = kinds
        self.types = tuple(type_ for kind in kinds for type_ in compiler.organisation.types[kind])
        self.published = set(kinds) <= PUBLISHED
        self._compiler = compiler
        self._at = at

    def default(self, word: str) -> Condition | None:
        return self._compiler.defaults if word == Tags.word else None

    def known(self, family: Family, written: Codes | Sequence[str]) -> tuple[str, ...]:
        return self._compiler.known_names(family, written, self.kinds, self._at)


def distinct_names(parts: Sequence[Part]) -> list[Part]:
    """Give parts of one kind different names: by their types, else their tags, else their channels, else a number.

    A part with a name in the plan keeps it.
    """
    names = {part.name for part in parts}
    groups = {name: [part for part in parts if part.name == name and not part.own_name] for name in names}
    suffixes = {name: iter(_suffixes(group)) for name, group in groups.items()}
    return [part if part.own_name else replace(part, name=f"{part.name}{next(suffixes[part.name])}") for part in parts]


def _suffixes(parts: Sequence[Part]) -> list[str]:
    """Return the suffix behind the kind in each name, "" for a single part."""
    for codes_of in (types_of, tags_of, lambda part: channels_of(part).codes):
        suffixes = ["/".join(sorted(codes_of(part))) for part in parts]
        if len(set(suffixes)) == len(suffixes):
            return [f":{suffix}" if suffix and len(parts) > 1 else "" for suffix in suffixes]
    return ["", *(f":#{number}" for number in range(2, len(parts) + 1))]
