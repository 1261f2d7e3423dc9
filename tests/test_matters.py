"""Matters: what a report as a whole is about, and what is told of it beside figures."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from telling import paper, reported

from benchmarks.stories.truth import write
from headwater.reconciliation.affairs import affair
from headwater.reconciliation.counts import counts
from headwater.reconciliation.linking import same_proposition
from headwater.reconciliation.matters import (
    APART,
    ONE_MATTER,
    Matter,
    incidents_in,
    matter,
    one_matter,
)
from headwater.reconciliation.occasions import Occasion, occasions
from headwater.reconciliation.space import can_be_one
from headwater.reconciliation.speaking import stem
from headwater.reconciliation.told import page
from headwater.resolution.gazetteer import gazetteer
from headwater.vocabulary import table

BLAST = "A blast tore through a tannery in Dornau"


def about(id: str, text: str, *, title: str | None = None, day: int = 0) -> Matter:
    return matter(paper(id, text, title=title, day=day), ())


def test_two_reports_of_one_towns_incident_are_about_one_matter() -> None:
    one = about("a", f"{BLAST}, the Lake Clinic said.", title="Blast in Dornau")
    two = about(
        "b", "The explosion in Dornau killed nine, the mayor said.", title="Dornau explosion: what we know", day=1
    )
    assert one_matter(one, two) >= ONE_MATTER
    assert one_matter(one, two) == one_matter(two, one)


def test_look_alikes_in_two_towns_are_apart() -> None:
    one = about("a", f"{BLAST}.", title="Blast in Dornau")
    two = about("b", "A blast tore through a tannery in Selwick.", title="Blast in Selwick", day=1)
    assert one_matter(one, two) == APART


def test_a_report_that_names_only_the_land_is_not_apart_from_one_that_names_the_town() -> None:
    one = about("a", f"{BLAST}. The Ostravian army has sealed the road.", title="Blast in Ostravia")
    two = about("b", "The Ostravian army said nine died in the blast.", title="Nine dead after blast in Ostravia")
    assert one_matter(one, two) != APART


def test_a_report_of_several_towns_is_apart_from_none() -> None:
    several = about("a", "Shells fell in Dornau, in Selwick and in Marl on Monday.")
    other = about("b", "A shell fell in Pellin on Monday.")
    assert one_matter(several, other) != APART


def test_a_village_further_down_is_not_what_a_report_is_about() -> None:
    text = (
        "The toll of Friday's shelling of Dornau has risen.\n\nResidents said the shells had come at noon.\n\n"
        "A second market, in the village of Osk, was hit later."
    )
    assert about("a", text, title="Death toll in Dornau rises").towns == {stem("Dornau")}


def test_one_town_may_be_written_with_its_article_or_without() -> None:
    towns = [about("a", f"Shells fell in {name}.").towns for name in ("Dornah", "el-Dornah", "El Dornah", "al-Dornah")]
    assert towns[0] and len(set(towns)) == 1


def test_a_dateline_is_the_bureaus_town_where_the_report_names_another() -> None:
    wired = "PORT OSK (Coastal Wire) - Shells fell {}on Monday, doctors said."
    assert about("a", wired.format("in Dornau ")).towns == {stem("Dornau")}
    assert about("b", wired.format("")).towns == {"port osk"}


def test_a_street_is_no_town_and_who_is_besieged_is_no_land() -> None:
    found = about("a", "Shells fell in Dornau, in the Marl quarter. Dornau is the army's last base.")
    assert found.towns == {stem("Dornau")} and stem("Dornau") not in found.wide


def test_a_province_holds_its_towns_and_no_others() -> None:
    aleppo, homs, province = (
        gazetteer().place(row)
        for row in (
            gazetteer().bearing("Aleppo").rows[1],
            gazetteer().bearing("Homs").rows[1],
            gazetteer().bearing("Aleppo").rows[0],
        )
    )
    assert can_be_one(aleppo, province) and can_be_one(province, aleppo)
    assert not can_be_one(homs, province) and not can_be_one(homs, aleppo)


def test_weeks_between_two_reports_keep_them_apart() -> None:
    one, two = (about(id, f"{BLAST}.", title="Blast in Dornau", day=day) for id, day in (("a", 0), ("b", 30)))
    assert one_matter(one, two) == APART


def test_a_word_of_two_kinds_of_incident_is_both() -> None:
    assert {"crash", "collapse"} <= incidents_in("The accident closed the bridge")
    assert incidents_in("The blaze gutted a mill") == {"fire"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the highway to Dornau was impassable", "road"),
        ("the grid in Dornau had failed", "power"),
        ("the dead were to be laid to rest on Sunday", "burial"),
        ("deserters carried out the raid", "blame"),
        ("the mayor praised the road", ""),
    ],
)
def test_an_affair_is_known_in_whatever_words(words: str, found: str) -> None:
    assert affair(words) == found


def occasion(id: str, quote: str, *, town: str = "Dornau") -> Occasion:
    lead = f"A blast tore through a tannery in {town}"
    return list(occasions(paper(id, f"{lead}. {quote}.", (lead, None), (quote, None), title=f"Blast in {town}")))[1]


def test_one_affair_of_one_matter_is_one_question_and_of_two_matters_two() -> None:
    one = occasion("a", "The road to Dornau was cut")
    two = occasion("b", "Traffic to Dornau had been halted")
    other = occasion("c", "Traffic to Selwick had been halted", town="Selwick")
    link = same_proposition(one, two)
    assert link is not None and link.reasons == ("both tell of one affair, road, of one matter",)
    assert same_proposition(one, other) is None


def test_a_few_plain_words_join_nothing_over_two_matters() -> None:
    one = occasion("a", "The victims were named")
    two = occasion("b", "The victims were named", town="Selwick")
    assert same_proposition(one, two) is None


@pytest.mark.parametrize(
    ("quote", "measure", "whom"),
    [
        ("4 of the dead were children", "killed", "children"),
        ("6 of them were women who had been wounded", "wounded", "women"),
        ("21 people had not been found", "missing", "people"),
        ("21 people had left the area", "displaced", "people"),
        ("the death toll stood at 7", "killed", "people"),
        ("killing at least 24 people and wounding scores", "killed", "people"),
    ],
)
def test_what_a_figure_counts_may_take_several_words_to_say(quote: str, measure: str, whom: str) -> None:
    (told,) = paper("a", f"{quote}.", (quote, None)).told
    (count,) = counts(told)
    assert (count.measure, count.whom) == (measure, whom)


def counted(quote: str, noun: str, *, behind: str = "") -> tuple[str, str]:
    """What befell whom, of the last number of a claim, which counts ``noun``; ``behind`` follows in its sentence."""
    report = reported("a", f"{quote}{behind}.", (quote, None))
    (entry,) = report.entries
    figures = tuple(replace(figure, noun=noun) for figure in entry.figures)
    (told,) = page(replace(report, entries=(replace(entry, figures=figures),))).told
    *_, count = counts(told)
    return count.measure, count.whom


@pytest.mark.parametrize("noun", ["blasts", "clinics", "places"])
def test_no_thing_is_among_the_victims(noun: str) -> None:
    assert counted(f"The wounded of 2 {noun} were brought in", noun) == ("", noun.rstrip("s"))


def test_a_bare_number_behind_the_harm_counts_people_whatever_was_spoken_of_before() -> None:
    assert counted("The blasts at the quay killed 14", "blasts") == ("killed", "people")
    assert counted("The toll of the raid rose to 14", "raid") == ("killed", "people")


def test_one_trade_has_several_names() -> None:
    assert counted("2 constables were slain", "constables") == counted("2 officers died", "officers")
    assert counted("2 schoolmistresses died", "schoolmistresses") != counted("2 officers died", "officers")


def test_who_tells_a_toll_is_not_counted_in_it() -> None:
    assert counted("Medics in Dornau put the number of dead at 43", "medics") == ("killed", "people")
    assert counted("The toll rose to 43 medics", "medics") == ("killed", "medics")


def test_who_is_tried_or_heard_for_a_deed_is_not_its_victim() -> None:
    assert counted("3 rangers were to stand trial over the death of a herdsman", "rangers") == ("", "ranger")
    assert counted("3 rangers were acquitted of the Osk murders", "rangers") == ("", "ranger")
    assert counted("A jury cleared the ferryman of the murder of 3 rangers", "rangers") == ("killed", "ranger")
    assert counted("3 rangers died in the raid", "rangers") == ("killed", "ranger")


def test_what_became_of_them_may_stand_right_behind_the_claim() -> None:
    assert counted("the landslide left 9 people", "people", behind=" dead, the mayor said") == ("killed", "people")
    assert counted("the landslide left 9 people", "people", behind=" on the roof") == ("", "people")


def test_in_synthetic_stories_whoever_carries_a_word_keeps_its_day(
    tmp_path: Path,
) -> None:
    write(tmp_path, 60, 4)
    truth = json.loads((tmp_path / "truth.json").read_text())
    days: dict[tuple[str, str], set[str]] = {}
    for claim in truth["claims"]:
        if claim["question"].endswith("funeral") and claim["origin"] and claim["how"] != "own":
            days.setdefault((claim["question"], claim["origin"]), set()).add(claim["quote"].split()[-1])
    assert days and all(len(found) == 1 for found in days.values())


def test_the_tables_of_affairs_and_incidents_hold_base_forms_in_small_letters() -> None:
    for row in table("affairs")["affairs"].values():
        assert set(row) == {"of", "told"} and row["of"]
        assert not re.search(r"[^a-z+ -]", f"{row['of']} {row['told'] or ''}")
    for words in table("incidents")["incidents"].values():
        assert words and not re.search(r"[^a-z+ -]", words)
    assert set(table("counts")["phrases"]) <= set(table("counts")["measures"])
