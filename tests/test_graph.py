"""Which ties count, for whom and how much, and the graphs that they make."""

import pandas as pd
import pytest
from hypothesis import given, settings
from tie_tables import any_ties, doctests_pass, full, ties

from geoanalysis.errors import ParameterError, TableError
from geoanalysis.network import graph as graph_module
from geoanalysis.network import periods, weights
from geoanalysis.network.graph import claims_graph, influence_graph, signed_graph
from geoanalysis.network.periods import bounds, days_of
from geoanalysis.network.weights import dated, select, tie_weights


@pytest.mark.parametrize("module", [periods, weights, graph_module])
def test_examples(module):
    assert doctests_pass(module)


# Dates

@pytest.mark.parametrize(("date", "precision", "until", "first", "last"), [
    ("2020", "year", "", "2020-01-01", "2020-12-31"),
    ("2019-02", "month", "", "2019-02-01", "2019-02-28"),
    ("2020-07-19", "day", "", "2020-07-19", "2020-07-19"),
    ("2020-07-13", "week", "", "2020-07-13", "2020-07-19"),
    ("1980", "decade", "", "1980-01-01", "1989-12-31"),
    ("1980", "decade", "1989", "1980-01-01", "1989-12-31"),
    ("2019-11", "range", "2020-02", "2019-11-01", "2020-02-29"),
    ("2020-03", "range", "2019", "2020-03-01", "2020-03-31")])
def test_what_a_partial_date_can_mean(date, precision, until, first, last):
    assert [str(day) for day in bounds(date, precision, until=until)] == [first, last]


def test_no_date_means_nothing():
    assert bounds("") is None


@pytest.mark.parametrize("date", ["19 July", "2020-13", "2021-02-29", "20"])
def test_a_date_that_is_none_is_refused(date):
    with pytest.raises(ParameterError, match="YYYY-MM-DD"):
        bounds(date)


@pytest.mark.parametrize("duration", ["2 fortnights", "soon", "0 days", 0, -3, "-1 years", float("inf"), float("nan")])
def test_a_half_life_that_is_none_is_refused(duration):
    with pytest.raises(ParameterError, match="180 days"):
        days_of(duration)


def test_the_day_of_a_document_is_its_publication_date_or_else_its_newest_tie():
    table = ties("A AID B", "A AID C", "A AID D", doc_id=["a", "a", "b"], date=["2020-07-01", "", ""])
    documents = pd.DataFrame({"doc_id": ["b"], "date": ["2024-08-02"], "publisher": [""]})
    begun = dated(table, documents)["begun"].dt.strftime("%Y-%m-%d")
    assert begun.tolist() == ["2020-07-01", "2020-07-01", "2024-08-02"]
    assert dated(table)["begun"].isna().tolist() == [False, False, True]


# Which ties count

def test_only_actual_ties_count_unless_others_are_asked_for():
    table = ties("A AID B", "A AID C", "A AID D", "A AID E", status=["actual", "planned", "alleged", "negated"])
    assert list(influence_graph(table)) == ["A", "B"]
    assert list(influence_graph(table, status="negated")) == ["A", "E"]
    assert list(influence_graph(table, status=["actual", "alleged"])) == ["A", "B", "D"]


def test_min_confidence_and_unscored_ties():
    table = ties("A AID B", "A AID C", "A AID D", confidence=[0.2, 0.6, None])
    graph = influence_graph(table, min_confidence=0.5)
    assert {b: edge["weight"] for _, b, edge in graph.edges(data=True)} == pytest.approx({"C": 0.42, "D": 0.7})


def test_until_leaves_out_what_began_later_and_what_nothing_dates():
    table = ties("A AID B", "A AID C", "A AID D", "A AID E", date=["2020-07", "2020", "2021", ""])
    assert list(influence_graph(table, until="2020-07-15")) == ["A", "B", "C"]


def test_bad_arguments_are_refused_with_what_is_allowed():
    table = ties("A AID B")
    for wrong in ({"status": "real"}, {"status": []}, {"min_confidence": 2}, {"weights": {"HELP": 1}},
                  {"weights": {"AID": -1}}, {"gains": {"AID": "him"}}, {"half_life": "soon"}, {"until": "July"}):
        with pytest.raises(ParameterError, match="allowed|such as"):
            influence_graph(table, **wrong)


