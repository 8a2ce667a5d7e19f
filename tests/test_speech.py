"""Whose words a sentence is, for whom "we" stands, whose an office-holder is, and when it was: over the borders of sentences."""

import pandas as pd
import pytest

from geoanalysis import extract, resources
from geoanalysis.reading.actors import find_mentions
from geoanalysis.reading.clauses import Syntax
from geoanalysis.reading.gazetteer import load_gazetteer
from geoanalysis.reading.homes import Homes
from geoanalysis.reading.judge import load_judge
from geoanalysis.reading.language import parse
from geoanalysis.reading.lemmas import lemma
from geoanalysis.reading.lexicon import COLUMNS, load_lexicon
from geoanalysis.reading.mentions import view
from geoanalysis.reading.speakers import Speakers
from geoanalysis.reading.ties import read_ties

STATEMENT = """The Foreign Secretary, Boris Johnson, said:

The attack was carried out by Russia. We will work with France."""
QUOTATION = '"Iran attacked the ships," the minister said. "It must pay. We condemn Iran." Oil prices rose.'


def read(text):
    doc = next(parse([text]))
    mentions = find_mentions(doc, load_gazetteer())
    return doc, mentions, Homes(view(doc), mentions, load_gazetteer())


def speakers_by_sentence(text):
    doc, mentions, homes = read(text)
    speakers = Speakers(view(doc), mentions, homes)
    found = [speakers.beyond(s.start, s.end) for s in doc.sents]
    return [m.name if m else None for m in found]


def test_a_statement_after_a_colon_is_the_speakers_to_its_end():
    assert speakers_by_sentence(STATEMENT) == [None, "Boris Johnson", "Boris Johnson"]


def test_a_quotation_goes_on_in_the_next_sentence_and_ends_with_its_mark():
    found = speakers_by_sentence(QUOTATION)
    assert found[0] is None and found[-1] is None
    assert all(found[1:-1])


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        (STATEMENT, "We", "United Kingdom"),
        ("The United States condemns the attack, for which Hamas has claimed responsibility. We call on Iran to help.", "We",
         "United States"),
        ('"I accuse Iran," U.S. Secretary of State John Kerry said. "We want peace."', "We", "United States"),
        ('"I accuse Iran," U.S. Secretary of State John Kerry said.', "I", "John Kerry"),
        ('John Lund met Jane Hale. Mr Lund shot back: "I met nobody." He left.', "I", "John Lund"),
        ('READ MORE: A plan. OPINION: A view. "I love it, and he does not," Jane Roe said.', "I", "Jane Roe"),
    ],
)  # fmt: skip
def test_for_whom_the_first_person_stands(text, word, name):
    _, mentions, _ = read(text)
    assert [m.name for m in mentions if m.text == word] == [name]


LINES = """MS. DOYLE: We spoke with Paris, whose minister says that Iran must answer us.

QUESTION: Does Iran?

MR. HALE: We expect it."""


