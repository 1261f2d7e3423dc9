"""What can go wrong, as one tree; whoever catches :class:`HeadwaterError` catches all of it.

    HeadwaterError
    └── LedgerError             ledger-failed       the database says that it cannot
        ├── LedgerMissing       ledger-missing      there is no ledger at that place
        ├── LedgerForeign       ledger-foreign      the file is something else
        ├── LedgerOtherVersion  ledger-version      its tables are of another version of Headwater
        ├── LedgerBusy          ledger-busy         another run has been writing to it for too long
        └── LedgerChanged       ledger-changed      it changed while it was being joined, again and again

A document that cannot be read is none of these: it is a recorded outcome, and the run goes on.
"""

from __future__ import annotations

from typing import ClassVar


class HeadwaterError(Exception):
    """``slug`` is stable; ``what`` happened, with which ``value``, and the ``remedy``: what to do about it."""

    slug: ClassVar[str] = "failed"

    def __init__(self, what: str, *, value: str, remedy: str) -> None:
        super().__init__(what, value, remedy)
        self.what, self.value, self.remedy = what, value, remedy

    def __str__(self) -> str:
        return f"{self.slug}: {self.what}: {self.value}. {self.remedy}"


class LedgerError(HeadwaterError):
    slug = "ledger-failed"


class LedgerMissing(LedgerError):  # noqa: N818  the tree reads as what is the case
    slug = "ledger-missing"


class LedgerForeign(LedgerError):  # noqa: N818
    slug = "ledger-foreign"


class LedgerOtherVersion(LedgerError):  # noqa: N818
    slug = "ledger-version"


class LedgerBusy(LedgerError):  # noqa: N818
    slug = "ledger-busy"


class LedgerChanged(LedgerError):  # noqa: N818
    slug = "ledger-changed"
