"""Questions: what claims answer together, and what their figures are on whose word."""

from __future__ import annotations

from typing import Any

from headwater.desk.ask import Ask, Missing
from headwater.desk.book import lines
from headwater.desk.faces import STATUSES, faces, question, status
from headwater.desk.ladder import ladders
from headwater.desk.listing import Table, reviewed

_DRAWN = 3_000  # claims of one question whose figures are drawn and counted
_LADDERS = 4


def questions(ask: Ask) -> dict[str, Any]:
    found = _asked(ask)
    part, pager = ask.cut(found)
    return {
        "questions": [_shown(ask, each) for each in part],
        "q": ask.one("q"),
        "chosen": ask.one("status"),
        "by_status": [
            {**status(name), "count": ask.columns.questions_of.get(name, 0)}
            for name in dict.fromkeys((*STATUSES, *ask.columns.statuses))
        ],
        "pager": pager,
    }


def questions_table(ask: Ask) -> Table:
    columns = ("id", "label", "status", "why", "claims", "values", "origins")
    return columns, (tuple(each[name] for name in columns) for each in _asked(ask))


def question_page(ask: Ask) -> dict[str, Any]:
    """A question with the ladder of its figures, its claims, and what people merged or took out."""
    own = known(ask, ask.request.path_params["id"])
    book, columns = ask.book, ask.columns
    ids, merged, apart = _claims(ask, own["id"])
    with_figures = faces(ask.desk, ask.desk.claims(ids[:_DRAWN]))
    part, pager = ask.cut(with_figures)
    return {
        "question": own,
        "merged": [question(columns, id) for id in merged],
        "apart": faces(ask.desk, ask.desk.claims(sorted(apart))),
        "ladders": ladders(with_figures, _answering(ask, [own["id"], *merged]))[:_LADDERS],
        "claims": list(part),
        "count": len(ids),
        "not_drawn": max(0, len(ids) - _DRAWN),
        "origins": _origins(with_figures),
        "pager": pager,
        "seen": book.seen("question", own["id"]),
        "decisions": lines(book.of("question", own["id"])[::-1], book),
        "near": [question(columns, each["id"]) for each in _near(ask, own)],
    }


def _claims(ask: Ask, id: str) -> tuple[list[str], list[str], set[str]]:
    """The claims of a question and of those merged with it; those questions; and the claims taken out of it."""
    joins = ask.joins
    merged = sorted(each for each in joins.merged(id) if each in ask.columns.question_place)
    ids = dict.fromkeys(claim for question in (id, *merged) for claim in joins.claims_of(question))
    return list(ids), merged, joins.taken(id)


def _answering(ask: Ask, questions: list[str]) -> dict[str, int]:
    return {claim: place for each in questions[::-1] for claim, place in ask.desk.ledger.answering(each).items()}


def question_table(ask: Ask) -> Table:
    """The claims of the question, those of merged ones among them."""
    own = known(ask, ask.request.path_params["id"])
    return reviewed(ask, [ask.columns.place[id] for id in _claims(ask, own["id"])[0]])


def known(ask: Ask, id: str) -> dict[str, Any]:
    if id not in ask.columns.question_place:
        raise Missing(f"question {id[:40]}")
    return question(ask.columns, id)


def _asked(ask: Ask) -> list[dict[str, Any]]:
    words, wanted = ask.one("q").casefold(), ask.one("status")
    if not words and not wanted:
        return ask.columns.questions_by_need
    return [
        each
        for each in ask.columns.questions_by_need
        if (not wanted or each["status"] == wanted) and (not words or words in each["label"].casefold())
    ]


def _shown(ask: Ask, own: dict[str, Any]) -> dict[str, Any]:
    return {**own, **status(own["status"]), "merged": len(ask.joins.merged(own["id"]))}


def _origins(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The origins behind the claims, with how many each stands behind."""
    found: dict[str, dict[str, Any]] = {}
    for each in claims:
        if each["origin"]:
            own = found.setdefault(each["origin"]["id"], {**each["origin"], "here": 0})
            own["here"] += 1
    return sorted(found.values(), key=lambda own: -own["here"])


def _near(ask: Ask, own: dict[str, Any], count: int = 8) -> list[dict[str, Any]]:
    """Questions that share the most words with this one: what a person may want to merge with it."""
    words = {word for word in own["label"].casefold().split() if len(word) > 3}
    scored = []
    for each in ask.columns.questions[:20_000]:
        if each["id"] != own["id"]:
            shared = len(words.intersection(each["label"].casefold().split()))
            if shared > 1:
                scored.append((shared, each))
    scored.sort(key=lambda pair: -pair[0])
    return [each for _, each in scored[:count]]
