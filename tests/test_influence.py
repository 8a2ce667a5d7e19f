"""Strength, PageRank, channels and beliefs, against numbers worked out by hand."""

import pandas as pd
import pytest
from hypothesis import given, settings
from tie_tables import any_ties, doctests_pass, ties

from geoanalysis.errors import ParameterError
from geoanalysis.network import belief
from geoanalysis.network import influence as influence_module
from geoanalysis.network.belief import beliefs
from geoanalysis.network.graph import influence_graph, nx
from geoanalysis.network.influence import channels, influence, measured, pagerank, strength


@pytest.mark.parametrize("module", [influence_module, belief])
def test_examples(module):
    assert doctests_pass(module)


def graph_of(*edges: tuple[str, str, float]) -> nx.DiGraph:
    """Return a graph of edges, its nodes in alphabetical order."""
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted({actor for a, b, _ in edges for actor in (a, b)}))
    graph.add_weighted_edges_from(edges)
    return graph


# Strength and PageRank

def test_strength_of_a_small_graph():
    graph = graph_of(("A", "B", 2.0), ("A", "C", 0.5), ("C", "B", 1.0))
    assert strength(graph).to_dict() == {"A": 2.5, "B": 0.0, "C": 1.0}
    assert strength(graph, direction="in").to_dict() == {"A": 0.0, "B": 3.0, "C": 0.5}
    assert strength(graph, direction="in").name == "in_strength"
    with pytest.raises(ParameterError, match="'in' and 'out'"):
        strength(graph, direction="both")


def test_pagerank_of_a_chain_solves_its_equations():
    # A moves B, B moves C. With q = 0.15/3 + 0.85·a/3 (nobody moves A): c = q, b = q + 0.85·c, a = q + 0.85·b.
    q = 1 / (1 + 1.85 + 1 + 0.85 * 1.85)
    values = pagerank(graph_of(("A", "B", 9.0), ("B", "C", 0.1)))
    assert values.to_dict() == pytest.approx({"A": q * (1 + 0.85 * 1.85), "B": q * 1.85, "C": q})


def test_pagerank_follows_the_weights():
    # Two rivals move C, one three times as much as the other; both start from the same share of those nobody moves.
    values = pagerank(graph_of(("A", "C", 3.0), ("B", "C", 1.0)))
    assert values["A"] - values["C"] == pytest.approx(3 * (values["B"] - values["C"]))


def test_whom_one_moves_counts():
    values = pagerank(graph_of(("A", "B", 1.0), ("B", "C", 1.0), ("B", "D", 1.0), ("E", "F", 1.0)))
    assert values["A"] > values["B"] > values["E"] > values["F"]


def test_without_edges_all_are_equal_and_without_nodes_there_is_nothing():
    lonely = nx.DiGraph()
    lonely.add_nodes_from("AB")
    assert pagerank(lonely).tolist() == [0.5, 0.5]
    assert influence(lonely).drop(columns="pagerank").eq(0).all(axis=None)
    empty = influence(nx.DiGraph())
    assert len(empty) == 0 and list(empty) == ["pagerank", "out_strength", "in_strength", "moves", "moved_by", "reach"]


@pytest.mark.parametrize("damping", [-0.1, 1, 2])
def test_damping_out_of_its_range_is_refused(damping):
    with pytest.raises(ParameterError, match="damping"):
        pagerank(nx.DiGraph(), damping=damping)


def test_the_table_of_influence():
    table = influence(graph_of(("A", "B", 1.0), ("B", "C", 1.0), ("D", "C", 1.0)))
    assert table.index.tolist()[:2] == ["A", "B"] and table.index.name == "actor"
    assert table["moves"].to_dict() == {"A": 1, "B": 1, "D": 1, "C": 0}
    assert table["moved_by"].to_dict() == {"A": 0, "B": 1, "D": 0, "C": 2}
    assert table["reach"].to_dict() == {"A": 2, "B": 1, "D": 1, "C": 0}


def test_equal_actors_are_in_alphabetical_order():
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([("Z", "M", 0.1), ("Y", "M", 0.1), ("X", "M", 0.1)])
    assert influence(graph).index.tolist() == ["X", "Y", "Z", "M"]


@settings(max_examples=20, deadline=None)
@given(any_ties)
def test_pagerank_is_a_share_and_strengths_add_up(table):
    graph = influence_graph(table)
    measures = influence(graph)
    assert measures["out_strength"].sum() == pytest.approx(measures["in_strength"].sum())
    if len(graph):
        assert measures["pagerank"].sum() == pytest.approx(1) and measures["pagerank"].gt(0).all()
        assert measures["pagerank"].is_monotonic_decreasing or measures["pagerank"].diff().max() < 1e-8


# Any measure

