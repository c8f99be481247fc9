"""What `kpibot check` finds: a catalogue held against its data, each finding with its place, cause and cure."""

from queries.checking.findings import Finding, Level

__all__ = ["Finding", "Level"]
