"""Ties in, graphs out, and every file read again."""

import json

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from tie_tables import any_ties, doctests_pass, full, ties

from geoanalysis import tables
from geoanalysis.errors import GeoanalysisError, ParameterError, TableError
from geoanalysis.network import exchange
from geoanalysis.network.exchange import export, read_ties
from geoanalysis.network.graph import claims_graph, influence_graph, signed_graph

FORMATS = ["gexf", "graphml", "json", "csv"]


def test_examples():
    assert doctests_pass(exchange)


def some() -> pd.DataFrame:
    """Return four ties with all that is hard to write."""
    table = full(ties("Iran AID Iraq", "Iran COERCE Iraq", "Muqtada_al-Ṣadr CONSULT Iran", "Iran ACCUSE Israel",
                      confidence=[0.5, None, 0.7, 1.0], date=["2020-07", "", "", ""]))
    return table.assign(evidence=['"aids" <b>, ازادی', "a\r\nb", "bell \x07", "c\u2028d|e"])


def again(path):
    """Return the graph of a file as networkx reads it."""
    if path.suffix == ".gexf":
        return nx.read_gexf(path)
    if path.suffix == ".graphml":
        return nx.read_graphml(path)
    return nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")


# Ties in

@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_ties_come_back_as_they_were_written(tmp_path, ending):
    table = some()
    tables.write(table, tmp_path / f"ties.{ending}")
    pd.testing.assert_frame_equal(read_ties(tmp_path / f"ties.{ending}"), table)


@pytest.mark.parametrize(("content", "fault"), [
    (b"", "is empty"), (b"source,target\nIran,Iraq\n", "no column tie_id"), (b"\xff\xfe\x00", "UTF-8|no column")])
def test_files_that_hold_no_ties_are_refused(tmp_path, content, fault):
    (tmp_path / "ties.csv").write_bytes(content)
    with pytest.raises(TableError, match=fault):
        read_ties(tmp_path / "ties.csv")


def test_bad_cells_are_listed_and_a_missing_file_is_named(tmp_path):
    table = some().assign(type=["AID", "HELP", "AID", "AID"], status=["actual", "actual", "real", "actual"])
    table.to_csv(tmp_path / "ties.csv", index=False)
    with pytest.raises(TableError, match="row 3: type is 'HELP'.*row 4: status is 'real'"):
        read_ties(tmp_path / "ties.csv")
    with pytest.raises(TableError, match="nowhere.csv"):
        read_ties(tmp_path / "nowhere.csv")


# Graphs out

@pytest.mark.parametrize("build", [claims_graph, influence_graph, signed_graph])
@pytest.mark.parametrize("format", ["gexf", "graphml", "json"])
def test_networkx_reads_the_file_again(tmp_path, build, format):
    graph = build(some())
    found = again(export(graph, tmp_path / f"graph.{format}"))
    assert sorted(found) == sorted(graph) and found.is_directed() == graph.is_directed()
    assert sorted(found.edges()) == sorted(graph.edges()) or not graph.is_directed()
    assert found.number_of_edges() == graph.number_of_edges()


@pytest.mark.parametrize("format", ["gexf", "graphml", "json"])
def test_the_numbers_and_lists_of_influence_are_kept(tmp_path, format):
    graph = influence_graph(some(), actors=pd.DataFrame({"name": ["Iran"], "kind": "state", "country": "IRN"}))
    found = again(export(graph, tmp_path / f"graph.{format}"))
    edge, given = found["Iran"]["Iraq"], graph["Iran"]["Iraq"]
    assert (edge["weight"], edge["sign"], edge["since"], edge["documents"]) == (given["weight"], -1, "2020-07", 1)
    assert edge["ties"] == (given["ties"] if format == "json" else "t0|t1")
    assert found.nodes["Iran"]["kind"] == "state"


@pytest.mark.parametrize("format", ["gexf", "graphml"])
def test_claims_keep_type_place_and_evidence(tmp_path, format):
    found = again(export(claims_graph(some()), tmp_path / f"graph.{format}"))
    prefix = "tie_" if format == "gexf" else ""
    claims = sorted((edge[f"{prefix}type"], edge[f"{prefix}start"], edge["evidence"].split()[0])
                    for *_, edge in found.edges(data=True))
    assert claims == [("ACCUSE", 30, "c"), ("AID", 0, '"aids"'), ("COERCE", 10, "a"), ("CONSULT", 20, "bell")]


def test_a_format_given_wins_over_the_ending(tmp_path):
    graph = influence_graph(some())
    one, other = export(graph, tmp_path / "a.csv", format="json"), export(graph, tmp_path / "b.JSON")
    assert one.read_bytes() == other.read_bytes()


def test_csv_has_a_row_for_every_edge(tmp_path):
    found = pd.read_csv(export(influence_graph(some()), tmp_path / "graph.csv"))
    assert found[["source", "target", "ties"]].values.tolist() == [
        ["Iran", "Iraq", "t0|t1"], ["Iran", "Muqtada_al-Ṣadr", "t2"], ["Muqtada_al-Ṣadr", "Iran", "t2"]]
    claims = pd.read_csv(export(claims_graph(some()), tmp_path / "claims.csv"), keep_default_na=False)
    assert sorted(claims["evidence"]) == sorted(some()["evidence"])
    assert sorted(claims["tie_id"]) == ["t0", "t1", "t2", "t3"]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("build", [claims_graph, influence_graph, signed_graph])
def test_the_same_graph_gives_the_same_bytes_and_nothing_can_be_written(tmp_path, build, format):
    for table in (some(), some().iloc[:0]):
        first, second = (export(build(table), tmp_path / f"{name}.{format}").read_bytes() for name in "ab")
        assert first == second and first.endswith(b"\n") and b"lastmodified" not in first


@pytest.mark.parametrize(("name", "format"), [("graph.xlsx", None), ("graph", None), ("graph.csv", "pajek")])
def test_an_unknown_format_is_refused_with_those_allowed(tmp_path, name, format):
    with pytest.raises(GeoanalysisError, match="allowed are gexf, graphml, json, csv"):
        export(influence_graph(some()), tmp_path / name, format=format)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ParameterError, match="nowhere.*folder that exists"):
        export(influence_graph(some()), tmp_path / "nowhere" / "graph.csv")


@settings(max_examples=15, deadline=None)
@given(any_ties)
def test_no_graph_is_too_odd_to_write(tmp_path_factory, table):
    folder = tmp_path_factory.mktemp("graphs")
    graph = influence_graph(table)
    for format in ("gexf", "graphml", "json"):
        found = again(export(graph, folder / f"graph.{format}"))
        assert set(found) == set(graph) and set(found.edges()) == set(graph.edges())
