"""The judge: hand-made trees give hand-counted sums; the shipped weights are sound; min_confidence trades precision for recall."""

import numpy as np
import pytest

from geoanalysis.reading.judge import Judge, load_judge
from geoanalysis.resources import tie_types


@pytest.fixture
def judge():
    """Two trees: [near > 0.5 → -2 else 1] and [fit <= 1 → 0 else 3]; a sum of 1 means even odds."""
    return Judge(
        columns={"near": 0, "fit": 1, "share 0": 2, "seen 0": 3},
        feature=np.array([[0, 0, 0], [1, 0, 0]]),
        threshold=np.array([[0.5, 0, 0], [1.0, 0, 0]]),
        left=np.array([[1, 1, 2], [1, 1, 2]]),
        right=np.array([[2, 1, 2], [2, 1, 2]]),
        value=np.array([[0, 1.0, -2.0], [0, 0.0, 3.0]]),
        base=0.0,
        slope=1.0,
        offset=-1.0,
        depth=1,
        memory={"": [0.2, 0], "kill ASSAULT": [0.6, 40]},
    )


@pytest.mark.parametrize(
    ("row", "probability"),
    [({}, 0.5), ({"near": 1}, 1 / (1 + np.e**3)), ({"fit": 2}, 1 / (1 + np.e**-3)), ({"near": 1, "fit": 2}, 0.5),
     ({"unknown": 9}, 0.5)],  # fmt: skip
)
def test_score_is_the_sum_of_the_trees_on_the_calibration(judge, row, probability):
    assert judge.score([row], [()]) == pytest.approx([probability])


def test_no_candidates_give_no_scores(judge):
    assert judge.score([], []).shape == (0,)


def test_memory_holds_known_words_and_the_mean_for_others(judge):
    rows = judge.remember([{}, {}], [("kill ASSAULT",), ("hug SUPPORT",)])
    assert [(r["share 0"], r["seen 0"]) for r in rows] == [(0.6, 40), (0.2, 0)]


def test_shipped_weights_are_sound():
    judge = load_judge()
    assert {f"type={name}" for name in tie_types()} - set(judge.columns) <= {"type=SUCCEEDS", "type=MOBILIZE"}
    assert judge.feature.max() < len(judge.columns)
    assert judge.slope > 0
    assert np.isfinite(judge.value).all()


def test_shipped_judge_prefers_the_argument_to_the_neighbour():
    fitting = {"type=ASSAULT": 1, "pos=VERB": 1, "rule=verb": 1, "source slot=subj": 1, "target slot=obj": 1, "source fit": 2,
               "target fit": 2, "source path==": 1, "target path==": 1, "source first": 1, "predicate between": 1,
               "status=actual": 1, "senses": 1, "source steps": 1, "target steps": 1}  # fmt: skip
    near = {"type=ASSAULT": 1, "pos=VERB": 1, "rule=near": 1, "source slot=near": 1, "target slot=near": 1, "source clauses": 2,
            "target clauses": 2, "source steps": 5, "target steps": 6, "status=actual": 1, "senses": 3}  # fmt: skip
    high, low = load_judge().score([fitting, near], [("attack ASSAULT", "ASSAULT state state")] * 2)
    assert high > low
