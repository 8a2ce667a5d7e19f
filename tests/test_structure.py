"""Brokerage, communities and structural balance, against numbers worked out by hand."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tie_tables import any_ties, doctests_pass

from geoanalysis.errors import ParameterError
from geoanalysis.network import structure
from geoanalysis.network.graph import influence_graph, nx, signed_graph
from geoanalysis.network.structure import balance, brokerage, camps, communities, triads


def test_examples():
    assert doctests_pass(structure)


def signed(*edges: str) -> nx.Graph:
    """Return a signed graph of edges such as "A+B"."""
    graph = nx.Graph()
    graph.add_edges_from((edge[0], edge[2], {"sign": 1 if edge[1] == "+" else -1, "weight": 1.0}) for edge in edges)
    return graph


# Brokerage

def test_who_stands_between_others():
    graph = nx.DiGraph()
    # From A to C the way through B is 1/2 + 1/2 = 1 long, the direct one 1/0.5 = 2.
    graph.add_weighted_edges_from([("A", "B", 2.0), ("B", "C", 2.0), ("A", "C", 0.5), ("C", "D", 1.0)])
    # Of the pairs (A,C), (A,D), (B,D) without the actor itself, divided by (4 − 1)(4 − 2) = 6.
    assert brokerage(graph)["betweenness"].to_dict() == pytest.approx({"A": 0, "B": 2 / 6, "C": 2 / 6, "D": 0})


def test_a_star_has_its_broker_in_the_middle():
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([("M", leaf, 1.0) for leaf in "ABC"])
    graph.add_node("Z")
    table = brokerage(graph)
    # M spreads a third on each of three partners who are strangers: 3 · (1/3)². A leaf has put all on M: 1².
    constraint = {"M": 1 / 3, "A": 1, "B": 1, "C": 1, "Z": np.nan}
    assert table["constraint"].to_dict() == pytest.approx(constraint, nan_ok=True)
    assert table["effective_size"]["M"] == 3 and np.isnan(table["effective_size"]["Z"])
    assert table["betweenness"].eq(0).all()


def test_brokerage_of_nobody():
    assert brokerage(nx.DiGraph()).shape == (0, 3)


# Communities

def two_groups() -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from("ABCDEFGZ")
    graph.add_weighted_edges_from((a, b, 1.0) for group in ("ABC", "DEFG") for a in group for b in group if a < b)
    graph.add_edge("A", "D", weight=0.1)
    return graph


def test_two_groups_and_a_loner():
    found = communities(two_groups(), seed=7)
    assert found.to_dict() == {**dict.fromkeys("DEFG", 1), **dict.fromkeys("ABC", 2), "Z": 3}
    assert found.name == "community" and found.index.tolist() == list("ABCDEFGZ")


def test_enmity_does_not_hold_a_group_together():
    graph = two_groups()
    for a, b in [("A", "B"), ("A", "C"), ("A", "D")]:
        graph[a][b]["sign"] = -1
    assert communities(graph, seed=7).to_dict() == {**dict.fromkeys("DEFG", 1), "B": 2, "C": 2, "A": 3, "Z": 4}


def test_communities_of_nobody_and_of_a_wrong_resolution():
    assert communities(nx.DiGraph(), seed=7).empty
    with pytest.raises(ParameterError, match="resolution"):
        communities(two_groups(), seed=7, resolution=0)


# Balance

@pytest.mark.parametrize(("edges", "balanced"), [
    (["A+B", "A+C", "B+C"], [True]), (["A+B", "A-C", "B-C"], [True]), (["A+B", "A+C", "B-C"], [False]),
    (["A-B", "A-C", "B-C"], [False]), (["A+B", "B+C"], [])])
def test_the_four_triads(edges, balanced):
    assert triads(signed(*edges))["balanced"].tolist() == balanced


def test_triads_are_named_in_alphabetical_order():
    table = triads(signed("C+B", "B-A", "A+C", "C-D", "D+B"))
    assert table.values.tolist() == [["A", "B", "C", -1, 1, 1, False], ["B", "C", "D", 1, 1, -1, False]]


def test_balance_of_two_camps_and_of_one_traitor():
    two = signed("A+B", "C+D", "A-C", "A-D", "B-C", "B-D")
    assert balance(two, seed=7).to_dict() == pytest.approx(
        {"edges": 6, "negative": 4, "triads": 4, "balanced": 4, "balanced_share": 1, "frustration": 0,
         "frustration_share": 0, "exact": 1})
    two.edges["B", "C"]["sign"] = 1
    assert balance(two, seed=7)[["balanced_share", "frustration"]].tolist() == [0.5, 1]
    assert camps(two, seed=7).to_dict() == {"A": 1, "B": 1, "C": 2, "D": 2}


def test_camps_of_unconnected_parts_and_isolates():
    graph = signed("A-B", "B-C", "E+F")
    graph.add_node("Z")
    assert camps(graph, seed=7).to_dict() == {"A": 2, "B": 1, "C": 2, "E": 1, "F": 1, "Z": 0}


def test_balance_of_nobody():
    found = balance(nx.Graph(), seed=7)
    assert found[["edges", "triads", "frustration", "exact"]].tolist() == [0, 0, 0, 1]
    assert found[["balanced_share", "frustration_share"]].isna().all()
    assert triads(nx.Graph()).empty and camps(nx.Graph(), seed=7).empty


def test_above_the_limit_the_frustration_is_an_upper_bound_and_says_so(monkeypatch):
    graph = signed("A+B", "A+C", "B-C")
    monkeypatch.setattr(structure, "EXACT_LIMIT", 2)
    assert balance(graph, seed=7)[["frustration", "exact"]].tolist() == [1, 0]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([1, -1, 0]), min_size=15, max_size=15), st.integers(0, 3))
def test_frustration_is_the_fewest_by_trying_all_divisions(signs, seed):
    pairs = [(a, b) for a in range(6) for b in range(a)]
    tied = [(a, b, sign) for (a, b), sign in zip(pairs, signs, strict=True) if sign]
    graph = nx.Graph()
    graph.add_nodes_from("ABCDEF")
    graph.add_edges_from(("ABCDEF"[a], "ABCDEF"[b], {"sign": sign}) for a, b, sign in tied)
    fewest = min(sum((side[a] == side[b]) == (sign < 0) for a, b, sign in tied) for side in product((0, 1), repeat=6))
    found = balance(graph, seed=seed)
    assert found[["frustration", "exact"]].tolist() == [fewest, 1]
    table = triads(graph)
    if len(table):
        # The formula of traces: (tr|A|³ + tr A³) / 2 tr|A|³.
        a = nx.to_numpy_array(graph, weight="sign")
        every, net = np.trace(np.linalg.matrix_power(abs(a), 3)), np.trace(np.linalg.matrix_power(a, 3))
        assert table["balanced"].mean() == pytest.approx((every + net) / (2 * every))


@settings(max_examples=15, deadline=None)
@given(any_ties)
def test_the_order_of_the_ties_changes_nothing(table):
    turned = table.iloc[::-1]
    assert communities(influence_graph(table), seed=3).equals(communities(influence_graph(turned), seed=3))
    assert camps(signed_graph(table), seed=3).equals(camps(signed_graph(turned), seed=3))
