"""`cchc evidence template`: a workbook to fill in and to import."""

from __future__ import annotations

from pathlib import Path

from cchc_cli.cli.evidence_target import one_organisation
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.output import check_outputs, print_text, write_file
from cchc_cli.cli.session import Roots, open_session
from cchc_cli.cli.usage import UsageError
from cchc_cli.i18n import Catalogue
from cchc_cli.storing.template import template


def run(roots: Roots, org: str | None, output: Path, *, force: bool) -> Exit:
    """Write the workbook, in Vietnamese unless another language is asked for, and return the exit code."""
    session = open_session(roots)
    check_outputs([output], session.guard, replace=force)
    loaded = session.load(one_organisation(session, org))
    fatal = [problem for problem in session.problems if problem.fatal]
    if loaded.organisation is None or fatal:
        raise UsageError(*fatal)
    data = template(loaded.organisation, session.say if roots.lang else Catalogue("vi"))
    write_file(output, data, session.guard, replace=force)
    print_text(session.say("template.written", file=output.as_posix()) + "\n")
    return Exit.OK
