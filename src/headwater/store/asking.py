"""What is asked of the tables, and the answers in the ledger's forms.

Everything comes in the order in which documents were first added, and within one in the order of its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import sqlalchemy as sa

from headwater.language import Outcome
from headwater.reading.refusal import Refusal
from headwater.resolution.report import Entry
from headwater.store.engine import Engine
from headwater.store.filters import Filter, condition
from headwater.store.rows import Rows, Values, by_claim, date_of, document_of, entry_of, figure_of, scenario_of
from headwater.store.schema import (
    answers,
    backing,
    claims,
    document_number,
    documents,
    engines,
    figures,
    origins,
    parties,
    questions,
    refusals,
    scenarios,
    voices,
)
from headwater.store.schema import number as number_of
from headwater.store.stored import (
    Answer,
    Asked,
    Backed,
    Counts,
    StoredClaim,
    StoredDocument,
    StoredOrigin,
    StoredQuestion,
    StoredScenario,
)
from headwater.text import PartialDate

_AT_ONCE = 1_000  # claims whose voices, events and figures are fetched together
_REPORTS_AT_ONCE = 50
_PUBLISHED = (documents.c.published_first, documents.c.published_last, documents.c.published_precision)
_GAP = 8  # reports read for one that is wanted, from which on it is faster to ask for each by its number

# Made once, since it is asked of every document of a run.
_OUTCOME = (
    sa.select(documents.c.outcome)
    .join(engines)
    .where(
        documents.c.id == sa.bindparam("id"),
        documents.c.sha256 == sa.bindparam("sha256"),
        *(engines.c[name] == sa.bindparam(name) for name in Engine._fields),
    )
)


def outcome(connection: sa.Connection, id: str, sha256: str, engine: Engine) -> Outcome | None:
    """What became of this text under this id when this engine read it; None if it has not."""
    found = connection.execute(_OUTCOME, {"id": id, "sha256": sha256, **engine._asdict()}).scalar()
    return Outcome(found) if found is not None else None


def all_documents(
    connection: sa.Connection,
    *,
    all_versions: bool,
    id: str | None = None,
    version: int | None = None,
    number: int | None = None,
) -> Iterator[StoredDocument]:
    """Documents in the order in which they were added; of one ``id`` the newest version first."""
    asked = (
        sa.select(
            documents,
            engines.c.version.label("engine_version"),
            engines.c.weights.label("engine_weights"),
            engines.c.vocabulary.label("engine_vocabulary"),
        )
        .join(engines)
        .order_by(documents.c.number)
    )
    if not all_versions:
        asked = asked.where(documents.c.current)
    if id is not None:
        asked = asked.where(documents.c.id == id).order_by(None).order_by(documents.c.version.desc())
    if version is not None:
        asked = asked.where(documents.c.version == version)
    if number is not None:
        asked = asked.where(documents.c.number == number)
    for row in connection.execute(asked).mappings():
        yield StoredDocument(
            document_of(row),
            row["version"],
            row["current"],
            row["sha256"],
            Outcome(row["outcome"]),
            row["language"],
            Engine(row["engine_version"], row["engine_weights"], row["engine_vocabulary"]),
        )


def all_claims(connection: sa.Connection, asked: Filter) -> Iterator[StoredClaim]:
    query = (
        sa.select(
            claims,
            documents.c.id.label("document_id"),
            documents.c.version.label("document_version"),
            documents.c.publisher,
        )
        .join(documents)
        .where(condition(asked))
        .order_by(claims.c.number)
    )
    for part in connection.execute(query).partitions(_AT_ONCE):
        numbers = [row.number for row in part]
        spoken, acting, counted = (by_claim(_of(connection, table, numbers)) for table in (voices, parties, figures))
        asks = by_claim(_of(connection, answers, numbers))
        backs = {row.claim: row.origin for row in _of(connection, backing, numbers)}
        for row in part:
            claim = row.number
            yield StoredClaim(
                row.id,
                row.document_id,
                row.document_version,
                row.publisher,
                entry_of(row, spoken.get(claim, ()), acting.get(claim, ()), counted.get(claim, ())),
                backs.get(claim),
                tuple(answer.question for answer in asks.get(claim, ())),
            )


class Home(NamedTuple):
    """What a claim's document is known by, without its text."""

    id: str
    publisher: str | None
    agency: str | None
    published: PartialDate | None


