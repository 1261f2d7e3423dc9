"""Origins: on whose word each claim stands in the end, and by which way it came.

Ten articles that carry one agency's text are one origin, and so are a body, its spokesman and its acronym. Nothing
is judged true here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from headwater.extraction.claim import Figure
from headwater.reconciliation.agreement import agree, echoes
from headwater.reconciliation.bearers import Bearer, Bearers
from headwater.reconciliation.copies import folded as folded_words
from headwater.reconciliation.hearing import besides, far, heard, quoted
from headwater.reconciliation.identity import folded, origin_id
from headwater.reconciliation.leaves import Leaf, Leaves
from headwater.reconciliation.parties import party
from headwater.reconciliation.press import Press, office
from headwater.reconciliation.shelves import Shelves
from headwater.reconciliation.speaking import Kind, Who, commons, speakers, stem, who
from headwater.reconciliation.told import Page, Told
from headwater.reconciliation.vicinity import Vicinity

_CYCLE = "these reports cite one another, and none says whence it has it"


class How(StrEnum):
    """By what a claim is known to go back to its origin."""

    SPEAKER = "speaker"
    CITED = "cited"
    UNFOUND = "unfound"
    COPY = "copy"
    ECHO = "echo"
    AGENCY = "agency"
    PUBLISHER = "publisher"
    DOCUMENT = "document"
    CYCLE = "cycle"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Origin:
    """An ultimate upstream. Two origins of one ``party`` are not independent; ``relation`` says why.

    ``named`` is False for somebody in particular without a name ("a medical source"), one within its story.
    ``text`` tells that it is a text's own voice, with no speaker in it.
    """

    id: str
    name: str
    party: str
    named: bool
    text: bool
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Upstream:
    """How one claim goes back. ``origins`` are one for each who says it, the first named first; empty where it is
    nobody's word. ``via`` are the claims that it came by, the nearest first. ``reasons`` are plain sentences.
    """

    claim: str
    origins: tuple[Origin, ...]
    how: How
    via: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def origin(self) -> Origin | None:
        """The first of them."""
        return self.origins[0] if self.origins else None


class Origins:
    """All that is told, and where each claim comes from. What it gives depends on what was added and not on when.

    ``add`` costs what the document's own words cost; ``upstream`` looks only at the claims that share words, speakers
    or a cited outlet with the one asked for.
    """

    def __init__(
        self, pages: Iterable[Page] = (), *, shelves: Shelves | None = None, leaves: Leaves | None = None
    ) -> None:
        """``shelves`` and ``leaves`` may hold what other runs added."""
        self.shelves = shelves or Shelves()
        self.leaves = leaves or Leaves()
        self.vicinity = Vicinity(self.shelves, self.leaves)
        self._bearers = Bearers(self.vicinity, self.shelves, self.leaves)
        self._press = Press(self.shelves)
        self._found: dict[str, Upstream] = {}
        self._leans: set[str] = set()
        for page in pages:
            self.add(page)

    def add(self, page: Page) -> None:
        """Take in one document; the same id again is ignored."""
        if page.document.id in self.leaves:
            return
        if self._found:
            self._found.clear()
            self.vicinity.forget(others := [leaf.document.id for leaf in self.leaves], sharing=others)
        leaf = Leaf(page).ready()
        self.leaves.add(leaf)
        self.count(leaf)

    def count(self, leaf: Leaf) -> None:
        """Let what a document at hand says count for all."""
        self.vicinity.add(leaf)
        self._bearers.add(leaf)
        self._press.add(leaf.card, leaf.document)

    def upstream(self, claim: str) -> Upstream:
        """Where this claim comes from. Raises KeyError for a claim that was not added."""
        return self._trace(claim, ())

    def traced(self) -> dict[str, Upstream]:
        """Where every claim comes from."""
        return {claim: self.upstream(claim) for claim in sorted(self.leaves.claims())}

    def leaning(self, document: str) -> tuple[dict[str, Upstream], set[tuple[str, str]], set[str]]:
        """Where each claim of a document comes from; of which keys it asked what others say; on which documents it
        leans, for having looked at them.
        """
        self._leans = set()
        self._bearers.seeking()
        with self.shelves.noting() as asked:
            found = {told.id: self.upstream(told.id) for told in self.leaves[document].page.told}
        self._bearers.sought(document)
        return found, asked, self._leans - {document}

    def minds(self, document: str, others: Iterable[str]) -> bool:
        """Whether it may tell otherwise where a document's claims come from that these, at hand, are near to it now."""
        return any(self._bearers.finds(document, self.leaves[other]) for other in others)

    def copies(self, claim: str) -> tuple[str, ...]:
        """Claims of other documents that say this in the same words, the earliest first."""
        return tuple(other.id for other, _ in self._copied(self.leaves.told(claim)))

    def before(self, one: str, other: str) -> bool:
        """Whether the one claim's document is the earlier; of one day, the one whose id is the smaller."""
        told, order = self.leaves.told, self.vicinity.order
        return order(told(one).document) < order(told(other).document)

    def claims(self) -> dict[str, Told]:
        return dict(self.leaves.claims())

    # One claim

    def _trace(self, claim: str, below: tuple[str, ...]) -> Upstream:
        if claim in self._found:
            return self._found[claim]
        told = self.leaves.told(claim)
        if claim in below:
            return Upstream(claim, (), How.CYCLE, (), (_CYCLE,))
        made = self._spoken(told, below) or self._silent(told, below)
        if not below:
            self._found[claim] = made
        return made

    def _spoken(self, told: Told, below: tuple[str, ...]) -> Upstream | None:
        """By those who speak in it, from the innermost outwards; None where nobody in particular does."""
        plain = None if besides(told) else heard(told)
        if plain is not None:
            return self._by(told, plain.name, [plain], told.start, below)
        if self._elsewhere(told):
            return None
        for voice in reversed(told.entry.speakers):
            if self._bearers.dateline(told.document, voice):
                continue
            given = [one for one in self._bearers.meant(told.document, voice) if one.kind is not Kind.NOBODY]
            if not given:
                continue
            made = self._by(told, voice.name, given, voice.start, below)
            if made is not None:
                return made
        nobody = any(
            one.name and one.kind is Kind.NOBODY
            for v in told.entry.speakers
            if not self._bearers.dateline(told.document, v)
            for one in speakers(v)
        )
        plain = heard(told) if told.entry.speakers and not nobody else None
        return self._by(told, plain.name, [plain], told.start, below) if plain is not None else None

    def _elsewhere(self, told: Told) -> bool:
        """Whether all who are read as its speakers stand in other sentences, and no quotation runs over to it."""
        return far(told) and not quoted(self.leaves[told.document].document.text, told)

    def _by(self, told: Told, name: str, given: list[Who], at: int | None, below: tuple[str, ...]) -> Upstream | None:
        """By these speakers; None where it is the document's own outlet, which is told and does not tell."""
        outlet = self._press.outlet(given[0], told.document) if len(given) == 1 else None
        if outlet is not None and self._press.own(outlet, told):
            if office(told.publisher or "") is None:
                return None
            outlet = None
        if outlet is not None:
            return self._cited(told, outlet, self._press.name(outlet) or given[0].name, below)
        held = [self._bearers.named(told.document, one, at) for one in given]
        reasons = [f"the innermost speaker is {name}"] + [h.reason for h in held if h.reason]
        return Upstream(told.id, _once(self._origin(h) for h in held), How.SPEAKER, (), tuple(reasons))

    def _cited(self, told: Told, outlet: str, name: str, below: tuple[str, ...]) -> Upstream:
        """Back to the report that is cited, where it is among these; else to the outlet as it is cited."""
        theirs = self._press.reports(outlet, told)
        self._leans.update(theirs)
        story = [d for d in theirs if self._of_one_story(told.document, d)]
        best: tuple[bool, float, tuple[str, str], str] | None = None
        self.leaves.want(story or theirs)
        for document in story or theirs:
            for other in self.leaves[document].page.told:
                alike = agree(told, other)
                if alike > 0:
                    ranked = (other.headline, -alike, self.vicinity.order(document), other.id)
                    best = ranked if best is None or ranked < best else best
        if best is not None:
            above = self._trace(best[3], (*below, told.id))
            reason = f"it cites {name}, whose report {self.leaves.told(best[3]).document} is here"
            how = How.CYCLE if above.how is How.CYCLE else How.CITED
            return Upstream(told.id, above.origins, how, (best[3], *above.via), (reason, *above.reasons))
        told_of = story if self._press.publishes(outlet) else []
        if told.entry.figures and any(self._rivals(told, d) for d in told_of) and not self._printed(told, theirs):
            own = self._voice(told)
            reason = (
                f"it cites {name}, whose reports on this are here and do not say it: {own.name}'s word about {name}"
            )
            return Upstream(told.id, (own,), How.UNFOUND, (), (reason,))
        same = self._press.name(outlet) or outlet  # all spellings of one that is not here are one
        made = Origin(origin_id(same), name, folded(same), True, True)
        return Upstream(told.id, (made,), How.CITED, (), (f"it cites {name}, whose report is not here",))

    def _of_one_story(self, one: str, other: str) -> bool:
        near = self.vicinity.near(one)
        return (
            other in near
            or self.vicinity.first(one) == self.vicinity.first(other)
            or self.vicinity.one_place(one, other)
        )

    def _rivals(self, told: Told, document: str) -> bool:
        """Whether a document gives other figures of what this claim counts."""
        mine = {stem(f.noun.split(" ")[-1]) for f in told.entry.figures if f.noun}
        return any(
            f.noun and stem(f.noun.split(" ")[-1]) in mine
            for other in self.leaves[document].page.told
            for f in other.entry.figures
        )

    def _printed(self, told: Told, documents: list[str]) -> bool:
        """Whether a figure of this claim stands anywhere in these documents, read or not."""
        return any(_figure_in(f, self.leaves[d].document.text) for d in documents for f in told.entry.figures)

    def _silent(self, told: Told, below: tuple[str, ...]) -> Upstream:
        """Nobody in particular speaks: by copies of its passage, by the rest of its document, else its own voice."""
        if told.headline and (echo := self._echo(told, below)):
            return echo
        copies = self._copied(told)
        for other, share in () if self._by_agency(told) else copies:
            above = self._spoken(other, (*below, told.id)) if other.id not in below else None
            if above is not None and above.origins:
                reason = f"{share:.0%} of its words are in {other.document}, where they are attributed"
                return Upstream(told.id, above.origins, How.COPY, (other.id, *above.via), (reason, *above.reasons))
        if echo := self._echo(told, below):
            return echo
        if told.entry.speakers and not self._elsewhere(told):
            names = ", ".join(v.name for v in told.entry.speakers)
            return Upstream(told.id, (), How.NOBODY, (), (f"{names} is nobody in particular",))
        if told.agency:
            return Upstream(
                told.id, (self._wire(told.agency),), How.AGENCY, (), (f"the text is credited to {told.agency}",)
            )
        for other, share in copies:
            if other.agency:
                reason = f"{share:.0%} of its words are in {other.document}, credited to {other.agency}"
                return Upstream(told.id, (self._wire(other.agency),), How.COPY, (other.id,), (reason,))
        if copies and copies[0][0].publisher != told.publisher:
            first = copies[0][0]
            if self.vicinity.order(first.document) < self.vicinity.order(told.document):
                reason = f"{copies[0][1]:.0%} of its words are in {first.document}, the earliest copy"
                return Upstream(told.id, (self._voice(first),), How.COPY, (first.id,), (reason,))
        how = How.PUBLISHER if told.publisher else How.DOCUMENT
        return Upstream(told.id, (self._voice(told),), how, (), ("it is said in the document's own voice",))

    def _echo(self, told: Told, below: tuple[str, ...]) -> Upstream | None:
        if told.entry.speakers:
            return None
        for other in self.leaves[told.document].sayings.repeated_by(told):
            if other.id != told.id and other.id not in below and not other.headline and echoes(told, other):
                above = self._spoken(other, (*below, told.id))
                if above is None and told.headline and not other.headline:
                    above = self._silent(other, (*below, told.id))
                    above = above if above.origins and not above.origins[0].text else None
                if above is not None and (above.origins or above.how is How.CYCLE):
                    how = How.CYCLE if above.how is How.CYCLE else How.ECHO
                    reason = "it repeats what its document attributes elsewhere"
                    return Upstream(told.id, above.origins, how, (other.id, *above.via), (reason, *above.reasons))
            elif other.id in below and echoes(told, other):
                return Upstream(told.id, (), How.CYCLE, (other.id,), (_CYCLE,))
        return None

    def _by_agency(self, told: Told) -> bool:
        """Whether the agency itself publishes this text, so that its own voice is its own."""
        return bool(told.publisher and self._press.is_agency(told.publisher))

    def _copied(self, told: Told) -> list[tuple[Told, float]]:
        """Claims of other documents that say this in the same words, the earliest first."""
        found = []
        for copy in self.vicinity.copies(told):
            document, place = copy.key
            self._leans.add(document)
            others = self.leaves[document].standing[place]
            alike = [(agree(told, other, copied=True), other) for other in others]
            best = max(alike, key=lambda each: (each[0], each[1].id), default=None)
            if best is not None and best[0] > 0:
                found.append((best[1], copy.share))
        return found

    # Origins

    def _origin(self, held: Bearer) -> Origin:
        one = held.who
        name = self._bearers.called(held)
        whose, relation = party(one, held.key, commons=commons())
        named = one.kind is not Kind.PARTICULAR
        return Origin(origin_id(f"{held.key}"), name, whose, named, False, relation)

    def _voice(self, told: Told) -> Origin:
        """The document's own voice: its agency, its publisher, else itself. An office's statement is its own word."""
        if told.agency:
            return self._wire(told.agency)
        speaks = office(told.publisher) if told.publisher else None
        if speaks is not None:
            return self._origin(self._bearers.named(told.document, speaks, None))
        if told.publisher:
            return Origin(origin_id(told.publisher), told.publisher, folded(told.publisher), True, True)
        return Origin(origin_id(told.document), told.document, folded(told.document), True, True)

    def _wire(self, agency: str) -> Origin:
        known = self._press.known(who(agency))
        name = (self._press.name(known) if known else None) or folded(agency)
        return Origin(origin_id(name), name, folded(name), True, True)


def origins(pages: Iterable[Page]) -> dict[str, Upstream]:
    """Where each claim of these documents comes from, by its id; the same in whatever order they are given."""
    return Origins(pages).traced()


def _figure_in(figure: Figure, text: str) -> bool:
    given = [v for v in (figure.low, figure.high) if v is not None]
    return any(w == f"{v:g}" for w, _ in folded_words(text) for v in given)


def _once(found: Iterable[Origin]) -> tuple[Origin, ...]:
    kept: dict[str, Origin] = {}
    for one in found:
        kept.setdefault(one.id, one)
    return tuple(sorted(kept.values(), key=lambda one: not one.named))
