"""The page as HTML; each outside text is made harmless and escaped once, where the template inserts it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.formats.page.axis import Axis, axis
from cchc_cli.formats.page.grid import UnitGrid, unit_grid
from cchc_cli.formats.page.lead import Lead, lead
from cchc_cli.formats.page.provenance import provenance
from cchc_cli.formats.page.questions import Questions, questions
from cchc_cli.formats.page.source import PageSource
from cchc_cli.formats.page.style import digest, style
from cchc_cli.formats.page.tasks import TaskLists, tasks
from cchc_cli.formats.safe import safe
from cchc_cli.formats.view import SYMBOLS
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Status

MAX_SIZE = 1_000_000  # bytes
FEWER_REASONS = (4, 2, 1)  # of a cell, tried in this order


class PageSection(Struct, frozen=True):
    """The page's content for one organisation."""

    name: str
    code: str
    units: tuple[str, ...]
    plans: tuple[str, ...]
    window: str
    as_of: str
    reading: str
    sample: bool
    lead: Lead
    tasks: TaskLists
    axis: Axis
    grid: UnitGrid
    questions: Questions
    provenance: tuple[str, ...]


def section_of(source: PageSource, units: Sequence[str] = ()) -> PageSection:
    """Return the page's content for one organisation; `units` are the selected units, named in its heading."""
    result, messages = source.result, source.messages
    judged_plans = {verdict.obligation.quota.plan for verdict in result.verdicts}
    titles = {
        plan.title: plan.number or messages("plans.no-number") for plan in result.plans if plan.id in judged_plans
    }
    return PageSection(
        name=source.organisation.name,
        code=source.organisation.code,
        units=tuple(source.name(code) for code in units),
        plans=tuple(f"{title} ({number})" for title, number in titles.items()),
        window=source.period(result.window),
        as_of=messages.day(result.as_of),
        reading=result.reading,
        sample=result.sample,
        lead=lead(source),
        tasks=tasks(source),
        axis=axis(source),
        grid=unit_grid(source),
        questions=questions(source),
        provenance=tuple(provenance(source)),
    )


def render(sections: Sequence[PageSection], messages: Catalogue, folders: Collection[str] = ()) -> str:
    """Return the whole HTML document; `folders` are local folders that the page must not name.

    Cells of a page that is too large to send have fewer reasons.
    """
    page = _document(sections, messages, folders)
    for most in FEWER_REASONS:
        if len(page.encode()) < MAX_SIZE:
            break
        sections = [replace(section, grid=section.grid.with_reasons(most)) for section in sections]
        page = _document(sections, messages, folders)
    return page


def _document(sections: Sequence[PageSection], messages: Catalogue, folders: Collection[str]) -> str:
    rules = style([section.axis for section in sections], [section.lead for section in sections])
    template = _environment(_Harmless(folders)).get_template("page.html.j2")
    page = template.render(
        sections=sections,
        style=Markup(rules),  # noqa: S704  (the style sheet holds own rules and numbers only)
        digest=digest(rules),
        messages=messages,
        language=messages.language,
        signs=SYMBOLS,
        status_words={status: messages(f"status.{status}") for status in Status},
        statuses=tuple(Status),
    )
    return page + "\n"


def _environment(finalize: Callable[[Any], Any]) -> Environment:
    return Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class _Harmless:
    """Makes texts harmless: control and bidi characters become marks, local folders are removed."""

    def __init__(self, folders: Collection[str]) -> None:
        self._folders = sorted((f"{folder.rstrip('/')}/" for folder in folders), key=len, reverse=True)

    def __call__(self, value: Any) -> Any:
        """Return a harmless value; markup is the page's own and stays unchanged."""
        if not isinstance(value, str) or isinstance(value, Markup):
            return value
        for folder in self._folders:
            value = value.replace(folder, "")
        return safe(value)
