"""Candidates for shell completion: the codes of the workspace, the words of the program.

Completion never prints or raises at a prompt: unreadable files give no candidates.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import typer

from cchc_cli.cli.session import ALL, Invocation, Session, invoked, open_session
from cchc_cli.cli.terminal.shell_words import harmless_meaning, is_harmless
from cchc_cli.cli.usage import COLOURS, NEVER, UsageError
from cchc_cli.i18n import Catalogue
from cchc_cli.load.evidence.columns import DATE_ORDERS, log_kind
from cchc_cli.load.evidence.mapping import platforms
from cchc_cli.load.evidence.old_fonts import FONTS
from cchc_cli.load.guides import GUIDES
from cchc_cli.load.plans import Loaded
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Status
from cchc_cli.words.kinds import KIND

Candidate = tuple[str, str]  # word, meaning
ONE_ORGANISATION = frozenset(
    {"add", "import", "template", "reject", "waive", "verify"}
)  # commands that do not take `--org all`


class CommandLine:
    """The command line before the word at the cursor."""

    def __init__(self, context: typer.Context) -> None:
        self._values = context.params
        self._bare = context.args
        self._program = context.find_root().command
        self.command = context.info_name or ""

    def text(self, name: str) -> str:
        """Return the value of an option, the first one if repeated, "" if not given."""
        value = self._values.get(name)
        value = next(iter(value), None) if isinstance(value, (list, tuple)) else value
        return "" if value is None else str(value)

    def words(self, name: str) -> list[str]:
        """Return all values of an argument."""
        return [str(value) for value in self._values.get(name) or ()]

    def below(self, words: Iterable[str]) -> list[str]:
        """Return the names of the commands of the program, or of the group that words name."""
        command: Any = self._program
        for word in words:
            command = getattr(command, "commands", {}).get(word)
        return [*getattr(command, "commands", {})]

    def argument(self, name: str) -> str:
        """Return an argument; while an option's value is typed, the parser has not named the argument yet."""
        return self.text(name) or next(iter(self._bare), "")

    def _folder(self, name: str) -> Path | None:
        """Return a folder given by an option; shells pass `~/plans` and `$HOME/plans` as they are typed."""
        text = os.path.expandvars(self.text(name))
        return Path(text).expanduser() if text else None

    @cached_property
    def invocation(self) -> Invocation:
        return invoked(
            self._folder("workspace"), self._folder("plans"), self._folder("evidence"), self.text("lang") or None
        )

    @cached_property
    def session(self) -> Session:
        return open_session(self.invocation)

    @property
    def messages(self) -> Catalogue:
        return self.invocation.messages

    def loaded(self, *, every: bool = False) -> Iterator[Loaded]:
        """Yield the organisations that the command would use; with `every` all of them."""
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


# ---- candidates for each kind of word


def _units(line: CommandLine) -> Iterator[Candidate]:
    for loaded in line.loaded():
        if loaded.organisation:
            yield from ((code, unit.name) for code, unit in loaded.organisation.units.items())


def _groups(line: CommandLine) -> Iterator[Candidate]:
    for loaded in line.loaded():
        if loaded.organisation:
            yield from ((code, loaded.organisation.group_names.get(code, "")) for code in loaded.organisation.groups)


def _channels(line: CommandLine) -> Iterator[Candidate]:
    for loaded in line.loaded():
        yield from loaded.organisation.channels.items() if loaded.organisation else ()


def _tags(line: CommandLine) -> Iterator[Candidate]:
    for loaded in line.loaded():
        yield from loaded.organisation.tags.items() if loaded.organisation else ()


def _organisations(line: CommandLine) -> Iterator[Candidate]:
    for code in line.session.workspace.organisations():
        organisation = line.session.load(code).organisation
        yield code, organisation.name if organisation else ""
    if line.command not in ONE_ORGANISATION:
        yield ALL, line.messages("offer.all")


def _plans(line: CommandLine) -> Iterator[Candidate]:
    yield from ((plan.id, plan.title) for plan in line.plans(every=True))


def _quotas(line: CommandLine) -> Iterator[Candidate]:
    every = line.command == "explain"
    yield from ((quota.name, quota.title) for plan in line.plans(every=every) for quota in plan.quotas.values())


def _readings(line: CommandLine) -> Iterator[Candidate]:
    """Yield each reading with its quotas; a reading of a plan's header has the plan instead."""
    quotas: dict[str, list[str]] = {}
    for plan in line.plans():
        for name in plan.readings:
            quotas.setdefault(name, []).append(plan.id)
        for quota in plan.quotas.values():
            for name in quota.readings:
                quotas.setdefault(name, []).append(quota.name)
    yield from ((name, ", ".join(names)) for name, names in quotas.items())


