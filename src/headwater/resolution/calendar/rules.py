"""The notation of the grammar of dates: a rule is a pattern over classes of words, with what it means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from headwater.resolution.calendar.lexicon import lexicon
from headwater.resolution.calendar.periods import Period
from headwater.resolution.calendar.words import Words
from headwater.resolution.timex import Kind, Mod
from headwater.text import PartialDate

_MACROS = {
    "{EDGE}": "(EARLY|LATE|MID|EARLIER|LATER|SOMETIME|BEGIN OF|END OF)",
    "{COUNT}": "((MORE|LESS) THAN|OVER|AT (LEAST|MOST)|ABOUT|NEARLY|UP TO|WITHIN|ANOTHER)?"
    " (A FEW|A COUPLE OF?|NUM|A|FEW)",
}


@dataclass(slots=True)
class Context:
    """What is known at a place in the text: ``now`` is the day of writing, if there is one.

    ``reference`` is the period mentioned last, ``quarter`` the last quarter, ``dated`` the last period that was
    written with its year and where it ended, in tokens.
    """

    words: Words
    now: dt.date | None
    tense: Callable[[int, int], int]
    reference: Period | None = None
    quarter: Period | None = None
    dated: tuple[Period, int] | None = None


class Found(NamedTuple):
    """What a rule reads: TIMEX3's type, value and mod, and the days.

    ``period`` is what later expressions can refer to; ``absolute`` tells that its year was written. ``first`` is
    the first token where it is not the match's; ``compared`` marks a period that the text only compares with.
    """

    kind: Kind
    value: str
    mod: Mod | None = None
    when: PartialDate | None = None
    period: Period | None = None
    absolute: bool = False
    first: int | None = None
    compared: bool = False


NOTHING = Found(Kind.DATE, "")
"""What a rule reads where the words are no time, nor any part of them ("a six-year-old boy")."""


class Rule(NamedTuple):
    """``groups`` are the numbers of a class's groups in the pattern."""

    pattern: re.Pattern[str]
    groups: Mapping[str, tuple[int, ...]]
    read: Reader


class Hit:
    """A match: ``hit["MONTH"]`` is that word's meaning, None where it is absent. ``at`` tells the token's number."""

    __slots__ = ("context", "first", "last", "tokens", "words")

    def __init__(self, rule: Rule, match: re.Match[str], base: int, words: Words, context: Context) -> None:
        self.words, self.context = words, context
        self.first, self.last = base + match.start(), base + match.end()
        self.tokens = {
            name: base + match.start(number)
            for name, numbers in rule.groups.items()
            for number in numbers
            if match.start(number) >= 0
        }

    def at(self, name: str) -> int | None:
        return self.tokens.get(name)

    def __getitem__(self, name: str) -> Any:
        at = self.tokens.get(name)
        return None if at is None else self.words.meanings[at]

    def __contains__(self, name: str) -> bool:
        return name in self.tokens

    def any(self, *names: str) -> bool:
        """Whether a word of one of these classes is there."""
        return any(name in self.tokens for name in names)

    @property
    def quoted(self) -> bool:
        """Whether the words are a programme's or a book's name: a capital after a quotation mark ("60 Minutes")."""
        words = self.words
        start = words.starts[self.last - 1]
        written = words.text[start : words.ends[self.last - 1]]
        opened = words.text[max(words.starts[self.first] - 1, 0) : words.starts[self.first]]
        return written[:1].isupper() and not written.isupper() and opened in ("'", '"', "“", "‘", "`")

    @property
    def tense(self) -> int:
        """-1 where the clause speaks of what is past, 1 of what lies ahead, 0 where nothing tells."""
        return self.context.tense(self.first, self.last)


Reader = Callable[[Hit], Found | None]


@dataclass(slots=True)
class Grammar:
    """Rules in the order of preference among equally long matches."""

    rules: list[Rule] = field(default_factory=list)

    def rule(self, *patterns: str) -> Callable[[Reader], Reader]:
        """Let a function read what matches: names of classes, with ``? | ( )`` as in regular expressions.

        Two words of one class that the function must tell apart have a digit ("NUM NUM2"). {EDGE} is "early", "end of"
        and their like, {COUNT} an amount with its qualifier.
        """

        def register(read: Reader) -> Reader:
            self.rules.extend(Rule(*self._compiled(pattern), read) for pattern in patterns)
            return read

        return register

    def _compiled(self, pattern: str) -> tuple[re.Pattern[str], Mapping[str, tuple[int, ...]]]:
        letters = lexicon().letters
        for macro, meant in _MACROS.items():
            pattern = pattern.replace(macro, meant)
        names: dict[str, list[int]] = {}
        count = 0

        def group(match: re.Match[str]) -> str:
            nonlocal count
            count += 1
            names.setdefault(match.group(), []).append(count)
            return f"({letters[match.group().rstrip('0123456789')]})"

        grouped = re.sub(r"[A-Z]+\d?", group, re.sub(r"\((?!\?)", "(?:", pattern)).replace(" ", "")
        return re.compile(grouped), {name: tuple(numbers) for name, numbers in names.items()}
