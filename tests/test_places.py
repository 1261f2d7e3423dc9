"""Names of places find the place that the text means."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.places import kilometres, measure
from headwater.language import Reader
from headwater.language.weights import packaged
from headwater.resolution.gazetteer import Kind, gazetteer
from headwater.resolution.names import key, loose
from headwater.resolution.places import placed, places, resolve
from headwater.resolution.report import Place
from headwater.resolution.shortened import shortened
from headwater.text import Document, Span
from tests.timing import grows_in_proportion


def read(marked: str) -> dict[str, Place | None]:
    """The places of the names in brackets, by name; a name that comes again is counted on ("Paris", "Paris 2")."""
    text, spans = "", []
    for part in re.split(r"(\[[^]]*])", marked):
        if part.startswith("["):
            spans.append(Span(len(text), len(text) + len(part) - 2))
        text += part.strip("[]") if part.startswith("[") else part
    found = placed(text, spans)
    named: dict[str, Place | None] = {}
    for span in spans:
        name = span.of(text)
        times = sum(s.of(text) == name for s in spans[: spans.index(span) + 1])
        named[name if times == 1 else f"{name} {times}"] = found.get(span)
    return named


def country(place: Place | None) -> str | None:
    assert place is not None
    return place.country


def near(place: Place | None, latitude: float, longitude: float, within: float = 60) -> bool:
    return place is not None and kilometres((place.latitude, place.longitude), (latitude, longitude)) <= within


@pytest.mark.parametrize(
    ("written", "geonameid"),
    [
        ("Hasakah", 173811),
        ("al-Hasakah", 173811),
        ("Hasakeh", 173811),
        ("Hassakeh", 173811),
        ("Deir ez-Zor", 170794),
        ("Deir al-Zour", 170794),
        ("Kyiv", 703448),
        ("Kiev", 703448),
        ("Al-Fashir", 379555),
        ("St Petersburg", 498817),
    ],
)
def test_spellings_of_one_name_are_one_place(written: str, geonameid: int) -> None:
    place = resolve(written)
    assert place is not None and place.geonameid == geonameid


def test_a_name_and_the_state_behind_it() -> None:
    found = read("The storm reached [Paris], Texas, a day after floods in [Paris], France.")
    assert near(found["Paris"], 33.66, -95.56)
    assert near(found["Paris 2"], 48.86, 2.35)


def test_states_as_print_shortens_them() -> None:
    found = read("Two men from [Birmingham], Ala., met a third from [Boston], Mass., and one from [Portland], Ore.")
    assert near(found["Birmingham"], 33.5, -86.8)
    assert near(found["Boston"], 42.36, -71.06)
    assert near(found["Portland"], 45.5, -122.7)
    assert near(read("The plant in [Burlington, Vt.] closed.")["Burlington, Vt."], 44.48, -73.2)


def test_a_bare_name_follows_the_one_that_was_explained() -> None:
    found = read("Police in [Athens], Georgia, held a man. He had come to [Athens] by bus.")
    assert near(found["Athens 2"], 33.96, -83.38)


def test_georgia_is_a_country_among_its_towns_and_a_state_among_states() -> None:
    assert country(read("[Georgia] exchanged prisoners with [Abkhazia] near [Zugdidi].")["Georgia"]) == "GEO"
    assert country(read("Turnout in [Georgia] and [Alabama] was high, above all in [Atlanta].")["Georgia"]) == "USA"


def test_the_country_that_a_report_tells_of_decides() -> None:
    assert country(read("Clashes broke out in [Tripoli], the Libyan interior ministry said.")["Tripoli"]) == "LBY"
    assert country(read("Clashes broke out in [Tripoli], the Lebanese army said.")["Tripoli"]) == "LBN"


def test_towns_of_one_war_stand_together() -> None:
    found = read("Shells fell on [Pokrovsk], [Kostyantynivka] and [Bakhmut] in the [Donetsk region], Kyiv said.")
    assert {country(place) for place in found.values()} == {"UKR"}
    assert near(found["Pokrovsk"], 48.28, 37.18)
    found = read("The militia holds [Geneina] and [Nyala] and shells [El Fasher] in [North Darfur].")
    assert {country(place) for place in found.values()} == {"SDN"}
    found = read("Guards were seen in [Sinuiju] and [Wonsan], and shells fell in the [West Sea].")
    assert country(found["Sinuiju"]) == country(found["Wonsan"]) == "PRK"


def test_a_word_for_the_kind_of_place_chooses_the_kind() -> None:
    kinds = {name: gazetteer().kind[gazetteer().row(place.geonameid or 0)] for name, place in read(
        "Fighting spread from [Kherson] over the [Kherson oblast] and from [Hasakah] over [Hasakah province]."
    ).items() if place}  # fmt: skip
    assert kinds == {
        "Kherson": Kind.SETTLEMENT,
        "Kherson oblast": Kind.PROVINCE,
        "Hasakah": Kind.SETTLEMENT,
        "Hasakah province": Kind.PROVINCE,
    }


def test_an_unknown_village_lies_where_the_text_says() -> None:
    found = read("Two were hurt in [Khirbat Wazzan] village in Idlib province, the Hill Monitor said.")
    assert found["Khirbat Wazzan"] == resolve("Idlib province")


def test_what_holds_an_unknown_village_is_read_as_the_rest_of_the_report_reads_it() -> None:
    found = read("Mines were found in [Orvelisi], a village in [Georgia], officials in [Tbilisi] and [Batumi] said.")
    assert country(found["Orvelisi"]) == "GEO"
    assert country(read("Oil spilt into the [Ularo basin] in South Venezuela.")["Ularo basin"]) == "VEN"


def test_a_little_known_namesake_far_away_is_no_match() -> None:
    marked = "Rebels crossed the [Badia] and shelled [Palmyra] and [Homs], the Syrian army said. [Damascus] was calm."
    assert read(marked)["Badia"] is None
    assert country(read("The mayor of [Badia] resigned, Italian media said.")["Badia"]) == "ITA"


def test_a_street_far_from_any_town_is_left_open() -> None:
    text = (
        "A van burned in [Tannery Street] at dawn. " + "Nobody was hurt and nobody was held. " * 12 + "[Beirut] slept."
    )
    assert read(text)["Tannery Street"] is None
    assert near(read("A van burned in [Tannery Street], and [Beirut] slept.")["Tannery Street"], 33.89, 35.5)


def test_an_unknown_village_of_which_nothing_is_said_is_left_open() -> None:
    assert read("Two were hurt in [Khirbat Wazzan], officials in [Damascus] said.")["Khirbat Wazzan"] is None
    assert resolve("Nowhereville-on-Sea") is None


def test_a_building_lies_in_its_town() -> None:
    found = read("A mortar hit the [Omari Hospital] in central [Daraa]; the [Aleppo Citadel] was untouched.")
    assert near(found["Omari Hospital"], 32.62, 36.1)
    assert near(found["Aleppo Citadel"], 36.2, 37.16)


def test_a_river_is_not_where_its_name_comes_from() -> None:
    assert read("Boats crossed the [Missouri River] at dawn.")["Missouri River"] is None


def test_a_resembling_name_in_a_country_that_is_not_spoken_of_is_no_match() -> None:
    assert country(read("Residents of [Hassakeh] fled to [Damascus].")["Hassakeh"]) == "SYR"
    assert read("Residents of [Hassakeh] fled to [Lima], Peru's capital.")["Hassakeh"] is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("US", "USA"),
        ("U.S.", "USA"),
        ("UK", "GBR"),
        ("DPRK", "PRK"),
        ("Syria", "SYR"),
        ("the Democratic Republic of the Congo", "COD"),
        ("northern Syria", "SYR"),
        ("Syria's", "SYR"),
        ("TURKEY", "TUR"),
    ],
)
def test_countries_as_print_names_them(written: str, code: str) -> None:
    place = resolve(written)
    assert place is not None
    assert place.geonameid == gazetteer().place(gazetteer().country_row(code) or 0).geonameid


def test_a_word_is_not_a_state_because_of_its_letters() -> None:
    assert near(resolve("Columbus, IN"), 39.2, -85.92)
    assert resolve("In") is None


def test_waters_and_regions_have_a_place() -> None:
    found = read("A tanker burned in the [Red Sea]; the [Middle East] and [Europe] watched the [Korean Peninsula].")
    assert near(found["Red Sea"], 20, 38, 300)
    middle = found["Middle East"]
    assert middle is not None and middle.geonameid == 6269133 and middle.country is None
    assert near(found["Korean Peninsula"], 38, 127, 200)


def test_every_country_is_there_with_its_code_and_a_number() -> None:
    table = gazetteer()
    assert len(table.countries) == len(set(table.countries)) >= 249
    for code in table.countries:
        place = table.place(table.country_row(code) or 0)
        assert place.country == code and place.geonameid and place.name


def test_the_table_is_sound() -> None:
    table = gazetteer()
    assert len(table) > 200_000
    assert np.abs(table.latitude).max() <= 90 and np.abs(table.longitude).max() <= 180
    numbers = table.geonameid[table.geonameid > 0]
    assert len(np.unique(numbers)) == len(numbers)
    held = table.province[table.province >= 0]
    assert (table.kind[np.unique(held)] == Kind.PROVINCE).all()
    assert (table.country[table.province >= 0] == table.country[held]).mean() > 0.999
    assert table.bearers.max() >> 1 < len(table) and table.firsts[-1] == len(table.bearers)


def test_the_table_is_small_and_credits_its_source() -> None:
    folder = Path(__file__).parents[1] / "src/headwater/resolution/geonames"
    assert (folder / "table.npz").stat().st_size < 8_000_000
    notice = (folder / "NOTICE").read_text("utf-8")
    assert "GeoNames" in notice and "Attribution 4.0" in notice


def test_the_vocabulary_names_only_what_the_table_knows() -> None:
    known = shortened()
    assert known.told("Syrians") == gazetteer().country_row("SYR")
    assert set(known.kinds.values()) == {Kind.COUNTRY, Kind.PROVINCE, Kind.COUNTY, Kind.SETTLEMENT, None}
    assert all(-90 <= p.latitude <= 90 and -180 <= p.longitude <= 180 for p in known.unlisted.values())


def test_keys_join_what_prints_alike() -> None:
    assert key("Şanlıurfa") == "sanliurfa" and key("N’Djamena") == key("NDjamena")
    assert key("Port-au-Prince") == key("Port au Prince") and key("الحسكة") == ""
    assert loose("Zaporizhzhia") == loose("Zaporizhia") and loose("Umm") is None


def test_entities_of_a_reading_are_placed(reader: Reader) -> None:
    text = "Rebels entered Aleppo on Friday, officials in Damascus said."
    (reading,) = reader.read([Document("d", text)])
    found = {span.of(text): place for span, place in places(text, reading).items()}
    assert near(found.get("Aleppo"), 36.2, 37.16) and near(found.get("Damascus"), 33.51, 36.29)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 220), st.integers(0, 60)), max_size=12))
def test_no_text_and_no_spans_break_it(text: str, cuts: list[tuple[int, int]]) -> None:
    spans = [Span(start, start + size) for start, size in cuts]
    found = placed(text, spans)
    assert set(found) <= set(spans)
    assert found == placed(text, list(reversed(spans)))


def test_work_grows_with_the_text_and_not_its_square() -> None:
    def found(times: int) -> None:
        part = "Shells hit Paris, Texas, and Aleppo Square; San Jose and Springfield were calm. "
        text = part * times
        spans = [Span(m.start(), m.end()) for m in re.finditer(r"Paris|Aleppo Square|San Jose|Springfield", text)]
        placed(text, spans)

    found(10)
    assert grows_in_proportion(found, 200, 1600)


def test_the_measure_counts_a_mention_left_open_as_a_miss(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(
        '{"text": "From Damascus to Wuzzlegrad and Lima.", "toponyms": ['
        '{"start": 5, "end": 13, "lat": 33.5, "lon": 36.3, "geonameid": "170654"},'
        '{"start": 17, "end": 27, "lat": 1.0, "lon": 1.0},'
        '{"start": 32, "end": 36, "lat": 60.0, "lon": 60.0},'
        '{"start": 0, "end": 4, "lat": null, "lon": null}]}\n'
    )
    figures = measure(path, packaged())
    assert figures["acc161"] == pytest.approx(100 / 3)
    assert figures["answered"] == pytest.approx(200 / 3)
    assert figures["listed_acc161"] == 100
