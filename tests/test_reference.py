"""Pronouns and descriptions: who is meant, in a table of short passages of which half are made to mislead."""

import csv
import re
from pathlib import Path

import pytest

from geoanalysis.reading.actors import find_mentions
from geoanalysis.reading.gazetteer import load_gazetteer
from geoanalysis.reading.language import parse

ROWS = list(csv.DictReader(open(Path(__file__).parent / "gold" / "references.csv", encoding="utf-8")))


def names_at(doc, words, occurrence):
    """The actors that the n-th occurrence of some words stands for."""
    start, end = [match.span() for match in re.finditer(rf"\b{re.escape(words)}\b", doc.text, re.IGNORECASE)][occurrence - 1]
    return {m.name for m in find_mentions(doc, load_gazetteer()) if start <= m.start < m.end <= end}


def test_half_of_the_table_misleads():
    assert len(ROWS) >= 150 and sum(row["misleading"] == "1" for row in ROWS) >= 0.45 * len(ROWS)


def test_right_in_most_passages():
    right = {"0": [], "1": []}
    wrong = []
    for row, doc in zip(ROWS, parse([row["passage"] for row in ROWS]), strict=True):
        gazetteer = load_gazetteer()
        want = set(row["actors"].split("|")) - {"-"}
        listed = {gazetteer.actor(actor).name if (actor := gazetteer.lookup(name)) else name for name in want}
        good = names_at(doc, row["words"], int(row["occurrence"])) in (want, listed)
        right[row["misleading"]].append(good)
        if not good:
            wrong.append(f"{row['words']}: {row['passage']}")
    every = right["0"] + right["1"]
    assert sum(every) / len(every) >= 0.85, wrong
    assert sum(right["1"]) / len(right["1"]) >= 0.75, wrong


@pytest.mark.parametrize("text, words, names", [
    ("Iran and Iraq signed a pact. They will share water.", "They", {"Iran", "Iraq"}),
    ("He said the talks had failed.", "He", set()),
    ("It is raining.", "It", set()),
    ("Iran said it would not talk.", "it", {"Iran"}),
])  # fmt: skip
def test_plain_cases(text, words, names):
    assert names_at(next(parse([text])), words, 1) == names


def test_how_says_what_resolved_it():
    doc = next(parse(["Hezbollah rejected the plan. The group said it had not been asked."]))
    hows = {m.text: m.how for m in find_mentions(doc, load_gazetteer())}
    assert hows["group"] == "description:the group" and hows["it"] == "pronoun:it"


def test_several_actors_share_their_words():
    doc = next(parse(["Iran and the United States resumed talks. Both sides reported progress."]))
    shared = [m for m in find_mentions(doc, load_gazetteer()) if m.how.startswith("description")]
    assert {m.name for m in shared} == {"Iran", "United States"} and len({(m.start, m.end) for m in shared}) == 1


def test_certainty_falls_with_rivals():
    alone, rivalled = parse(["Iran said it would not talk.", "Iran met Russia. Iran told Russia that China feared it."])
    sure = {m.text: m.certainty for m in find_mentions(alone, load_gazetteer())}
    unsure = {m.text: m.certainty for m in find_mentions(rivalled, load_gazetteer())}
    assert sure["Iran"] == sure["it"] == 1 > unsure["it"] > 0
