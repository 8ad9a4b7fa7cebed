"""GitHub workflow commands: the worst verdicts on their plan lines, refused rows on their evidence rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from cchc_cli.formats import markdown
from cchc_cli.formats.context import Context
from cchc_cli.formats.naming import full_name, repository_path
from cchc_cli.formats.refusals import refused_rows
from cchc_cli.formats.safe import safe
from cchc_cli.formats.statement import heading, state
from cchc_cli.formats.tables import escape
from cchc_cli.formats.verdict_rows import urgency
from cchc_cli.formats.view import plan_lines
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import message
from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import Result, Status, Verdict

MAX_ANNOTATIONS = 10  # GitHub shows at most this many annotations of a kind for one step
MAX_MESSAGE = 4_000  # characters; the runner cuts at 4096, even inside a character
MAX_SUMMARY = 1_000_000  # bytes; GitHub drops a longer summary as a whole
# A runner takes a line for a command if it begins with blanks and "::", or holds "##[" anywhere.
_COMMAND = re.compile(r"^([^\S\n]*)(?=::)|##(?=\[)", re.MULTILINE)


def render(result: Result, context: Context, messages: Catalogue) -> str:
    """Return the basis as a notice, the ten worst verdicts as errors, the first ten refused rows as warnings."""
    worst = sorted((verdict for verdict in result.verdicts if _is_shown(verdict, context)), key=urgency)
    refused = refused_rows(result.problems)
    basis = [
        *heading(result, context, messages),
        *plan_lines(result.plans, messages),
        *_cut_lines(len(worst), len(refused), messages),
    ]
    files = {(plan.organisation, plan.id): plan.file for plan in result.plans}
    lines = [
        _command("notice", {"title": "cchc"}, "\n".join(basis)),
        *(
            _problems("error", [problem], context.root, messages)
            for problem in context.unusable(result)[:MAX_ANNOTATIONS]
        ),
        *(_verdict(verdict, files, context, messages) for verdict in worst[:MAX_ANNOTATIONS]),
        *(_problems("warning", problems, context.root, messages) for problems in refused[:MAX_ANNOTATIONS]),
    ]
    return "".join(f"{line}\n" for line in lines)


def unusable(problems: Sequence[Problem], root: str, messages: Catalogue) -> str:
    """Return the problems for which nothing could be judged, each an annotation."""
    return "".join(f"{_problems('error', [problem], root, messages)}\n" for problem in problems)


def unusable_summary(problems: Sequence[Problem], messages: Catalogue, already: int = 0) -> str:
    """Return the problems for which nothing could be judged as Markdown, cut like `summary`."""
    items = [escape(safe(f"{problem.place}: {message(problem, messages)}")) for problem in problems]
    lines = [f"**{escape(messages('junit.unusable'))}**", "", *(f"- {item}" for item in items), ""]
    return _cut("\n".join(lines), already, messages)


def summary(result: Result, context: Context, messages: Catalogue, already: int = 0) -> str:
    """Return the whole result as Markdown, cut at a line end if it exceeds the limit.

    `already` is the number of bytes that the step has written to its summary.
    """
    return _cut(markdown.render(result, context, messages), already, messages)


def _cut(text: str, already: int, messages: Catalogue) -> str:
    room = MAX_SUMMARY - already
    if len(text.encode()) <= room:
        return text
    ending = escape(messages("ci.cut"))
    cut = text.encode()[: max(room - len(ending.encode()) - 3, 0)].decode(errors="ignore")
    return cut[: cut.rfind("\n") + 1] + f"\n{ending}\n"


def inert_text(text: str) -> str:
    """Return a text for people in which a runner finds no command."""
    return _COMMAND.sub(lambda match: "## " if match[1] is None else match[1] + "· ", text)


def _is_shown(verdict: Verdict, context: Context) -> bool:
    return context.fails(verdict) or (verdict.decides_exit and verdict.status is Status.MISSED)


def _verdict(verdict: Verdict, files: Mapping[tuple[str, str], str], context: Context, messages: Catalogue) -> str:
    obligation = verdict.obligation
    quota = obligation.quota
    location = {"file": repository_path(context.root, files[quota.organisation, quota.plan]), "line": str(quota.line)}
    name = full_name(quota) if len({organisation for organisation, _ in files}) > 1 else quota.name
    text = f"{obligation.owner or messages('owner.unknown')} {messages.label(obligation.period)}: {state(verdict, messages)} — {quota.title}"
    kind = "error" if context.fails(verdict) else "warning"
    return _command(kind, {**location, "title": name}, safe(text))


def _problems(kind: str, problems: Sequence[Problem], root: str, messages: Catalogue) -> str:
    """Return one annotation for a place, with all its problems."""
    place = problems[0].place
    line = {"line": str(place.row)} if place.row else {}
    location = {} if place.is_option else {"file": repository_path(root, place.path), **line}
    text = "; ".join(f"{problem.place}: {message(problem, messages)}" for problem in problems)
    return _command(kind, {**location, "title": problems[0].code}, safe(text))


def _cut_lines(missed: int, refused: int, messages: Catalogue) -> Iterable[str]:
    if missed > MAX_ANNOTATIONS:
        yield messages("ci.more-verdicts", count=missed - MAX_ANNOTATIONS)
    if refused > MAX_ANNOTATIONS:
        yield messages("ci.more-rows", count=refused - MAX_ANNOTATIONS)


def _command(name: str, properties: dict[str, str], text: str) -> str:
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    shown = text if len(text) <= MAX_MESSAGE else f"{text[:MAX_MESSAGE]}…"
    return f"::{name} {listed}::{_data(shown)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
