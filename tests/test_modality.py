"""Did it happen, and who says so: the words of tests/gold/modality.csv, read with the real pipeline."""

import csv
from pathlib import Path

import pytest
from tie_tables import doctests_pass

from geoanalysis.reading import sides
from geoanalysis.reading.clauses import Syntax
from geoanalysis.reading.gazetteer import Actor
from geoanalysis.reading.language import parse
from geoanalysis.reading.lexicon import load_lexicon
from geoanalysis.reading.modality import BYSTANDER, STATED, Reading, read_modality
from geoanalysis.reading.sides import told_by_the_other_side
from geoanalysis.resources import tie_types

TABLE = Path(__file__).parent / "gold" / "modality.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
SENTENCES = list(dict.fromkeys(row["sentence"] for row in ROWS))
SAID = Reading("actual", 0, "", ())
LEBANON = Actor("lebanon", "Lebanon", "state", "LBN")
ISRAEL = Actor("israel", "Israel", "state", "ISR")
JORDAN = Actor("jordan", "Jordan", "state", "JOR")
HEZBOLLAH = Actor("hezbollah", "Hezbollah", "armed_group", "LBN")
NASRALLAH = Actor("hassan_nasrallah", "Hassan Nasrallah", "person", "LBN", "m", "hezbollah")
REUTERS = Actor("reuters", "Reuters", "media", "GBR")


@pytest.fixture(scope="module")
def parsed():
    return dict(zip(SENTENCES, parse(SENTENCES), strict=True))


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


def read(row, doc, lexicon):
    """The status and the speaker's word of a row's predicate."""
    token = next(t.i for t in doc if t.text == row["word"])
    reading = read_modality(Syntax(doc), token, lexicon=lexicon)
    return reading.status, doc[reading.speaker].text if reading.speaker >= 0 else ""


def test_the_table_has_every_status():
    assert len(SENTENCES) >= 80
    assert {row["status"] for row in ROWS} == {"actual", "planned", "alleged", "negated"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['word']}: {row['sentence']}")
def test_status_and_speaker(row, parsed, lexicon):
    status, speaker = read(row, parsed[row["sentence"]], lexicon)
    assert status == row["status"]
    assert not row["speaker"] or speaker == row["speaker"]


def told(kind, source, target, speaker, *, reading=SAID):
    return told_by_the_other_side(reading, tie_types()[kind], source=source, target=target, speaker=speaker).status


def test_what_the_victims_side_tells_is_alleged():
    assert told("ASSAULT", ISRAEL, LEBANON, LEBANON) == "alleged"
    assert told("ASSAULT", ISRAEL, LEBANON, NASRALLAH) == "alleged"
    assert told("THREATEN", ISRAEL, HEZBOLLAH, NASRALLAH) == "alleged"


def test_what_the_doers_side_or_a_neutral_tells_stays():
    assert told("ASSAULT", HEZBOLLAH, ISRAEL, NASRALLAH) == "actual"
    assert told("ASSAULT", ISRAEL, LEBANON, REUTERS) == "actual"
    assert told("ASSAULT", ISRAEL, LEBANON, None) == "actual"
    assert told("ASSAULT", None, LEBANON, LEBANON) == "actual"
    assert told("CONSULT", ISRAEL, LEBANON, LEBANON) == "actual"
    assert told("ACCUSE", ISRAEL, LEBANON, LEBANON) == "actual"
    assert told("ASSAULT", ISRAEL, LEBANON, LEBANON, reading=STATED) == "alleged"
    bystander = Reading("actual", 0, "", (BYSTANDER,))
    assert told("ASSAULT", ISRAEL, LEBANON, LEBANON, reading=bystander) == "actual"


def test_the_word_of_third_parties_counts_too():
    assert told("ASSAULT", ISRAEL, LEBANON, JORDAN) == "alleged"
    assert told("AID", JORDAN, HEZBOLLAH, ISRAEL) == "alleged"
    assert told("AID", JORDAN, LEBANON, ISRAEL) == "actual"
    assert told("ASSAULT", ISRAEL, None, JORDAN) == "alleged"
    assert told("THREATEN", ISRAEL, None, JORDAN) == "actual"
    assert told("COOPERATE", ISRAEL, LEBANON, JORDAN) == told("COOPERATE", ISRAEL, JORDAN, HEZBOLLAH) == "alleged"
    assert told("COOPERATE", ISRAEL, LEBANON, LEBANON) == told("COOPERATE", LEBANON, JORDAN, NASRALLAH) == "actual"


def test_what_is_declared_in_public_stays():
    assert told("SANCTION", ISRAEL, LEBANON, JORDAN) == "actual"


def test_that_somebody_backs_a_client_is_alleged_but_by_himself_and_the_media():
    assert told("SPONSORS", JORDAN, None, ISRAEL) == told("SPONSORS", JORDAN, None, None) == "alleged"
    assert told("SPONSORS", None, LEBANON, ISRAEL) == "alleged"
    assert told("SPONSORS", JORDAN, None, JORDAN) == told("SPONSORS", JORDAN, None, REUTERS) == "actual"
    assert told("REQUEST", ISRAEL, LEBANON, LEBANON) == "actual"


def test_examples():
    assert doctests_pass(sides)
