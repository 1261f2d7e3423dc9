"""Digits that count nothing: dates, clock times, ordinals, names, references, addresses.

Every span is half-open code points, in order and apart. One regular expression finds them all, so the cost is linear.
It does not tell a bare year from a count ("2000 troops"); that needs the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|"
    r"JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|"
    r"DEC(?:EMBER)?|january|february|april|june|july|august|september|october|november|december|"
    r"(?:jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)\.)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:\s?(?:-|–|(?i:to|and)|/)\s?{_DAY})?"
_YEAR = r"(?:1[0-9]|20)\d\d"
_HALF_DAY = r"(?:[ap]\.m\b\.?|[ap]m\b|AM\b|PM\b|A\.M\b\.?|P\.M\b\.?)"
_ZONE = r"(?:GMT|UTC|BST|EDT|EST|CET|CEST|PDT|PST|MSK|KST|JST|IST|hours|hrs|Z\b)"

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"

_QUOTED = (r"(?:closed|traded|opened)\sat\s", r"(?:ended|stood)\sat\s", r"settled\sat\s")
"""A price stands behind these, not the time of day."""

_UNCOUNTED = re.compile(
    rf"""
    (?=\S|(?<=\n)|\A)  # only the number of a list begins with a blank
    (?:(?<![^\W\d_](?=[^\W\d_]))|(?=https?:|ftp:))  # within a word only an address begins
    (?:
    (?P<address> (?:https?|ftp)://[^\s<>"]{{1,2000}} | \bwww\.[^\s<>"]{{1,2000}} | \b[\w.+-]{{1,64}}@[\w.-]{{1,64}} )
  | (?P<iso> \b\d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\w) )
  | (?P<month> \b{_MONTH}\s?(?:{_DAYS}(?!\d|,\d{{3}}|\s?%)(?:,?\s{_YEAR}\b(?!,\d))?|\d{{5,8}}\b|'?{_YEAR}\b(?!,\d)) )
  | (?P<day> \b{_DAYS}(?:\sof)?[\s-]{_MONTH}\b(?!\s\d{{1,2}}:)(?:[,-]?\s?{_YEAR}\b(?!,\d)|\s'?[5-9]\d\b(?!,\d))? )
  | (?P<numeric> (?<![\d.,/])(?:0?[1-9]|[12]\d|3[01])(?P<point>[./-])(?:0?[1-9]|[12]\d|3[01])(?P=point)(?:\d{{4}}|\d\d)
      (?![\d/]|\.\d) )
  | (?P<clock> (?<![\d:.,])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:\s?{_HALF_DAY})?(?:\s{_ZONE})?(?![\d:])
      | (?<![\d.,])(?:1[0-2]|0?[1-9])(?:[.:][0-5]\d)?\s?{_HALF_DAY}
      | (?<![\d.,])(?:[01]\d|2[0-4])[.:]?[0-5]\d\s?{_ZONE}
      | (?i:(?<=\bat\s)|(?<=\bat\sabout\s)|(?<=\bat\saround\s))(?:[01]\d|2[0-3])[0-5]\d(?=\s?[\[(,.;]|\s(?i:on|local)\b)
      | (?<=\bat\s)(?<!{_QUOTED[0]})(?<!{_QUOTED[1]})(?<!{_QUOTED[2]})(?:[01]?\d|2[0-4])\.[0-5]\d
        (?=\s(?:local\stime|on\s{_WEEKDAY}|yesterday|today|(?:this|that)\s\w+ing|in\sthe\s(?:morning|afternoon|evening))\b)
      | \b(?:[1-9]|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\so['’]?clock\b )
  | (?P<ordinal> (?<![\w.,])\d{{1,6}}(?:,\d{{3}})*\s?(?:st|nd|rd|th)\b )
  | (?P<decade> (?<![\w.,])(?:['’])?(?:(?:1[5-9]|20)\d0|[2-9]0)['’]?s\b )
  | (?P<cited> \((?:[^()\d]{{0,80}},?\s)?{_YEAR}[a-z]?(?:[-–]\d{{2,4}})?(?:[;:,][^()]{{0,80}})?\)
      | \[\d{{1,3}}(?:[-,–]\s?\d{{1,3}})*\] )
  | (?P<years> (?<![\w.,$€£])(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)(?![\w%]|[.,]\d) )
  | (?P<listed> (?:(?<=\n)|\A)[ \t]{{0,8}}\(?\d{{1,3}}[.)](?=\s) )
  | (?P<phone> \+\d{{1,3}}[\s-]?\(?\d{{1,4}}\)?(?:[\s-]?\d{{2,4}}){{2,4}}(?![\w,])
      | (?<![\w.,-])(?:1-)?\(?\d{{3}}\)?\s?[\s-]\s?\d{{3}}\s?-\s?\d{{4}}(?![\w-]|,\d)
      | (?<![\w.,-])\d{{3}}(?:-|\s-\s)\d{{4}}(?![\w-]|,\d) )
  | (?P<version> (?<![\w.,])\d{{1,5}}(?:\.\d{{1,5}}){{2,6}}(?!\w) )
  | (?P<all_day> (?<![\w/.,])(?:24/7|9/11|7/7|50/50|20/20|50-50)(?![\w/])
      | (?<![\w/.,])(?:911|999)\b(?:(?<=\bcall\s\d{{3}})|(?<=\bcalled\s\d{{3}})|(?<=\bcalling\s\d{{3}})
        |(?<=\bdialled\s\d{{3}})|(?<=\bdialed\s\d{{3}})|(?=\s(?:call|caller|dispatcher|operator)s?\b)) )
  | (?P<spelled> \b(?:[Ee]igh|[Nn]ine)teen\s
        (?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[\s-]\w+)?|(?:six|seven|eigh|nine)teen)\b )
  | (?P<height> (?<![\w.,])[3-8]\s?['’]\s?(?:1[01]|\d)(?!\w)["”]? )
  | (?P<sign> (?:\#|№|\bNos?\.)\s?\d{{1,12}} )
  | (?P<score> (?<![\w.,$€£-])\d{{1,3}}\s?[-–]\s?\d{{1,3}}
      (?=\s(?:win|victory|defeat|loss|draw|lead|vote|decision|record|score|up|down)\b) ) )
    """,
    re.VERBOSE,
)


_DIGIT = re.compile(r"\d+|o['’]?clock|[Ee]ighteen\s|[Nn]ineteen\s")
_MARGIN, _FURTHEST = 100, 2000


def uncounted(text: str) -> Iterator[tuple[int, int, str]]:
    """Begin, end and kind of every stretch of ``text`` whose digits count nothing.

    Only what stands near a digit is looked at: a page without any costs next to nothing.
    """
    for begin, end in _near_digits(text):
        for match in _UNCOUNTED.finditer(text, begin, end):
            kind = match.lastgroup
            yield match.start(), match.end(), "numeric" if kind == "point" else str(kind)


def _near_digits(text: str) -> Iterator[tuple[int, int]]:
    """Stretches around the digits, in order and apart, that cut no word short."""
    begin = end = -1
    for match in _DIGIT.finditer(text):
        if match.end() <= end - _MARGIN // 2:
            continue
        low = text.rfind(" ", max(0, match.start() - _FURTHEST), max(0, match.start() - _MARGIN)) + 1
        low = low or max(0, match.start() - _FURTHEST)
        high = text.find(" ", match.end() + _MARGIN, match.end() + _FURTHEST)
        high = min(len(text), match.end() + _FURTHEST) if high < 0 else high
        if low <= end:
            end = high
            continue
        if begin >= 0:
            yield begin, end
        begin, end = low, high
    if begin >= 0:
        yield begin, end