def test_a_weight_for_a_type_by_which_nobody_gains_is_refused_unless_somebody_is_named():
    table = ties("A ACCUSE B")
    with pytest.raises(ParameterError, match="gains="):
        influence_graph(table, weights={"ACCUSE": 0.5})
    graph = influence_graph(table, weights={"ACCUSE": 0.5}, gains={"ACCUSE": "source"})
    assert graph["A"]["B"]["weight"] == 0.5


def test_bad_tables_are_refused_with_their_rows():
    with pytest.raises(TableError, match="target"):
        influence_graph(pd.DataFrame({"source": ["A"], "type": ["AID"]}))
    with pytest.raises(TableError, match="row 1: type is 'HELP'.*row 0: status is 'real'"):
        influence_graph(ties("A AID B", "A HELP B", status=["real", "actual"]))


# For whom and how much

@pytest.mark.parametrize(("tie", "edges"), [
    ("A AID B", {("A", "B"): 0.7}), ("A MEMBER_OF B", {("B", "A"): 0.7}), ("A LEADS B", {("A", "B"): 1.0}),
    ("A REPRESENTS B", {("B", "A"): 0.7}), ("A CONCEDE B", {("B", "A"): 0.5}),
    ("A CONSULT B", {("A", "B"): 0.2, ("B", "A"): 0.2}), ("A HOSTILE_TO B", {}), ("A SUCCEEDS B", {}), ("A AID A", {})])
def test_who_gains_by_a_tie(tie, edges):
    graph = influence_graph(ties(tie))
    assert {(a, b): edge["weight"] for a, b, edge in graph.edges(data=True)} == pytest.approx(edges)
    assert list(graph) == sorted({tie.split()[0], tie.split()[2]})


def test_documents_add_up_but_repetition_in_one_document_does_not():
    table = ties(*["A AID B"] * 4, doc_id=["a", "a", "a", "b"], confidence=[0.5, 0.9, 0.5, 0.5],
                 date=["2020", "2020", "2019", "2020"])
    # Document a claims 2020 (surest 0.9) and 2019 (0.5), document b 2020 (0.5): 0.7 · (0.9 + 0.5 + 0.5).
    edge = influence_graph(table)["A"]["B"]
    assert edge["weight"] == pytest.approx(0.7 * 1.9)
    assert edge["documents"] == 2 and edge["ties"] == ["0", "1", "2", "3"]
    assert tie_weights(table)["weight"].tolist() == pytest.approx([0.315, 0.315, 0.35, 0.35])


def test_half_life_counts_from_the_newest_document():
    table = ties("A AID B", "A AID C", "A AID D", doc_id=["a", "b", "a"], date=["2018-01-01", "2020-01-01", "2030"],
                 status=["actual", "actual", "planned"])
    graph = influence_graph(table, half_life="730 days", status=["actual", "planned"])
    assert [graph["A"][name]["weight"] for name in "BCD"] == pytest.approx([0.35, 0.7, 0.7])
    assert graph.graph == {"status": "actual, planned", "half_life": "730 days", "reference": "2020-01-01"}


def test_until_moves_the_day_from_which_age_counts():
    table = ties("A AID B", date="2018-01-01")
    assert influence_graph(table, half_life=365, until="2019-01-01")["A"]["B"]["weight"] == pytest.approx(0.35)


def test_a_standing_tie_is_as_old_as_the_document_that_states_it():
    table = ties("A LEADS B", "A AID B", "C AID D", doc_id=["a", "a", "b"], date=["2000", "2018-01-01", "2020-01-01"])
    graph = influence_graph(table.iloc[[0, 2]], half_life="730 days",
                            documents=pd.DataFrame({"doc_id": ["a"], "date": ["2018-01-01"]}))
    assert graph["A"]["B"]["weight"] == pytest.approx(0.5)
    assert influence_graph(table, half_life="730 days")["A"]["B"]["weight"] == pytest.approx(0.5 + 0.35)


