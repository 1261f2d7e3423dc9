"""Who is behind it: actors as speakers and as spoken of, origins, sources with their grades."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from headwater.desk.ask import Ask, Missing
from headwater.desk.book import lines
from headwater.desk.faces import faces
from headwater.desk.listing import Table, reviewed
from headwater.publishing.grades import RELIABILITIES
from headwater.publishing.listings import Cell

_COMPARED = 4_000  # words of a text that are compared with another
_TOGETHER = 20  # documents of an origin among which copies are looked for
_ALIKE = 0.3  # of two texts' words that both have, before they are compared unasked
_SHOWN = 50
_KEYS = ("id", "title", "published", "agency", "url", "sha256", "language", "outcome", "version", "claims")


def actors(ask: Ask) -> dict[str, Any]:
    """Speakers by name, and those that acts are told of by code."""
    columns, words = ask.columns, ask.one("q").casefold()
    spoken = np.bincount(columns.speaker.values, minlength=len(columns.speakers))
    told = np.bincount(columns.actor.values, minlength=len(columns.actors))
    said = [
        {"name": columns.speakers[i], "claims": int(spoken[i]), "anonymous": columns.anonymous[i]}
        for i in np.argsort(-spoken, kind="stable")
        if words in columns.speakers[i].casefold()
    ]
    about = [
        {"code": columns.actors[i], "claims": int(told[i])}
        for i in np.argsort(-told, kind="stable")
        if words in columns.actors[i].casefold()
    ]
    part, pager = ask.cut(said)
    return {"speakers": list(part), "actors": about[:_SHOWN], "pager": pager, "q": ask.one("q")}


def actors_table(ask: Ask) -> Table:
    columns = ask.columns
    spoken = np.bincount(columns.speaker.values, minlength=len(columns.speakers))
    told = np.bincount(columns.actor.values, minlength=len(columns.actors))
    rows: list[tuple[Cell, ...]] = [("speaker", name, int(spoken[i])) for i, name in enumerate(columns.speakers)]
    rows += [("actor", name, int(told[i])) for i, name in enumerate(columns.actors)]
    return ("as", "name or code", "claims"), rows


def actor(ask: Ask) -> dict[str, Any]:
    """What somebody said, and what is said about them: by a speaker's name, or by an actor's code."""
    columns, name, code = ask.columns, ask.one("name"), ask.one("code")
    said = np.zeros(0, dtype=np.int64)
    codes: Counter[str] = Counter({code: 1} if code else {})
    if name:
        if name not in columns.speakers:
            raise Missing(f"a speaker “{name[:200]}”")
        said = columns.speaker.rows[columns.speaker.values == columns.speakers.index(name)]
        sample = ask.desk.claims(columns.ids[row] for row in said[:_SHOWN])
        for each in sample:
            for voice in each.entry.speakers:
                if voice.name == name and voice.actor and voice.actor.code != "UNK":
                    own = voice.actor
                    codes[f"{own.code} {own.sector}" if own.sector else own.code] += 1
    elif code not in columns.actors:
        raise Missing(f"an actor “{code[:200]}”")
    about = np.zeros(0, dtype=np.int64)
    known = codes.most_common(1)[0][0] if codes else None
    if known in columns.actors:
        about = columns.actor.rows[columns.actor.values == columns.actors.index(str(known))]
    part, pager = ask.cut(said)
    part_about, _ = ask.cut(about)
    return {
        "name": name or code,
        "code": known,
        "said": faces(ask.desk, ask.desk.claims(columns.ids[row] for row in part)),
        "said_count": len(said),
        "about": faces(ask.desk, ask.desk.claims(columns.ids[row] for row in part_about)),
        "about_count": len(about),
        "pager": pager if len(said) >= len(about) else ask.cut(about)[1],
    }


def actor_table(ask: Ask) -> Table:
    """What they said, or with a code what is said about them."""
    columns, name, code = ask.columns, ask.one("name"), ask.one("code")
    many, names, own = (columns.speaker, columns.speakers, name) if name else (columns.actor, columns.actors, code)
    if own not in names:
        raise Missing(f"an actor “{own[:200]}”")
    return reviewed(ask, many.rows[many.values == names.index(own)])


def origins(ask: Ask) -> dict[str, Any]:
    words = ask.one("q").casefold()
    found = [each for each in ask.columns.origins if words in each["name"].casefold()]
    part, pager = ask.cut(sorted(found, key=lambda each: -each["claims"]))
    return {"origins": list(part), "pager": pager, "q": ask.one("q")}


def origins_table(ask: Ask) -> Table:
    rows = (
        (each["id"], each["name"], " ".join(each["how"]), each["claims"], each["documents"])
        for each in ask.columns.origins
    )
    return ("id", "name", "how", "claims", "documents"), rows


def origin(ask: Ask) -> dict[str, Any]:
    """An origin with its claims, the documents that carry it, and two of their texts side by side."""
    columns, id = ask.columns, ask.request.path_params["id"]
    if id not in columns.origin_place:
        raise Missing(f"origin {id[:40]}")
    place = columns.origin_place[id]
    rows = np.flatnonzero(columns.origin == place)
    numbers = list(dict.fromkeys(int(each) for each in columns.document[rows]))
    documents = [columns.documents[each] for each in numbers]
    part, pager = ask.cut(rows)
    first, second = ask.one("a"), ask.one("b")
    ids = [each["id"] for each in documents]
    if not (first in ids and second in ids) and len(ids) > 1:
        first, second = _likest(ask, ids[:_TOGETHER])
    return {
        "origin": columns.origins[place],
        "documents": [
            {**each, "publisher": columns.publishers[each["publisher"]] if each["publisher"] >= 0 else None}
            for each in documents
        ],
        "claims": faces(ask.desk, ask.desk.claims(columns.ids[row] for row in part)),
        "pager": pager,
        "a": first,
        "b": second,
        "compared": list(_compared(ask, first, second)) if first and second else [],
        "longest": _COMPARED,
        "seen": ask.book.seen("origin", id),
        "decisions": lines(ask.book.of("origin", id)[::-1], ask.book),
    }


def origin_table(ask: Ask) -> Table:
    columns, id = ask.columns, ask.request.path_params["id"]
    if id not in columns.origin_place:
        raise Missing(f"origin {id[:40]}")
    return reviewed(ask, np.flatnonzero(columns.origin == columns.origin_place[id]))


def sources(ask: Ask) -> dict[str, Any]:
    """Publishers with what they carried and how a person graded them, and every document."""
    columns, book = ask.columns, ask.book
    documents = Counter(each["publisher"] for each in columns.documents)
    claims = np.bincount(columns.publisher[columns.publisher >= 0], minlength=len(columns.publishers))
    graded = []
    for place, count in documents.most_common():
        if place >= 0:
            name = columns.publishers[place]
            grade = book.grade(name)
            graded.append(
                {
                    "name": name,
                    "documents": count,
                    "claims": int(claims[place]),
                    "grade": grade.value.get("grade") if grade else None,
                    "reason": grade.value.get("reason") if grade else None,
                    "by": grade.who if grade else None,
                    "seen": book.seen("source", name),
                }
            )
    words = ask.one("q").casefold()
    named = [
        {**each, "publisher": columns.publishers[each["publisher"]] if each["publisher"] >= 0 else None}
        for each in columns.documents
        if not words or words in f"{each['title']} {each['id']}".casefold()
    ]
    part, pager = ask.cut(named)
    return {
        "sources": graded[:200],
        "more": max(0, len(graded) - 200),
        "nameless": documents.get(-1, 0),
        "documents": list(part),
        "pager": pager,
        "grades": RELIABILITIES,
        "q": ask.one("q"),
    }


def sources_table(ask: Ask) -> Table:
    columns = ask.columns

    def rows() -> Iterator[tuple[Cell, ...]]:
        for each in columns.documents:
            name = columns.publishers[each["publisher"]] if each["publisher"] >= 0 else None
            grade = ask.book.grade(name) if name else None
            yield (name, grade.value.get("grade") if grade else None, *(each[key] for key in _KEYS))

    return ("publisher", "grade", *_KEYS), rows()


def source(ask: Ask) -> dict[str, Any]:
    """A publisher: its documents, its grade, and who gave it when."""
    columns, name = ask.columns, ask.one("name")
    if name not in columns.publishers:
        raise Missing(f"a source “{name[:200]}”")
    place = columns.publishers.index(name)
    part, pager = ask.cut([each for each in columns.documents if each["publisher"] == place])
    grade = ask.book.grade(name)
    return {
        "name": name,
        "grade": grade.value.get("grade") if grade else None,
        "reason": grade.value.get("reason") if grade else None,
        "grades": RELIABILITIES,
        "documents": list(part),
        "pager": pager,
        "seen": ask.book.seen("source", name),
        "decisions": lines(ask.book.of("source", name)[::-1], ask.book),
    }


def source_table(ask: Ask) -> Table:
    columns, name = ask.columns, ask.one("name")
    if name not in columns.publishers:
        raise Missing(f"a source “{name[:200]}”")
    place = columns.publishers.index(name)
    return _KEYS, (tuple(each[key] for key in _KEYS) for each in columns.documents if each["publisher"] == place)


def _likest(ask: Ask, ids: list[str]) -> tuple[str, str]:
    """The two texts that share the most words; none where no two are likely to be copies."""
    words = {}
    for id in ids:
        held = ask.desk.ledger.document(id)
        words[id] = set(held.document.text.split()[:_COMPARED]) if held else set()
    pairs = [(a, b) for i, a in enumerate(ids) for b in ids[i + 1 :]]
    shares = [len(words[a] & words[b]) / (1 + len(words[a] | words[b])) for a, b in pairs]
    return pairs[int(np.argmax(shares))] if max(shares) >= _ALIKE else ("", "")


def _compared(ask: Ask, first: str, second: str) -> Iterator[dict[str, str]]:
    """Stretches of two texts: the same in both, or only in one of them. No more than a few thousand words."""
    held = [ask.desk.ledger.document(id) for id in (first, second)]
    a, b = (each.document.text.split()[:_COMPARED] if each else [] for each in held)
    for kind, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            yield {"kind": "same", "text": " ".join(a[i:j])}
            continue
        if j > i:
            yield {"kind": "first", "text": " ".join(a[i:j])}
        if m > k:
            yield {"kind": "second", "text": " ".join(b[k:m])}
