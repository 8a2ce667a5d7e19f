"""The language pipeline: offsets on any Unicode, news as treebanks lack it, labels of other pipelines, errors."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from tie_tables import doctests_pass

from geoanalysis.errors import GeoanalysisError, PipelineError
from geoanalysis.reading import labels, language, sentences

SEEDS = sorted(Path(__file__).parents[1].glob("seeds/*.txt"))
HARD_TEXT = [
    "“Curly quotes,” he said — ‘inside’ too.",
    "#Iran and #العراق agreed.",
    "قال الرئيس مسعود پزشکیان.",
    "Cafe\u0301 talks in Tehra\u0304n.",
    "One line.\r\nAnother line.\r\n\r\nA paragraph.",
    "Tabs\tand\u00a0hard\u2009blanks  twice.\n",
    " \n leading blanks",
    "\ufeffBOM and zero\u200bwidth\u200djoiners 👩‍👩‍👧 flags 🇮🇶",
    "",
    " ",
    "\n\n",
]

#: News phenomenon, text, tokens that must be among those found.
TOKENS = [
    ("hashtag", "#IRGC denied it.", ["#", "IRGC", "denied"]),
    ("hashtags with a slash", "#PMF/#PMU commander", ["#", "PMF", "/", "#", "PMU", "commander"]),
    ("slash", "the PMF/PMU commander", ["PMF", "/", "PMU"]),
    ("two states", "amid US-Iran tensions", ["US", "-", "Iran"]),
    ("two states, dash", "amid US–Iran tensions", ["US", "–", "Iran"]),
    ("hyphenated participle", "Iranian-backed militias", ["Iranian", "-", "backed"]),
    ("abbreviation and participle", "the U.S.-led coalition", ["U.S.", "-", "led"]),
    ("bound prefix", "pro-Iranian militias", ["pro-Iranian"]),
    ("article", "Abu Mahdi al-Muhandis", ["Abu", "Mahdi", "al-Muhandis"]),
    ("article, capital", "Al-Qaeda", ["Al-Qaeda"]),
    ("article in a name", "Asaib Ahl al-Haq", ["Asaib", "Ahl", "al-Haq"]),
    ("article assimilated", "ash-Shabab and an-Nusra", ["ash-Shabab", "an-Nusra"]),
    ("article and participle", "al-Qaeda-linked groups", ["al-Qaeda", "-", "linked"]),
    ("article and possessive", "al-Assad’s army", ["al-Assad", "’s"]),
    ("apostrophe in a name", "Qa'ani of Kata'ib Hezbollah", ["Qa'ani", "Kata'ib"]),
    ("apostrophe and possessive", "Ja'fari's men", ["Ja'fari", "'s"]),
    ("missing blank", "in Iraq.Iranian President", ["Iraq", ".", "Iranian"]),
    ("missing blank after an acronym", "by the IRGC.The group", ["IRGC", ".", "The"]),
    ("missing blank after a year", "in 2020.Iran said", ["2020", ".", "Iran"]),
    ("missing blank after a quote", "“No war.”The group", [".", "”", "The"]),
    ("link glued on", "in January.pic.twitter.com/peE5JzGcdZ", ["January", ".", "pic.twitter.com/peE5JzGcdZ"]),
    ("link", "see https://www.irna.ir/a-b/c now", ["https://www.irna.ir/a-b/c"]),
    ("handle", "— Khosro (@KhosroKalbasi)", ["(", "@KhosroKalbasi", ")"]),
    ("dateline", "BAGHDAD (Reuters) - Iraq", ["BAGHDAD", "(", "Reuters", ")", "-", "Iraq"]),
    ("rank", "Lt. Gen. Esmail Qaani", ["Lt.", "Gen.", "Esmail"]),
    ("curly negation", "They don’t and cannot", ["do", "n’t", "can", "not"]),
]

#: "IS" in a sentence and its tag: a name, or the verb in capitals.
CAPITALS = [
    ("IS fighters had killed 15 civilians.", "NNP"),
    ("The village was attacked by IS.", "NNP"),
    ("Iraqi troops advanced against IS in Tikrit.", "NNP"),
    ("He fears that IS will use chemical weapons.", "NNP"),
    ("IRAN IS READY FOR WAR", "VBZ"),
    ("Iran IS not ready.", "VBZ"),
    ("TRUMP IS RIGHT, he said.", "VBZ"),
]

#: News phenomenon, sentences; the text is their concatenation, so each carries the blanks behind it.
SENTENCES = [
    ("plain", ["Iran denied it. ", "Iraq did not."]),
    ("missing blank", ["Zarif arrived in Iraq.", "Iranian President Rouhani stayed in Tehran."]),
    ("link glued on", ["They were killed in a drone strike in January.", "pic.twitter.com/peE5JzGcdZ"]),
    ("dateline", ["BAGHDAD (Reuters) - Iraq said on Monday it would expel the ambassador. ", "He left."]),
    ("dateline, capitals", ["TEHRAN, July 19 (AP) — Iran said it would retaliate. ", "It gave no date."]),
    (
        "headline",
        [
            "Iran and Russia\n",
            "At the same time, Iran is focused on the north, where it wants a railway corridor through Azerbaijan to "
            "reach Russia and its ports.",
        ],
    ),
    ("headline and blank line", ["Zarif visits Baghdad\n\n", "Zarif met the Iraqi president."]),
    ("byline", ["By Seth Frantzman\n\n", "Iran sent its foreign minister to Iraq."]),
    (
        "hard wrap",
        [
            "Iranian Foreign Minister Javad Zarif is on a visit to Iraq to\n"
            "pressure Baghdad into keeping its alliance with Iran. ",
            "He will\nstay two days.",
        ],
    ),
    ("paragraphs, CRLF", ["Iran denied it.\r\n\r\n", "Iraq confirmed it."]),
    ("a sentence a line", ["Iran denied the attack on Monday.\n", "Iraq confirmed the attack on Tuesday."]),
    ("quote of one sentence", ["“We will not negotiate,” Zarif said. ", "“That is final.”"]),
    ("quote of several sentences", ["“The talks failed. ", "We tried everything. ", "Now we wait,” Zarif said."]),
    ("question in a quote", ["“Will they attack?” he asked."]),
    ("U.S. and a noun", ["Militias attacked U.S. forces in Iraq. ", "The U.S. Embassy was hit."]),
    ("U.S. at the end", ["Soleimani was killed by the U.S. ", "The strike was in Baghdad."]),
    ("titles", ["Mr. Zarif met Gen. Qaani and Lt. Gen. Salami. ", "Dr. Salehi was absent."]),
    ("number", ["He is No. 3 in the movement. ", "He lives in Qom."]),
    ("initials", ["George W. Bush invaded Iraq. ", "Saddam fell."]),
    ("all capitals", ["IRAN THREATENS ISRAEL\n\n", "Iran threatened Israel on Monday."]),
    ("hashtags", ["#Iran accused #Israel. ", "#IRGC will respond."]),
    (
        "tweet and its author",
        [
            "Zarif visited the spot where they were killed, and he laid flowers there before he went on to meet the "
            "prime minister of Iraq.\n",
            "— Khosro Kalbasi (@KhosroKalbasi) July 19, 2020\n",
            "Zarif’s trip comes before Kadhimi travels.",
        ],
    ),
    ("stops in brackets", ["Iran (and its allies) agreed. ", "(Iraq did not.)"]),
]

LEMMAS = [
    ("Iran accused Israel.", "accused", "accuse"),
    ("A missile struck the base.", "struck", "strike"),
    ("The talks failed.", "talks", "talk"),
    ("The US imposed sanctions.", "sanctions", "sanction"),
    ("Turkey sent troops.", "troops", "troop"),
    ("They met in Doha.", "met", "meet"),
    ("Militias are attacking bases.", "attacking", "attack"),
    ("Iraq has denied it.", "denied", "deny"),
]


@pytest.fixture(scope="module")
def nlp():
    return language.load()


def assert_offsets(doc: Doc, text: str) -> None:
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert all(text[sent.start_char : sent.end_char] == sent.text for sent in doc.sents)
    assert "".join(token.text_with_ws for token in doc) == text


@pytest.mark.parametrize("text", HARD_TEXT)
def test_offsets_on_hard_text(text):
    assert_offsets(next(language.parse([text])), text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_offsets_on_any_unicode(text):
    assert_offsets(next(language.parse([text])), text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"“”#.-/'’", " ", "\r\n", "\t", "\u00a0", "U.S.", "al-", "Iran", "ع", "\u0301", "pic.twitter.com/x"]
        ),
        max_size=25,
    )
)
def test_offsets_on_news_pieces(pieces):
    assert_offsets(next(language.parse(["".join(pieces)])), "".join(pieces))


def test_parse_is_a_stream_in_order():
    texts = (f"Iran met Iraq {i} times." for i in range(5))
    docs = language.parse(texts, batch_size=2)
    assert "0 times" in next(docs).text
    assert [doc.text[14] for doc in docs] == ["1", "2", "3", "4"]


def test_company_does_not_change_a_parse():
    """The same numbers to the last bit, whichever texts are read along, so that workers and batches do not matter."""
    alone = next(language.parse(["Iran accused Israel."]))
    among = list(language.parse(["Iraq denied it.", "Iran accused Israel.", "A long text. " * 40]))[1]
    assert (alone.tensor == among.tensor).all()


@pytest.mark.parametrize(("phenomenon", "text", "tokens"), TOKENS, ids=[row[0] for row in TOKENS])
def test_news_tokens(nlp, phenomenon, text, tokens):
    found = [token.text for token in nlp.make_doc(text)]
    assert any(found[i : i + len(tokens)] == tokens for i in range(len(found))) or set(tokens) <= set(found), found


@pytest.mark.parametrize(("text", "tag"), CAPITALS)
def test_islamic_state_is_no_verb(text, tag):
    assert [token.tag_ for token in next(language.parse([text])) if token.text == "IS"] == [tag]


@pytest.mark.parametrize(("phenomenon", "sentences"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_news_sentences(nlp, phenomenon, sentences):
    found = [sent.text.strip() for sent in nlp("".join(sentences)).sents]
    assert found == [sentence.strip() for sentence in sentences]


def test_doctests():
    assert doctests_pass(sentences)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_no_sentence_of_the_seeds_is_broken(nlp, path):
    """Each sentence begins like one, and ends in a stop or at the end of its line."""
    text = path.read_text(encoding="utf-8")
    doc = nlp(text)
    faults = []
    for sent in doc.sents:
        body = sent.text.strip()
        rest = text[sent.start_char + len(sent.text.rstrip()) :]
        ends = body.rstrip('”"’)')[-1:] in ".!?…" or rest == "" or rest[0] in "\r\n"
        if not ends or body[0].islower() and not body.startswith("pic.twitter"):
            faults.append(body)
    assert faults == []


@pytest.mark.parametrize(("text", "word", "lemma"), LEMMAS, ids=[row[2] for row in LEMMAS])
def test_lemmas(nlp, text, word, lemma):
    assert [token.lemma_ for token in nlp(text) if token.text == word] == [lemma]


def test_clause_labels(nlp):
    doc = nlp("In Baghdad, Soleimani was killed by US forces.")
    found = {token.text: token.dep_ for token in doc}
    assert (found["Soleimani"], found["forces"], found["Baghdad"]) == ("nsubj:pass", "obl:agent", "obl")


def test_names_leave_titles_out(nlp):
    found = [
        (ent.text, ent.label_)
        for ent in nlp("Iraqi Prime Minister Mustafa Kadhimi met President Hassan Rouhani in Tehran.").ents
    ]
    assert ("Mustafa Kadhimi", "PERSON") in found and ("Hassan Rouhani", "PERSON") in found
    assert ("Iraqi", "NORP") in found and ("Tehran", "LOC") in found


def tree(*rows: tuple[str, str, str, int, str]) -> Doc:
    """A hand-built parse: word, part of speech, lemma, place of the head, label."""
    words, pos, lemmas, heads, deps = map(list, zip(*rows, strict=True))
    return Doc(spacy.blank("en").vocab, words, pos=pos, lemmas=lemmas, heads=heads, deps=deps)


MAPPED = [
    (
        "passive with agent, coordinated",
        [
            ("Iraq", "PROPN", "Iraq", 2, "nsubjpass"),
            ("was", "AUX", "be", 2, "auxpass"),
            ("hit", "VERB", "hit", 2, "ROOT"),
            ("by", "ADP", "by", 2, "agent"),
            ("Iran", "PROPN", "Iran", 3, "pobj"),
            ("and", "CCONJ", "and", 4, "cc"),
            ("Syria", "PROPN", "Syria", 4, "conj"),
        ],
        [
            ("nsubj:pass", "hit"),
            ("aux:pass", "hit"),
            ("ROOT", "hit"),
            ("case", "Iran"),
            ("obl:agent", "hit"),
            ("cc", "Syria"),
            ("conj", "Iran"),
        ],
    ),
    (
        "object, dative with to, negation",
        [
            ("Iran", "PROPN", "Iran", 3, "nsubj"),
            ("did", "AUX", "do", 3, "aux"),
            ("not", "PART", "not", 3, "neg"),
            ("send", "VERB", "send", 3, "ROOT"),
            ("arms", "NOUN", "arm", 3, "dobj"),
            ("to", "ADP", "to", 3, "dative"),
            ("Iraq", "PROPN", "Iraq", 5, "pobj"),
        ],
        [
            ("nsubj", "send"),
            ("aux", "send"),
            ("advmod", "send"),
            ("ROOT", "send"),
            ("obj", "send"),
            ("case", "Iraq"),
            ("obl", "send"),
        ],
    ),
    (
        "double object",
        [
            ("Iran", "PROPN", "Iran", 1, "nsubj"),
            ("sent", "VERB", "send", 1, "ROOT"),
            ("Iraq", "PROPN", "Iraq", 1, "dative"),
            ("arms", "NOUN", "arm", 1, "dobj"),
        ],
        [("nsubj", "sent"), ("ROOT", "sent"), ("iobj", "sent"), ("obj", "sent")],
    ),
    (
        "copula and a noun with a phrase of its own",
        [
            ("Zarif", "PROPN", "Zarif", 1, "nsubj"),
            ("is", "AUX", "be", 1, "ROOT"),
            ("minister", "NOUN", "minister", 1, "attr"),
            ("of", "ADP", "of", 2, "prep"),
            ("Iran", "PROPN", "Iran", 3, "pobj"),
            (".", "PUNCT", ".", 1, "punct"),
        ],
        [
            ("nsubj", "minister"),
            ("cop", "minister"),
            ("ROOT", "minister"),
            ("case", "Iran"),
            ("nmod", "minister"),
            ("punct", "minister"),
        ],
    ),
    (
        "copula and an adjective, in a reported clause",
        [
            ("He", "PRON", "he", 1, "nsubj"),
            ("said", "VERB", "say", 1, "ROOT"),
            ("Iran", "PROPN", "Iran", 3, "nsubj"),
            ("was", "AUX", "be", 1, "ccomp"),
            ("ready", "ADJ", "ready", 3, "acomp"),
        ],
        [("nsubj", "said"), ("ROOT", "said"), ("nsubj", "ready"), ("cop", "ready"), ("ccomp", "said")],
    ),
    (
        "copula and a place",
        [
            ("Zarif", "PROPN", "Zarif", 1, "nsubj"),
            ("is", "AUX", "be", 1, "ROOT"),
            ("in", "ADP", "in", 1, "prep"),
            ("Iraq", "PROPN", "Iraq", 2, "pobj"),
        ],
        [("nsubj", "Iraq"), ("cop", "Iraq"), ("case", "Iraq"), ("ROOT", "Iraq")],
    ),
    (
        "a verb that is no copula keeps its predicate below it",
        [
            ("He", "PRON", "he", 1, "nsubj"),
            ("became", "VERB", "become", 1, "ROOT"),
            ("president", "NOUN", "president", 1, "attr"),
        ],
        [("nsubj", "became"), ("ROOT", "became"), ("xcomp", "became")],
    ),
    (
        "existential be stays the head",
        [("There", "PRON", "there", 1, "expl"), ("was", "VERB", "be", 1, "ROOT"), ("talk", "NOUN", "talk", 1, "attr")],
        [("expl", "was"), ("ROOT", "was"), ("xcomp", "was")],
    ),
    (
        "clause under a preposition",
        [
            ("He", "PRON", "he", 1, "nsubj"),
            ("left", "VERB", "leave", 1, "ROOT"),
            ("after", "ADP", "after", 1, "prep"),
            ("meeting", "VERB", "meet", 2, "pcomp"),
            ("Putin", "PROPN", "Putin", 3, "dobj"),
        ],
        [("nsubj", "left"), ("ROOT", "left"), ("mark", "meeting"), ("advcl", "left"), ("obj", "meeting")],
    ),
    (
        "preposition on a preposition",
        [
            ("troops", "NOUN", "troop", 1, "nsubj"),
            ("moved", "VERB", "move", 1, "ROOT"),
            ("out", "ADP", "out", 1, "prep"),
            ("of", "ADP", "of", 2, "prep"),
            ("Iraq", "PROPN", "Iraq", 3, "pobj"),
        ],
        [("nsubj", "moved"), ("ROOT", "moved"), ("case", "Iraq"), ("case", "Iraq"), ("obl", "moved")],
    ),
    (
        "two prepositional phrases joined",
        [
            ("He", "PRON", "he", 1, "nsubj"),
            ("fought", "VERB", "fight", 1, "ROOT"),
            ("in", "ADP", "in", 1, "prep"),
            ("Iraq", "PROPN", "Iraq", 2, "pobj"),
            ("and", "CCONJ", "and", 2, "cc"),
            ("in", "ADP", "in", 2, "conj"),
            ("Syria", "PROPN", "Syria", 5, "pobj"),
        ],
        [
            ("nsubj", "fought"),
            ("ROOT", "fought"),
            ("case", "Iraq"),
            ("obl", "fought"),
            ("cc", "Syria"),
            ("case", "Syria"),
            ("conj", "Iraq"),
        ],
    ),
    (
        "chain of conjuncts",
        [
            ("Iran", "PROPN", "Iran", 5, "nsubj"),
            (",", "PUNCT", ",", 0, "punct"),
            ("Iraq", "PROPN", "Iraq", 0, "conj"),
            ("and", "CCONJ", "and", 2, "cc"),
            ("Syria", "PROPN", "Syria", 2, "conj"),
            ("met", "VERB", "meet", 5, "ROOT"),
        ],
        [("nsubj", "met"), ("punct", "Iran"), ("conj", "Iran"), ("cc", "Syria"), ("conj", "Iran"), ("ROOT", "met")],
    ),
    (
        "possessor, relative clause, particle, time",
        [
            ("Iran", "PROPN", "Iran", 2, "poss"),
            ("'s", "PART", "'s", 0, "case"),
            ("allies", "NOUN", "ally", 8, "nsubj"),
            ("who", "PRON", "who", 4, "nsubj"),
            ("gave", "VERB", "give", 2, "relcl"),
            ("up", "ADP", "up", 4, "prt"),
            ("last", "ADJ", "last", 7, "amod"),
            ("week", "NOUN", "week", 4, "npadvmod"),
            ("left", "VERB", "leave", 8, "ROOT"),
        ],
        [
            ("nmod:poss", "allies"),
            ("case", "Iran"),
            ("nsubj", "left"),
            ("nsubj", "gave"),
            ("acl:relcl", "allies"),
            ("compound:prt", "gave"),
            ("amod", "week"),
            ("obl:unmarked", "gave"),
            ("ROOT", "left"),
        ],
    ),
]


@pytest.mark.parametrize(("case", "rows", "expected"), MAPPED, ids=[row[0] for row in MAPPED])
def test_clearnlp_labels_become_universal(case, rows, expected):
    doc = labels.to_universal(tree(*rows))
    assert [(token.dep_, token.head.text) for token in doc] == expected
    assert len(list(doc.sents)) == 1


def test_names_of_other_pipelines_become_four_kinds():
    doc = tree(
        ("Baghdad", "PROPN", "Baghdad", 1, "nsubj"),
        ("fell", "VERB", "fall", 1, "ROOT"),
        ("Monday", "PROPN", "Monday", 1, "npadvmod"),
    )
    doc.set_ents([spacy.tokens.Span(doc, 0, 1, "GPE"), spacy.tokens.Span(doc, 2, 3, "DATE")])
    assert [(ent.text, ent.label_) for ent in labels.to_universal(doc).ents] == [("Baghdad", "LOC")]


def test_pipeline_that_is_not_installed():
    with pytest.raises(PipelineError, match="spacy download en_core_web_none"):
        language.load("en_core_web_none")


def test_pipeline_without_parser(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(GeoanalysisError, match="no dependency parser"):
        language.load(str(tmp_path / "blank"))


def test_other_pipeline_by_path(nlp):
    doc = next(language.parse(["Iran accused Israel."], pipeline=str(language.SHIPPED)))
    assert [token.dep_ for token in doc] == ["nsubj", "ROOT", "obj", "punct"]


def test_loaded_once():
    assert language.load() is language.load()


def test_shipped_pipeline_is_small_and_licensed():
    files = [path for path in language.SHIPPED.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 25_000_000
    meta = json.loads((language.SHIPPED / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC BY-SA 4.0" and len(meta["sources"]) >= 3
    assert meta["performance"]["ewt-test"]["las"] > 80


def test_importing_the_package_loads_no_spacy():
    code = "import sys, geoanalysis; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