def claims_at(connection: sa.Connection, ids: Sequence[str]) -> Iterator[tuple[str, Home, Entry]]:
    """The current claims of these ids, each with its document."""
    for at in range(0, len(ids), _AT_ONCE):
        rows = connection.execute(_CLAIMS_NAMED, {"ids": ids[at : at + _AT_ONCE]}).all()
        numbers = sorted(row.number for row in rows)
        spoken, acting, counted = (by_claim(_of(connection, table, numbers)) for table in (voices, parties, figures))
        for row in rows:
            claim = row.number
            home = Home(row.of_id, row.of_publisher, row.of_agency, date_of(*row[-3:]))
            yield row.id, home, entry_of(row, spoken.get(claim, ()), acting.get(claim, ()), counted.get(claim, ()))


def all_scenarios(connection: sa.Connection, asked: Filter) -> Iterator[StoredScenario]:
    """Those of the documents that are asked for, with ``text`` in them; the filter's other conditions are claims'."""
    query = (
        sa.select(scenarios, documents.c.id.label("document_id"), documents.c.version.label("document_version"))
        .join(documents)
        .order_by(scenarios.c.document, scenarios.c.position)
    )
    if not asked.all_versions:
        query = query.where(documents.c.current)
    if asked.documents:
        query = query.where(documents.c.id.in_(asked.documents))
    if asked.text:
        query = query.where(scenarios.c.quote.icontains(asked.text, autoescape=True))
    for row in connection.execute(query).mappings():
        yield StoredScenario(
            row["id"],
            row["document_id"],
            row["document_version"],
            row["quote"],
            scenario_of(row),
            tuple(words for _, _, words in row["consequences"]),
        )


def all_questions(connection: sa.Connection, asked: Filter) -> Iterator[StoredQuestion]:
    """Questions that a claim of the filter answers, with those claims, in the order of the first."""
    source = answers.join(claims, answers.c.claim == claims.c.number).join(documents)
    found: dict[str, list[tuple[int, str, int | None]]] = {}
    stood: dict[str, list[str]] = {}
    query = (
        sa.select(answers.c.question, answers.c.figure, claims.c.number, claims.c.id, backing.c.origin)
        .select_from(source.outerjoin(backing, backing.c.claim == claims.c.number))
        .where(condition(asked))
        .order_by(claims.c.number)
    )
    for question, figure, number, claim, origin in connection.execute(query):
        found.setdefault(question, []).append((number, claim, figure))
        behind = stood.setdefault(question, [])
        if origin is not None and origin not in behind:
            behind.append(origin)
    names = iter(found)
    while part := list(islice(names, _AT_ONCE)):
        rows = connection.execute(sa.select(questions).where(questions.c.id.in_(part))).mappings()
        known = {row["id"]: row for row in rows}
        counted = by_claim(_of(connection, figures, [number for question in part for number, _, _ in found[question]]))
        for question in part:
            asks = known[question]
            # A question of several claims is answered by one figure of each; one claim's own by all that it has.
            values = tuple(
                figure_of(row)
                for number, _, place in found[question]
                for row in counted.get(number, ())
                if place is None or row.position == place
            )
            yield StoredQuestion(
                question,
                asks["label"],
                asks["status"],
                asks["why"],
                tuple(claim for _, claim, _ in found[question]),
                values,
                tuple(stood[question]),
            )


def all_origins(connection: sa.Connection, asked: Filter) -> Iterator[StoredOrigin]:
    """Origins that stand behind a claim of the filter, with those claims, in the order of the first."""
    query = (
        sa.select(backing.c.origin, origins.c.name, backing.c.how, claims.c.id, documents.c.id)
        .select_from(backing.join(origins).join(claims, backing.c.claim == claims.c.number).join(documents))
        .where(condition(asked))
        .order_by(claims.c.number)
    )
    # Dictionaries keep the order in which things are met, and each of them once.
    names: dict[str, str] = {}
    ways: dict[str, dict[str, None]] = {}
    behind: dict[str, list[str]] = {}
    where: dict[str, dict[str, None]] = {}
    for origin, name, how, claim, document in connection.execute(query):
        names[origin] = name
        ways.setdefault(origin, {})[how] = None
        behind.setdefault(origin, []).append(claim)
        where.setdefault(origin, {})[document] = None
    for origin, name in names.items():
        yield StoredOrigin(origin, name, tuple(ways[origin]), tuple(behind[origin]), tuple(where[origin]))


