"""A command: a function of typed options, run in the user's language; its errors are reported in one place."""

from __future__ import annotations

import inspect
import keyword
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Protocol, TypeVar, get_args, get_origin, get_type_hints

import typer
from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields
from typer.models import OptionInfo, ParameterInfo

from cchc_cli.cli.exits import Exit
from cchc_cli.cli.localized import LocalizedCommand
from cchc_cli.cli.output import print_problems
from cchc_cli.cli.selection import WorkspaceOptions
from cchc_cli.cli.session import Invocation, invoked
from cchc_cli.cli.usage import UsageError, system_refused
from cchc_cli.i18n import Catalogue
from cchc_cli.model.problem import Problem
from cchc_cli.storing.refusal import NotWrittenError


class Options(Protocol):
    """The options of a command: a frozen Struct whose fields are options, arguments, or groups of them."""

    @property
    def workspace(self) -> WorkspaceOptions: ...


Given = TypeVar("Given", bound=Options)
Command = Callable[[Given, Invocation], Exit]


class Chosen(Struct, frozen=True):
    """The options that a command takes from a group."""

    names: frozenset[str]
    others: bool  # whether the names are excluded instead

    def takes(self, name: str) -> bool:
        return (name in self.names) != self.others


def only(*options: str) -> Chosen:
    return Chosen(frozenset(map(_identifier, options)), others=False)


def without(*options: str) -> Chosen:
    return Chosen(frozenset(map(_identifier, options)), others=True)


def command(app: typer.Typer) -> Callable[[Command[Given]], Command[Given]]:
    """Register a function as a command of an app; its options are the fields of its first parameter's type."""

    def register(do: Command[Given]) -> Command[Given]:
        kind = next(iter(get_type_hints(do).values()))

        def call(**values: Any) -> None:
            raise typer.Exit(run(do, _filled(kind, values)))

        call.__name__, call.__doc__ = do.__name__, do.__doc__
        app.command(cls=LocalizedCommand)(_callback(call, parameters_of(kind)))
        return do

    return register


def group(app: typer.Typer) -> Callable[[Command[Given]], Command[Given]]:
    """Register a function as the command of a group that runs without a subcommand."""

    def register(do: Command[Given]) -> Command[Given]:
        kind = next(iter(get_type_hints(do).values()))

        def call(context: typer.Context, **values: Any) -> None:
            if context.invoked_subcommand is None and not context.resilient_parsing:
                raise typer.Exit(run(do, _filled(kind, values)))

        first = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
        app.callback(invoke_without_command=True)(_callback(call, [first, *parameters_of(kind)]))
        return do

    return register


def _callback(call: Callable[..., None], parameters: Iterable[inspect.Parameter]) -> Callable[..., None]:
    """Return a function whose signature shows typer the options and arguments."""
    declared = {parameter.name: parameter for parameter in parameters}
    call.__signature__ = inspect.Signature([*declared.values()])  # type: ignore[attr-defined]
    call.__annotations__ = {name: parameter.annotation for name, parameter in declared.items()}
    return call


def run(do: Command[Given], options: Given) -> Exit:
    """Choose the language, run the command, report its errors, and return the exit code."""
    workspace = options.workspace
    try:
        invocation = invoked(workspace.root, workspace.plans, workspace.evidence, workspace.lang)
    except UsageError as error:  # the language is wrong
        return refuse(error.problems, Catalogue("en"))
    try:
        code = do(options, invocation)
        sys.stdout.flush()  # raises OSError on a full disk
    except UsageError as error:
        return refuse(error.problems, invocation.messages)
    except NotWrittenError as error:
        return refuse([error.problem], invocation.messages)
    except OSError as error:  # not a defect: a full disk, a missing folder, a name too long
        return refuse([system_refused(error)], invocation.messages)
    return Exit.UNUSABLE if invocation.skipped else code


def refuse(problems: Sequence[Problem], messages: Catalogue) -> Exit:
    """Print the problems of a command that cannot run, and return its exit code."""
    print_problems(problems, messages)
    return Exit.UNUSABLE


def messages_for(arguments: Sequence[str]) -> Catalogue:
    """Return the messages in the language of a command line, even if the rest of it is wrong."""
    reader = typer.Typer(
        add_completion=False,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
    )
    reader.command()(_callback(lambda **_: None, parameters_of(WorkspaceOptions)))
    context = typer.main.get_command(reader).make_context("cchc", [*arguments], resilient_parsing=True)
    workspace = _filled(WorkspaceOptions, context.params)
    try:
        return invoked(workspace.root, workspace.plans, workspace.evidence, workspace.lang).messages
    except UsageError:
        return Catalogue("en")


# ---- options for typer


class _Group(Struct, frozen=True):
    """Options declared together; a command takes some of them."""

    kind: type[Struct]
    chosen: Chosen


def parameters_of(kind: type[Struct]) -> Iterator[inspect.Parameter]:
    """Yield the options and arguments of a type in field order; a group yields its own at its position."""
    for _, declared in _declared(kind):
        if isinstance(declared, _Group):
            yield from (
                parameter for parameter in parameters_of(declared.kind) if declared.chosen.takes(parameter.name)
            )
        else:
            yield declared


def _filled(kind: type[Struct], parameters: Mapping[str, Any]) -> Any:
    """Return an options value from the given parameters; missing ones keep their defaults."""
    values = {}
    for field, declared in _declared(kind):
        if isinstance(declared, _Group):
            values[field] = _filled(
                declared.kind, {name: parameters[name] for name in parameters if declared.chosen.takes(name)}
            )
        elif parameters.get(declared.name) is not None:
            values[field] = parameters[declared.name]
    return kind(**values)


@cache
def _declared(kind: type[Struct]) -> tuple[tuple[str, inspect.Parameter | _Group], ...]:
    """Return the fields of a type that are options, arguments, or groups of options."""
    declarations = ((field.name, _declaration(field)) for field in fields(kind))
    return tuple((name, declared) for name, declared in declarations if declared is not None)


def _declaration(field: FieldInfo) -> inspect.Parameter | _Group | None:
    kind, *annotations = get_args(field.type) if get_origin(field.type) is Annotated else (field.type,)
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _Group(
            kind, next((annotation for annotation in annotations if isinstance(annotation, Chosen)), without())
        )
    declared = next((annotation for annotation in annotations if isinstance(annotation, ParameterInfo)), None)
    if declared is None:
        return None
    name, how = _name(field, declared), inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, how, default=_default(field), annotation=field.type)


def _name(field: FieldInfo, declared: ParameterInfo) -> str:
    """Return the parameter's name: the long name of an option, the field's name of an argument."""
    if not isinstance(declared, OptionInfo):
        return field.name
    names = (str(name) for name in (declared.default, *(declared.param_decls or ())))
    return _identifier(next(name for name in names if name.startswith("--")))


def _identifier(option: str) -> str:
    name = option.removeprefix("--").replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


def _default(field: FieldInfo) -> Any:
    if field.default_factory is not NODEFAULT:
        return field.default_factory()
    return inspect.Parameter.empty if field.default is NODEFAULT else field.default
