"""The lexicon and the governing words keep the rules that the reading relies on; a failing test lists every bad row."""

import re

import pytest

from geoanalysis.resources import read_csv, tie_types

LEXICON = ["lemma", "pos", "particle", "object", "prep", "type", "source", "target", "status"]
GOVERNORS = ["lemma", "pos", "status", "type", "note"]
POS = ("VERB", "NOUN", "ADJ", "PARTICIPLE")
SLOTS = ("subj", "obj", "iobj", "prep", "poss", "of", "each", "mod", "head", "speaker")
STATUS = ("", "actual", "planned", "alleged", "negated")
#: A lemma, an object or a preposition: lower case, words joined by a blank, a hyphen or an apostrophe; a sum of money has its sign as head;
#: an asterisk stands for any second object.
WORDS = re.compile(r"[a-zé]+(?:[ '-]+[a-zé]+)*|[$€£*]")


@pytest.fixture(scope="module")
def lexicon():
    return read_csv("lexicon.csv", LEXICON)


@pytest.fixture(scope="module")
def governors():
    return read_csv("governors.csv", GOVERNORS)


def bad(rows, fault):
    """Return the rows that have the fault, with their numbers as a spreadsheet shows them."""
    return [f"row {number}: {','.join(row.values())}" for number, row in enumerate(rows, 2) if fault(row)]


def well_formed(cell):
    return all(WORDS.fullmatch(word) for word in cell.split("|"))


def frame(row):
    """Return what a sentence must show for the row to apply, and the slots that it fills."""
    return tuple(row[column] for column in ("lemma", "pos", "particle", "object", "prep", "source", "target"))


def place(row):
    """Return the key that the file is sorted by; within it the likelier sense stands first."""
    return row["lemma"], row["pos"], row["particle"], 2 * bool(row["object"]) + bool(row["prep"])


def test_coverage(lexicon, governors):
    assert len(lexicon) >= 2600
    assert len(governors) >= 200
    assert {row["type"] for row in lexicon} == set(tie_types())
    assert {row["pos"] for row in lexicon} == set(POS)


def test_cells(lexicon):
    known = tie_types()
    assert not bad(lexicon, lambda row: row["type"] not in known)
    assert not bad(lexicon, lambda row: row["pos"] not in POS)
    assert not bad(lexicon, lambda row: row["status"] not in STATUS)
    assert not bad(lexicon, lambda row: not WORDS.fullmatch(row["lemma"]))
    assert not bad(lexicon, lambda row: row["particle"] and not re.fullmatch("[a-z]+", row["particle"]))
    assert not bad(lexicon, lambda row: row["object"] and not well_formed(row["object"]))
    assert not bad(lexicon, lambda row: row["prep"] and not well_formed(row["prep"]))


def test_alternatives_are_distinct(lexicon):
    def repeats(cell):
        words = cell.split("|")
        return len(words) != len(set(words))

    assert not bad(lexicon, lambda row: repeats(row["object"]) or repeats(row["prep"]))


def test_slots(lexicon):
    assert not bad(lexicon, lambda row: row["source"] not in SLOTS or row["target"] not in SLOTS)
    assert not bad(lexicon, lambda row: (row["source"] == "each") != (row["target"] == "each"))
    assert not bad(lexicon, lambda row: row["source"] == row["target"] != "each")


def test_slots_fit_the_frame(lexicon):
    """A role is filled from a preposition only where the row names one, from an object only where the word has one."""

    def misfit(row):
        slots = {row["source"], row["target"]}
        return (
            ("prep" in slots and not row["prep"])
            or (slots & {"obj", "iobj"} and row["pos"] in ("NOUN", "ADJ"))
            or (slots & {"poss", "of"} and row["pos"] != "NOUN")
            or (slots == {"mod", "head"}) != (row["pos"] == "PARTICIPLE")
        )

    assert not bad(lexicon, misfit)


def test_particles_and_objects_belong_to_verbs(lexicon):
    assert not bad(lexicon, lambda row: row["pos"] != "VERB" and (row["particle"] or row["object"]))


def test_rows_are_unique(lexicon):
    rows = [(*frame(row), row["type"]) for row in lexicon]
    assert sorted({row for row in rows if rows.count(row) > 1} if len(set(rows)) < len(rows) else []) == []