def all_answers(connection: sa.Connection) -> Iterator[Answer]:
    """Which current claim answers which question, and by which of its figures."""
    query = (
        sa.select(answers.c.question, claims.c.id, answers.c.figure)
        .select_from(answers.join(claims, answers.c.claim == claims.c.number).join(documents))
        .where(documents.c.current)
        .order_by(claims.c.number)
    )
    yield from map(Answer._make, connection.execute(query).all())


def statuses(connection: sa.Connection) -> dict[str, int]:
    """How many of the questions that current claims answer have each status."""
    of_current = claims.join(documents, sa.and_(documents.c.number == claims.c.document, documents.c.current))
    answered = (
        sa.exists()
        .where(answers.c.question == questions.c.id)
        .select_from(answers.join(of_current, answers.c.claim == claims.c.number))
    )
    asked = sa.select(questions.c.status, sa.func.count()).where(answered).group_by(questions.c.status)
    return dict(map(tuple, connection.execute(asked).all()))


def answering(connection: sa.Connection, question: str) -> dict[str, int]:
    """The claims that answer a question by one of their figures, and by which."""
    query = (
        sa.select(claims.c.id, answers.c.figure)
        .select_from(answers.join(claims, answers.c.claim == claims.c.number).join(documents))
        .where(documents.c.current, answers.c.question == question, answers.c.figure.is_not(None))
        .order_by(claims.c.number)
    )
    found: dict[str, int] = {}
    for id, figure in connection.execute(query):
        found[id] = figure
    return found


def all_backing(connection: sa.Connection) -> Iterator[Backed]:
    """Where each current claim that has an origin goes back to."""
    query = (
        sa.select(claims.c.id, backing.c.origin, backing.c.how)
        .select_from(backing.join(claims, backing.c.claim == claims.c.number).join(documents))
        .where(documents.c.current)
        .order_by(claims.c.number)
    )
    yield from map(Backed._make, connection.execute(query).all())


def all_labels(connection: sa.Connection) -> Iterator[Asked]:
    """The questions that several claims answer, as they are asked."""
    several = sa.select(answers.c.question).group_by(answers.c.question).having(sa.func.count() > 1)
    query = sa.select(questions.c.id, questions.c.label, questions.c.status, questions.c.why)
    yield from map(Asked._make, connection.execute(query.where(questions.c.id.in_(several))).all())