def _kinds(line: CommandLine) -> Iterator[Candidate]:
    yield from ((kind, line.messages(f"log.{kind}")) for kind in KIND)


def _types(line: CommandLine) -> Iterator[Candidate]:
    kind = log_kind(line.argument("kind"))
    for loaded in line.loaded():
        types = loaded.organisation.types[kind] if kind and loaded.organisation else ()
        yield from ((type_.code, line.messages.text(type_.name)) for type_ in types)


def _statuses(line: CommandLine) -> Iterator[Candidate]:
    yield from ((status.value, line.messages(f"status.{status.value}")) for status in Status)
    yield NEVER, line.messages("offer.never")


def _formats(line: CommandLine) -> Iterator[Candidate]:
    """Yield the formats; a binary format of `check` goes to a file, so its candidate includes a file name."""
    from cchc_cli.formats.registry import COMMANDS

    for name, organisation in COMMANDS[line.command].items():
        yield (
            (f"{name}={line.command.split()[-1]}{organisation.ending}" if organisation.binary else name),
            organisation.about,
        )


def _by(line: CommandLine) -> Iterator[Candidate]:
    yield "unit", line.messages("column.unit")
    if line.command != "todo":
        yield "quota", line.messages("column.title")


def _bases(_: CommandLine) -> Iterator[Candidate]:
    from cchc_cli.report.windows import BASES

    yield from ((basis, "") for basis in BASES)


def _appendices(_: CommandLine) -> Iterator[Candidate]:
    from cchc_cli.report.writer import APPENDIX_CHOICES

    yield from ((choice, "") for choice in APPENDIX_CHOICES)


def _schemas(_: CommandLine) -> Iterator[Candidate]:
    from cchc_cli.formats.documents.schemas import DOCUMENTS
    from cchc_cli.language.schema import SCHEMAS

    yield from ((kind, words.model_config["title"] or "") for kind, words in SCHEMAS.items())
    yield from ((name, "JSON") for name in DOCUMENTS)


def _commands(line: CommandLine) -> Iterable[Candidate]:
    return ((name, "") for name in line.below(line.words("words")))


CANDIDATES: Mapping[str, Callable[[CommandLine], Iterable[Candidate]]] = {
    "unit": lambda line: (*_units(line), *_groups(line)),
    "unit-of-row": _units,
    "plan": _plans,
    "quota": _quotas,
    "quota-of-row": _quotas,
    "organisation": _organisations,
    "reading": _readings,
    "format": _formats,
    "fail-on": _statuses,
    "date-order": lambda _: DATE_ORDERS.items(),
    "font": lambda _: FONTS.items(),
    "platform": lambda _: ((name, "") for name in platforms()),
    "by": _by,
    "basis": _bases,
    "appendix": _appendices,
    "color": lambda _: ((word, "") for word in COLOURS),
    "lang": lambda _: (("vi", "Tiếng Việt"), ("en", "English")),
    "kind": _kinds,
    "schema": _schemas,
    "command": _commands,
    "guide": lambda line: ((topic, line.messages(f"topic.{topic}")) for topic in GUIDES),
    "channel": _channels,
    "type": _types,
    "tag": _tags,
}
# Kinds of words that are typed as lists -> their separator.
SEPARATORS = {"fail-on": ",", "unit-of-row": ";", "tag": ";", "quota-of-row": ";"}


def complete(kind: str, context: typer.Context, incomplete: str) -> list[Candidate]:
    """Return the candidates for an incomplete word; after a separator, those for the next entry of the list."""
    head, separator, _ = incomplete.rpartition(SEPARATORS.get(kind, "\0"))
    typed = head.split(separator) if separator else []
    if not all(map(is_harmless, typed)):
        return []
    organisation: dict[str, str] = {}
    try:
        for word, meaning in CANDIDATES[kind](CommandLine(context)):
            organisation.setdefault(word, meaning)
    except Exception:  # noqa: BLE001  (not at a prompt; the command itself reports the problem)
        return []
    fitting = [word for word in organisation if is_harmless(word.replace("=", "")) and word not in typed]
    meanings = {word: "" if organisation[word] == word else harmless_meaning(organisation[word]) for word in fitting}
    return [(head + separator + word, meaning) for word, meaning in meanings.items() if not (typed and word == NEVER)]
