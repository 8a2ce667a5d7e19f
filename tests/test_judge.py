"""The judge: hand-made trees give hand-counted sums; rivals are counted by hand; the shipped weights are sound and prefer what fits."""

import numpy as np
import pytest

from geoanalysis.reading.actors import find_mentions
from geoanalysis.reading.candidates import find_candidates
from geoanalysis.reading.clauses import Syntax
from geoanalysis.reading.features import COMPARED, NUMBERS, RIVALS, SUGGESTED, table
from geoanalysis.reading.gazetteer import load_gazetteer
from geoanalysis.reading.judge import Forest, Judge, Memory, load_judge, rivalry
from geoanalysis.reading.language import parse
from geoanalysis.reading.lexicon import load_lexicon
from geoanalysis.reading.wording import SIZE, wording
from geoanalysis.resources import tie_types


def candidates(text):
    doc = next(parse([text]))
    sentences = [(s.start, s.end) for s in doc.sents]
    mentions = find_mentions(doc, load_gazetteer())
    return find_candidates(Syntax(doc), mentions, lexicon=load_lexicon(), sentences=sentences, context=load_judge().context)


def forest(*trees):
    """Trees of one question each, as (column, threshold, value when at most, value when more)."""
    return Forest(
        feature=np.array([[column, 0, 0] for column, _, _, _ in trees]),
        threshold=np.array([[threshold, np.inf, np.inf] for _, threshold, _, _ in trees]),
        left=np.array([[1, 1, 2]] * len(trees)),
        value=np.array([[0, low, high] for _, _, low, high in trees]),
    )


@pytest.fixture
def judge():
    """[near > 0.5 → -2 else 1] and [fit <= 1 → 0 else 3]; the second forest passes on what the first said, cut at 0."""
    columns = {"near": 0, "fit": 1}
    own_sum = len(columns) + 2 + 2 * len(RIVALS)
    return Judge(
        columns=columns,
        memory=[Memory({"": [0.2, 0], "kill ASSAULT": [0.6, 40]})],
        words=np.zeros(SIZE),
        context=None,
        first=forest((0, 0.5, 1.0, -2.0), (1, 1.0, 0.0, 3.0)),
        second=forest((own_sum, 0.0, -1.0, 1.0)),
        slope=2.0,
        offset=-1.0,
    )


def spelled(judge, *rows, key="x"):
    """What the judge sees of candidates with some features."""
    x = [[row.get(name, 0) for name in judge.columns] for row in rows]
    return np.hstack([np.array(x, dtype=np.float32), judge.remembered([(key,) for _ in rows])])


@pytest.mark.parametrize(
    ("row", "total"), [({}, 1), ({"near": 1}, -2), ({"fit": 2}, 4), ({"near": 1, "fit": 2}, 1), ({"unknown": 9}, 1)]
)
def test_the_sum_of_the_trees(judge, row, total):
    assert judge.first.raw(spelled(judge, row)).tolist() == [total]


@pytest.mark.parametrize("rows", [1, 64, 65, 200])
def test_trees_of_any_shape_are_walked_as_by_hand(rows):
    """A tree that leans to the right, a bare leaf, and one that asks the same twice; unused nodes at their ends are zeros."""
    feature = np.array([[0, 0, 1, 0, 0, 0, 0], [0] * 7, [1, 0, 1, 0, 0, 0, 0]])
    threshold = np.array([[0.5, np.inf, 0.2, np.inf, 0.9, np.inf, np.inf], [np.inf] + [0] * 6, [0.2, 0.5, 0.8, *[np.inf] * 4]])
    left = np.array([[1, 1, 3, 3, 5, 5, 6], [0] * 7, [1, 3, 5, 3, 4, 5, 6]])
    value = np.array([[0, 1, 0, 2, 0, 4, 8], [16] + [0] * 6, [0, 0, 0, 32, 64, 128, 256]])
    x = np.random.default_rng(rows).random((rows, 2), dtype=np.float32)
    expected = [sum(by_hand(tree, row) for tree in zip(feature, threshold, left, value, strict=True)) for row in x]
    assert Forest(feature, threshold, left, value).raw(x).tolist() == expected


