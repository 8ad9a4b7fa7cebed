"""What there is to offer at a word that is being typed: the codes of the workspace, the words of the program."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import typer

from cchc_cli.cli.session import ALL, Roots, Session, open_session
from cchc_cli.cli.usage import COLOURS, NEVER, UsageError, catalogue
from cchc_cli.i18n import Catalogue
from cchc_cli.load.evidence.columns import DATE_ORDERS, log_kind
from cchc_cli.load.plans import Loaded
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Status
from cchc_cli.words.kinds import KIND, TYPES

Offer = tuple[str, str]  # a word, and what it means
ONE_ORGANISATION = frozenset({"add", "import", "template"})  # commands that do not take `--org all`


class Asking:
    """A word being typed, with what the command line has said before it."""

    def __init__(self, context: typer.Context) -> None:
        self._given = context.params
        self._bare = context.args
        self.command = context.info_name or ""

    def text(self, name: str) -> str:
        """Return what was given by a name, the first where it was given several times, "" where it was not."""
        value = self._given.get(name)
        value = next(iter(value), None) if isinstance(value, (list, tuple)) else value
        return "" if value is None else str(value)

    def argument(self, name: str) -> str:
        """Return an argument; the parser has not named it yet when the word being typed is the value of an option."""
        return self.text(name) or next(iter(self._bare), "")

    def _folder(self, name: str) -> Path | None:
        """Shells hand over a word as it is typed: `~/plans`, `$HOME/plans`."""
        text = os.path.expandvars(self.text(name))
        return Path(text).expanduser() if text else None

    @cached_property
    def session(self) -> Session:
        roots = Roots(
            self._folder("workspace"), self._folder("plans"), self._folder("evidence"), self.text("lang") or None
        )
        return open_session(roots)

    @property
    def say(self) -> Catalogue:
        try:
            return self.session.say
        except UsageError:
            return catalogue(self.text("lang") or None, None)

    def loaded(self, *, every: bool = False) -> Iterator[Loaded]:
        """Yield the organisations that the command would look at; all of them for a name that itself says whose it is."""
        org = self.text("org") or (ALL if every else None)
        quota = self.argument("quota") if self.command == "explain" else ""
        plan = self.text("plan") or quota.partition("/")[0]
        try:
            codes = self.session.organisations(org, plan)
        except UsageError:
            codes = [] if self.text("org") else self.session.workspace.organisations()
        for code in codes:
            yield self.session.load(code)

    def plans(self, *, every: bool = False) -> Iterator[Plan]:
        for loaded in self.loaded(every=every):
            yield from loaded.plans


# ---- what is offered


def _units(asking: Asking) -> Iterator[Offer]:
    for one in asking.loaded():
        if one.organisation:
            yield from ((code, unit.name) for code, unit in one.organisation.units.items())


def _groups(asking: Asking) -> Iterator[Offer]:
    for one in asking.loaded():
        if one.organisation:
            yield from ((code, one.organisation.group_names.get(code, "")) for code in one.organisation.groups)


def _channels(asking: Asking) -> Iterator[Offer]:
    for one in asking.loaded():
        yield from one.organisation.channels.items() if one.organisation else ()


def _tags(asking: Asking) -> Iterator[Offer]:
    for one in asking.loaded():
        yield from one.organisation.tags.items() if one.organisation else ()


def _organisations(asking: Asking) -> Iterator[Offer]:
    for code in asking.session.workspace.organisations():
        found = asking.session.load(code).organisation
        yield code, found.name if found else ""
    if asking.command not in ONE_ORGANISATION:
        yield ALL, asking.say("offer.all")


def _plans(asking: Asking) -> Iterator[Offer]:
    yield from ((plan.id, plan.title) for plan in asking.plans(every=True))


def _quotas(asking: Asking) -> Iterator[Offer]:
    every = asking.command == "explain"
    yield from ((quota.name, quota.title) for plan in asking.plans(every=every) for quota in plan.quotas.values())


def _readings(asking: Asking) -> Iterator[Offer]:
    """Each reading with the quotas that can be read so; one of a plan's header changes them all."""
    quotas: dict[str, list[str]] = {}
    for plan in asking.plans():
        for name in plan.readings:
            quotas.setdefault(name, []).append(plan.id)
        for quota in plan.quotas.values():
            for name in quota.readings:
                quotas.setdefault(name, []).append(quota.name)
    yield from ((name, ", ".join(names)) for name, names in quotas.items())


def _kinds(asking: Asking) -> Iterator[Offer]:
    yield from ((kind, asking.say(f"log.{kind}")) for kind in KIND)


def _types(asking: Asking) -> Iterator[Offer]:
    kind = log_kind(asking.argument("kind"))
    yield from ((type_, asking.say(f"type.{type_}")) for type_ in (TYPES[kind] if kind else ()))


def _statuses(asking: Asking) -> Iterator[Offer]:
    yield from ((status.value, asking.say(f"status.{status.value}")) for status in Status)
    yield NEVER, asking.say("offer.never")


def _formats(asking: Asking) -> Iterator[Offer]:
    """Where the file belongs to the format, a binary one is offered with one."""
    from cchc_cli.formats.registry import COMMANDS

    for name, found in COMMANDS[asking.command].items():
        with_file = found.binary and asking.command == "check"
        yield (f"{name}=verdicts{found.ending}" if with_file else name), found.about


def _by(asking: Asking) -> Iterator[Offer]:
    yield "unit", asking.say("column.unit")
    if asking.command != "todo":
        yield "quota", asking.say("column.title")


def _bases(asking: Asking) -> Iterator[Offer]:
    from cchc_cli.report.windows import BASES

    yield from ((basis, "") for basis in BASES)


def _schemas(_: Asking) -> Iterator[Offer]:
    from cchc_cli.formats.documents.schemas import DOCUMENTS
    from cchc_cli.language.schema import SCHEMAS

    yield from ((kind, words.model_config["title"] or "") for kind, words in SCHEMAS.items())
    yield from ((name, "JSON") for name in DOCUMENTS)


OFFERS: Mapping[str, Callable[[Asking], Iterable[Offer]]] = {
    "unit": lambda asking: (*_units(asking), *_groups(asking)),
    "unit-of-row": _units,
    "plan": _plans,
    "quota": _quotas,
    "quota-of-row": _quotas,
    "organisation": _organisations,
    "reading": _readings,
    "format": _formats,
    "fail-on": _statuses,
    "date-order": lambda _: DATE_ORDERS.items(),
    "by": _by,
    "basis": _bases,
    "color": lambda _: ((word, "") for word in COLOURS),
    "lang": lambda _: (("vi", "Tiếng Việt"), ("en", "English")),
    "kind": _kinds,
    "schema": _schemas,
    "channel": _channels,
    "type": _types,
    "tag": _tags,
}
