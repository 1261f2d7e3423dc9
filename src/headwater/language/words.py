"""Words of a text: where each begins and ends.

The conventions are those of the English Web Treebank, which the parser was trained on: clitics stand apart
("do|n't", "Putin|'s"), hyphenated compounds are three words ("15|-|year"), numbers, addresses and
abbreviations are one ("1,500", "U.S.", "Lt."). The scan is one regular expression, linear in the text.

It does not look at meaning: a full stop after an abbreviation is always the abbreviation's, and the engine
decides later whether a sentence ends there.
"""

from __future__ import annotations

import re

Bounds = tuple[int, int]
"""Begin and end of a word: half-open code points."""

# Titles, ranks, months, companies and Latin shorts that carry their full stop with them.
_ABBREVIATIONS = (
    "Mr Mrs Ms Mx Dr Prof Rev Fr St Sr Jr Hon Pres Gov Sen Rep Reps Sens Amb Atty Insp Supt Msgr "
    "Gen Lt Maj Col Capt Cmdr Cpl Sgt Pvt Adm Brig Comdr "
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri "
    "Inc Corp Co Ltd Bros Cos Mfg Assn Dept Univ Intl Natl Ave Blvd Rd Mt Ft "
    "No Nos Vol vol Fig fig pp Ph vs al approx est ca cf ed eds dept esp incl "
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore "
    "Pa Penn Tenn Tex Va Vt Wash Wis Wyo"
).split()
# Words that are also common without the stop keep it only before a figure or a capital.
_CAUTIOUS = frozenset("No Nos Fig fig Mar Mon Fri Ill Ind Mass Miss Wash Del Co Gen Sen Rep Mo Pa Fr".split())

# What these begin is one word in the treebank, hyphen and all; other compounds are three.
_PREFIXES = "e co non pre post ex multi mid re anti semi pro over un sub inter intra ultra counter bi tri neo".split()

_LETTER = r"[^\W\d_]"
_MARK = r"[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u200c\u200d\ufe0f]"
_L = rf"(?:{_LETTER}|{_MARK}|_)"
_APOSTROPHE = "['\u2019\u02bc]"
_CLITIC = rf"(?:{_APOSTROPHE}(?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)(?!{_L}))"
_UNITS = r"am|pm|AM|PM|a\.m|p\.m|km|kg|mm|cm|m|k|bn|mn|mph|kph|ft|lb|lbs|min|hrs|g|tn|K|M|B"
_prefixes = "|".join(f"[{p[0].upper()}{p[0]}]{p[1:]}" for p in _PREFIXES)
_always = "|".join(sorted((a for a in _ABBREVIATIONS if a not in _CAUTIOUS), key=len, reverse=True))
_cautious = "|".join(sorted(_CAUTIOUS, key=len, reverse=True))

_WORD = re.compile(
    rf"""
    [A-Za-z]+(?=[\s,])                                                            # most words, soonest told
  | [.,](?=\s)
  | (?:https?|ftp)://[^\s<>"\u201c\u201d]*[^\s<>"\u201c\u201d.,;:!?')\]\u2019]   # an address
  | www\.[^\s<>"]*[^\s<>".,;:!?')\]]
  | (?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}})*
  | (?<![\w.-])[\w-]{{1,40}}\.(?:doc|xls|pdf|txt|jpg|gif|html?|DOC|XLS|PDF|TXT|com|org|net)(?!\w)
  | (?<![\w.-])[a-z][\w-]{{0,40}}(?:\.[a-z][\w-]{{0,40}}){{2,}}                      # talk.politics.misc
  | (?<![\w-])(?:1-)?\d{{3}}-(?:\d{{3}}-)?\d{{4}}(?![\w-])                         # a telephone number
  | (?<![\w-])(?:{_prefixes})-{_L}+                                              # pre-war
  | (?<![\w&])[A-Za-z]{{1,3}}&[A-Za-z]{{1,3}}(?![\w&])                             # R&D
  | (?<!\w)(?:(?:{_LETTER}\.){{2,}}|U\.S(?!\w))                                  # U.S., a.m., U.N.
  | (?<!\w)(?:{_always})\.(?!\w)
  | (?<!\w)nos?\.(?=\s?\d)
  | (?<!\w)etc\.(?=\s+[a-z]|[,;:)])
  | (?<!\w)(?:{_cautious})\.(?=\s*\d|\s+[A-Z][a-z])
  | (?<!\w)[A-Z]\.(?=\s?[A-Z][a-z])                                              # John F. Kennedy
  | \d+(?:[.,:/]\d+)+(?:(?:st|nd|rd|th|s)?(?!\w)|(?=(?:{_UNITS})(?!\w)))           # 1,500  3.5  10:30  7/7
  | (?<![\w.,])\.\d+(?!\w)
  | \d+(?:st|nd|rd|th|ST|ND|RD|TH|s)(?!\w)
  | \d+(?=(?:{_UNITS})(?!\w))
  | {_L}{{1,24}}?(?=[nN]{_APOSTROPHE}[tT](?!\w))                                        # do|n't
  | [nN]{_APOSTROPHE}[tT](?!\w)
  | {_CLITIC}
  | (?:{_L}|\d)+(?:{_APOSTROPHE}(?!(?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)(?!{_L})){_L}+)*
  | \.{{2,}} (?![!?]) | [-=]{{2,}} | [.!?]{{2,}} | << | >> | '' | \u2019\u2019
  | \${{2,}} | \*{{2,}} | _{{2,}} | \#{{2,}} | ~{{2,}}
  | [:;]-?[)(DP](?!\w)
  | \S
    """,
    re.VERBOSE,
)

# One token in writing, two words in syntax; the number is where the second begins.
_FUSED = {
    "cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "lemme": 3, "gimme": 3,
    "dont": 2, "doesnt": 4, "didnt": 3, "isnt": 2, "wasnt": 3, "couldnt": 5, "wouldnt": 5, "havent": 4,
    "cant": 2, "wont": 2, "aint": 2, "arent": 3, "im": 1, "ive": 1, "thats": 4, "youre": 3, "theyre": 4,
}  # fmt: skip
_LONGEST_FUSED = max(map(len, _FUSED))


def words(text: str) -> list[Bounds]:
    """The words of ``text`` in order, as half-open code-point bounds that never overlap or hold white space.

    Every character that is not white space belongs to exactly one word.
    """
    found: list[Bounds] = []
    append = found.append
    for match in _WORD.finditer(text):
        start, end = match.span()
        if 1 < end - start <= _LONGEST_FUSED:
            cut = _FUSED.get(match.group().lower())
            if cut is not None:
                append((start, start + cut))
                start += cut
        append((start, end))
    return found
