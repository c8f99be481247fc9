"""What each person sees of a company: its data within their rights, and a reader that knows only that."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from bot.rights import Access
from intents.read import Reader
from queries.dataset import Dataset
from queries.query import Filter
from queries.rights import offered
from queries.visible import narrowed

MOST = 100
"""Views kept at once: people with the same rights share one."""

_Rights = tuple[tuple[Filter, ...], frozenset[str] | None]
_View = tuple[Dataset, Reader]


class Views:
    """The views of one company, made when they are first needed; safe from many threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Rights, _View] = OrderedDict()
        self._making: dict[_Rights, Lock] = {}
        self._lock = Lock()

    def of(self, dataset: Dataset, reader: Reader, access: Access) -> _View:
        """The data and the reader for somebody with these rights."""
        key = (access.scope, access.metrics)
        with self._lock:
            making = self._making.setdefault(key, Lock())
        with making:  # two questions of one person wait for one view, those of others do not
            return self._known(key) or self._keep(key, _make(dataset, reader, access))

    def _known(self, key: _Rights) -> _View | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: _Rights, view: _View) -> _View:
        with self._lock:
            self._kept[key] = view
            while len(self._kept) > MOST:
                gone, _ = self._kept.popitem(last=False)
                self._making.pop(gone, None)
        return view


def _make(dataset: Dataset, reader: Reader, access: Access) -> _View:
    seen = narrowed(dataset, access.scope, access.metrics)
    return seen, reader.narrowed(seen.catalogue, seen.members, offered(seen))
