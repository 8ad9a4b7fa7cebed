"""`cchc evidence undo`: the logs as they were before the last `add` or `import`."""

from __future__ import annotations

from cchc_cli.cli.exits import Exit
from cchc_cli.cli.output import print_problems, print_text
from cchc_cli.cli.session import Roots, open_session
from cchc_cli.formats.safe import safe
from cchc_cli.storing.open_log import NotWrittenError
from cchc_cli.storing.undo import bring_back


def run(roots: Roots) -> Exit:
    """Bring the logs back, say which, and return the exit code: NOTHING where nothing is kept."""
    session = open_session(roots)
    try:
        names = bring_back(session.workspace)
    except NotWrittenError as error:
        print_problems([error.problem], session.say)
        return Exit.UNUSABLE
    for name in names:
        print_text(safe(session.say("undo.done", file=name)) + "\n")
    if not names:
        print_text(session.say("undo.nothing") + "\n")
    return Exit.OK if names else Exit.NOTHING
