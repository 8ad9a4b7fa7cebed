"""Failures folded for a screen: one remedy for each kind of shortfall, with its command once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from cchc_cli.engine.explain import ShortfallKind, shortfall_kind
from cchc_cli.formats.commands import MAX_UNITS, explain_command, todo_command
from cchc_cli.formats.context import Context
from cchc_cli.formats.labels import periods_label
from cchc_cli.formats.naming import Naming, owner_words
from cchc_cli.formats.safe import safe
from cchc_cli.formats.shortfall import MAX_NAMES, brief_shortfall, lacked_by_all, lacking_units
from cchc_cli.formats.view import FLIP_MARK, STYLES, SYMBOLS, ViewFold, ViewRemedy, verdict_figures
from cchc_cli.i18n import Catalogue
from cchc_cli.model.plan import Quota
from cchc_cli.model.verdict import Result, Verdict

# The order of the remedies: the doable kinds come last, nearest to where the user types the next command.
ORDER: tuple[ShortfallKind, ...] = ("nothing", "exceeded", "never", "answer", "late", "undated", "by-due")
DOABLE: frozenset[ShortfallKind] = frozenset({"late", "undated", "by-due"})
MAX_OWNERS = 2  # named in one row; more owners are a number


def remedies(
    failing: Sequence[Verdict], result: Result, context: Context, messages: Catalogue, naming: Naming
) -> tuple[ViewRemedy, ...]:
    """Return a remedy for each kind of shortfall, with a row for each quota and scope."""
    by_shortfall: dict[ShortfallKind, list[Verdict]] = defaultdict(list)
    for verdict in failing:
        by_shortfall[shortfall_kind(verdict, result.as_of)].append(verdict)
    writer = _RemedyWriter(result, context, messages, naming)
    return tuple(writer.remedy(shortfall, by_shortfall[shortfall]) for shortfall in ORDER if shortfall in by_shortfall)


class _RemedyWriter:
    """Writes the remedies of one result."""

    def __init__(self, result: Result, context: Context, messages: Catalogue, naming: Naming) -> None:
        self._result = result
        self._context = context
        self._messages = messages
        self._naming = naming
        self._units_of: dict[str, Quota] = {}  # the first quota of this remedy that names these units

    def remedy(self, shortfall: ShortfallKind, verdicts: Sequence[Verdict]) -> ViewRemedy:
        folds: dict[object, list[Verdict]] = defaultdict(list)
        for verdict in sorted(verdicts, key=lambda verdict: verdict.obligation.period):
            folds[verdict.obligation.quota.key, verdict.obligation.scope, verdict.status].append(verdict)
        ordered = sorted(
            folds.values(),
            key=lambda fold: (-len(fold), str(fold[0].obligation.due or "9")),
        )
        self._units_of.clear()
        command = self._todo(verdicts) if shortfall in DOABLE else self._explain(ordered[0], verdicts)
        remark = "" if shortfall in DOABLE else self._other_quotas(ordered)
        return ViewRemedy(
            self._messages(f"remedy.{shortfall}"),
            tuple(self._fold(fold) for fold in ordered),
            command,
            remark,
        )

    def _fold(self, verdicts: Sequence[Verdict]) -> ViewFold:
        first = verdicts[0]
        quota = first.obligation.quota
        owners = list(dict.fromkeys(owner_words(verdict.obligation, self._messages) for verdict in verdicts))
        flips = FLIP_MARK if any(verdict.flips for verdict in verdicts) else ""
        return ViewFold(
            quota=f"{SYMBOLS[first.status]} {self._naming.in_row(quota)}{flips}",
            unit=", ".join(owners) if len(owners) <= MAX_OWNERS else self._messages("remedy.units", count=len(owners)),
            done=verdict_figures(first) if len(verdicts) == 1 else f"×{len(verdicts)}",
            title=safe(quota.title),
            lacks=safe(": ".join(filter(None, (self._when(verdicts), self._lacks(verdicts))))),
            style=STYLES[first.status],
        )

    def _when(self, verdicts: Sequence[Verdict]) -> str:
        """Return the due day, or the periods."""
        first = verdicts[0].obligation
        periods = list(dict.fromkeys(verdict.obligation.period for verdict in verdicts))
        if len(periods) > 1 or first.due is None:
            return periods_label(periods, self._messages)
        return self._messages.short_day(first.due)

    def _lacks(self, verdicts: Sequence[Verdict]) -> str:
        """Return the shortfall; if several units have one, these units, the most often lacking first.

        Many units are named once in a remedy: a later row refers to the quota of the first.
        """
        organisation = self._context.organisations.get(verdicts[0].obligation.quota.organisation)
        if organisation is None:
            return ""
        counts = Counter(code for verdict in verdicts for code in _who_lacks(verdict))
        if len(counts) > 1 and (len(verdicts) > 1 or lacking_units(verdicts[0])):
            if all(lacked_by_all(verdict, lacking_units(verdict)) for verdict in verdicts):
                return self._messages("explain.all-units", count=len(counts))
            roster = [*organisation.units]
            ordered = sorted(counts.items(), key=lambda entry: (-entry[1], roster.index(entry[0])))
            names = ", ".join(code + (f" ×{count}" if count > 1 else "") for code, count in ordered)
            return names if len(counts) <= MAX_NAMES else self._many(names, len(counts), verdicts[0].obligation.quota)
        return " · ".join(dict.fromkeys(brief_shortfall(verdict, organisation, self._messages) for verdict in verdicts))

    def _many(self, names: str, count: int, quota: Quota) -> str:
        first_quota = self._units_of.setdefault(names, quota)
        if first_quota is not quota:
            return self._messages("remedy.same-units", count=count, quota=self._naming.in_row(first_quota))
        return f"{self._messages('remedy.units', count=count)}: {names}"

    def _todo(self, verdicts: Sequence[Verdict]) -> str:
        units = list(dict.fromkeys(code for verdict in verdicts for code in _who_acts(verdict)))
        if len(units) > MAX_UNITS:
            units = list(dict.fromkeys(code for verdict in verdicts for code in verdict.obligation.owners))
        several = len({verdict.obligation.quota.organisation for verdict in verdicts}) > 1
        listed = [] if several or len(units) > MAX_UNITS else units
        return todo_command(listed, self._to_repeat(verdicts), remind=all(verdict.members for verdict in verdicts))

    def _explain(self, verdicts: Sequence[Verdict], all_verdicts: Sequence[Verdict]) -> str:
        """Return the command that explains `verdicts`, with the options that `all_verdicts` need."""
        latest = max(verdicts, key=lambda verdict: verdict.obligation.due or verdict.obligation.period.last)
        periods = [verdict.obligation.period for verdict in verdicts]
        repeated = self._to_repeat(all_verdicts)
        owner = "" if len({verdict.obligation.owner for verdict in verdicts}) > 1 else None
        return explain_command(latest, self._result.reading, repeated, periods, owner=owner)

    def _other_quotas(self, folds: Sequence[Sequence[Verdict]]) -> str:
        """Return the remark that the command serves the other quotas too, "" if there is one quota."""
        quota = folds[0][0].obligation.quota
        return self._messages("remedy.others", quota=safe(quota.name)) if len(folds) > 1 else ""

    def _to_repeat(self, verdicts: Sequence[Verdict]) -> Sequence[str]:
        quotas = {verdict.obligation.quota.organisation: verdict.obligation.quota for verdict in verdicts}
        if len(quotas) > 1:
            return ("--org all", *self._context.repeated)
        return self._context.to_repeat(next(iter(quotas.values())))


def _who_lacks(verdict: Verdict) -> Iterator[str]:
    """Yield the units of a group that lack it, or the owners."""
    yield from lacking_units(verdict) or verdict.obligation.owners


def _who_acts(verdict: Verdict) -> Iterator[str]:
    yield from (verdict.share.lacking if verdict.share else ()) or verdict.obligation.owners
