"""From sentence to ties: every case of grammar, sense and status in tests/gold/ties.csv, read by the real extractor."""

import csv
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.gold import same_actor
from geoanalysis import extract, resources
from geoanalysis.reading.actors import find_mentions
from geoanalysis.reading.gazetteer import load_gazetteer
from geoanalysis.reading.judge import load_judge
from geoanalysis.reading.language import parse
from geoanalysis.reading.lexicon import load_lexicon
from geoanalysis.reading.ties import read_ties

TABLE = Path(__file__).parent / "gold" / "ties.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
SENTENCES = list(dict.fromkeys(row["sentence"] for row in ROWS))
#: The share of rows that must hold, the known misses among them.
SHARE = 0.85
#: The cases of grammar that the table must cover, each in several variants.
GRAMMAR = """active; passive with an agent; passive without an agent; agent of a noun; object of a preposition; relative
clause; participle; control and raising; light verb with a noun; event noun alone; shared subjects and objects; mutual;
reciprocal; verb phrase ellipsis; possessive relation; apposition and title; copula; speech; nested report; headline;
passive of a ditransitive; causative""".replace("\n", " ").split("; ")


@pytest.fixture(scope="module")
def ties():
    """The ties of all sentences, read in one batch: sentence → rows."""
    columns = dict.fromkeys(("title", "date", "date_precision", "publisher", "url"), "")
    documents = pd.DataFrame([{"doc_id": str(k), **columns, "text": text} for k, text in enumerate(SENTENCES)])
    found = {text: [] for text in SENTENCES}
    for tie in extract(documents, progress=False).ties.to_dict("records"):
        found[SENTENCES[int(tie["doc_id"])]].append(tie)
    return found


def joins(row, tie):
    """Whether a tie has the row's two actors, in either order where its type is mutual."""
    ends = same_actor(row["source"], tie["source"]) and same_actor(row["target"], tie["target"])
    turned = same_actor(row["source"], tie["target"]) and same_actor(row["target"], tie["source"])
    return ends or (turned and resources.tie_types()[tie["type"]].mutual)


def has_type(row, tie):
    return tie["type"] in row["type"].split("|") and joins(row, tie)


def holds(row, ties):
    """Whether the ties of a sentence say what its row says."""
    if not row["type"]:
        return not any(t["kind"] == "event" and t["status"] == "actual" and joins(row, t) for t in ties)
    return any(
        has_type(row, tie)
        and (not row["status"] or tie["status"] in row["status"].split("|"))
        and (not row["claimed_by"] or same_actor(row["claimed_by"], tie["claimed_by"]))
        for tie in ties
    )


def told(row, ties):
    want, *said = [
        " ".join(filter(None, (r["source"], r["type"] or "(no event)", r["target"], r["status"], r["claimed_by"])))
        for r in (row, *ties)
    ]
    return f"{row['case']}, {row['variant']}: {row['sentence']} | wanted {want} | found {'; '.join(said) or 'nothing'}"


def test_the_table_covers_every_case():
    assert len(SENTENCES) >= 300
    assert set(GRAMMAR) <= {row["case"] for row in ROWS}
    assert {"active", "passive", "negated", "coordinated", "reported"} <= {row["variant"] for row in ROWS}
    twice = [key for key, n in Counter(tuple(list(r.values())[2:6]) for r in ROWS).items() if n > 1]
    assert not twice, twice


def test_every_row_holds_that_is_not_marked_as_a_known_miss(ties):
    due = [row for row in ROWS if not row["known_miss"]]
    lost = [told(row, ties[row["sentence"]]) for row in due if not holds(row, ties[row["sentence"]])]
    assert not lost, f"{len(lost)} of {len(due)} rows:\n" + "\n".join(lost)


def test_most_rows_hold(ties):
    assert sum(holds(row, ties[row["sentence"]]) for row in ROWS) >= SHARE * len(ROWS)


def test_what_did_not_happen_is_never_actual(ties):
    wrong = [
        told(row, [tie])
        for row in ROWS
        if row["status"] and "actual" not in row["status"]
        for tie in ties[row["sentence"]]
        if tie["status"] == "actual" and has_type(row, tie)
    ]
    assert not wrong, "\n".join(wrong)


def test_one_office_ties_a_person_to_a_body(ties):
    """Who leads a state is not told to be its member as well, though title and adjective both say so."""
    offices = Counter((text, t["source"], t["target"]) for text, rows in ties.items() for t in rows
                      if t["type"] in ("LEADS", "MEMBER_OF", "REPRESENTS"))
    assert offices and max(offices.values()) == 1


def test_a_text_may_end_behind_any_word():
    """Headlines and cut articles do: what looks at the next word must not count on one."""
    with open(TABLE.with_name("mentions.csv"), encoding="utf-8") as lines:
        sentences = [row["sentence"].split() for row in csv.DictReader(lines)]
    ends = ["John Kerry came to Amman. The Secretary of State", "Jane Roe (D) and", "Pro-Iranian militias", "Jane Roe (Labour"]
    cut = [*ends, *(" ".join(words[:k]) for words in sentences for k in range(1, len(words)))]
    gazetteer, lexicon, judge = load_gazetteer(), load_lexicon(), load_judge()
    for doc in parse(cut):
        mentions = find_mentions(doc, gazetteer, published="2017-03-01")
        kept, _ = read_ties(doc, mentions, lexicon=lexicon, judge=judge, gazetteer=gazetteer, published="2017-03-01")
        assert all(doc.text[tie["start"]:tie["end"]] == tie["evidence"] for tie in kept), doc.text
