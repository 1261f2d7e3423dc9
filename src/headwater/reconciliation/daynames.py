"""Names of days and months: capitalised words that are no names of places or people."""

from __future__ import annotations

WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset("january february march april may june july august september october november december".split())
CALENDAR = WEEKDAYS | MONTHS
