"""A workbook of `check`: what it rests on, verdicts, evidence counted, problems. Texts are texts, never formulas or links."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cchc_cli.formats.context import Context, nothing
from cchc_cli.formats.safe import safe
from cchc_cli.formats.statement import facts, heading, plan_lines
from cchc_cli.formats.verdict_table import remarks_of, urgency
from cchc_cli.formats.xlsx_rows import EVIDENCE, PROBLEMS, VERDICTS, Cell, Column, evidence_rows, problem_rows, verdict_rows
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result, Status
