"""The language of messages."""

from __future__ import annotations

import locale
import os

from cchc_cli.cli.usage import bad_option
from cchc_cli.i18n import LANGUAGES, Language, language_of

OPTION, VARIABLE, SETTING = "--lang", "CCHC_LANG", "lang"  # the places that name a language
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(option: str | None, setting: str | None) -> Language:
    """Return the language: the first given of --lang, CCHC_LANG, the workspace's setting, the locale.

    Raises UsageError for an unsupported language.
    """
    text, place = language_given(option, setting)
    if place not in {OPTION, VARIABLE, SETTING}:
        return language_of(text)
    for language in LANGUAGES:
        if text.lower() == language:
            return language
    raise bad_option("--lang", text, "lang")


def language_given(option: str | None, setting: str | None) -> tuple[str, str]:
    """Return the language or the locale in force, and its place: an option, a variable, a setting, "" for the system."""
    places = {OPTION: option, VARIABLE: os.environ.get(VARIABLE), SETTING: setting}
    places |= {name: os.environ.get(name) for name in LOCALE_VARIABLES}
    for place, text in places.items():
        if text:
            return text, place
    # Windows lacks these variables; its locales are Vietnamese_Vietnam.1258, vi-VN, English_Vietnam.1258.
    return locale.setlocale(locale.LC_CTYPE), ""  # a query only; getlocale() fails on names missing from its table