def test_no_row_says_what_another_says_already(lexicon):
    """Of two rows for the same act one may not ask for fewer of the other's objects and prepositions: it would never tell more."""
    same = {}
    for row in lexicon:
        asked = [frozenset(filter(None, row[column].split("|"))) for column in ("object", "prep")]
        rest = tuple(row[column] for column in ("lemma", "pos", "particle", "type", "source", "target", "status"))
        same.setdefault((*rest, *map(bool, asked)), []).append((*asked, row))
    told = [[*row.values()] for rows in same.values() for objects, preps, row in rows
            if any(objects <= others and preps <= further and row is not other for others, further, other in rows)]  # fmt: skip
    assert told == []


def test_senses_of_one_frame(lexicon):
    """A frame has at most three open senses, and no sense beside its own opposite."""
    senses = {}
    for row in lexicon:
        senses.setdefault(frame(row), []).append(row["type"])
    opposites = [{"AGREE", "REJECT"}, {"SUPPORT", "ASSAULT"}, {"AID", "SANCTION"}, {"ALLIED_WITH", "HOSTILE_TO"}]
    assert [key for key, types in senses.items() if len(types) > 3] == []
    assert [key for key, types in senses.items() if any(pair <= set(types) for pair in opposites)] == []


def test_order(lexicon):
    places = [place(row) for row in lexicon]
    assert [
        f"row {number}: {' '.join(map(str, here))} before {' '.join(map(str, there))}"
        for number, (here, there) in enumerate(zip(places, places[1:], strict=False), 2)
        if here > there
    ] == []


@pytest.mark.parametrize(
    ("lemma", "pos", "particle", "object_", "prep", "type_"),
    [
        ("strike", "VERB", "", "deal", "with", "AGREE"),
        ("strike", "VERB", "", "", "", "ASSAULT"),
        ("strike", "VERB", "", "", "for", "PROTEST"),
        ("hold", "VERB", "", "talk", "with", "CONSULT"),
        ("hold", "VERB", "", "hostage", "", "COERCE"),
        ("hold", "VERB", "", "responsible", "", "ACCUSE"),
        ("lift", "VERB", "", "sanction", "on", "CONCEDE"),
        ("impose", "VERB", "", "sanction", "on", "SANCTION"),
        ("impose", "VERB", "", "curfew", "on", "COERCE"),
        ("threaten", "VERB", "", "sanction", "against", "THREATEN"),
        ("withdraw", "VERB", "", "troop", "from", "RETREAT"),
        ("withdraw", "VERB", "", "offer", "to", "REJECT"),
        ("withdraw", "VERB", "", "ambassador", "from", "SANCTION"),
        ("release", "VERB", "", "prisoner", "", "RETREAT"),
        ("deny", "VERB", "", "entry", "to", "COERCE"),
        ("deny", "VERB", "", "claim", "of", "REJECT"),
        ("fire", "VERB", "", "minister", "", "COERCE"),
        ("fire", "VERB", "", "missile", "at", "ASSAULT"),
        ("crack", "VERB", "down", "", "on", "COERCE"),
        ("back", "VERB", "down", "", "on", "CONCEDE"),
        ("list", "VERB", "", "", "", "SANCTION"),
        ("take", "VERB", "", "", "from", "ASSAULT"),
        ("lose", "VERB", "", "soldier", "to", "ASSAULT"),
        ("use", "VERB", "", "water cannon", "against", "COERCE"),
        ("summon", "VERB", "", "ambassador", "", "REQUEST"),
        ("arm", "VERB", "", "rebel", "", "SPONSORS"),
        ("import", "VERB", "", "crude", "", "COOPERATE"),
        ("mediate", "VERB", "", "", "for", "REPRESENTS"),
    ],
)
def test_senses(lexicon, lemma, pos, particle, object_, prep, type_):
    given = {"lemma": lemma, "pos": pos, "particle": particle}
    found = [
        row["type"]
        for row in lexicon
        if all(row[column] == value for column, value in given.items())
        and object_ in row["object"].split("|")
        and prep in row["prep"].split("|")
    ]
    assert found[:1] == [type_]


def test_governors(governors):
    known = {"", *tie_types()}
    keys = [(row["lemma"], row["pos"]) for row in governors]
    assert not bad(governors, lambda row: not WORDS.fullmatch(row["lemma"]))
    assert not bad(governors, lambda row: row["pos"] not in ("VERB", "NOUN", "ADJ", "ADV"))
    assert not bad(governors, lambda row: row["status"] not in STATUS)
    assert not bad(governors, lambda row: row["type"] not in known)
    assert not bad(governors, lambda row: not row["note"])
    assert keys == sorted(set(keys))
