"""Capitalised words that are no names of places or people: days, months, and what often begins a sentence."""

from __future__ import annotations

WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset("january february march april may june july august september october november december".split())
CALENDAR = WEEKDAYS | MONTHS
OPENERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "dozens first second third fourth last another other others all both each every few half many most much more less "
    "none some several such the this that these those there here his her its our their your who whom whose which what "
    "when where why how she they nobody everybody somebody anybody everyone someone anyone nothing everything "
    "something anything not never neither nor and but for yet after before since until till while during within "
    "without under over between among against about across along amid around behind below beneath beside besides "
    "beyond despite down from into like near off onto out past than through throughout towards upon with also "
    "although because even however if instead later meanwhile once only perhaps soon still then therefore though thus "
    "too again ago already always earlier eventually finally just now nearly often rather shortly sometimes today "
    "tomorrow tonight yesterday according asked being having had has have was were are did does may might must can "
    "could should shall will would let yes".split()
)