@pytest.mark.parametrize(
    ("text", "publisher", "word", "names"),
    [
        # for whom an official speaks: the body in the words behind his name, the one whose office he has, whoever issued the text
        ('"We held the bridge," said Ed Stone, the officer commanding the 9th Mechanized Brigade.', "", "We",
         ["9th Mechanized Brigade"]),
        ('NATO met. "We will stay," Jens Stoltenberg said.', "", "We", ["NATO"]),
        ('"We thank Malaysia," said Minister Anna Lund.', "Ministry for Foreign Affairs of Norway", "We", ["Norway"]),
        ('"They hit us at dawn," said Mary Obi, who sells fish.', "Human Rights Watch", "us", ["Mary Obi"]),
        ('Kharkiv lies in Ukraine. "They hit us at dawn," regional governor Oleh Bondar said.', "", "us", ["Ukraine"]),
        ('"We stay neutral," a senior official in Doha said.', "", "We", ["Qatar"]),
        ('"We asked Moscow," a Turkish diplomat said in Vienna.', "", "We", ["Turkey"]),
        # "I" is a person, not the state that issued the text
        ('Foreign Minister Karl Brandt issued the following statement today: "The guns must fall silent. "I spoke to Sergei Lavrov."',
         "German Federal Foreign Office", "I", ["Karl Brandt"]),
        ("Statement by Minister Anna Lund on Mali. I welcome the talks in Algiers.", "Ministry for Foreign Affairs of Norway", "I",
         ["Anna Lund"]),
        ("Two ships left port. I welcome that.", "Australian Department of Defence", "I", []),
        # words without quotation marks are the author's; those in them are not whose a verb in them is
        ("Iraq thanked Oman. Iran told us that it would come.", "Foreign Office", "us", ["United Kingdom"]),
        ('"We asked for observers; it is India that says no," the spokesman told reporters.', "Ministry of Foreign Affairs of Pakistan",
         "We", ["Pakistan"]),
        (LINES, "U.S. Department of State", "us", ["United States"]),
        ("Joint statement by the Foreign Ministers of France, Germany and Italy. Russia has attacked Ukraine. We condemn Russia.", "",
         "We", ["France", "Germany", "Italy"]),
        ("Iran has attacked ships. Our forces answered.", "Ministry of Defence of Oman", "forces", ["Oman"]),
        # "the Government" with a capital is that of the state that issued the text
        ("Libya fought Chad. Libya shelled Faya. Oman told Libya that the Government regrets the war.", "Ministry of Defence of Oman",
         "Government", ["Oman"]),
        ("Pakistan has arrested nobody. Government expects Pakistan to act.", "Ministry of External Affairs of India", "Government",
         ["India"]),
        ("Brussels met Tbilisi. We regret the law.", "Delegation of the European Union to Georgia", "We", ["European Union"]),
    ],
)  # fmt: skip
def test_who_speaks_and_for_whom(text, publisher, word, names):
    doc = next(parse([text]))
    mentions = find_mentions(doc, load_gazetteer(), publisher=publisher)
    assert [m.name for m in mentions if m.text == word] == names


def test_straight_quotation_marks_open_and_close_by_the_space_beside_them():
    doc, mentions, homes = read('Ann Hill said: "Iran must go. "Iraq must stay." Oman slept.')
    quoted = Speakers(view(doc), mentions, homes).quoted
    assert [token.text for token, inside in zip(doc, quoted, strict=True) if inside and token.is_title] == ["Iran", "Iraq"]


@pytest.mark.parametrize(
    ("publisher", "name"),
    [("Australian Department of Defence", "Australia"), ("Foreign Office", "United Kingdom"), ("NATO", "NATO"), ("Reuters", None),
     ("Tigris Institute", "Tigris Institute"), ("Burma Conflict Watch", "Burma Conflict Watch"), ("", None)],  # fmt: skip
)
def test_we_in_a_release_is_the_publisher(publisher, name):
    doc = next(parse(["Two ships left port today. We will train with Kenya."]))
    mentions = find_mentions(doc, load_gazetteer(), publisher=publisher)
    assert [m.name for m in mentions if m.text == "We"] == ([name] if name else [])


@pytest.mark.parametrize(
    ("text", "person", "state"),
    [
        ("Foreign Secretary Boris Johnson spoke in London for the United Kingdom.", "Boris Johnson", "United Kingdom"),
        ("Foreign Secretary Boris Johnson spoke.", "Boris Johnson", None),
        ("British Foreign Secretary Boris Johnson spoke.", "Boris Johnson", None),
        ("Mr. Johnson spoke for the United Kingdom.", "Johnson", None),
        ("National Security Council Secretary Boris Johnson spoke for the United Kingdom.", "Boris Johnson", None),
        ("Foreign Office Minister Tobias Ellwood spoke for the United Kingdom.", "Tobias Ellwood", "United Kingdom"),
    ],
)
def test_the_state_that_a_title_does_not_name(text, person, state):
    _, mentions, homes = read(text)
    found = [homes.implied(m) for m in mentions if m.name == person]
    assert [m.name for m in found if m][:1] == ([state] if state else [])


