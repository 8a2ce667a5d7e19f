"""What the words about two actors suggest: the network adds up as by hand, leaves names out, and its odds add and weed candidates."""

from dataclasses import replace

import numpy as np
import pytest

from geoanalysis.reading.actors import find_mentions
from geoanalysis.reading.candidates import find_candidates, find_scenes
from geoanalysis.reading.clauses import Syntax
from geoanalysis.reading.context import FACTS, KINDS, NEAR, ROLES, SIZE, Context, Odds
from geoanalysis.reading.gazetteer import load_gazetteer
from geoanalysis.reading.guesses import likely, suggested
from geoanalysis.reading.homes import Homes
from geoanalysis.reading.judge import load_judge
from geoanalysis.reading.language import parse
from geoanalysis.reading.lexicon import load_lexicon
from geoanalysis.reading.ties import select
from geoanalysis.resources import tie_types


def read(text):
    """The syntax, the mentions and the scenes of a text."""
    doc = next(parse([text]))
    syntax, mentions, gazetteer = Syntax(doc), find_mentions(doc, load_gazetteer()), load_gazetteer()
    sentences = [(s.start, s.end) for s in doc.sents]
    return syntax, mentions, find_scenes(syntax, mentions, homes=Homes(syntax.view, mentions, gazetteer), sentences=sentences)


def network(**parts):
    """A network of one unit over vectors of one number, which each word passes on as it is; parts: how much each part counts."""
    ahead = np.array([[parts.get(name, 0.0)] for name in ROLES])
    own = np.zeros((3 * 3, 1))
    own[3] = 1  # of the word itself, not of those beside it, the vector, not lemma and relation
    weights = {
        "mean": np.zeros(1), "deviation": np.ones(1), "lemmas": np.zeros((SIZE, 1)), "relations": np.zeros((1, 1)), "window": own,
        "window_bias": np.zeros(1), "wider": np.zeros((3, 1)), "wider_bias": np.zeros(1), "kinds": np.zeros((KINDS, 1)),
        "facts": np.zeros((len(FACTS), 1)), "ahead": ahead, "back": 10 * ahead, "ask": np.zeros((1, 1)), "ask_bias": np.zeros(1),
        "key": np.zeros((1, 1)), "value": np.full((1, 1), parts.get("look", 0.0)), "value_bias": np.zeros(1), "behind": np.zeros(6),
        "from_source": np.zeros(sum(NEAR) + 1), "from_target": np.zeros(sum(NEAR) + 1), "both": np.ones((1, 1)), "both_bias": np.zeros(1),
        "last": np.ones((1, 1)), "last_bias": np.zeros(1),
    }  # fmt: skip
    return Context(["ASSAULT"], {"kinds": {}, "ways": {}, "labels": {}}, weights)


@pytest.mark.parametrize(("parts", "ahead", "back"), [
    ({"source": 1}, 2, 0),  # the rebels are the second word; of Turkey, a name, nothing is seen
    ({"target": 1}, 0, 20),
    ({"meeting": 1}, 4, 40),
    ({"between": 1}, 3.5, 35),  # "often bombed"
    ({"behind": 1}, 14 / 3, 140 / 3),  # "on Monday .", and the day is a name
    ({"before": 1}, 1, 10),
    ({"source": 1, "meeting": 100}, 402, 4000),
    ({"source": 1, "look": 8}, 26, 24),  # all words but the two names count alike: (1 + 2 + 3 + 4 + 6 + 8) / 8
])  # fmt: skip
def test_the_network_adds_up_as_by_hand(parts, ahead, back):
    syntax, _, scenes = read("The rebels often bombed Turkey on Monday.")
    context = network(**parts)
    syntax.view.vectors = np.arange(1, 9, dtype=np.float32)[:, None]
    pairs = context.pairs(syntax, scenes)
    found = {scenes[0].mentions[source].name: odds for (_, source, _), odds in zip(pairs.of, context.odds(pairs)[0][:, 0], strict=True)}
    assert found == pytest.approx({"rebels": ahead, "Turkey": back})


def test_the_network_looks_where_it_is_drawn():
    """Two words behind the source, which is the verb for the rebels, and "Monday" for Turkey; e is how much more that counts."""
    syntax, _, scenes = read("The rebels often bombed Turkey on Monday.")
    context = network()
    syntax.view.vectors = np.arange(1, 9, dtype=np.float32)[:, None]
    context.weights["from_source"][NEAR[0] + 2] = 1
    pairs = context.pairs(syntax, scenes)
    for (_, source, _), look in zip(pairs.of, context.odds(pairs)[1], strict=True):
        there = {"rebels": 3, "Turkey": 6}[scenes[0].mentions[source].name]
        assert look == pytest.approx(np.where(np.arange(8) == there, np.e, 1) / (7 + np.e))


