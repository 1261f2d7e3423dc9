"""Reports of a plot: an agency's text and its copies, papers of their own, papers that cite, and what editors do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from benchmarks.stories.naming import Naming
from benchmarks.stories.plot import Plot, Statement
from benchmarks.stories.sentences import Marked, Sentence, swapped, unattributed
from benchmarks.stories.wording import attributed, cited, clause, number, own
from benchmarks.stories.world import World

_PAST = (
    "It was the {nth} such incident in {region} this year.",
    "{country} has been at odds with its neighbours for years.",
    "{town} lies in {region}.",
    "Nobody has been charged so far.",
    "The area was calm on {day} evening, residents said.",
    "The government has promised an inquiry.",
    "Shops in {town} stayed shut.",
)
_NOBODY = ("officials", "local media", "unconfirmed reports", "several sources", "media reports")
_FOOT = "All rights reserved. Sign up for our newsletter to get the best of our reporting in your inbox every morning."


@dataclass(frozen=True, slots=True)
class Paper:
    """One report as it is published."""

    id: str
    publisher: str
    date: dt.date
    title: str
    head: Sentence | None
    dateline: str
    body: tuple[Sentence, ...]
    agency: str | None = None
    kind: str = "own"


class Writer:
    """Writes the reports of one plot."""

    def __init__(self, plot: Plot, world: World, random: Random, first: int) -> None:
        self._plot, self._world, self._random, self._number = plot, world, random, first

    def papers(self, count: int) -> list[Paper]:
        """So many reports of it, over three days."""
        random = self._random
        mastheads = random.sample(self._world.papers, min(len(self._world.papers), count + 2))
        agency = random.choice(self._world.agencies)
        wires = [self._wire(agency, 0)]
        if any(s.day for s in self._plot.statements):
            wires.append(self._wire(agency, 1))
        written: list[Paper] = wires[: max(1, count)]
        while len(written) < count:
            masthead = mastheads[len(written)]
            roll = random.random()
            if roll < 0.4:
                written.append(self._copy(random.choice(wires), masthead))
            elif roll < 0.7:
                written.append(self._own(masthead, random.choice([0, 0, 1, 2]), agency))
            elif roll < 0.86:
                written.append(self._citing(masthead, random.choice(written)))
            elif roll < 0.91:
                written.append(self._far(masthead, mastheads[-1]))
            elif roll < 0.93 and len(written) + 2 <= count:
                written += self._circle(masthead, mastheads[-2])
            elif roll < 0.95:
                written.append(self._false(masthead, random.choice(written)))
            else:
                written.append(self._repeating(masthead))
        return written

    # What is written

    def _values(self, statement: Statement | None, day: dt.date, agency: str) -> dict[str, str]:
        plot, random = self._plot, self._random
        noun = random.choice(plot.matter.nouns)
        place = random.choice(["", f" in {plot.town}", f" in {plot.town}", f" in the town of {plot.town}"])
        site = plot.site if random.random() < 0.7 else f"{plot.site} in {plot.town}"
        when = random.choice(["", "", f" on {plot.day:%A}"])
        values = {
            "event": f"the {noun}{place}{when if place else ''}",
            "blow": plot.matter.blow.format(site=site) + when,
            "victims": plot.matter.victims if random.random() < 0.8 else "people",
            "town": plot.town,
            "region": plot.region,
            "country": plot.country.name,
            "day": f"{day:%A}",
            "later": f"{plot.day + dt.timedelta((statement.ahead if statement else None) or 4):%A}",
            "Noun": noun,
            "agency": agency,
            "nth": random.choice(["third", "fourth", "second", "fifth"]),
            "cause": "saboteurs",
        }
        if statement is not None:
            values["cause"] = statement.cause or ""
            if statement.value is not None:
                values["n"] = number(statement.value, statement.bound, random)
        return values

    def _spoken(self, statement: Statement, naming: Naming, day: dt.date, agency: str) -> Sentence:
        values = self._values(statement, day, agency)
        words = clause(statement.kind, values, self._random)
        name = naming.name(statement.body)
        said = attributed(words, name, self._random, values, statement.kind, statement.value is not None)
        text = said.text.replace(",,", ",").replace(",.", ".")
        shift = text.find(said.text[said.start : said.end])
        mark = self._mark(shift, shift + said.end - said.start, statement.body.id, statement.body.party, statement)
        return Sentence(text, (mark,))

    def _mark(
        self, start: int, end: int, origin: str | None, party: str | None, statement: Statement, how: str = "speaker"
    ) -> Marked:
        return Marked(start, end, origin, party, f"{self._plot.id} {statement.kind}", how, statement)

    def _article(
        self, id: str, statements: Sequence[Statement], publisher: str, day: int, agency: str, own_voice: int
    ) -> list[Sentence]:
        naming, date = Naming(self._random), self._plot.day + dt.timedelta(day)
        found = [self._spoken(s, naming, date, agency) for s in statements]
        # What a report attributes it does not say again in its own voice: nobody could tell that from an echo.
        left = [kind for kind in ("road", "power") if all(s.kind != kind for s in statements)]
        for _ in range(own_voice if left else 0):
            statement = Statement(statements[0].body, self._random.choice(left), day)
            values = self._values(statement, date, agency)
            said = own(clause(statement.kind, values, self._random), self._random, values)
            voice = f"text {publisher}"
            found.append(Sentence(said.text, (self._mark(said.start, said.end, voice, voice, statement, "own"),)))
        for line in self._random.sample(_PAST, self._random.randint(1, 3)):
            found.append(Sentence(line.format(**self._values(None, date, agency))))
        return found

    def _headline(self, lead: Sentence) -> tuple[str, Sentence | None]:
        plot = self._plot
        noun = self._random.choice(plot.matter.nouns).capitalize()
        mark = lead.claims[0] if lead.claims else None
        statement = mark.statement if mark else None
        if statement is None or statement.value is None or statement.kind != "killed":
            title = self._random.choice(
                [f"{noun} in {plot.town}: what we know", f"{plot.country.name}: {noun.lower()} in {plot.town}"]
            )
            return title, Sentence(title)
        n = number(statement.value, statement.bound, self._random)
        title = self._random.choice(
            [
                f"{noun} kills {n} in {plot.town}",
                f"{n[:1].upper()}{n[1:]} killed in {plot.town} {noun.lower()}",
                f"{n[:1].upper()}{n[1:]} dead after {noun.lower()} in {plot.country.name}",
            ]
        )
        assert mark is not None
        return title, Sentence(title, (replace(mark, start=0, end=len(title), how="headline"),))

    def _paper(
        self,
        publisher: str,
        day: int,
        body: Sequence[Sentence],
        *,
        agency: str | None = None,
        kind: str = "own",
        wire: str | None = None,
    ) -> Paper:
        self._number += 1
        title, head = self._headline(body[0])
        dateline = f"{self._plot.town.upper()} ({wire}) - " if wire else ""
        date = self._plot.day + dt.timedelta(day)
        return Paper(
            f"r{self._number:05}",
            publisher,
            date,
            title,
            head if self._random.random() < 0.6 else None,
            dateline,
            tuple(body),
            agency,
            kind,
        )

    def _chosen(self, day: int, most: int) -> list[Statement]:
        """What is reported on a day: the newest word of each body on each question, deaths first."""
        newest: dict[tuple[str, str], Statement] = {}
        for statement in self._plot.statements:
            if statement.day <= day:
                newest[statement.body.id, statement.kind] = statement
        deaths = [s for s in newest.values() if s.kind == "killed"]
        rest = [s for s in newest.values() if s.kind != "killed"]
        self._random.shuffle(deaths)
        self._random.shuffle(rest)
        chosen = deaths[: self._random.randint(1, 3)]
        chosen += rest[: self._random.randint(1, max(1, most - len(chosen)))]
        return chosen

    # Kinds of report

    def _wire(self, agency: str, day: int) -> Paper:
        body = self._article("", self._chosen(day, 8), agency, day, agency, 1)
        return self._paper(agency, day, body, agency=agency, kind="wire", wire=agency)

    def _own(self, masthead: str, day: int, agency: str) -> Paper:
        body = self._article("", self._chosen(day, 5), masthead, day, agency, int(self._random.random() < 0.3))
        if self._random.random() < 0.2:
            statement = self._random.choice(self._plot.statements)
            values = self._values(statement, self._plot.day + dt.timedelta(day), agency)
            said = attributed(
                clause(statement.kind, values, self._random),
                self._random.choice(_NOBODY),
                self._random,
                values,
                statement.kind,
                False,
            )
            body.insert(1, Sentence(said.text, (self._mark(said.start, said.end, None, None, statement, "nobody"),)))
        return self._paper(masthead, day, body)

    def _copy(self, wire: Paper, masthead: str) -> Paper:
        """A wire text under another masthead: cut, reordered, respelt, commas lost, attributions cut."""
        random, body = self._random, list(wire.body)
        if len(body) > 3 and random.random() < 0.6:
            body = body[: random.randint(3, len(body))]
        vague = any("he ministry" in s.text for s in body)  # out of its order nobody could say which ministry it is
        if len(body) > 3 and not vague and random.random() < 0.4:
            rest = body[1:]
            random.shuffle(rest)
            body = [body[0], *rest]
        if random.random() < 0.35:
            at = random.randrange(min(2, len(body)))
            # Whose introduction was cut could not be meant by a short name later on.
            body[at] = body[at] if vague else unattributed(body[at])
        for pattern, other in (
            ("injured", "wounded"),
            ("wounded", "hurt"),
            ("defence", "defense"),
            (" on (?=[A-Z])", " "),
            ("people were", "persons were"),
        ):
            if random.random() < 0.25:
                body = [swapped(s, pattern, other) for s in body]
        if random.random() < 0.3:
            body = [swapped(swapped(s, ",(?!\\d)", ""), "['’]", "") for s in body]
        credit = random.random()
        self._number += 1
        title, head = self._headline(body[0])
        later = wire.date + dt.timedelta(random.choice([0, 0, 0, 1]))
        return Paper(
            f"r{self._number:05}",
            masthead,
            later,
            wire.title if random.random() < 0.4 else title,
            head if random.random() < 0.5 else None,
            wire.dateline if credit < 0.4 else "",
            tuple(body),
            wire.publisher if credit < 0.6 else None,
            "copy",
        )

    def _citing(self, masthead: str, source: Paper) -> Paper:
        """A paper that has it from another report, and says so; where that one names a speaker it may name them too."""
        random = self._random
        claims = [(s, c) for s in source.body for c in s.claims if c.statement is not None]
        # Where two say the same there, "the Courier reported it" means both: such a claim has no one origin.
        alone = [(s, c) for s, c in claims if len({o.origin for _, o in claims if _alike(o, c)}) == 1]
        claims = alone or claims[:1]
        body: list[Sentence] = []
        for _, claim in random.sample(claims, min(len(claims), random.randint(1, 3))):
            statement = claim.statement
            assert statement is not None
            values = self._values(statement, source.date, source.publisher)
            said = cited(clause(statement.kind, values, random), source.publisher, random, values)
            body.append(
                Sentence(said.text, (self._mark(said.start, said.end, claim.origin, claim.party, statement, "cited"),))
            )
        body.append(Sentence(random.choice(_PAST).format(**self._values(None, source.date, source.publisher))))
        day = (source.date - self._plot.day).days + random.choice([0, 0, 1])
        return self._paper(masthead, day, body, kind="citing")

    def _far(self, masthead: str, outlet: str) -> Paper:
        """A paper that cites an outlet whose report nobody has."""
        voice = f"text {outlet}"
        outlet = (
            f"the {self._plot.country.adjective} daily {outlet.removeprefix('The ')}"
            if self._random.random() < 0.5
            else outlet
        )
        statement = self._random.choice(self._plot.statements)
        values = self._values(statement, self._plot.day, outlet)
        said = cited(clause(statement.kind, values, self._random), outlet, self._random, values)
        lead = Sentence(said.text, (self._mark(said.start, said.end, voice, voice, statement, "cited"),))
        past = Sentence(self._random.choice(_PAST).format(**self._values(None, self._plot.day, outlet)))
        return self._paper(masthead, 0, [lead, past], kind="far")

    def _false(self, masthead: str, victim: Paper) -> Paper:
        """A report that puts a toll into another outlet's mouth."""
        first = self._plot.statements[0]
        statement = replace(first, kind="killed", value=(first.value or 10) * 7 + 131, bound="")
        values = self._values(statement, victim.date, victim.publisher)
        said = cited(clause("killed", values, self._random), victim.publisher, self._random, values)
        voice = f"text {masthead}"
        lead = Sentence(said.text, (self._mark(said.start, said.end, voice, voice, statement, "false"),))
        return self._paper(
            masthead,
            (victim.date - self._plot.day).days,
            [lead, Sentence(f"Shops in {self._plot.town} stayed shut.")],
            kind="false",
        )

    def _circle(self, one: str, other: str) -> list[Paper]:
        """Two papers that have it from each other."""
        first = self._plot.statements[0]
        statement = replace(first, kind="killed", value=(first.value or 10) * 3 + 77, bound="")
        written = []
        for masthead, source in ((one, other), (other, one)):
            values = self._values(statement, self._plot.day, source)
            said = cited(clause("killed", values, self._random), source, self._random, values)
            lead = Sentence(said.text, (self._mark(said.start, said.end, None, None, statement, "cycle"),))
            written.append(
                self._paper(
                    masthead, 0, [lead, Sentence(f"{self._plot.town} lies in {self._plot.region}.")], kind="cycle"
                )
            )
        return written

    def _repeating(self, masthead: str) -> Paper:
        """A paper that says it all in its own voice, in its own words: nobody can tell whence."""
        body = []
        for statement in (s for s in self._chosen(0, 3) if s.kind != "forecast"):
            values = self._values(statement, self._plot.day, masthead)
            said = own(clause(statement.kind, values, self._random), self._random, values)
            voice = f"text {masthead}"
            body.append(Sentence(said.text, (self._mark(said.start, said.end, voice, voice, statement, "own"),)))
        return self._paper(masthead, 1, body, kind="repeating")


def _alike(one: Marked, other: Marked) -> bool:
    """Whether two claims of a report answer one question alike, so that a citation could mean either."""
    a, b = one.statement, other.statement
    return a is not None and b is not None and (a.kind, a.value, a.bound) == (b.kind, b.value, b.bound)


def laid_out(paper: Paper, random: Random) -> tuple[str, list[tuple[int, Marked]]]:
    """The text as printed, and the place at which each claim's sentence begins."""
    text, marks = "", []
    if paper.head is not None:
        marks += [(0, mark) for mark in paper.head.claims]
        text = paper.head.text + "\n\n"
    text += paper.dateline
    for i, sentence in enumerate(paper.body):
        if i:
            text += "\n\n" if random.random() < 0.4 else " "
        marks += [(len(text), mark) for mark in sentence.claims]
        text += sentence.text
    if random.random() < 0.15:
        text += f"\n\n{_FOOT}"
    return text, marks
