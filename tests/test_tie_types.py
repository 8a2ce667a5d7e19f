"""data/tie_types.yaml: the 23 types of the design, and rules that hold between their fields."""

import pytest

from geoanalysis.resources import read_yaml, tie_types

EVENTS = {"verbal cooperation": "AGREE CONSULT SUPPORT CONCEDE", "material cooperation": "COOPERATE AID RETREAT",
          "verbal conflict": "REQUEST ACCUSE REJECT THREATEN",
          "material conflict": "PROTEST SANCTION MOBILIZE COERCE ASSAULT"}
STANDING = ["LEADS", "MEMBER_OF", "REPRESENTS", "SPONSORS", "ALLIED_WITH", "HOSTILE_TO", "SUCCEEDS"]
TYPES = tie_types()


def test_the_types_are_those_of_the_design_in_its_order():
    assert list(TYPES) == " ".join(EVENTS.values()).split() + STANDING


def test_quad_and_kind_are_those_of_plover():
    assert {name: TYPES[name].quad for name in TYPES} == {
        **{name: quad for quad, names in EVENTS.items() for name in names.split()}, **dict.fromkeys(STANDING, "")}
    assert [name for name in TYPES if TYPES[name].kind == "standing"] == STANDING


def test_sign_intensity_and_quad_never_contradict_each_other():
    wrong = [name for name, tie in TYPES.items()
             if tie.sign * tie.intensity < 0 or (tie.sign == 0) != (tie.intensity == 0)
             or (tie.quad.endswith("cooperation") and tie.sign != 1)
             or (tie.quad.endswith("conflict") and tie.sign != -1)]
    assert wrong == []


def test_who_gains_nothing_weighs_nothing_and_mutual_ties_favour_nobody():
    wrong = [name for name, tie in TYPES.items()
             if (tie.gains == "none") != (tie.weight == 0) or not 0 <= tie.weight <= 1
             or (tie.mutual and tie.gains not in ("both", "none"))]
    assert wrong == []


def test_every_gloss_is_one_sentence_that_names_who_acts():
    wrong = [name for name, tie in TYPES.items()
             if not tie.gloss.endswith(".") or tie.gloss.count(". ")
             or not tie.gloss.startswith(("The source", "The two"))
             or tie.mutual != tie.gloss.startswith("The two") and name != "AGREE"]
    assert wrong == []
    assert len({tie.label for tie in TYPES.values()}) == len(TYPES)


@pytest.mark.parametrize("name", TYPES)
def test_every_intensity_names_its_source(name):
    origin = read_yaml("tie_types.yaml")["types"][name]["intensity_from"]
    own = "this project's own assumption"
    assert origin.startswith("Goldstein (1992): CAMEO") or origin.startswith("Goldstein (1992): mean") or origin == own
    assert (origin == own) == (TYPES[name].kind == "standing")


@pytest.mark.parametrize(("name", "value"), [("CONSULT", 1.0), ("AID", 7.0), ("REQUEST", (3.0 - 5.0) / 2),
                                             ("THREATEN", -6.0), ("ASSAULT", round((-9 - 10 - 10) / 3, 1))])
def test_intensities_are_those_of_the_classes_named(name, value):
    assert TYPES[name].intensity == value
