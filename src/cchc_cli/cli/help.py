"""The help of a command or group: usage, examples, options in one order, exit codes, environment."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, cast

from cchc_cli.cli.options import MIN_WIDTH, Panel
from cchc_cli.cli.terminal.shell_words import harmless_meaning
from cchc_cli.cli.usage import UsageError
from cchc_cli.formats.registry import COMMANDS
from cchc_cli.formats.text_lines import wrap
from cchc_cli.i18n import Catalogue, Language
from cchc_cli.load.guides import GUIDES
from cchc_cli.model.verdict import WARN_DAYS

MAX_WIDTH = 100  # columns; longer lines are hard to read
LABEL_WIDTH = 28  # columns; a longer label has its text below
INDENT = "  "
COMMON = ("exits", "environment")  # sections of every command, shown last


def help_texts(language: Language) -> Mapping[str, str]:
    """Return the help catalogue; its keys are like "check", "check --by", "--unit", "panel.output", "value.day"."""
    return cast("Mapping[str, str]", import_module(f"cchc_cli.i18n.help_{language}").HELP)


def help_text(context: Any, messages: Catalogue) -> str:
    """Return the help of a context's command."""
    width = max(MIN_WIDTH, min(shutil.get_terminal_size().columns if sys.stdout.isatty() else MIN_WIDTH, MAX_WIDTH))
    return "".join(f"{line}\n" for line in _lines(context, help_texts(messages.language), width))


def about_option(option: Any, command: str, texts: Mapping[str, str]) -> str:
    """Return the help line of an option or argument: the command's own, or the general one."""
    name = _long(option)
    text = texts.get(f"{command} {name}") or texts[name]
    formats = ", ".join(COMMANDS.get(command, ()))
    return text.format(warn_days=WARN_DAYS, formats=formats, guides=", ".join(GUIDES))


def abouts(context: Any, words: Sequence[str]) -> dict[str, str]:
    """Return the help lines of the options and commands that a shell offers, in the language typed before."""
    from cchc_cli.cli.completions import CommandLine

    try:
        texts = help_texts(CommandLine(context).messages.language)
    except UsageError:  # another word is wrong; the command itself reports it
        return {}
    command = command_name(context)
    options = {name: parameter for parameter in context.command.get_params(context) for name in parameter.opts}
    abouts = {word: about_option(options[word], command, texts) for word in words if word in options}
    abouts |= {word: text for word in words if (text := texts.get(f"{command} {word}".strip()))}
    return {word: harmless_meaning(text) for word, text in abouts.items()}


def command_name(context: Any) -> str:
    """Return the name of a command without the program's, "" for the program itself."""
    return "" if context.parent is None else f"{command_name(context.parent)} {context.info_name}".strip()


def _lines(context: Any, texts: Mapping[str, str], width: int) -> Iterator[str]:
    command, name = context.command, command_name(context)
    parameters = [parameter for parameter in command.get_params(context) if not parameter.hidden]
    arguments = [parameter for parameter in parameters if parameter.param_type_name == "argument"]
    below = getattr(command, "commands", {})
    usage = [context.command_path, texts["usage.options"], *(_argument(parameter) for parameter in arguments)]
    yield f"{texts['usage']} {' '.join([*usage, texts['usage.command']] if below else usage)}"
    yield ""
    yield from wrap(texts[name or "cchc"], width)
    yield from _examples(texts.get(f"{name or 'cchc'}.examples", ""), texts)
    yield from _section(
        texts["panel.commands"],
        [(parameter, _first_sentence(texts[f"{name} {parameter}".strip()])) for parameter in below],
        width,
    )
    rows = [(str(parameter.metavar), about_option(parameter, name, texts)) for parameter in arguments]
    yield from _section(texts["panel.arguments"], rows, width)
    for panel in Panel:
        rows = [
            _option_row(parameter, name, texts)
            for parameter in parameters
            if parameter not in arguments and _panel(parameter) == panel
        ]
        yield from _section(texts[f"panel.{panel}"], rows, width)
    for section in COMMON:
        rows = [(name, about) for name, _, about in (line.partition(" ") for line in texts[section].splitlines())]
        yield from _section(texts[f"panel.{section}"], rows, width)


def _examples(text: str, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield each example ("purpose: cchc …") as a line of its purpose, and below it the command."""
    if text:
        yield ""
        yield f"{texts['panel.examples']}:"
    for line in text.splitlines():
        what, _, words = line.partition(": cchc ")
        yield f"{INDENT}{what}:"
        yield f"{INDENT * 2}cchc {words}"


def _first_sentence(text: str) -> str:
    return f"{text.partition('. ')[0].rstrip('.')}."


def _section(heading: str, rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"{heading}:"
    label_width = min(max(len(label) for label, _ in rows), LABEL_WIDTH) + len(INDENT)
    for label, about in rows:
        first, *rest = wrap(about, width - label_width - len(INDENT))
        if len(label) > LABEL_WIDTH:
            yield INDENT + label
            label = ""  # noqa: PLW2901
        yield f"{INDENT}{label:{label_width}}{first}"
        yield from (f"{INDENT}{'':{label_width}}{line}" for line in rest)


def _option_row(option: Any, command: str, texts: Mapping[str, str]) -> tuple[str, str]:
    names = ", ".join(sorted(option.opts, key=len))
    value = "" if option.is_flag else f" {_value(option, texts)}"
    about = about_option(option, command, texts)
    default = texts["default"].format(value=option.default) if _tells_default(option) else ""
    return names + value, about + default


def _tells_default(option: Any) -> bool:
    return not option.is_flag and isinstance(option.default, (str, int)) and option.default != ""


def _value(option: Any, texts: Mapping[str, str]) -> str:
    value = option.metavar or "text"
    word = texts.get(f"value.{value}")
    return f"<{word}>" if word else value


def _argument(argument: Any) -> str:
    return str(argument.metavar) if argument.required else f"[{argument.metavar}]"


def _long(option: Any) -> str:
    """Return the long name of an option, or the metavar of an argument."""
    return str(next((name for name in option.opts if name.startswith("--")), option.metavar))


def _panel(option: Any) -> str:
    return str(getattr(option, "rich_help_panel", None) or Panel.GENERAL)
