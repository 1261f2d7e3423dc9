"""Phrases to actors, on sentences written for the purpose; and the tables behind them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from headwater.language.reading import Entity, Outcome, Reading, Sentence, Word
from headwater.resolution.actors import Naming, learn, resolve, theatre
from headwater.resolution.lexicon import CHARITY, GROUPS, SECTORS, key, lexicon, listed, people, sector_on
from headwater.resolution.offices import OFFICES, terms
from headwater.vocabulary import VocabularyError, table

TABLES = Path(__file__).parents[1] / "src/headwater/vocabulary"
SPRING_2019 = dt.date(2019, 4, 1)


def codes(phrase: str, **given: Any) -> list[str]:
    return [actor.code for actor in resolve(phrase, **given)]


def coded(phrase: str, **given: Any) -> list[tuple[str, str | None]]:
    return [(actor.code, actor.sector) for actor in resolve(phrase, **given)]


@pytest.mark.parametrize(
    ("phrase", "code", "sector"),
    [
        ("South Korea's spy agency", "KOR", "SPY"),
        ("Russian Foreign Minister Sergey Lavrov", "RUS", "GOV"),
        ("Syrian government forces", "SYR", "MIL"),
        ("the Peruvian navy", "PER", "MIL"),
        ("Kenya's high court", "KEN", "JUD"),
        ("police in Peru", "PER", "COP"),
        ("a group of Ghanaian farmers", "GHA", "AGR"),
        ("the spokesman of the Malian army", "MLI", "MIL"),
        ("former Italian prime minister Giuseppe Conte", "ITA", "ELI"),
        ("a Chilean opposition lawmaker", "CHL", "LEG"),
        ("Sudanese refugee children", "SDN", "REF"),
        ("rebel troops in Myanmar's Shan State", "MMR", "REB"),
        ("Hezbollah fighters", "LBN", "REB"),
        ("the US ambassador to Japan", "USA", "GOV"),
        ("the Brazilian ambassador to the United Nations", "BRA", "GOV"),
        ("a UN official", "UNO", None),
        ("Amnesty International", "NGO", "CVL"),
        ("Islamic State militants", "IMG", "REB"),
        ("Reuters", "GBR", "JRN"),
        ("a rights group", "NGO", "CVL"),
        ("Somaliland", "SOM", "PRE"),
        ("Kosovo police", "KOS", "COP"),
        ("the Palestinian health ministry", "PSE", "GOV"),
    ],
)
def test_country_and_role_words_compose(phrase: str, code: str, sector: str | None) -> None:
    assert coded(phrase) == [(code, sector)]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Norway and Sweden", ["NOR", "SWE"]),
        ("the U.S., South Korea, and Japan", ["USA", "KOR", "JPN"]),
        ("Ghanaian and Togolese ministers", ["GHA", "TGO"]),
        ("US-South Korea-Japan", ["USA", "KOR", "JPN"]),
        ("both Lima and Quito", ["PER", "ECU"]),
        ("North and South Korea", ["PRK", "KOR"]),
        ("the leaders of Chad, Niger and Mali", ["TCD", "NER", "MLI"]),
        ("Bosnia and Herzegovina", ["BIH"]),
        ("the president and prime minister of Finland", ["FIN"]),
        ("France's foreign and defence ministers", ["FRA"]),
        ("Turkish police and soldiers", ["TUR", "TUR"]),
        ("Vladimir Putin, the Russian president, and his Turkish counterpart", ["RUS", "TUR"]),
        ("Mara Silo, an Estonian judge", ["EST"]),
    ],
)
def test_each_member_of_a_coordination_is_an_actor(phrase: str, expected: list[str]) -> None:
    assert codes(phrase) == expected


def test_ministers_share_the_noun_that_follows_them() -> None:
    assert coded("Ghanaian and Togolese ministers") == [("GHA", "GOV"), ("TGO", "GOV")]
    assert [actor.name for actor in resolve("Norway and Sweden")] == ["Norway", "Sweden"]


def test_what_a_relative_clause_names_is_no_actor() -> None:
    assert codes("Angola, which Portugal ruled,") == ["AGO"]
    assert codes("Nigerian troops battling Boko Haram") == ["NGA"]


def test_a_backer_is_not_the_backed() -> None:
    assert codes("Iran-backed rebels in Yemen") == ["YEM"]
    assert codes("anti-Soviet fighters") == ["UNK"]
    assert coded("the Saudi-led coalition") == [("SAU", "MIL")]


def test_a_body_that_many_states_have_is_its_owners() -> None:
    assert codes("the Senate") == ["USA"]
    assert codes("the Nigerian Senate") == ["NGA"]
    assert codes("Brazil's Congress") == ["BRA"]
    assert codes("the Senate", theatre="NGA") == ["NGA"]
    assert codes("the US Senate", theatre="NGA") == ["USA"]
    assert codes("Lebanon's Hezbollah") == ["LBN"]


def test_who_speaks_for_a_body_counts_for_it() -> None:
    after, before = dt.date(2025, 2, 1), dt.date(2022, 2, 1)
    assert codes("NATO Secretary General Mark Rutte", on=after) == ["IGO"]
    assert codes("Mark Rutte", on=after) == ["IGO"]
    assert codes("Mark Rutte", on=before) == ["NLD"]


def test_officials_from_abroad_are_not_the_theatres() -> None:
    assert codes("Western officials", theatre="MLI") == ["UNK"]
    assert codes("its troops", theatre="MLI") == ["UNK"]


def test_a_counterpart_is_not_its_owner() -> None:
    assert codes("Lavrov's Turkish counterpart") == ["TUR"]
    assert "RUS" not in codes("Lavrov's counterpart")


def test_a_bare_capital_is_the_government_where_it_speaks() -> None:
    assert coded("Pyongyang", speaks=True) == [("PRK", "GOV")]
    assert coded("Pyongyang") == [("PRK", "CVL")]
    assert coded("Nairobi police", speaks=True) == [("KEN", "COP")]


def test_the_office_is_that_of_the_day() -> None:
    assert coded("Angela Merkel", on=SPRING_2019) == [("DEU", "GOV")]
    assert coded("Angela Merkel", on=dt.date(2023, 1, 1)) == [("DEU", "ELI")]
    assert coded("Marco Rubio", on=SPRING_2019) == [("USA", "LEG")]
    assert coded("the Taliban", on=SPRING_2019) == [("AFG", "REB")]
    assert coded("the Taliban", on=dt.date(2023, 1, 1)) == [("AFG", "GOV")]
    assert sector_on("P 2010-02..2012-03", dt.date(2009, 1, 1)) is None


def test_a_common_surname_needs_its_title() -> None:
    assert resolve("Johnson") == ()
    assert codes("Prime Minister Johnson", on=dt.date(2020, 5, 1)) == ["GBR"]
    assert codes("President Moon", on=SPRING_2019) == ["KOR"]


@pytest.mark.parametrize("phrase", ["Michael Jordan", "Jordan Smith", "Paris Delgado", "us", "he", "is", "who", "may"])
def test_a_word_that_only_looks_like_a_country_names_none(phrase: str) -> None:
    assert resolve(phrase) == ()


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Jordan", "JOR"),
        ("Jordan's army", "JOR"),
        ("Georgia", "GEO"),
        ("Georgia's governor", "USA"),
        ("the Republic of the Congo", "COG"),
        ("the Democratic Republic of Congo", "COD"),
        ("Guinea-Bissau", "GNB"),
        ("Equatorial Guinea", "GNQ"),
        ("Papua New Guinea", "PNG"),
        ("Nigerien soldiers", "NER"),
        ("Nigerian soldiers", "NGA"),
        ("Türkiye", "TUR"),
        ("Turkish soldiers", "TUR"),
        ("the Dominican Republic", "DOM"),
        ("South Sudan", "SSD"),
        ("Syrias regime", "SYR"),
        ("SALVADORAN TROOPS", "SLV"),
        ("THE U.S. ARMY", "USA"),
        ("President Zelenskiy", "UKR"),
        ("Volodymyr Zelenskyy", "UKR"),
        ("DPRK", "PRK"),
        ("IS fighters", "IMG"),
        ("a South American country", "-"),
    ],
)
def test_look_alikes_are_told_apart(phrase: str, code: str) -> None:
    assert "".join(codes(phrase)) == code.replace("-", "")


def test_a_role_without_a_country_takes_the_theatre_only_when_given_one() -> None:
    assert coded("rebels") == [("UNK", "REB")]
    assert coded("rebels", theatre="MLI") == [("MLI", "REB")]
    assert coded("ten villagers and two soldiers", theatre="MLI") == [("MLI", "CVL"), ("MLI", "MIL")]
    assert codes("French troops", theatre="MLI") == ["FRA"]


def test_a_doer_without_a_name_never_takes_the_theatre() -> None:
    for phrase in ("a suicide bomber", "unidentified gunmen", "the attackers"):
        assert codes(phrase, theatre="MLI") == ["UNK"]


def test_soldiers_in_a_country_need_not_be_its_own() -> None:
    assert codes("troops in Lesotho") == ["UNK"]
    assert codes("troops in Lesotho", theatre="LSO") == ["LSO"]
    assert codes("troops from Lesotho") == ["LSO"]


def test_an_adjective_is_no_role() -> None:
    assert resolve("the general consensus") == ()
    assert coded("Kenya's national interests") == [("KEN", None)]
    assert coded("a Kenyan general") == [("KEN", "MIL")]


def test_a_leaders_relative_holds_no_office() -> None:
    assert codes("Zora Macron") == []
    assert codes("Emmanuel Macron") == ["FRA"]


def test_further_places_lend_their_country() -> None:
    assert codes("villagers near Oberlau", places={"oberlau": "AUT"}) == ["AUT"]


TEXT = (
    "Foreign Minister Ana Reyesova of Slovakia spoke. Slovak Foreign Minister Ana Reyesova met Togolese General "
    "Kofi Mensah. Reyesova left. The Volta Relief Union (VRU) stayed. Ugandan troops of the Lakes Stability Force "
    "(LSF) came."
)


def reading(text: str, names: list[tuple[str, str]], tags: dict[str, str]) -> Reading:
    """A reading with the entities and word classes that a test needs; every other word is a VERB."""
    words = [
        Word(m.start(), m.end(), tags.get(m.group(), "VERB"), -1, "dep") for m in re.finditer(r"\w+|[^\w\s]", text)
    ]
    entities = [Entity(m.start(), m.end(), kind) for name, kind in names for m in re.finditer(re.escape(name), text)]
    return Reading("d", Outcome.READ, "en", [Sentence(0, len(text), 0, len(words))], words, entities)


def taught() -> Naming:
    tags = dict.fromkeys(["Foreign", "Minister", "General"], "NOUN") | dict.fromkeys(["Slovak", "Togolese"], "ADJ")
    return learn(TEXT, reading(TEXT, [("Ana Reyesova", "PER"), ("Kofi Mensah", "PER")], tags))


def test_a_title_teaches_a_surname() -> None:
    assert resolve("Reyesova") == ()
    assert coded("Reyesova", naming=taught()) == [("SVK", "GOV")]
    assert coded("Mensah and Reyesova", naming=taught()) == [("TGO", "MIL"), ("SVK", "GOV")]


def test_an_acronym_takes_the_sense_of_the_name_before_it() -> None:
    text = "The Syrian Observatory for Human Rights (SOFHR) spoke. The Sudan Doctors Front (SDF) did not."
    naming = learn(text, reading(text, [], {}))
    assert codes("SOFHR", naming=naming) == ["NGO"]
    assert codes("SDF") == ["SYR"]
    assert codes("SDF", naming=naming) != ["SYR"]


def test_two_persons_of_one_surname_teach_nothing() -> None:
    text = "Slovak Minister Ana Rothova met Togolese Minister Kofi Rothova."
    tags = {"Slovak": "ADJ", "Togolese": "ADJ", "Minister": "NOUN"}
    naming = learn(text, reading(text, [("Ana Rothova", "PER"), ("Kofi Rothova", "PER")], tags))
    assert resolve("Rothova", naming=naming) == ()
    assert codes("Ana Rothova", naming=naming) == ["SVK"]


def test_the_theatre_is_where_the_places_lie() -> None:
    assert theatre("BAMAKO. Soldiers fired in Gao and near Kidal, a French diplomat said.") == "MLI"
    assert theatre("Norway and Sweden met. Swedish and Norwegian ministers spoke.") is None
    assert theatre("It rained.") is None


def test_the_same_phrase_is_always_the_same_actors() -> None:
    phrase = "Ghanaian and Togolese ministers"
    assert resolve(phrase) == resolve(phrase) == resolve(phrase, naming=Naming())


# The tables.

ALPHA_3 = set(table("countries"))


def lines() -> Iterator[tuple[str, str, str]]:
    """File, code and sector of every named group."""
    for file in ("groups", "institutions"):
        for code, sections in table(file).items():
            for sector in sections:
                yield file, code, sector


def test_countries_have_alpha_3_codes_and_four_columns() -> None:
    assert len(ALPHA_3) > 190
    for code, line in table("countries").items():
        assert re.fullmatch("[A-Z]{3}", code)
        columns = line.split("|")
        assert len(columns) == 4, code
        assert listed(columns[0]), code


def test_every_code_is_a_country_or_a_group_of_plover() -> None:
    known = ALPHA_3 | GROUPS
    regions = table("regions")
    for named in (regions["claimed"], regions["within"], table("cities")):
        assert set(named) <= ALPHA_3
    for file in ("groups", "institutions", "leaders", "movements"):
        assert set(table(file)) <= known, file
    phrases = table("phrases")
    assert set(phrases["halves"].values()) <= ALPHA_3
    assert {code for codes in phrases["pairs"].values() for code in codes} <= ALPHA_3


def test_every_sector_is_plovers() -> None:
    allowed = SECTORS | CHARITY
    for file, code, sector in lines():
        assert sector in allowed, (file, code, sector)
    roles = table("roles")
    for section in ("strong", "weak", "empty", "titles"):
        assert set(roles[section]) <= allowed
    assert set(OFFICES.values()) <= SECTORS


def test_no_key_is_written_twice() -> None:
    class Strict(yaml.SafeLoader):
        pass

    def mapping(loader: Strict, node: yaml.MappingNode) -> dict[Any, Any]:
        keys = [loader.construct_object(k) for k, _ in node.value]
        twice = [k for k, n in Counter(keys).items() if n > 1]
        assert not twice, f"{node.start_mark}: {twice}"
        return {loader.construct_object(k, deep=True): loader.construct_object(v, deep=True) for k, v in node.value}

    Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    files = sorted(TABLES.glob("*.yaml"))
    assert len(files) >= 9
    for file in files:
        yaml.load(file.read_text("utf-8"), Strict)


def test_terms_are_in_order_and_no_person_stands_twice() -> None:
    for file in ("leaders", "movements"):
        seen: Counter[tuple[str, str]] = Counter()
        for code, spellings, held in people(table(file)):
            seen.update((code, key(spelling)) for spelling in {key(s): s for s in spellings}.values())
            dated = terms(held)
            for term in dated:
                assert term.last is None or term.first <= term.last, (code, spellings)
            assert [t.first for t in dated] == sorted(t.first for t in dated), (code, spellings)
        assert not [name for name, n in seen.items() if n > 1]


def test_a_bad_line_says_what_is_expected() -> None:
    for line in ("KING 1990..", "P 1990", "P 1990-13..1991", "P soon.."):
        with pytest.raises(VocabularyError, match="leaders"):
            terms(line)


def test_no_country_name_is_claimed_by_two() -> None:
    owners: dict[str, set[str]] = {}
    for code, line in table("countries").items():
        for column in line.split("|")[:2]:
            for name in listed(column):
                owners.setdefault(key(name), set()).add(code)
    assert not {name: codes for name, codes in owners.items() if len(codes) > 1}
    assert lexicon().names["dominican"].code == "DOM"
