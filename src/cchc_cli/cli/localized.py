"""Commands whose help and usage errors are in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from cchc_cli.cli.output import print_text
from cchc_cli.cli.usage import UsageError
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nearest

INHERITED = ("workspace", "plans", "evidence", "lang")  # options also accepted before the command


if TYPE_CHECKING:
    _Base = TyperCommand
else:
    _Base = object  # typer's commands and groups share no public class


class _Localized(_Base):
    """Shared by commands and groups; the context's object returns the messages of the command line."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Create the context; options given before the command become defaults of its own."""
        if parent is not None:
            inherited = {name: parent.params[name] for name in INHERITED if parent.params.get(name) is not None}
            extra.setdefault("default_map", inherited)
        return super().make_context(info_name, args, parent, **extra)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments. Raises UsageError for arguments that the command does not take."""
        ctx.allow_extra_args = True  # refused below in the user's language
        try:
            rest = super().parse_args(ctx, args)
        except typer.TyperException as error:
            raise UsageError(_problem(error, ctx)) from None
        if rest and not isinstance(self, TyperGroup) and not ctx.resilient_parsing:
            raise UsageError(_usage("extra-argument", rest[0], ctx))
        return rest

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option --help, which shows the program's own help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Return the options and commands with their help lines."""
        from cchc_cli.cli.help import abouts

        candidates = super().shell_complete(ctx, incomplete)
        about = abouts(ctx, [candidate.value for candidate in candidates])
        for candidate in candidates:
            candidate.help = about.get(candidate.value, candidate.help)
        return candidates


class LocalizedCommand(_Localized, TyperCommand):
    """A command."""


class LocalizedGroup(_Localized, TyperGroup):
    """A group of commands."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the named command. Raises UsageError, with similar names, for an unknown one."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            meant = nearest(args[0], self.commands)
            raise UsageError(_usage("unknown-command", args[0], ctx, meant=meant, known=", ".join(self.commands)))
        return super().resolve_command(ctx, args)


def _show_help(context: Any, _option: Any, wanted: Any) -> None:
    if wanted and not context.resilient_parsing:
        from cchc_cli.cli.help import help_text

        print_text(help_text(context, context.obj()))
        raise typer.Exit


def _problem(error: typer.TyperException, ctx: Any) -> Problem:
    """Return the problem for a usage error of typer's parser."""
    option, parameter = getattr(error, "option_name", None), getattr(error, "param", None)
    options = {
        name: parameter for parameter in ctx.command.get_params(ctx) for name in parameter.opts if name.startswith("-")
    }
    if option is not None and option not in options:
        bare = {name.lstrip("-"): name for name in options}  # without dashes, which make any two options similar
        near = nearest(option.lstrip("-"), bare)
        return _usage("unknown-option", option, ctx, meant=", ".join(bare[name] for name in near.split(", ") if near))
    if option is not None:
        takes_none = options[option].is_flag
        return _usage("option-takes-none", option, ctx) if takes_none else _usage("option-needs-value", option, ctx)
    if parameter is not None and type(error).__name__ == "MissingParameter":
        return _usage("missing-argument", parameter.metavar or parameter.opts[0], ctx)
    place = ctx.command_path if parameter is None else parameter.opts[0]
    return Problem(
        "bad-usage", Place(place), {"reason": error.format_message(), "command": ctx.command_path}, fatal=True
    )


def _usage(code: str, word: str, ctx: Any, **details: str) -> Problem:
    place = ctx.command_path if code in {"unknown-command", "extra-argument"} else word
    return Problem(code, Place(place), {"value": word, "command": ctx.command_path, **details}, fatal=True)
