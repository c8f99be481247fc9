"""From the settings of a source to what is read: the files of a pattern, a sheet, a table of a server."""

from __future__ import annotations

import glob
from collections import Counter
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from data.loading.find import sources_of
from data.loading.named import period_in, period_named
from data.loading.source import Kind, Source, SourceError
from data.sources import SourceSetting

_MOST_FILES = 10_000


def resolve(setting: SourceSetting, folder: Path, environment: Mapping[str, str]) -> tuple[Source, ...]:
    """The sources whose rows together are the table. Raises SourceError with the place of the setting."""
    try:
        if setting.postgres:
            dsn = environment.get(setting.postgres, "")
            if not dsn:
                raise SourceError(f"the environment variable {setting.postgres} with the server's address is not set")
            return (Source(Kind.POSTGRES, setting.name, None, setting.table, dsn=dsn),)
        paths = _files(setting.file, folder)
        found = tuple(source for path in paths for source in _in(path, setting))
        return _of_one_kind(found, setting.file) if setting.period and len(found) > 1 else found
    except SourceError as error:
        raise SourceError(f"{setting.place}: source {setting.name!r}: {error}") from error


def _files(pattern: str, folder: Path) -> list[Path]:
    path = folder / Path(pattern).expanduser()
    if path.is_file():
        return [path]
    if path.is_dir():
        raise SourceError(f"{pattern} is a folder; name its files, such as {pattern.rstrip('/')}/*.csv")
    found = sorted(glob.glob(str(path)))  # noqa: PTH207 (its patterns may begin with a root)
    root = Path(_fixed(str(path))).resolve()
    files = [p for p in map(Path, found) if p.is_file()]
    for file in files:
        if not file.resolve().is_relative_to(root):
            raise SourceError(f"{file.name} is a link to a file outside {root.name}/; name that file itself to load it")
    if not files:
        raise SourceError(f"there is no file {pattern}")
    if len(files) > _MOST_FILES:
        raise SourceError(f"{pattern} stands for {len(files):,} files; kpibot reads up to {_MOST_FILES:,}")
    return files


def _fixed(pattern: str) -> str:
    """The folder of a pattern before its first star."""
    parts = Path(pattern).parts
    plain = next((i for i, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    return str(Path(*parts[:plain]))


def _in(path: Path, setting: SourceSetting) -> tuple[Source, ...]:
    """The table of a file, or those of its sheets that a pattern stands for and whose names tell a period."""
    sources = sources_of(path)
    if not setting.table:
        if len(sources) > 1:
            listed = ", ".join(s.part for s in sources[:10])
            raise SourceError(f"{path.name} holds several tables; say which with 'table': {listed}")
        return sources[:1]
    exactly = tuple(source for source in sources if source.part == setting.table)
    alike = tuple(one for one in sources if fnmatchcase(one.part, setting.table))
    if exactly or alike:
        return exactly or _of_one_kind(alike, setting.table, sheets=True)
    listed = ", ".join(s.part for s in sources[:10] if s.part)
    raise SourceError(f"{path.name} has no table {setting.table!r}" + (f"; it has {listed}" if listed else ""))


def _of_one_kind(sources: tuple[Source, ...], pattern: str, *, sheets: bool = False) -> tuple[Source, ...]:
    """Those whose names tell a period, of the kind that most tell: "Jan 2024", but neither "Notes" nor "All 2024"."""
    named = ((one, period_in(one.part) if sheets else period_named(one)) for one in sources)
    told = [(one, period.kind) for one, period in named if period is not None]
    if not told:
        raise SourceError(f"no name of those that {pattern} stands for tells a period")
    kind = Counter(kind for _, kind in told).most_common(1)[0][0]
    return tuple(one for one, other in told if other == kind)
