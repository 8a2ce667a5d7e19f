"""How sure a ranking is: the bootstrap over documents, and the weights varied."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from tie_tables import any_ties, doctests_pass, ties

from geoanalysis.errors import ParameterError
from geoanalysis.network import robustness
from geoanalysis.network.graph import influence_graph
from geoanalysis.network.influence import influence, pagerank, strength
from geoanalysis.network.robustness import rank_intervals, weight_sensitivity
from geoanalysis.network.structure import brokerage
from geoanalysis.network.weights import tie_weights


def test_examples():
    assert doctests_pass(robustness)


def eight() -> pd.DataFrame:
    """Return ties of eight documents: A moves B in all of them, C moves B in one."""
    return ties(*["A AID B"] * 8, "C AID B", doc_id=[*"abcdefgh", "h"])


def test_the_interval_is_that_of_drawing_documents():
    found = rank_intervals(eight(), strength, seed=7, draws=4000, level=0.9, top=1)
    # C's strength is 0.7 times how often document h is drawn out of 8: binomial(8, 1/8).
    assert found.loc["C", ["value", "low", "high"]].tolist() == pytest.approx([0.7, 0.0, 2.1])
    assert found.loc["A", ["value", "low", "high"]].tolist() == pytest.approx([5.6, 5.6, 5.6])
    assert found.loc["A", ["rank", "rank_low", "rank_high", "top_share"]].tolist() == [1, 1, 1, 1]
    # Without h both C and B move nobody and share the second rank; B is never second alone.
    assert found.loc["B", ["rank", "rank_low", "rank_high"]].tolist() == [3, 2, 3]
    assert found.attrs["unit"] == "documents" and found.attrs["note"] == "bootstrap over 8 documents"
    assert found.index.tolist() == ["A", "C", "B"] and found.index.name == "actor"


def test_a_rank_that_hangs_on_one_document():
    table = ties(*["C AID B"] * 2, *["A AID B"] * 5, doc_id=["x", "x", *"abcde"], date=["2019", "2020", *[""] * 5])
    found = rank_intervals(table, strength, seed=7, draws=4000, top=1)
    # A leads unless x, worth 2, is drawn at least as often as half of the others: n_x · 2 ≥ 6 − n_x, so n_x ≥ 2.
    lead = 1 - (5 / 6) ** 6 - 6 * (1 / 6) * (5 / 6) ** 5
    assert found.loc["A", "top_share"] == pytest.approx(1 - lead + 15 * (1 / 6) ** 2 * (5 / 6) ** 4, abs=0.03)
    assert found.loc["C", "top_share"] == pytest.approx(lead, abs=0.03)


def test_with_few_documents_evidence_is_drawn_and_the_result_says_so():
    table = ties("A AID B", "A AID C", "D AID B", doc_id=["a", "a", "b"], start=[0, 9, 0], end=[4, 12, 4])
    found = rank_intervals(table, strength, seed=7, draws=500)
    assert found.attrs["unit"] == "evidence" and "not what other documents would say" in found.attrs["note"]
    # Two pieces of document a are drawn, whichever they are; the only piece of b always.
    assert found.loc["A", ["low", "high"]].tolist() == pytest.approx([1.4, 1.4])
    assert found.loc["D", ["low", "high"]].tolist() == pytest.approx([0.7, 0.7])
    assert rank_intervals(table, strength, seed=7, draws=9, unit="documents").attrs["unit"] == "documents"


def test_ties_of_the_same_span_stand_and_fall_together():
    table = ties("A AID B", "C AID B", "D AID B", doc_id="a", start=[0, 0, 9], end=[4, 4, 12])
    drawn = rank_intervals(table, strength, seed=7, draws=300, level=0.99)
    assert drawn.loc["A", ["low", "high"]].tolist() == drawn.loc["C", ["low", "high"]].tolist() == [0, 1.4]


@pytest.mark.parametrize(("measure", "column"), [(influence, None), (influence, "out_strength"),
                                                 (influence, "in_strength"), (pagerank, None), (strength, None)])
def test_all_draws_at_once_give_what_graph_by_graph_gives(measure, column):
    def by_itself(graph):
        values = measure(graph)
        return values if isinstance(values, pd.Series) else values[column or "pagerank"]

    table = ties("A AID B", "B MEMBER_OF A", "C COERCE A", "A CONSULT C", "D LEADS B", "E ACCUSE A", "C AID D",
                 doc_id=list("abcdeef"), confidence=[1, 0.5, 0.7, 0.9, 0.3, 1, 1])
    fast = rank_intervals(table, measure, seed=7, draws=40, column=column)
    slow = rank_intervals(table, by_itself, seed=7, draws=40, progress=False)
    pd.testing.assert_frame_equal(fast, slow, check_exact=False, atol=1e-8)
    pd.testing.assert_frame_equal(weight_sensitivity(table, measure, seed=7, draws=20, column=column),
                                  weight_sensitivity(table, by_itself, seed=7, draws=20), check_exact=False, atol=1e-8)


def test_the_same_seed_gives_the_same_and_blocks_make_no_difference(monkeypatch):
    table = ties(*(f"{name} AID B" for name in "ACDEFGHI"), doc_id=list("abcdefgh"))
    first = rank_intervals(table, seed=7, draws=50)
    monkeypatch.setattr(robustness, "_BLOCK", 12)
    pd.testing.assert_frame_equal(first, rank_intervals(table, seed=7, draws=50))
    assert not first.equals(rank_intervals(table, seed=8, draws=50))


def test_a_measure_without_a_value_for_isolates_ranks_them_last():
    table = ties("A AID B", "A AID C", "Z ACCUSE Z", doc_id=list("abc"))
    found = rank_intervals(table, brokerage, seed=7, draws=20, column="constraint", unit="documents")
    assert np.isnan(found.loc["Z", "value"]) and np.isnan(found.loc["Z", "low"]) and found.loc["Z", "rank"] == 4


def test_weights_decide_between_two_kinds_of_influence():
    table = ties("A AID B", "C COERCE B", "D LEADS E", "D LEADS F")
    found = weight_sensitivity(table, strength, seed=7, draws=2000, spread=1.2, top=1)
    assert found.loc["D", ["rank_low", "rank_high", "top_share"]].tolist() == [1, 1, 1]
    assert found.loc["A", ["rank_low", "rank_high"]].tolist() == [2, 3]
    assert found.loc["A", ["low", "high"]].tolist() == pytest.approx([0.7 / 1.2 ** 0.9, 0.7 * 1.2 ** 0.9], rel=0.01)
    assert found.attrs["unit"] == "weights"
    assert found.attrs["note"] == "weights of 3 tie types varied by up to 1.2 times"


def test_wrong_arguments_are_refused():
    table = eight()
    for wrong in ({"draws": 0}, {"level": 1}, {"top": 0}, {"unit": "ties"}, {"column": "fame"}, {"status": "real"}):
        with pytest.raises(ParameterError):
            rank_intervals(table, influence, seed=7, **wrong)
    for wrong in ({"spread": 1}, {"draws": 0}):
        with pytest.raises(ParameterError):
            weight_sensitivity(table, influence, seed=7, **wrong)


@settings(max_examples=15, deadline=None)
@given(any_ties)
def test_intervals_are_in_order_whatever_the_ties(table):
    graph = influence_graph(table, half_life="1 years")
    for found in (rank_intervals(table, strength, seed=7, draws=20, half_life="1 years"),
                  weight_sensitivity(table, strength, seed=7, draws=20, half_life="1 years")):
        assert sorted(found.index) == list(graph)
        assert found["rank_low"].le(found["rank_high"]).all() and found["low"].le(found["high"]).all()
        assert found["rank"].is_monotonic_increasing and found["top_share"].between(0, 1).all()
        assert found["value"].to_dict() == pytest.approx(strength(graph).to_dict())


@settings(max_examples=15, deadline=None)
@given(any_ties)
def test_factors_of_one_leave_the_values_as_they_are(table):
    parts, graph = tie_weights(table), influence_graph(table)
    found = robustness._ranking(graph, parts, strength, column=None, units=np.zeros(len(parts), dtype="int64"),
                                factors=np.ones((3, 1)), level=0.9, top=5, progress=False)
    assert found["low"].to_dict() == pytest.approx(found["value"].to_dict())
