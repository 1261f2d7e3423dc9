"""Whose a document is and of when, and on whose word."""

from __future__ import annotations

import pytest

from headwater.reading.provenance import described
from headwater.reading.written import in_address, published
from headwater.text import Document, How, PartialDate, Published

BODY = "The bridge over the Ostra fell on Friday morning and nine people were hurt, the mayor said. Divers went down."


def of(text: str, **known: object) -> Document:
    return described(Document("a", text, **known))  # type: ignore[arg-type]


def day(iso: str, how: How = How.TEXT) -> Published:
    return Published(PartialDate.iso(iso), how)


@pytest.mark.parametrize(
    "credit, agency, date",
    [
        ("AFP Tuesday 8 Apr 2014", "AFP", "2014-04-08"),
        ("VELMA (Reuters) -", "Reuters", None),
        ("VELMA, Ostria (AP) —", "AP", None),
        ("VELMA, 6 SEP 89 (AFP) -- [TEXT]", "AFP", "1989-09-06"),
        ("Published 3 May 2015 by Reuters", "Reuters", "2015-05-03"),
        ("18.04.2014", None, "2014-04-18"),
        ("Last updated at Apr 182014", None, "2014-04-18"),
        ("Published October 2016", None, "2016-10"),
    ],
)
def test_furniture_at_the_head_tells_agency_and_date(credit: str, agency: str | None, date: str | None) -> None:
    document = of(f"{credit} {BODY}")
    assert (document.agency, document.published) == (agency, date and day(date))


@pytest.mark.parametrize(
    "signed, agency", [("-AFP", "AFP"), ("(Reuters)", "Reuters"), ("Source: Coastal Post and agencies", None)]
)
def test_a_signature_tells_the_agency(signed: str, agency: str | None) -> None:
    assert of(f"{BODY} {signed}").agency == agency


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor told AFP that it fell on 3 October 2016.",
        "On October 3, 2016 the bridge was closed.",
        "3 October 2016 was a dark day, he said.",
        "The mayor told Reuters on Monday, 3 October 2016, that it fell.",
    ],
)
def test_a_date_or_an_agency_within_a_sentence_is_no_provenance(sentence: str) -> None:
    document = of(f"{sentence} {BODY} {sentence}")
    assert (document.published, document.agency) == (None, None)


def test_a_photographs_credit_is_not_the_texts() -> None:
    assert of(f"A diver near the bridge. (AFP Photo) {BODY}").agency is None
    assert of(f"AFP Friday 5 May 2017 {BODY} (reuters) {BODY}").agency == "AFP"


def test_metadata_outrank_the_text() -> None:
    given = day("2016-10-04", How.METADATA)
    document = of(f"AFP Friday 5 May 2017 {BODY}", published=given, author="By Ann Lee", publisher="Coastal Post")
    assert (document.published, document.author, document.publisher) == (given, "Ann Lee", "Coastal Post")


def test_an_agency_in_the_author_field_is_the_agency() -> None:
    document = of(BODY, author="Reuters")
    assert (document.agency, document.author) == ("Reuters", None)
    document = of(BODY, author="Ann Lee, AFP")
    assert (document.agency, document.author) == ("AFP", "Ann Lee")


def test_a_first_publication_outranks_a_change() -> None:
    text = f"Bridge falls in Ostra\n\nUpdated 5 May 2015\nPublished 3 May 2015\n\n{BODY}"
    assert of(text).published == day("2015-05-03")


def test_bylines_name_the_author() -> None:
    assert of(f"Bridge falls in Ostra\n\nBy Ann Lee and Bo Ek\n\n{BODY}").author == "Ann Lee and Bo Ek"
    assert of(f"Bridge falls in Ostra\n\nBy Ann Lee, Coastal Post\n\n{BODY}").author == "Ann Lee"
    assert of(f"Bridge falls in Ostra\n\nBy Staff Writer\n\n{BODY}").author is None
    assert of(f"Bridge falls in Ostra\n\nAnn Lee\n3 May 2015\n\n{BODY}").author == "Ann Lee"


def test_the_publisher_behind_a_title_is_taken_from_it() -> None:
    document = of(BODY, title="Bridge falls in Ostra | Coastal Post")
    assert (document.title, document.publisher) == ("Bridge falls in Ostra", "Coastal Post")


def test_the_address_tells_the_day() -> None:
    assert of(BODY, url="https://coastalpost.example/2016/10/03/bridge").published == day("2016-10-03", How.METADATA)


def test_what_is_unknown_stays_unknown() -> None:
    document = of(BODY)
    assert (document.published, document.agency, document.author, document.publisher) == (None, None, None, None)


@pytest.mark.parametrize(
    "written, expected",
    [
        ("2016-10-04", "2016-10-04"),
        ("2016-10-04T12:30:00Z", "2016-10-04"),
        ("2016-10-04 12:30:00+02:00", "2016-10-04"),
        ("20161004", "2016-10-04"),
        ("2016-10", "2016-10"),
        ("2016", "2016"),
        ("Tue, 04 Oct 2016 12:30:00 GMT", "2016-10-04"),
        ("October 4, 2016", "2016-10-04"),
        ("4th October 2016", "2016-10-04"),
        ("Oct. 4, 2016 10:30 pm EST", "2016-10-04"),
        ("4 October 2016 at 10:30", "2016-10-04"),
        ("04.10.2016", "2016-10-04"),
        ("13/10/2016", "2016-10-13"),
        ("10/13/2016", "2016-10-13"),
        (1475539200, "2016-10-04"),
        (1475539200000, "2016-10-04"),
    ],
)
def test_dates_of_metadata_are_read_in_their_usual_forms(written: object, expected: str) -> None:
    assert str(published(written)) == expected


@pytest.mark.parametrize(
    "written", ["04/10/2016", "31 February 2016", "2016-13-40", "last Friday", "", None, True, {}, 10**30]
)
def test_what_is_no_sure_date_is_none(written: object) -> None:
    assert published(written) is None


def test_an_address_with_an_impossible_day_tells_nothing() -> None:
    assert in_address("https://coastalpost.example/2016/13/45/bridge") is None
