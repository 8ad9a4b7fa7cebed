"""Who has not done what: the same result gathered by unit, or by quota."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from cchc_cli.formats.safe import safe
from cchc_cli.formats.view import FLIP_MARK, STYLES, SYMBOLS, Asked, Block, Row, View, framed
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import REACHED, ObligationKey, Result, Status, Verdict


def by_unit(result: Result, asked: Asked, say: Catalogue) -> View:
    """A row for each unit: of what it owed and fell due, how much it has done, and what it lacks."""
    several = len({plan.organisation for plan in result.plans}) > 1
    owed: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for verdict in _fallen_due(result):
        for unit in verdict.obligation.owners:
            if not asked.units or unit in asked.units or verdict.obligation.group in asked.units:
                owed[verdict.obligation.quota.organisation, unit].append(verdict)
    rows = []
    for (organisation, unit), verdicts in owed.items():
        code = f"{organisation}/{unit}"
        name = asked.unit_names.get(code, "")
        rows.append(_row({"unit": code if several else unit, "title": name}, verdicts, _named_quota(verdicts), say))
    return framed(
        result,
        asked,
        say,
        ("status", "unit", "title", "done", "share"),
        _blocks(rows, say),
        (),
        counted=_fallen_due(result),
    )


def by_quota(result: Result, asked: Asked, say: Catalogue) -> View:
    """A row for each quota and period that fell due: how many of those who owed it have done it, and who lacks."""
    owed: dict[tuple[str, str, str], list[Verdict]] = defaultdict(list)
    for verdict in _fallen_due(result):
        quota = verdict.obligation.quota
        owed[quota.name, verdict.obligation.period.label, quota.organisation].append(verdict)
    rows = [
        _row({"quota": quota, "period": period, "title": verdicts[0].obligation.quota.title}, verdicts, _owner, say)
        for (quota, period, _), verdicts in owed.items()
    ]
    return framed(
        result,
        asked,
        say,
        ("status", "quota", "period", "title", "done", "share"),
        _blocks(rows, say),
        (),
        counted=_fallen_due(result),
    )


def _fallen_due(result: Result) -> list[Verdict]:
    """Return what each unit itself owes and what has fallen due: a group by all its units, nothing running or waived."""
    found: dict[ObligationKey, Verdict] = {}
    for shown in result.verdicts:
        if shown.decides and (shown.section != "running" or shown.obligation.due is None):
            for verdict in shown.members or (shown,):
                due = verdict.obligation.due
                if verdict.status in {*REACHED, Status.MISSED} and (due is None or due <= result.as_of):
                    found[verdict.obligation.key] = verdict
    return list(found.values())


def _named_quota(verdicts: Sequence[Verdict]) -> Callable[[Verdict], str]:
    several = len({verdict.obligation.quota.plan for verdict in verdicts}) > 1

    def name(verdict: Verdict) -> str:
        quota = verdict.obligation.quota
        mark = FLIP_MARK if verdict.flips else ""
        return f"{quota.name if several else quota.id}{mark} {verdict.obligation.period.label}"

    return name


def _owner(verdict: Verdict) -> str:
    return "+".join(verdict.obligation.owners)


def _row(named: Mapping[str, str], verdicts: Sequence[Verdict], name: Callable[[Verdict], str], say: Catalogue) -> Row:
    done = [verdict for verdict in verdicts if verdict.status in REACHED]
    late = [verdict for verdict in done if verdict.status is Status.LATE]
    lacking = [verdict for verdict in verdicts if verdict.status not in REACHED]
    status = Status.MISSED if lacking else Status.LATE if late else Status.MET
    remarks = []
    if lacking:
        remarks.append(say("overview.lacking", names=", ".join(map(name, lacking))))
    if late:
        remarks.append(say("overview.late", names=", ".join(map(name, late))))
    cells = {
        "status": f"{SYMBOLS[status]} {say(f'status.{status}')}",
        **{column: safe(text) for column, text in named.items()},
        "done": f"{len(done)}/{len(verdicts)}",
        "share": say.percent(len(done), len(verdicts)),
    }
    return Row(cells, STYLES[status], tuple(remarks))


def _blocks(rows: list[Row], say: Catalogue) -> list[Block]:
    """One section, the rows that lack most first."""
    rows.sort(key=_lacking)
    return [Block(say("overview.heading"), tuple(rows))] if rows else []


def _lacking(row: Row) -> int:
    done, of = row.cells["done"].split("/")
    return int(done) - int(of)
