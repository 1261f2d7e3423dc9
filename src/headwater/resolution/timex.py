"""The form of a time expression (TIMEX3 of TimeML 1.2.1), as far as Headwater uses it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from headwater.text import PartialDate


class Kind(StrEnum):
    """What a time expression names: days, a part of a day, a length, or something that recurs."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Mod(StrEnum):
    """How the words bend the value: TIMEX3's ``mod``."""

    BEFORE = "BEFORE"
    AFTER = "AFTER"
    ON_OR_BEFORE = "ON_OR_BEFORE"
    ON_OR_AFTER = "ON_OR_AFTER"
    LESS_THAN = "LESS_THAN"
    MORE_THAN = "MORE_THAN"
    EQUAL_OR_LESS = "EQUAL_OR_LESS"
    EQUAL_OR_MORE = "EQUAL_OR_MORE"
    START = "START"
    MID = "MID"
    END = "END"
    APPROX = "APPROX"


@dataclass(frozen=True, slots=True)
class Timex:
    """``text[start:end]`` names a time; ``value`` is its TIMEX3 value, with X for what is not known.

    ``when`` is the days that it can be: None where nothing ties it to the calendar (a bare length, a set, a vague
    word, a weekday of a report without a date).
    """

    start: int
    end: int
    type: Kind
    value: str
    mod: Mod | None = None
    when: PartialDate | None = None