def test_an_edge_tells_sign_types_dates_and_ties():
    table = ties("A AID B", "A COERCE B", "B MEMBER_OF A", confidence=[0.1, 1.0, 0.2], date=["2020-07", "2019", ""],
                 until=["2020-09", "", ""], tie_id=["x", "y", "z"], doc_id="a")
    edge = influence_graph(table)["A"]["B"]
    assert edge["weight"] == pytest.approx(0.07 + 0.7 + 0.14)
    assert edge["balance"] == pytest.approx((0.07 - 0.7 + 0.14) / 0.91)
    assert edge["sign"] == -1 and edge["types"] == ["COERCE", "MEMBER_OF", "AID"] and edge["ties"] == ["x", "y", "z"]
    assert (edge["since"], edge["last"], edge["documents"]) == ("2019", "2020-09", 1)


def test_actors_give_kind_and_country():
    actors = pd.DataFrame({"name": ["A", "A"], "kind": ["state", "person"], "country": ["IRN", ""]})
    graph = influence_graph(ties("A AID B"), actors=actors)
    assert dict(graph.nodes(data=True)) == {"A": {"kind": "state", "country": "IRN"}, "B": {"kind": "", "country": ""}}


# The other graphs

def test_claims_keep_every_tie_with_every_column():
    table = full(ties("A AID B", "A AID B", "B ACCUSE A", status=["actual", "negated", "alleged"]))
    graph = claims_graph(table)
    assert [key for *_, key in graph.edges(keys=True)] == ["t0", "t1", "t2"]
    assert graph.edges["A", "B", "t1"] == table.drop(columns=["source", "target", "tie_id"]).iloc[1].to_dict()


def test_claims_with_an_id_twice_are_refused():
    with pytest.raises(ParameterError, match="tie_id x twice"):
        claims_graph(ties("A AID B", "A AID C", tie_id="x"))


def test_the_signed_graph_nets_friendship_against_enmity():
    table = ties("A AID B", "B ASSAULT A", "A CONSULT C", "C ACCUSE D", "D SUPPORT C", "E SUCCEEDS A", "B AID C",
                 "C COERCE B", confidence=[1, 0.5, 1, 0.5, 1, 1, 0.5, 0.5], doc_id="a")
    graph = signed_graph(table)
    assert {(a, b): edge["strength"] for a, b, edge in graph.edges(data=True)} == pytest.approx(
        {("A", "B"): 0.7 - 0.485, ("A", "C"): 0.1, ("C", "D"): 0.35 - 0.1})
    assert list(graph) == list("ABCDE") and graph["A"]["B"]["ties"] == ["0", "1"]


@pytest.mark.parametrize("build", [claims_graph, influence_graph, signed_graph])
def test_no_ties_give_an_empty_graph(build):
    assert len(build(ties("A AID B").iloc[:0])) == 0


# Properties

@settings(max_examples=25, deadline=None)
@given(any_ties)
def test_the_graph_is_the_sum_of_its_ties_whatever_their_order(table):
    before = table.copy()
    graph, parts = influence_graph(table), tie_weights(table)
    pd.testing.assert_frame_equal(table, before)
    total = parts.groupby(["source", "target"])["weight"].sum().to_dict()
    assert {(a, b): edge["weight"] for a, b, edge in graph.edges(data=True)} == pytest.approx(total)
    assert list(graph) == sorted(graph) and list(graph.edges) == sorted(graph.edges)
    turned = influence_graph(table.assign(tie_id=[str(n) for n in range(len(table))]).iloc[::-1])
    assert {edge: turned.edges[edge]["weight"] for edge in turned.edges} == pytest.approx(total)
    assert all(edge["weight"] > 0 and -1 <= edge["balance"] <= 1 and a != b for a, b, edge in graph.edges(data=True))


@settings(max_examples=25, deadline=None)
@given(any_ties)
def test_age_and_limits_only_take_away(table):
    plain = influence_graph(table)
    for less in (influence_graph(table, half_life="1 years"), influence_graph(table, min_confidence=0.5),
                 influence_graph(table, until="2020")):
        assert set(less) <= set(plain)
        assert all(edge["weight"] <= plain.edges[a, b]["weight"] + 1e-9 for a, b, edge in less.edges(data=True))
    assert len(select(table, status=["actual", "planned", "alleged", "negated"])) == len(table)
