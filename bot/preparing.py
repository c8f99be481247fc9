"""`python -m bot.preparing FOLDER DAY`: works out and keeps what opening a company needs, for processes that answer."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from bot.opening import work_out
from data.workspace import read_workspace


def main() -> None:
    """The folder of the workspace, and the day in ISO form."""
    folder, day = sys.argv[1:]
    work_out(read_workspace(Path(folder)), date.fromisoformat(day), here=True)


if __name__ == "__main__":
    main()