def all_names(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """Every origin's id and name."""
    yield from ((id, name) for id, name in connection.execute(sa.select(origins.c.id, origins.c.name)).all())


def all_ids(connection: sa.Connection) -> dict[str, tuple[str, ...]]:
    """The ids of each current document's claims, in the order of its text."""
    found: dict[str, list[str]] = {}
    query = sa.select(documents.c.id, claims.c.id).select_from(claims.join(documents)).where(documents.c.current)
    for document, claim in connection.execute(query.order_by(claims.c.number)).all():
        found.setdefault(document, []).append(claim)
    return {document: tuple(ids) for document, ids in found.items()}


def all_engines(connection: sa.Connection) -> Iterator[tuple[Engine, int]]:
    """By what the current documents were read, and how many by each, the most first."""
    count = sa.func.count()
    own = [engines.c[name] for name in Engine._fields]
    query = sa.select(*own, count).select_from(documents.join(engines)).where(documents.c.current)
    for *by, read in connection.execute(query.group_by(*own).order_by(count.desc(), *own)):
        yield Engine(*by), read


def all_refusals(connection: sa.Connection) -> Iterator[Refusal]:
    for source, slug, why in connection.execute(sa.select(refusals).order_by(refusals.c.source)):
        yield Refusal(source, slug, why)


def counts(connection: sa.Connection) -> Counts:
    def count(source: sa.FromClause, *where: sa.ColumnElement[bool]) -> int:
        return int(connection.execute(sa.select(sa.func.count()).select_from(source).where(*where)).scalar_one())

    return Counts(
        count(documents, documents.c.current),
        count(claims.join(documents), documents.c.current),
        count(scenarios.join(documents), documents.c.current),
        count(documents, documents.c.current.is_(False)),
    )


def all_rows(connection: sa.Connection, *, all_versions: bool) -> Iterator[Rows]:
    """Every report as the rows that keep it."""
    asked = sa.select(documents.c.number).order_by(documents.c.number)
    if not all_versions:
        asked = asked.where(documents.c.current)
    yield from rows_at(connection, list(connection.execute(asked).scalars()))


def rows_at(connection: sa.Connection, numbers: Sequence[int]) -> Iterator[Rows]:
    """The reports of these numbers, which rise, as the rows that keep them."""
    for at in range(0, len(numbers), _REPORTS_AT_ONCE):
        yield from _rows(connection, numbers[at : at + _REPORTS_AT_ONCE])


# Made once: putting a statement together takes longer than answering it.
_FIRST: sa.BindParameter[int] = sa.bindparam("first")
_END: sa.BindParameter[int] = sa.bindparam("end")
_DOCUMENTS_AT = sa.select(documents).where(documents.c.number.in_(sa.bindparam("numbers", expanding=True)))
_NUMBERS: sa.BindParameter[Any] = sa.bindparam("numbers", expanding=True)
_CLAIMS_AT = sa.select(claims).where(claims.c.number >= _FIRST, claims.c.number < _END).order_by(claims.c.number)
_CLAIMS_OF = sa.select(claims).where(claims.c.document.in_(_NUMBERS)).order_by(claims.c.number)
_PARTS = {
    table.name: sa.select(table).order_by(*(table.c[key] for key in ("claim", "role", "position") if key in table.c))
    for table in (voices, parties, figures, answers, backing)
}
_PARTS_AT = {
    table.name: _PARTS[table.name].where(table.c.claim >= _FIRST, table.c.claim < _END)
    for table in (voices, parties, figures)
}
_PARTS_OF = {
    table.name: _PARTS[table.name].where(table.c.claim.in_(_NUMBERS))
    for table in (voices, parties, figures, answers, backing)
}
_CLAIMS_NAMED = (
    sa.select(
        claims,
        *(
            column.label(f"of_{column.name}")
            for column in (documents.c.id, documents.c.publisher, documents.c.agency, *_PUBLISHED)
        ),
    )
    .join(documents)
    .where(claims.c.id.in_(sa.bindparam("ids", expanding=True)), documents.c.current)
)
_SCENARIOS_AT = (
    sa.select(scenarios)
    .where(scenarios.c.document.in_(sa.bindparam("numbers", expanding=True)))
    .order_by(scenarios.c.position)
)


def _rows(connection: sa.Connection, numbers: Sequence[int]) -> Iterator[Rows]:
    found = {row["number"]: Rows(row) for row in connection.execute(_DOCUMENTS_AT, {"numbers": numbers}).mappings()}
    # A document's claims have neighbouring numbers: a stretch of them is found faster than a thousand by name.
    together = numbers[-1] - numbers[0] <= _GAP * len(numbers)
    stretch = {"first": number_of(numbers[0], 0), "end": number_of(numbers[-1] + 1, 0)}
    asked = (_CLAIMS_AT, stretch) if together else (_CLAIMS_OF, {"numbers": numbers})
    for row in connection.execute(*asked).all():
        home = found.get(document_number(row[0]))
        if home is not None:
            home.claims.append(row)
    named = [] if together else [row[0] for rows in found.values() for row in rows.claims]
    for table in (voices, parties, figures):
        held = {number: getattr(rows, table.name) for number, rows in found.items()}
        parts = connection.execute(_PARTS_AT[table.name], stretch).all() if together else _of(connection, table, named)
        for row in parts:
            own = held.get(document_number(row[0]))
            if own is not None:
                own.append(row)
    for scenario in connection.execute(_SCENARIOS_AT, {"numbers": numbers}).mappings():
        found[scenario["document"]].scenarios.append(scenario)
    for number in numbers:
        yield found[number]


def _of(connection: sa.Connection, table: sa.Table, numbers: Sequence[int]) -> list[Values]:
    """The rows of a table that belong to these claims (given in order), in theirs."""
    found: list[Values] = []
    for at in range(0, len(numbers), _AT_ONCE):
        found += connection.execute(_PARTS_OF[table.name], {"numbers": numbers[at : at + _AT_ONCE]}).all()
    return found
