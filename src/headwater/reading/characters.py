"""The characters of a file: which encoding its bytes are in."""

from __future__ import annotations

import codecs
import re

# UTF-32's mark begins with UTF-16's, so it stands first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096  # bytes that are looked at to tell text from binary data
_ALLOWED_CONTROLS = frozenset(b"\t\n\f\r\x1b")
# The families that pages declare. Python knows more codecs than a page may choose from ("zip", "rot13").
_DECLARABLE = re.compile(
    r"(utf-?8|utf-?16(le|be)?|iso-?8859-?\d+|windows-?125\d|cp125\d|latin-?\d|us-ascii|ascii|koi8-[ru]|"
    r"gb2312|gbk|gb18030|big5(-hkscs)?|shift[_-]?jis|sjis|euc-(jp|kr)|ks_c_5601-1987|macintosh|tis-620)",
    re.ASCII,
)


def decoded(raw: bytes) -> str | None:
    """The file's characters, line ends as given, or None for what is no text.

    A byte order mark is believed; without one UTF-16 is told by its zero bytes, then UTF-8 is tried, then
    Windows-1252, which news archives are full of. It does not guess among other 8-bit encodings.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    if b"\x00" in raw:
        return _unmarked_utf16(raw)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None if _binary(raw) else raw.decode("cp1252", "replace")
    return None if _binary(raw) else text


def declared(raw: bytes, encoding: str | None) -> str | None:
    """The characters of a page that names its ``encoding``; as :func:`decoded` where it names none or a false one."""
    if encoding is None or raw.startswith(tuple(mark for mark, _ in _MARKS)):
        return decoded(raw)
    name = encoding.strip().lower()
    if not _DECLARABLE.fullmatch(name) or name.startswith("utf"):
        return decoded(raw)
    # As browsers do (WHATWG Encoding Standard): what calls itself Latin-1 is Windows-1252.
    name = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}.get(name, name)
    name = {"ks_c_5601-1987": "cp949", "euc-kr": "cp949", "macintosh": "mac_roman", "ascii": "cp1252"}.get(name, name)
    try:
        return raw.decode(name, "replace")
    except LookupError:
        return decoded(raw)


def well_formed(name: str) -> str:
    """``name`` without lone surrogates, which neither a terminal nor a database takes."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _binary(raw: bytes) -> bool:
    """Whether one byte in fifty of the beginning is a control that text does not hold."""
    sample = raw[:_SAMPLE]
    return sum(byte < 32 and byte not in _ALLOWED_CONTROLS for byte in sample) > len(sample) // 50


def _unmarked_utf16(raw: bytes) -> str | None:
    """UTF-16 of a text that is mostly Latin has a zero in nearly every second byte, and hardly any elsewhere."""
    sample = raw[:_SAMPLE]
    half = len(sample) // 2
    if half < 4 or len(raw) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > 0.4 * half and others < 0.02 * half:
            text = raw.decode(encoding, "replace")
            return None if any(ord(c) < 32 and c not in "\t\n\f\r" for c in text[: _SAMPLE // 2]) else text
    return None
