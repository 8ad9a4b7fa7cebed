"""`cchc guide`: the guides, included in every installation."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, argument
from cchc_cli.cli.output import print_text
from cchc_cli.cli.selection import WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.terminal.drawing import draw_on_console, drawn_width
from cchc_cli.cli.usage import bad_option
from cchc_cli.formats.guide_text import as_guide
from cchc_cli.i18n import Catalogue
from cchc_cli.load.guides import GUIDES, guide_page

app = typer.Typer(add_completion=False)


class GuideOptions(Struct, frozen=True):
    """The options of `cchc guide`."""

    topic: Annotated[str | None, argument("TOPIC", "guide")] = None
    drawing: DrawingOptions = DrawingOptions()
    workspace: Annotated[WorkspaceOptions, only("--lang")] = WorkspaceOptions()


@command(app)
def guide(options: GuideOptions, invocation: Invocation) -> Exit:
    """The guides: writing a plan, keeping evidence, reports, CI."""
    if options.topic is None:
        print_text(_topics(invocation.messages))
        return Exit.OK
    if options.topic not in GUIDES:
        raise bad_option("TOPIC", options.topic, "kind", known=", ".join(GUIDES))
    language = invocation.messages.language
    topics = {page[language]: topic for topic, page in GUIDES.items() for language in ("en", "vi")}
    _show(as_guide(guide_page(GUIDES[options.topic][language]), topics), options.drawing)
    return Exit.OK


def _topics(messages: Catalogue) -> str:
    width = max(map(len, GUIDES))
    lines = [f"cchc guide {topic:<{width}}  {messages(f'topic.{topic}')}" for topic in GUIDES]
    return "\n".join(lines) + "\n"


def _show(text: str, drawing: DrawingOptions) -> None:
    """Print Markdown: laid out on a terminal, unchanged elsewhere."""
    if drawn_width(drawing) is None:
        print_text(text)
        return
    from rich.markdown import Markdown

    draw_on_console(lambda console: console.print(Markdown(text)), drawing)
