"""The first kpibot.yaml of a workspace."""

from __future__ import annotations

from collections.abc import Sequence

from bot.founding.sources import lines_of
from data.sources import SourceSetting
from queries.guessing.yaml_text import flow


def settings_text(*, name: str, currency: str, persian: bool, jalali: bool, sources: Sequence[SourceSetting]) -> str:
    """kpibot.yaml with what was found out and what to decide next."""
    languages = "[fa, en]" if persian else "[en, fa]"
    calendar = {"week_start": "saturday" if persian else "monday", "fiscal_year_start": "january", "persian": "jalali"}
    if jalali:
        calendar["default"] = "jalali"
    return f"""\
# Written by kpibot init. docs/cli.md describes every setting.
name: {flow(name)}
currency: {flow(currency)}
languages: {languages}
calendar: {flow(calendar)}
database: data

# Where each table comes from; `kpibot load` reads them anew. docs/cli.md tells how to read only what is new.
sources:
{lines_of(sources)}
# What people in Slack may see who are not named below: everything, nothing (the default), or a role.
# See docs/people-and-rights.md before you open this to a whole company.
# default_role: everything
"""