def test_a_measure_is_a_column_or_a_series():
    graph = graph_of(("A", "B", 2.0))
    assert measured(influence, graph).to_dict() == pytest.approx(pagerank(graph).to_dict())
    assert measured(influence, graph, column="moves").to_dict() == {"A": 1.0, "B": 0.0}
    with pytest.raises(ParameterError, match="column is 'fame'; influence has pagerank, out_strength"):
        measured(influence, graph, column="fame")
    with pytest.raises(ParameterError, match="returns a int"):
        measured(len, graph)


# Channels

def test_channels_from_one_actor_to_another():
    table = ties("Iran SPONSORS Badr", "Badr COERCE Iraq", "Iran AID Iraq", "US AID Iraq", "Iran AID PMF",
                 "PMF AID Badr", doc_id=list("aababa"))
    found = channels(influence_graph(table), "Iran", "Iraq")
    # Iraq is moved by 2.1 in all, Badr by 0.9 + 0.7 = 1.6, PMF by 0.7.
    assert found["path"].tolist() == ["Iran → Iraq", "Iran → Badr → Iraq", "Iran → PMF → Badr → Iraq"]
    assert found["strength"].tolist() == pytest.approx([1 / 3, 0.9 / 1.6 / 3, 0.7 / 1.6 / 3])
    assert found["share"].sum() == pytest.approx(1)
    assert found["bottleneck"].tolist() == pytest.approx([0.7, 0.7, 0.7])
    assert found["weakest"].tolist() == ["Iran → Iraq", "Badr → Iraq", "Iran → PMF"]
    assert found["through"].tolist() == ["", "Badr", "PMF → Badr"]
    assert found["types"].tolist() == ["AID", "SPONSORS → COERCE", "AID → AID → COERCE"]
    assert found["ties"].tolist() == [["2"], ["0", "1"], ["4", "5", "1"]]


def test_longest_limits_the_channels_and_no_channel_gives_no_row():
    graph = graph_of(("A", "B", 1.0), ("B", "C", 1.0), ("C", "D", 1.0), ("A", "D", 1.0))
    assert channels(graph, "A", "D")["length"].tolist() == [1, 3]
    assert channels(graph, "A", "D", longest=2)["length"].tolist() == [1]
    assert channels(graph, "D", "A").empty


def test_what_is_asked_wrongly_is_refused():
    graph = graph_of(("Iran", "Iraq", 1.0))
    with pytest.raises(ParameterError, match="did you mean Ira[nq]"):
        channels(graph, "Irann", "Iraq")
    with pytest.raises(ParameterError, match="its 2 actors"):
        channels(graph, "Iran", "Zzz")
    for wrong in (("Iran", "Iran", 3), ("Iran", "Iraq", 0)):
        with pytest.raises(ParameterError, match="two different actors"):
            channels(graph, wrong[0], wrong[1], longest=wrong[2])


@settings(max_examples=20, deadline=None)
@given(any_ties)
def test_channels_of_the_same_length_share_what_the_target_is_moved_by(table):
    graph = influence_graph(table)
    for target in list(graph)[:2]:
        others = [actor for actor in graph if actor != target]
        one_step = sum(channels(graph, actor, target, longest=1)["strength"].sum() for actor in others)
        assert one_step == pytest.approx(1 if graph.in_degree(target) else 0)


# Beliefs

def test_belief_grows_with_independent_publishers_only():
    table = ties(*["Iran AID Iraq"] * 4, "Iraq CONSULT Iran", "Iran CONSULT Iraq", "Iran AID Iraq",
                 doc_id=["a", "a", "b", "c", "a", "c", "d"], confidence=[0.5, 0.3, 0.6, 0.5, 0.5, 0.5, 0.7],
                 status=["actual"] * 6 + ["negated"], date=["2020", "", "2019-03", "", "", "2018", ""])
    documents = pd.DataFrame({"doc_id": list("abc"), "publisher": ["IRNA", "IRNA", ""], "date": ""})
    found = beliefs(table, documents=documents).set_index(["source", "type", "target"])
    aid = found.loc[("Iran", "AID", "Iraq")]
    # IRNA once with 0.6, document c with 0.5.
    assert aid["belief"] == pytest.approx(1 - 0.4 * 0.5) and aid["denied"] == pytest.approx(0.7)
    assert aid[["publishers", "documents", "ties"]].tolist() == [2, 3, 4]
    assert aid[["since", "last"]].tolist() == ["2019-03", "2020"]
    # Who visits whom is one and the same meeting.
    assert found.loc[("Iran", "CONSULT", "Iraq"), "belief"] == pytest.approx(0.75)
    assert beliefs(table)["belief"].max() == pytest.approx(1 - 0.5 * 0.4 * 0.5)


@settings(max_examples=20, deadline=None)
@given(any_ties)
def test_belief_lies_between_the_surest_report_and_certainty(table):
    found = beliefs(table)
    surest = table.loc[table["status"] == "actual", "confidence"].max()
    assert found[["belief", "denied"]].ge(0).all(axis=None) and found[["belief", "denied"]].le(1).all(axis=None)
    assert found.empty or found["belief"].max() >= surest - 1e-9
    assert not found.duplicated(["source", "type", "target"]).any()
