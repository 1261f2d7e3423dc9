"""The grades of claims, as the last joining counted them. The table is made with the first joining that knows it."""

from __future__ import annotations

import sqlalchemy as sa

from headwater.reconciliation.credibility import Credibility, Grade
from headwater.store.wording import Exact

_grades = sa.Table(
    "grades",
    sa.MetaData(),
    sa.Column("claim", Exact, primary_key=True),
    sa.Column("credibility", sa.Integer, nullable=False),
    sa.Column("reasons", sa.JSON, nullable=False),
)


def table_of(connection: sa.Connection) -> sa.Table:
    """The table, which is made if it is not there, in a transaction that writes."""
    _grades.create(connection, checkfirst=True)
    return _grades


def all_credibilities(connection: sa.Connection) -> dict[str, int]:
    """Each claim's credibility alone, without its reasons: several times as fast."""
    if not sa.inspect(connection).has_table(_grades.name):
        return {}
    # An id holds nothing that would have to be given back otherwise than it is stored.
    asked = sa.select(sa.type_coerce(_grades.c.claim, sa.String), _grades.c.credibility)
    return dict(map(tuple, connection.execute(asked).all()))


def all_grades(connection: sa.Connection) -> dict[str, Grade]:
    """Each claim's grade; none where the claims were never joined since grades are kept."""
    if not sa.inspect(connection).has_table(_grades.name):
        return {}
    rows = connection.execute(sa.select(_grades))
    return {row.claim: Grade(Credibility(row.credibility), tuple(row.reasons)) for row in rows}
