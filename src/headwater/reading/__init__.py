"""Documents from files: what a capture holds, whose it is, of when, and which stretch of it is what."""

from headwater.reading.files import documents
from headwater.reading.refusal import Refusal

__all__ = ["Refusal", "documents"]