def ties(text, published=None):
    doc = next(parse([text]))
    kept, refused = read_ties(doc, find_mentions(doc, load_gazetteer(), published=published), lexicon=load_lexicon(), judge=load_judge(),
                              gazetteer=load_gazetteer(), published=published)  # fmt: skip
    return kept, refused


def test_who_says_it_in_another_sentence_is_the_one_who_claims_it():
    kept, _ = ties('"Iran is a partner," Turkish President Erdogan said. "Israel attacked the hospital in Gaza. Israel bombed Lebanon."')
    assert {t["claimed_by"] for t in kept if t["type"] == "ASSAULT"} == {"recep_tayyip_erdogan"}


def test_telling_of_a_deed_offers_an_accusation():
    found = sum(ties("Iraqi Prime Minister Nouri al-Maliki said that Syria had armed the militants."), [])
    assert ("nouri_al_maliki", "ACCUSE", "syria") in {(t["source"], t["type"], t["target"]) for t in found}


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("Iran accuses Israel of the attack.", "2020-07", "month"),
        ("Iran accused Israel of the attack.", "2020-07", "month"),
        ("Iran had accused Israel of the attack.", "", "unknown"),
        ("Iran accused Israel on Monday of the attack.", "2020-07-13", "day"),
        ("Iran accused Israel in 2012, and Turkey accused Israel on Monday.", "2012", "year"),
    ],
)
def test_dates_come_from_the_words_then_from_the_time_of_the_document(text, date, precision):
    kept, _ = ties(text, published="2020-07-15")
    found = [(t["date"], t["date_precision"]) for t in kept if (t["source"], t["type"], t["target"]) == ("iran", "ACCUSE", "israel")]
    assert found == [(date, precision)]


def test_the_lemmas_of_the_lexicon_are_words_that_the_lemmatizer_gives():
    """Else their rows would never be found: what inflects must come back to the lexicon's own form."""
    rows = resources.read_csv("lexicon.csv", COLUMNS)
    verbs = {row["lemma"] for row in rows if row["pos"] == "VERB" and row["lemma"].isalpha()}
    wrong = {v for v in verbs if lemma(v, "VERB") != v}
    assert len(wrong) <= 0.02 * len(verbs), sorted(wrong)


@pytest.mark.parametrize(
    ("word", "pos", "expected"),
    [("telephoned", "VERB", "telephone"), ("overran", "VERB", "overrun"), ("armed", "VERB", "arm"), ("aides", "NOUN", "aide"),
     ("troops", "NOUN", "troop"), ("’s", "AUX", "be"), ("قوات", "NOUN", "قوات")],
)  # fmt: skip
def test_base_forms(word, pos, expected):
    assert lemma(word, pos) == expected


def test_two_readings_share_the_lists_of_a_document():
    doc = next(parse(["Iran accused Israel."]))
    assert Syntax(doc).view is view(doc)


def test_every_end_of_a_tie_is_an_actor_with_a_name_and_a_kind():
    columns = dict.fromkeys(("title", "date", "date_precision", "publisher", "url"), "")
    text = "Militants attacked Kirkuk on Monday. Foreign Secretary Boris Johnson said Russian jets bombed Aleppo."
    found = extract(pd.DataFrame([{"doc_id": "a", **columns, "text": text}]), progress=False, min_confidence=0.05)
    kinds = dict(zip(found.actors["name"], found.actors["kind"], strict=True))
    assert kinds["Kirkuk"] == "population"
    assert not {"kirkuk", "aleppo"} & (set(found.refused["source"]) | set(found.refused["target"]))
    assert set(found.ties["source"]) | set(found.ties["target"]) <= set(kinds)
