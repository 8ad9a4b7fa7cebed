"""The language of messages."""

from __future__ import annotations

import locale
import os

from cchc_cli.cli.usage import bad_option
from cchc_cli.i18n import LANGUAGES, Language, language_of


def choose_language(option: str | None, setting: str | None) -> Language:
    """Return the language: the first given of --lang, CCHC_LANG, the workspace's setting, the locale.

    Raises UsageError for an unsupported language.
    """
    given = option or os.environ.get("CCHC_LANG") or setting
    if given is None:
        return language_of(_locale())
    for language in LANGUAGES:
        if given.lower() == language:
            return language
    raise bad_option("--lang", given, "lang")


def _locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name]
    # Windows lacks these variables; its locales are Vietnamese_Vietnam.1258, vi-VN, English_Vietnam.1258.
    return locale.setlocale(locale.LC_CTYPE)  # a query only; getlocale() fails on names missing from its table