def by_hand(tree, row):
    """The value of the leaf to which a row comes."""
    feature, threshold, left, value = tree
    node = 0
    while left[node] != node:
        node = left[node] + (row[feature[node]] > threshold[node])
    return value[node]


def test_probability_is_the_second_opinion_on_the_calibration(judge):
    x = spelled(judge, {}, {"near": 1})
    alone = np.array([[i] * len(RIVALS) for i in range(2)])
    assert judge.probability(x, alone) == pytest.approx([1 / (1 + np.e**-1), 1 / (1 + np.e**3)])


def test_no_candidates_give_no_scores(judge):
    assert judge.score([]).shape == (0,)


def test_memory_holds_known_words_and_the_mean_for_others(judge):
    assert np.allclose(judge.remembered([("kill ASSAULT",), ("hug SUPPORT",)]), [[0.6, 40], [0.2, 0]])


def test_numbers_and_words_have_their_columns_and_what_has_none_is_left_out():
    numbers = np.arange(2 * len(NUMBERS + COMPARED + SUGGESTED), dtype=np.float32).reshape(2, -1)
    columns = {"rank": 0, "type=AID": 1, "pair types": 2, "place=obj": 3}
    x = table(numbers, [["type=AID", "place=obj"], ["type=AID", "unknown"]], columns)
    rank, types = NUMBERS.index("rank"), (NUMBERS + COMPARED + SUGGESTED).index("pair types")
    assert x.tolist() == [[numbers[0, rank], 1, numbers[0, types], 1], [numbers[1, rank], 1, numbers[1, types], 0]]


def test_words_leave_out_what_actors_are_called():
    """The same sentence of other named actors has the same words; other words, another verb or another type have others."""

    def words(sentence):
        places, first = wording(candidates(sentence))
        assert ((places >= 0) & (places < SIZE)).all()
        return [sorted(part.tolist()) for part in np.split(places, first[1:])]

    bombed = words("Turkey bombed Syria on Monday.")
    assert words("Israel bombed Lebanon on Monday.") == bombed
    assert words("Turkey bombed Syria at dawn on Monday.") == bombed  # what stands behind both is not between them
    assert words("Turkey heavily bombed Syria on Monday.") != bombed
    assert words("Turkey shelled Syria on Monday.") != bombed
    assert words("Turkish rebels bombed Syria on Monday.") != bombed


def test_rivals_are_ranked_and_told_of_the_best_other():
    groups = np.array([[0, 0], [0, 1], [0, 1], [1, 2]])
    raw = np.array([0.5, 2.0, 1.0, 7.0])
    assert rivalry(groups, raw).tolist() == [
        [2.0, 2.0, -9.0, 0.0, 0.5],
        [1.0, 0.0, 1.0, 0.0, 2.0],
        [2.0, 1.0, 2.0, 1.0, 1.0],
        [-9.0, 0.0, -9.0, 0.0, 7.0],
    ]


def test_shipped_weights_are_sound():
    judge = load_judge()
    assert {f"type={name}" for name in tie_types()} <= set(judge.columns)
    width = len(judge.columns) + 2 * len(judge.memory) + 1
    assert judge.words.shape == (SIZE,) and np.isfinite(judge.words).all()
    assert sorted(judge.context.types) == sorted(tie_types())
    assert all(np.isfinite(weights).all() for weights in judge.context.weights.values())
    assert judge.first.feature.max() < width
    assert width < judge.second.feature.max() < width + 2 * len(RIVALS) + 1
    assert judge.slope > 0
    assert np.isfinite(judge.first.value).all() and np.isfinite(judge.second.value).all()


@pytest.mark.parametrize(
    ("text", "source", "kind", "target"),
    [
        ("Turkish jets bombed the PKK in Iraq on Monday.", "Turkey", "ASSAULT", "Kurdistan Workers' Party"),
        ("Iran accused Israel of an attack on its embassy in Syria.", "Iran", "ACCUSE", "Israel"),
    ],
)
def test_the_shipped_judge_prefers_what_fits(text, source, kind, target):
    found = candidates(text)
    scores = load_judge().score(found)
    scene, best = found[int(np.argmax(scores))]
    assert (scene.mentions[best.source.mention].name, best.sense.type, scene.mentions[best.target.mention].name) == (source, kind, target)
    assert scores.max() > 0.8
