"""The grammar: each case of English that puts an actor into a slot, on sentences parsed by the shipped pipeline."""

import csv
from pathlib import Path

import pytest

from geoanalysis.reading.clauses import Syntax
from geoanalysis.reading.language import parse

ROWS = list(csv.DictReader((Path(__file__).parent / "gold" / "clauses.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def docs():
    return {row["sentence"]: doc for row, doc in zip(ROWS, parse([r["sentence"] for r in ROWS]), strict=True)}


@pytest.mark.parametrize("row", ROWS, ids=[r["case"] for r in ROWS])
def test_slots(row, docs):
    doc = docs[row["sentence"]]
    syntax = Syntax(doc)
    predicate = next(t.i for t in doc if t.text in row["predicate"].split("|"))
    found = {}
    for a in syntax.arguments(predicate):
        found.setdefault(a.prep if a.slot == "prep" else a.slot, set()).add(doc[a.token].text)
    for part in row["slots"].split(" "):
        if "=" not in part:
            continue
        names, word = part.split("=")
        got = set().union(*(found.get(name, set()) for name in names.split("|")))
        assert (word in got) if word else not got, f"{row['sentence']}: {names} should be {word or 'empty'}, found {found}"


def test_a_verb_that_opens_its_sentence_takes_no_subject_from_elsewhere():
    """Not the last word of the text, which stands at place -1."""
    doc = next(parse(["Has rejected the plan of Uganda after Rwanda"]))
    assert doc[0].tag_ == "VBZ" and Syntax(doc).subject(0) is None