def test_the_ways_through_the_tree_lead_to_where_they_meet():
    """From "army" up over "commander", down over "accused": the verb that both hang on is on neither way."""
    syntax, _, scenes = read("The commander of the Somali army accused rebels of looting.")
    pairs = network().pairs(syntax, scenes)
    words = {scenes[0].mentions[k].name: k for k in range(len(scenes[0].inside))}
    row = pairs.of.index((0, words["Somalia"], words["rebels"]))
    own = slice(pairs.up_first[row], pairs.up_first[row + 1])
    assert [syntax.lower[i] for i in pairs.up[own]] == ["commander"]
    assert syntax.lower[pairs.meeting[row]] == "accused"


def test_vectors_of_another_pipeline_are_not_taken_for_our_own():
    syntax, mentions, _ = read("Iran accused Israel of an attack.")
    shipped, options = load_judge().context, {"lexicon": load_lexicon(), "sentences": [(0, len(syntax.lower))]}
    wide = Context(shipped.types, shipped.numbers, shipped.weights | {"mean": np.zeros(300)})
    told = [c for _, c in find_candidates(syntax, mentions, **options)]
    assert [c for _, c in find_candidates(syntax, mentions, **options, context=wide)] == told


def with_odds(text, **odds):
    """A scene whose first actor's odds for the second are given, all others being very low, and where the verbs count."""
    _, _, (scene,) = read(text)
    columns = {name: i for i, name in enumerate(tie_types())}
    table = np.full((1, len(columns)), -9.0)
    for name, value in odds.items():
        table[0, columns[name]] = value
    verbs = np.array([scene.syntax.is_verb(i) for i in range(scene.start, scene.end)], dtype=float)
    scene.odds = Odds({(0, 1): 0}, columns, table, [verbs])
    return scene


@pytest.mark.parametrize(("text", "kind", "predicate"), [
    ("Spain frobnicated Portugal.", "ASSAULT", "frobnicated"),  # nobody knows the verb
    ("Spain met Portugal on Monday.", "CONSULT", "met"),
])
def test_what_the_words_suggest_becomes_a_candidate(text, kind, predicate):
    scene = with_odds(text, **{kind: 2.0})
    (found,) = suggested(scene, load_lexicon(), found=[])
    assert (found.sense.type, found.rule, scene.syntax.lower[found.predicate]) == (kind, "suggested", predicate)
    assert suggested(scene, load_lexicon(), found=[found]) == []


def test_between_two_whom_the_researcher_names_every_likely_type_is_suggested():
    scene = with_odds("Spain frobnicated Portugal.", ASSAULT=2.0, ACCUSE=1.0, AID=-3.0, COERCE=-5.0)
    assert [c.sense.type for c in suggested(scene, load_lexicon(), found=[])] == ["ASSAULT"]
    scene.inside[:] = [replace(m, how="given") for m in scene.inside]
    assert {c.sense.type for c in suggested(scene, load_lexicon(), found=[])} == {"ASSAULT", "ACCUSE", "AID"}


def test_what_the_words_speak_against_is_left_out():
    scene = with_odds("Spain frobnicated Portugal.", ASSAULT=2.0)
    (found,) = suggested(scene, load_lexicon(), found=[])
    assert likely(scene, found)
    assert not likely(scene, found._replace(sense=replace(found.sense, type="AID")))
    assert likely(scene, found._replace(source=found.target, target=found.source))  # of whom nothing is known


def test_a_suggestion_is_kept_where_nothing_surer_ties_the_two():
    scene = with_odds("Spain frobnicated Portugal.", ASSAULT=2.0)
    (found,) = suggested(scene, load_lexicon(), found=[])
    told = found._replace(rule="verb", sense=replace(found.sense, type="AID"), predicate=0)
    for scores, types in (([0.9, 0.8], ["AID", "ASSAULT"]), ([0.8, 0.9], ["AID"])):
        kept, refused = select([(scene, found), (scene, told)], scores=np.array(scores))
        assert sorted(row["type"] for row, _, _ in kept) == types
        assert [row["reason"] for row in refused] == ["another tie of the same two actors is surer"] * (2 - len(types))


@pytest.mark.parametrize(("text", "kind", "ends"), [
    ("Spain frobnicated Portugal.", "CONSULT", (0, 1)),  # both do it: told of the first of the two
    ("Spain frobnicated Portugal.", "ASSAULT", (1, 0)),
])
def test_who_does_what_both_do_is_the_first(text, kind, ends):
    scene = with_odds(text, **{kind: 2.0})
    scene.odds.rows.clear()
    scene.odds.rows[1, 0] = 0
    (found,) = suggested(scene, load_lexicon(), found=[])
    assert (found.source.mention, found.target.mention) == ends


def test_the_shipped_network_knows_what_the_lexicon_does_not():
    syntax, _, scenes = read("Turkish soldiers obliterated a Kurdish militia near Erbil on Monday.")
    context = load_judge().context
    context.read(syntax, scenes)
    names = {m.name: k for k, m in enumerate(scenes[0].inside)}
    odds = scenes[0].odds.of(names["Turkey"], next(k for name, k in names.items() if name != "Turkey"))
    assert context.types[int(np.argmax(odds))] in ("ASSAULT", "COERCE")
