"""What fell due, gathered by unit: each unit's figures are its own, whatever the others of its group did."""

from __future__ import annotations

from pathlib import Path

import scenario
from cchc_cli.cli.query import table_options
from cchc_cli.engine.by_unit import gathered, selected
from cchc_cli.engine.check import check
from cchc_cli.formats.context import Context
from cchc_cli.formats.overview import by_unit
from cchc_cli.i18n import Catalogue

# A1b of Hà Nội: each hospital issues a plan by 27/3 (15 days after 12/3); in May it can still be late.
PLANS = """\
as-of 2026-05-10
month 2026-05
plan hn-cchc-2026
--- documents
date,unit,type,title,tags
2026-03-20,BV01,plan,Kế hoạch,ke-hoach
"""
OTHERS = "".join(f"2026-03-21,BV{number:02},plan,Kế hoạch {number},ke-hoach\n" for number in range(2, 14))


def figures(text: str, folder: Path, units: tuple[str, ...] = ()) -> dict[str, str]:
    """Return, of each unit, done of due."""
    path = folder / "hanoi" / "one.txt"
    path.parent.mkdir(parents=True)
    path.write_text("=== one\n" + text, encoding="utf-8")
    (scenario_read,) = scenario.read(path)
    case = scenario.case_of(scenario_read, folder / "workspace")
    sections = gathered(check(case, scenario_read.question()), "unit", selected(units, [case.organisation]))
    return {entry.unit: f"{len(entry.done)}/{len(entry.verdicts)}" for entry in sections}


def test_what_others_missed_is_in_no_figure_of_a_unit(tmp_path: Path) -> None:
    """BV01's plan of March fell due before May, done: it is no row of May, whether BV02 to BV13 have one or not."""
    alone = figures(PLANS, tmp_path / "alone")
    together = figures(PLANS + OTHERS, tmp_path / "together")
    assert "BV01" not in alone
    assert "BV01" not in together
    assert alone["BV02"] == "0/1"
    assert "BV02" not in together


def test_a_unit_asked_for_by_name_has_the_same_figures(tmp_path: Path) -> None:
    march = PLANS.replace("month 2026-05", "month 2026-03")
    every = figures(march, tmp_path / "every")
    assert every["BV01"] == "1/1"
    for unit in ("BV01", "BV02"):
        named = figures(march.replace("---", f"unit {unit}\n---", 1), tmp_path / unit, (unit,))
        assert named == {unit: every[unit]}


def test_a_part_has_the_row_of_its_parent(tmp_path: Path) -> None:
    """BPTT is a part of VPS: asked for, it shows what VPS owes. A3 of April was missed."""
    april = PLANS.replace("month 2026-05", "month 2026-04")
    every = figures(april, tmp_path / "every")
    named = figures(april.replace("---", "unit BPTT\n---", 1), tmp_path / "named", ("BPTT",))
    assert named == {"VPS": every["VPS"]}


def test_the_table_heads_names_as_names(tmp_path: Path) -> None:
    path = tmp_path / "hanoi" / "one.txt"
    path.parent.mkdir(parents=True)
    path.write_text("=== one\n" + PLANS.replace("month 2026-05", "month 2026-03"), encoding="utf-8")
    (scenario_read,) = scenario.read(path)
    case = scenario.case_of(scenario_read, tmp_path / "workspace")
    context = Context(table_options([case.organisation], (), detail=False), by_unit)
    view = by_unit(check(case, scenario_read.question()), context, Catalogue("vi"))
    [block] = view.blocks
    names = {row.cells["unit"]: row.cells["title"] for row in block.rows}
    assert (view.headers["unit"], view.headers["title"]) == ("Đơn vị", "Tên")
    assert names["BV02"] == "Bệnh viện Mẫu 02"
