"""The program: streams made safe, the command run, every ending given its exit code."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # like all four built in, or there already: no file is read
import gc
import os
import sys

INTERRUPTED = 130  # as shells say of a program stopped by Ctrl-C


def _leave(_number: int, _frame: object) -> None:
    """End at once: while nothing is written yet or any more, there is nothing to tidy up."""
    os._exit(INTERRUPTED)


def _heed_interrupts(by: object, instead_of: object) -> None:
    """Replace a handler of Ctrl-C by another; a handler set from outside stays, as in a program without a user."""
    if _signal.getsignal(_signal.SIGINT) is instead_of:
        _signal.signal(_signal.SIGINT, by)


_heed_interrupts(by=_leave, instead_of=_signal.default_int_handler)


def _heed_lost_interrupt(lost: sys.UnraisableHookArgs) -> None:
    """End at once: an interrupt during the clean-up of an import reaches no caller, and the program would go on."""
    if isinstance(lost.exc_value, KeyboardInterrupt):
        os._exit(INTERRUPTED)
    sys.__unraisablehook__(lost)


def main() -> None:
    """Run the command line and exit: 70 for a defect of the program itself, never a bare traceback."""
    # No plug-in takes part in reading plans; looking for plug-ins takes a tenth of the start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from cchc_cli.cli.exits import Exit
    from cchc_cli.cli.terminal.streams import prepare_streams

    prepare_streams()
    try:
        _run()
    except KeyboardInterrupt:  # outside the command itself, which ends the same way
        sys.exit(INTERRUPTED)
    except Exception:  # noqa: BLE001  (the last line of defence)
        _report_defect()
        sys.exit(Exit.DEFECT)


def entry() -> None:
    """Run as a program of its own: end without taking all values apart, which takes a tenth of a command's time."""
    sys.unraisablehook = _heed_lost_interrupt
    gc.disable()  # it would look through millions of rows again and again, and a command's cycles are few
    try:
        main()
    except SystemExit as error:
        _heed_interrupts(by=_leave, instead_of=_signal.default_int_handler)
        import contextlib

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

    try:
        _heed_interrupts(by=_signal.default_int_handler, instead_of=_leave)  # a command removes its half-written files
        app(windows_expand_args=False)  # a title may contain * and %: no shell expands quoted words
    finally:
        sys.stdout.flush()  # a full disk shows now, in the exit code


def _report_defect() -> None:
    import traceback

    from cchc_cli.i18n import Catalogue

    sys.stderr.write(Catalogue("en")("defect") + "\n\n" + traceback.format_exc())


if __name__ == "__main__":
    entry()
