"""Reading the rows of tables into quotas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from cchc_cli.drafting.amounts import cycles_in, quantities
from cchc_cli.drafting.check import PlanLanguage
from cchc_cli.drafting.cycles import Cycle
from cchc_cli.drafting.doubt import Doubt, Field
from cchc_cli.drafting.draft import DraftQuota
from cchc_cli.drafting.needs import Needed, NeedsReader
from cchc_cli.drafting.owners import Owners, Roster
from cchc_cli.drafting.places import channels_in, places_in
from cchc_cli.drafting.plan_words import (
    OpenQuestion,
    named_days,
    needs_words,
    owes_words,
    owner_readings,
    when_words,
)
from cchc_cli.drafting.products import words_of
from cchc_cli.drafting.rows import SourceRow
from cchc_cli.drafting.statements import items_of
from cchc_cli.drafting.timings import When, read_time
from cchc_cli.drafting.words import folded, shortened
from cchc_cli.i18n import Catalogue

MAX_PHRASE = 8  # words of `wording`
MAX_TITLE = 12  # words
MAX_SHOWN = 120  # letters of a text in a question


_NUMBERED = re.compile(r"^(?:[IVX]+|[A-ZĐ]|\d+(?:\.\d+)*)[.)]?\s+")


class QuotaReader:
    """Reads rows into quotas for one organisation and year."""

    def __init__(self, roster: Roster, year: int, messages: Catalogue) -> None:
        self._roster = roster
        self._year = year
        self._messages = messages
        self._language = PlanLanguage(roster.organisation, year)
        self._words = words_of(roster.organisation)
        self._needs = NeedsReader(self._words, lambda text: bool(roster.find(text)))
        self._own = frozenset(folded(roster.organisation.name).split())

    def read(self, rows: list[SourceRow], tables: int) -> list[DraftQuota]:
        """Return the quotas of all rows; items of one task get letters."""
        tasks = list(_tasks(rows))
        ids = _ids([task[0] for task in tasks])
        quotas: list[DraftQuota] = []
        for task, id_ in zip(tasks, ids, strict=True):
            items = [item for row in task for item in items_of(row, self._words)]
            for index, (row, doubts) in enumerate(items):
                letter = _letter(index) if len(items) > 1 else ""
                clause = _clause(row, tables, index + 1 if len(items) > 1 else 0, self._messages)
                quotas.append(self.quota(row, f"{id_}{letter}", clause, doubts))
        return quotas

    def quota(self, row: SourceRow, id_: str, clause: str, doubts: tuple[Doubt, ...] = ()) -> DraftQuota:
        """Return the quota of one row or statement."""
        needed = self._needs.read(row)
        when, when_doubts = self._time(row, needed)
        when_doubts += self._hidden_cycle(row, when)
        owes = self._owes(row, needed)
        text = row.text("product", "target", "number", "place", "task")
        channels = channels_in(text, self._roster.organisation)
        judged = when.form != "always"
        questions = self._questions(row)
        if needed.parts:
            numbered = needed if not when.times or needed.numbered else _times(needed, when.times)
            needs = needs_words(list(numbered.parts), judged=judged, via=channels).doubted(*needed.doubts)
        else:
            numbered, needs = needed, Field({"unknown": questions.product})
        timing = when_words(
            when, numbered.kinds, questions, self._own, numbered=numbered.numbered, year=self._year
        ).doubted(*when_doubts)
        quota = DraftQuota(
            id_,
            clause,
            shortened(" ".join(row.wording.split()), MAX_TITLE),
            _wording(row),
            _phrase(row, needed),
            owes,
            needs,
            timing,
            helpers=self._helpers(row, owes),
            doubts=(*doubts, *((Doubt("cell-cut"),) if row.cut else ())),
            notes=tuple(self._notes(text, channels, needed)),
            source=row.number or str(row.dash or ""),
            dates=named_days(when, timing, lambda event: self._messages("draft.ask.day", text=event[:MAX_SHOWN])),
        )
        return self._accepted(quota._replace(readings=owner_readings(owes)))

    # ---- owners

    def _owes(self, row: SourceRow, needed: Needed) -> Field:
        text = row.cells.get("lead", "")
        owners = self._roster.read(text)
        if not owners.codes and not owners.unknown:
            owners = self._from_elsewhere(row)
        field = owes_words(owners, self._roster, self._questions(row), needed.share)
        single = len(owners.codes) == 1 and not self._roster.is_group(owners.codes[0])
        if single and needed.share_of:
            doers = self._roster.find(needed.share_of)
            field = owes_words(Owners(doers or owners.codes), self._roster, self._questions(row), needed.share)
            return field.doubted(Doubt("lead-or-doer", needed.share_of))
        if needed.per_unit and single:
            return field.doubted(Doubt("lead-or-doer", needed.phrase))
        if not text.strip() and owners.codes and row.has_leads:
            return field.doubted(Doubt("owner-elsewhere"))
        return field

    def _from_elsewhere(self, row: SourceRow) -> Owners:
        """Return the owners in the nearest heading above the row that names a unit."""
        for heading in reversed(row.headings):
            if codes := self._roster.find(folded(_NUMBERED.sub("", heading))):
                return Owners(codes)
        return Owners()

    def _helpers(self, row: SourceRow, owes: Field) -> tuple[str, ...]:
        return tuple(code for code in self._roster.read(row.cells.get("support", "")).codes if code != owes.value)

    # ---- timing

    def _time(self, row: SourceRow, needed: Needed) -> tuple[When, tuple[Doubt, ...]]:
        """Return the timing: the cycle beside a number takes precedence over the time column, with a doubt if they conflict."""
        text = self._without_amounts(row.cells.get("time", ""))
        when = read_time(text, self._year)
        cycle = needed.cycle
        if when.form == "none" and not when.doubts and not cycle:
            elsewhere = read_time_in(row.text("target", "task"), self._year)
            return (elsewhere, (Doubt("time-elsewhere", elsewhere.event),)) if elsewhere.form != "none" else (when, ())
        if not cycle or (when.form == "cycle" and Cycle(when.label, when.amount) == cycle):
            return when, ()
        if when.form == "cycle" and (cycle.label, when.label) == ("day", "working-day"):
            return when, ()
        if when.form in {"none", "always"} or (when.form == "span" and when.label == str(self._year)):
            return When("cycle", *cycle, doubts=when.doubts), ()
        if when.form == "span":
            return When("cycle", *cycle, span=when.label, doubts=when.doubts), ()
        if when.form == "bound" and when.bounds[0].word == "by" and when.bounds[0].label == f"{self._year}-12-31":
            return When("cycle", *cycle, doubts=when.doubts), ()
        return When("cycle", *cycle, doubts=when.doubts), (Doubt("time-and-number", row.cells.get("time", "")),)

    def _without_amounts(self, text: str) -> str:
        """Return a time cell without its amounts: "01 tin/tuần" becomes "/tuần"."""
        plain = folded(text)
        counted = [
            amount_ for amount_ in quantities(text, self._words) if any(product.kind for product in amount_.products)
        ]
        for amount in reversed(counted):
            plain = f"{plain[: amount.start]} {plain[amount.end :]}"
        return plain if plain != folded(text) else text

    def _hidden_cycle(self, row: SourceRow, when: When) -> tuple[Doubt, ...]:
        """Return a doubt if the time column has a date and another cell mentions a cycle."""
        spoken = cycles_in(row.text("target", "product", "number", "task"))
        if when.form in {"bound", "span", "bounds"} and spoken:
            return (Doubt("cycle-elsewhere", spoken[0]),)
        return ()

    def _questions(self, row: SourceRow) -> OpenQuestion:
        time = " ".join(row.cells.get("time", "").split())[:MAX_SHOWN]
        lead = " ".join(row.cells.get("lead", "").split())[:MAX_SHOWN]
        return OpenQuestion(
            self._messages("draft.ask.when", text=time) if time else self._messages("draft.ask.when-blank"),
            self._messages("draft.ask.owner", text=lead) if lead else self._messages("draft.ask.owner-blank"),
            self._messages("draft.ask.product"),
        )

    def _notes(self, text: str, channels: tuple[str, ...], needed: Needed) -> Iterable[Doubt]:
        """Yield the notes of a quota: an unknown channel, or several channels that may all be meant."""
        yield from needed.notes
        published = needed.kinds & {"posts", "videos", "broadcasts", "posts or videos"}
        places = places_in(text)
        if published and places and not channels:
            yield Doubt("channel-unknown", places[0][:MAX_SHOWN])
        if published and len(channels) > 1:
            yield Doubt("channels-any", ", ".join(channels))

    # ---- acceptance by the language

    def _accepted(self, quota: DraftQuota) -> DraftQuota:
        """Return the quota with the fields that the plan language accepts: the first choices, or the fields to write instead."""
        choices = [(field, field.instead) for field in (quota.owes, quota.needs, quota.when)]
        for mask in range(8):
            fields = [other if mask >> index & 1 and other else field for index, (field, other) in enumerate(choices)]
            tried = quota._replace(owes=fields[0], needs=fields[1], when=fields[2])
            if (warnings := self._language.warnings_of(tried.words(), tried.dates)) is not None:
                return tried if not warnings else tried._replace(when=tried.when.doubted(Doubt("never-owed")))
        return self._rescued(quota)

    def _rescued(self, quota: DraftQuota) -> DraftQuota:
        """Return a quota that the language refuses in every form as a tracked one, with a doubt about the whole."""
        organisation = self._roster.organisation
        owner = next(iter(organisation.units), next(iter(organisation.groups), ""))
        plain = quota._replace(
            owes=quota.owes.instead or quota.owes,
            readings={},
            helpers=(),
            needs=Field({"posts": "any"}),
            when=Field({"tracked": True}),
        )
        if self._language.warnings_of(plain.words(), {}) is None:
            plain = plain._replace(owes=Field(owner))
        return plain._replace(doubts=(*quota.doubts, Doubt("refused")))


def read_time_in(text: str, year: int) -> When:
    """Return the first cycle or deadline in a text; its form is "none" without any."""
    for statement in re.split(r"[.;\n()]", text):
        match = re.search(
            r"(?i)\d{1,2}\s*(?:tháng|tuần|ngày)\s*/\s*lần|\d{1,2}\s*lần\s*/\s*(?:tháng|quý|tuần|năm)|(?:định kỳ\s+)?(?:hàng|hằng|mỗi)\s+(?:tháng|quý|tuần|năm)|(?:hoàn thành|xong|chậm nhất)?\s*trước (?:ngày|tháng)\s+[\d/]+|chậm nhất[^,;.]*\d{4}|trong năm 20\d\d|quý\s+(?:IV|I{1,3})(?:[ /]*(?:năm )?20\d\d)?",
            statement,
        )
        if match:
            when = read_time(match.group(), year)
            if when.form != "none":
                return when._replace(event=match.group().strip())
    return When("none")


def _times(needed: Needed, times: int) -> Needed:
    return needed._replace(parts=tuple(part._replace(number=times) for part in needed.parts))


def _tasks(rows: list[SourceRow]) -> Iterable[list[SourceRow]]:
    """Yield the rows of each task: rows that share a merged task cell are one task."""
    group: list[SourceRow] = []
    for row in rows:
        same = group and row.task_key == group[0].task_key and row.table == group[0].table and row.task_key >= 0
        if group and not same:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _ids(rows: list[SourceRow]) -> list[str]:
    """Return an id for each task: the table's letter (A, B, C …) and its number, or its heading's number and a letter for a dash."""
    names = [_name(row, position, _heading_number(row) if row.dash else "") for position, row in enumerate(rows, 1)]
    twice = {name for name, count in Counter(names).items() if count > 1}
    names = [
        _name(row, position, _heading_number(row)) if name in twice else name
        for position, (row, name) in enumerate(zip(rows, names, strict=True), 1)
    ]
    seen: Counter[str] = Counter()
    ids = []
    for name in names:
        seen[name] += 1
        ids.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return ids


def _name(row: SourceRow, position: int, above: str) -> str:
    table = chr(ord("A") + min(row.table, 25))
    number = re.sub(r"[^0-9A-Za-zđĐ.]", "", row.number).strip(".")
    if row.dash:
        return f"{table}{above}{_letter(row.dash - 1)}"
    return f"{table}{above}{'.' if above else ''}{number or position}"


def _heading_number(row: SourceRow) -> str:
    """Return the number of the nearest numbered heading, "" for none."""
    numbers = [match[1] for text in row.headings if (match := re.match(r"([IVX]+|[A-ZĐ]|\d+)[.)]?\s", text))]
    return numbers[-1] if numbers else ""


def _letter(index: int) -> str:
    return chr(ord("a") + index) if index < 26 else f"z{index - 25}"


def _clause(row: SourceRow, tables: int, item: int, messages: Catalogue) -> str:
    table = str(row.table + 1) if tables > 1 else ""
    text = messages("draft.clause", table=table).strip()
    number = row.number.strip(" .)")
    if row.dash:
        return messages("draft.clause.dash", place=text, number=_heading_number(row), dash=row.dash)
    clause = messages("draft.clause.row", place=text, number=number or "?")
    return messages("draft.clause.item", place=clause, item=item) if item else clause


def _wording(row: SourceRow) -> str:
    """Return the text of the task, then of the other columns."""
    others = [" ".join(text.split()) for role, text in row.cells.items() if role != "task" and text]
    return " | ".join([" ".join(row.wording.split()), *(others if "task" in row.cells else [])])


def _phrase(row: SourceRow, needed: Needed) -> str:
    text = " ".join(row.cells.get("time", "").split()) or needed.phrase
    return " ".join(text.split()[:MAX_PHRASE])
