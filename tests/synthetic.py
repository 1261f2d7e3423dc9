"""Reports made up for tests of what comes after reading, so that no engine need be loaded."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from headwater.extraction.claim import Figure, Hedge, Modality, Qualifier, Scenario
from headwater.language import Outcome
from headwater.resolution.report import Actor, CodedEvent, Entry, Place, Report, Voice
from headwater.store import Engine
from headwater.text import Document, How, Kind, PartialDate, Precision, Published, Region, Span

ENGINE = Engine("0.0", "w" * 64, "v" * 64)
TUESDAY = dt.date(2031, 3, 4)


def voice(name: str, text: str, *, anonymous: bool = False, code: str | None = None) -> Voice:
    """A speaker where its name stands in the text."""
    start = text.index(name)
    actor = Actor(code, "GOV", name) if code else None
    return Voice(name, actor, anonymous, start, start + len(name), "said")


def entry(text: str, quote: str, *speakers: Voice, modality: Modality = Modality.ACTUAL) -> Entry:
    """A claim with nothing in it but who says what."""
    start = text.index(quote)
    return Entry(start, start + len(quote), quote, speakers, modality, None, (), None, (), None, None, None)


def report(number: int = 1, *, claims: int = 3, text: str | None = None) -> Report:
    """A report with something in every field: one sentence a claim, and a scenario at the end."""
    sentences = [f"Captain Orla {i} said about {i + 20} lorries may have crossed near Selmark. " for i in range(claims)]
    text = text if text is not None else f"Report {number}\n\n" + "".join(sentences) + "What if it rains? Roads close."
    entries = []
    for i in range(claims):
        name, number_words = f"Captain Orla {i}", f"about {i + 20}"
        quote = f"{number_words} lorries may have crossed near Selmark"
        at = text.index(name)
        may = text.index("may", at)
        plain = entry(text, quote, voice("Captain Orla " + str(i), text, code="TRN"))
        entries.append(
            replace(
                plain,
                modality=Modality.POSSIBLE,
                hedge=Hedge((Span(may, may + 3),), 20, 45),
                hedge_words=("may",),
                event=CodedEvent(
                    "MOBILIZE",
                    "troops",
                    ("military",),
                    (Actor("MRV", "MIL", "lorries"),),
                    (Actor("TRN", None, "Tarn"),),
                ),
                figures=(
                    Figure(plain.start, plain.start + 8, i + 20.0, None, Qualifier.AT_LEAST, "lorries"),
                    Figure(plain.start, plain.start + 8, 2.5, 4.0, Qualifier.RANGE, "lorries", "tonne", 0),
                ),
                happened=PartialDate.day(dt.date(2031, 3, 1 + i % 28)),
                said=PartialDate(TUESDAY, None, Precision.VAGUE),
                place=Place("Selmark", 4711, "TRN", 51.5, -0.25),
            )
        )
    document = Document(
        f"report-{number}",
        text,
        f"Lorries near Selmark, {number}",
        "Coastal Wire",
        Published(PartialDate.day(TUESDAY), How.METADATA),
        "CW",
        "Ana Reyl",
        "https://coastal-wire.example/1",
        (Region(0, 8, Kind.HEADLINE),),
    )
    if_rain = text.find("What if")
    scenarios = (Scenario(if_rain, if_rain + 17, (Span(if_rain + 18, if_rain + 30),)),) if if_rain >= 0 else ()
    return Report(document, Outcome.READ, "en", tuple(entries), scenarios)
