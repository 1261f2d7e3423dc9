"""Another's text, shown so that it can do nothing."""

from __future__ import annotations

import re
import unicodedata

_JOINERS = "\u200c\u200d"  # harmless, and Persian, Hindi and emoji are spelled with them
_PLAIN = re.compile(r"[ -~]*")
_MADE = {ord(c): " " for c in "\t\n\r\v\f\x85\u2028\u2029"}


def visible(text: str) -> str:
    """``text`` on one line, with nothing in it that a terminal or a spreadsheet obeys and a reader cannot see.

    White space that moves the cursor becomes a space; other controls their Unicode pictures (ESC is ``␛``); and
    formatting characters (the bidirectional overrides among them), lone surrogates and private characters their
    number (``⟨U+202E⟩``). It is for showing; what is stored and exported as JSON stays as it is.
    """
    if _PLAIN.fullmatch(text):
        return text
    return text.translate(_SHOWN)


def _shown(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") and character not in _JOINERS:
        return f"⟨U+{code:04X}⟩"
    return character


class _Shown(dict[int, str]):
    """How each code point is shown; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _shown(chr(code))
        return shown


_SHOWN = _Shown(_MADE)
