"""Common to all parts of a report: its findings, names, figures, and texts with blanks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct

from cchc_cli.engine.by_unit import selected
from cchc_cli.formats.safe import safe
from cchc_cli.formats.tables import Align
from cchc_cli.formats.view import part_name
from cchc_cli.i18n.report import ReportWords
from cchc_cli.i18n.sentences import OrganisationWording, amount_of, what_words
from cchc_cli.model.item import Item
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import EachOf, Part, Plan
from cchc_cli.model.verdict import Result, Share, Status, Verdict
from cchc_cli.report.outline import Blank, Heading, OutlineNote, OutlineParagraph, OutlineTable, Text
from cchc_cli.report.unit_table import UnitTable, late_members, unit_table
from cchc_cli.report.windows import ReportPeriod

AppendixChoice = Literal["none", "units", "all"]
APPENDIX_CHOICES: tuple[AppendixChoice, ...] = ("none", "units", "all")
MARK = "\0"  # removed from outside texts, so it is unique


class Findings(Struct, frozen=True):
    """Everything that a report is built from.

    `result` covers the window, `to_date` the year so far, for the plans issued; `coming` covers the next period, as it
    stood at the window's end. `items` are the window's rows of the reporting units.
    """

    organisation: Organisation
    period: ReportPeriod
    result: Result
    to_date: tuple[Verdict, ...]
    coming: tuple[Verdict, ...]
    units: Sequence[str] = ()
    items: Sequence[Item] = ()
    frozen: tuple[str, str] | None = None  # file name and digest of the frozen figures


class OutlineColumn(Struct, frozen=True):
    """A column of a table: its heading, its share of the width, the alignment of its texts."""

    header: str
    width: int
    align: Align = "left"


def table(columns: Sequence[OutlineColumn], rows: Iterable[Sequence[str]]) -> OutlineTable:
    """Return a table whose texts are made harmless."""
    return OutlineTable(
        tuple(safe(column.header) for column in columns),
        tuple(tuple(map(safe, row)) for row in rows),
        tuple(column.width for column in columns),
        tuple(column.align for column in columns),
    )


def fill(messages: ReportWords, key: str, /, **details: object) -> Text:
    """Return a message made harmless; blanks and texts with blanks among its details are kept as they are."""
    texts_with_blanks: list[Text] = []

    def placeholder(value: object) -> object:
        if isinstance(value, Blank):
            texts_with_blanks.append((value,))
        elif isinstance(value, tuple):
            texts_with_blanks.append(value)
        else:
            return value.replace(MARK, "") if isinstance(value, str) else value
        return f"{MARK}{len(texts_with_blanks) - 1}{MARK}"

    pieces = messages(key, **{name: placeholder(value) for name, value in details.items()}).split(MARK)
    parts: list[Text] = [
        texts_with_blanks[int(piece)] if index % 2 else (safe(piece),) for index, piece in enumerate(pieces)
    ]
    return tuple(part for text in parts for part in text if part != "")


def joined_texts(texts: Iterable[Text], between: str) -> Text:
    """Return the texts as one, with `between` between two of them."""
    joined: list[str | Blank] = []
    for text in texts:
        joined += [between, *text] if joined else text
    return tuple(joined)


class Writer:
    """Writes the names and figures of one report."""

    def __init__(self, findings: Findings, messages: ReportWords, appendix: AppendixChoice = "units") -> None:
        self.findings = findings
        self.messages = messages
        self.appendix = appendix
        self._plans_with_figures = {plan.id for plan in findings.result.plans if plan.states_figures}

    @property
    def where_named(self) -> str:
        """The appendix that names the units, in brackets; "" if the report has none."""
        if not self.has_unit_appendix:
            return ""
        number = "I" if self.appendix == "all" else ""
        return f" ({self.messages('annex.number', number=number).strip()})"

    @property
    def has_unit_appendix(self) -> bool:
        return self.appendix != "none" and self.unit_table.is_worth_showing

    @property
    def has_appendices(self) -> bool:
        return self.appendix == "all" or self.has_unit_appendix

    @cached_property
    def unit_table(self) -> UnitTable:
        """Each unit's result in each task."""
        organisation, units = self.findings.organisation, self.findings.units
        return unit_table(self.findings.result.verdicts, self.findings.to_date, selected(units, [organisation]))

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans under which the reporting units owe something; all plans if they owe nothing."""
        owing = {verdict.obligation.quota.plan for verdict in self.findings.to_date}
        plans = self.findings.result.plans
        return tuple(plan for plan in plans if plan.id in owing) or plans

    def paragraph(self, key: str, /, **details: object) -> OutlineParagraph:
        return OutlineParagraph(fill(self.messages, key, **details))

    def note(self, key: str, /, **details: object) -> OutlineNote:
        return OutlineNote(fill(self.messages, key, **details))

    def heading(self, level: int, key: str, /, **details: object) -> Heading:
        return Heading(level, safe(self.messages(key, **details)))

    def blank(self, key: str) -> OutlineParagraph:
        """Return a paragraph that only a person can write."""
        return OutlineParagraph(("- ", Blank(self.messages(key)), "."))

    # ---- names

    def unit(self, code: str) -> str:
        organisation = self.findings.organisation
        if not code:
            return self.messages("owner.unknown")
        if code in organisation.units:
            return organisation.units[code].name
        return organisation.group_names.get(code, code)

    def units(self, codes: Iterable[str]) -> str:
        return ", ".join(self.unit(code) for code in codes)

    def owner(self, verdict: Verdict) -> str:
        obligation = verdict.obligation
        if obligation.scope == "joint":
            return self.messages("table.joint", units=self.units(obligation.units))
        name = self.unit(obligation.owner)
        each_unit = any(
            isinstance(owner, EachOf) and owner.group == obligation.owner for owner in obligation.quota.owners
        )
        if obligation.percent < 100:
            return self.messages("table.share-of", group=name, percent=obligation.percent)
        return self.messages("table.each-of", group=name) if each_unit else name

    @property
    def reporter(self) -> str:
        """The names of the reporting units; the organisation's name if no units were selected."""
        return self.units(self.findings.units) or self.findings.organisation.name

    # ---- figures

    @property
    def figured(self) -> bool:
        """Whether any plan states figures; otherwise the report prints no percentage."""
        return bool(self._plans_with_figures)

    def percent(self, part: int, whole: int, plans: Iterable[str]) -> str:
        """Return a percentage, "" if one of the plans states no figures."""
        return self.messages.percent(part, whole) if whole and set(plans) <= self._plans_with_figures else ""

    def rate(self, part: int, whole: int, plans: Iterable[str] = ()) -> str:
        """Return a percentage in brackets, to follow its figures; without `plans`, over all plans."""
        percent = self.percent(part, whole, plans) if self.figured else ""
        return f" ({percent})" if percent else ""

    def done(self, verdict: Verdict) -> str:
        """Return count/target in works, units of a group, or parts; a limit's target is marked with ≤."""
        number = self.messages.number
        if verdict.target is None:
            return number(verdict.count)
        limit = "≤" if verdict.obligation.quota.need.is_limit and not verdict.members else ""
        return f"{number(verdict.count)}/{limit}{number(verdict.target)}"

    def verdict_percent(self, verdict: Verdict) -> str:
        if verdict.status in {Status.BLOCKED, Status.WAIVED, Status.TRACKED}:
            return ""
        if verdict.obligation.quota.need.is_limit and not verdict.members:
            return ""  # a count below a limit is not a shortfall
        target = verdict.target or 0
        return self.percent(min(verdict.count, target), target, (verdict.obligation.quota.plan,))

    def target(self, verdict: Verdict) -> str:
        """Return the requirement in a few words: `02 tin hoặc bài`."""
        need = verdict.obligation.quota.need
        parts = [self._part(part, implied=need.implied) for part in need.parts]
        return "; ".join(parts) if need.every else self.messages.any_of(parts)

    def _part(self, part: Part, *, implied: bool) -> str:
        product = what_words(part, self.messages, part.number)
        if part.percent is not None:
            return f"{part.percent}% {product}"
        number = "" if part.number is None else self.messages.number(part.number) + ("*" if implied else "")
        wording = OrganisationWording(self.findings.organisation, self.messages)
        amount = amount_of(part, f"≤{number}" if part.is_limit else number, product, wording).strip()
        aim = f" ({self.messages('table.aim', aim=self.messages.number(part.aim))})" if part.aim else ""
        return f"{amount}{aim}"

    def lacking(self, verdict: Verdict) -> str:
        """Return the shortfall: the number of units of a group, the names of parts, or the values of a list."""
        if verdict.share:
            return self.lacking_units(verdict.share) if verdict.share.lacking else ""
        unreached = [part for part in verdict.parts if part.reached is None]
        need = verdict.obligation.quota.need
        if len(verdict.parts) < 2 or not need.every:
            return ", ".join(value for part in verdict.parts for value in part.lacking)
        return ", ".join(part_name(part.name, need.parts, self.messages) for part in unreached)

    def lacking_units(self, share: Share) -> str:
        """Return the number of units that lack it, and the place of their names: “22/30 đơn vị chưa đạt (Phụ lục)”."""
        count, owed = self.messages.number(len(share.lacking)), self.messages.number(share.of)
        return self.messages("units.lacking", count=count, of=owed, where=self.where_named)

    def late_units(self, verdict: Verdict) -> str:
        """Return the number of late units of a group, and the place of their names; "" for none."""
        count = len(late_members(verdict))
        if not count:
            return ""
        return self.messages("units.late", count=self.messages.number(count), where=self.where_named)
