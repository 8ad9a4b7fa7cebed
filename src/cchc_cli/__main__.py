"""The program: streams made safe, the command run, every ending given its exit code."""

from __future__ import annotations

import contextlib
import gc
import os
import sys

INTERRUPTED = 130  # as shells say of a program stopped by Ctrl-C


def main() -> None:
    """Run the command line and exit: 70 for a defect of the program itself, never a bare traceback."""
    # Whatever else is installed, nothing takes part in reading plans; to look for it takes a tenth of the start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from cchc_cli.cli.exits import Exit
    from cchc_cli.cli.terminal.streams import prepare_streams

    prepare_streams()
    try:
        _run()
    except KeyboardInterrupt:  # while the program is still being imported; the command itself ends the same way
        sys.exit(INTERRUPTED)
    except Exception:  # noqa: BLE001  (the last line of defence)
        _report_defect()
        sys.exit(Exit.DEFECT)


def entry() -> None:
    """Run as a program of its own: end without taking all values apart, which takes a tenth of a command's time."""
    gc.disable()  # it would look through millions of rows again and again, and a command's cycles are few
    try:
        main()
    except SystemExit as error:
        code = error.code
        if not isinstance(code, int):
            sys.stderr.write(f"{code}\n" if code else "")
            code = 1 if code else 0
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError):
                stream.flush()
        os._exit(code)


def _run() -> None:
    from cchc_cli.cli.app import app
    from cchc_cli.cli.exits import Exit
    from cchc_cli.cli.output import print_problems
    from cchc_cli.cli.usage import UsageError

    try:
        try:
            app(windows_expand_args=False)  # a title may have * and % in it: no shell expands what is in quotes
        finally:
            sys.stdout.flush()  # what cannot be written is told now, by an exit code
    except UsageError as error:
        from cchc_cli.cli.session import catalogue_for_errors

        print_problems(error.problems, catalogue_for_errors(sys.argv[1:]))
        sys.exit(Exit.UNUSABLE)
    except OSError as error:
        # Not a defect: a full disk, a folder that has gone, a name too long.
        from cchc_cli.cli.session import catalogue_for_errors
        from cchc_cli.model.problem import Place, Problem

        place = Place(str(error.filename or "cchc"))
        problem = Problem("system-refused", place, {"reason": error.strerror or str(error)}, fatal=True)
        print_problems([problem], catalogue_for_errors(sys.argv[1:]))
        sys.exit(Exit.UNUSABLE)


def _report_defect() -> None:
    import traceback

    from cchc_cli.i18n import Catalogue

    sys.stderr.write(Catalogue("en")("defect") + "\n\n" + traceback.format_exc())


if __name__ == "__main__":
    entry()
