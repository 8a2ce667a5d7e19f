"""The figures: every name is there, nothing is cut or covers another, and the same graph gives the same picture."""

import io
import random
import string

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from tie_tables import doctests_pass

from geoanalysis.errors import ParameterError
from geoanalysis.network import layout as layout_module
from geoanalysis.network.graph import nx
from geoanalysis.network.layout import layout
from geoanalysis.showing import figures
from geoanalysis.showing.figures import draw_network, draw_ranking, draw_timeline, node_weights


def made(actors: int, edges: int) -> nx.DiGraph:
    """Return a graph with long names and every kind and sign."""
    chance = random.Random(3)
    names = [f"{chance.choice(['Brigade of', 'Abdul Aziz al-', 'Ministry for'])}{''.join(chance.choices(string.ascii_lowercase, k=9))}"
             for _ in range(actors)]
    graph = nx.DiGraph()
    for name in names:
        graph.add_node(name, kind=chance.choice(sorted(figures.KIND_STYLE)))
    for _ in range(edges):
        # The lower of two draws: some actors have far more edges than others, as in news.
        source, target = (names[min(chance.randrange(actors), chance.randrange(actors))] for _ in range(2))
        if source != target:
            graph.add_edge(source, target, weight=chance.random() * 3, sign=chance.choice([1, 1, -1, 0]))
    return graph


def pixels(figure: Figure) -> bytes:
    image = io.BytesIO()
    figure.savefig(image, format="png", metadata={"Software": None})
    return image.getvalue()


def overlaps(figure: Figure) -> int:
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    return sum(a.shrunk(0.9, 0.8).overlaps(b.shrunk(0.9, 0.8)) for i, a in enumerate(boxes) for b in boxes[:i])


def test_doctests():
    assert doctests_pass(figures)
    assert doctests_pass(layout_module)


@pytest.mark.parametrize(("actors", "edges", "named"), [(35, 90, 35), (300, 900, 30)])
def test_names_are_there_and_readable(actors, edges, named):
    figure = draw_network(made(actors, edges))
    texts = figure.axes[0].texts
    assert len(texts) == named
    assert overlaps(figure) <= 2
    page = figure.bbox
    cut = [text.get_text() for text in texts if not (page.x0 <= text.get_window_extent().x0 and text.get_window_extent().x1 <= page.x1)]
    assert cut == []


def test_names_cover_no_actor():
    figure = draw_network(made(35, 90))
    axes = figure.axes[0]
    spots = [spot for found in axes.collections for spot in axes.transData.transform(found.get_offsets())]
    covered = [text.get_text() for text in axes.texts if any(text.get_window_extent().contains(*spot) for spot in spots)]
    assert len(spots) == 35
    assert len(covered) <= 1


def test_same_graph_same_bytes_whatever_the_order():
    graph = made(20, 40)
    turned = nx.DiGraph()
    turned.add_nodes_from(sorted(graph.nodes(data=True), reverse=True))
    turned.add_edges_from(sorted(graph.edges(data=True), key=lambda edge: edge[:2], reverse=True))
    assert pixels(draw_network(graph)) == pixels(draw_network(turned))
    assert pixels(draw_network(graph, seed=1)) != pixels(draw_network(graph, seed=2))


def test_sign_shows_by_colour_and_by_dash():
    styles = [style[:2] for style in figures.SIGN_STYLE.values()]
    assert len({colour for colour, _ in styles}) == len({str(dash) for _, dash in styles}) == 3


def test_edges_without_weight_isolates_loops_and_nothing_at_all():
    graph = nx.DiGraph([("a", "b"), ("c", "c")])
    graph.add_node("d")
    assert node_weights(graph)["d"] == 0
    assert len(draw_network(graph).axes[0].texts) == 4
    assert [text.get_text() for text in draw_network(nx.DiGraph()).axes[0].texts] == ["no ties to draw"]
    with pytest.raises(ParameterError, match="top=-1"):
        draw_network(graph, top=-1)


def test_dollars_in_names_are_no_formula():
    graph = nx.DiGraph([("A $5 fund", "Bank of $x_$")])
    assert pixels(draw_network(graph))


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=12))
@settings(max_examples=25, deadline=None)
def test_layout_places_every_actor_on_the_sheet(edges):
    graph = nx.DiGraph(edges)
    places = layout(graph)
    assert places.index.tolist() == sorted(graph)
    assert places.isna().sum().sum() == 0
    assert places.empty or (places.min().min() >= 0 and places.max().max() <= 1)


def test_parts_without_a_link_stay_near():
    graph = nx.DiGraph([(f"a{i}", f"a{i + 1}") for i in range(12)] + [("x", "y")])
    places = layout(graph)
    rest = places.drop(index=["x", "y"])
    # The long part still fills a good deal of the sheet.
    assert (rest.max() - rest.min()).min() > 0.3


def test_timeline_draws_what_is_dated_and_says_what_is_not():
    ties = pd.DataFrame({"date": ["2020-01", "2020-03-05", "2020", ""], "quad": ["verbal conflict", "", "", ""]})
    title = draw_timeline(ties).axes[0].get_title(loc="left")
    assert "n=2; 2 without" in title
    assert draw_timeline(ties.iloc[:0]).axes


def test_ranking_draws_intervals_and_bears_empty_ones():
    table = pd.DataFrame({"value": [2.0, 1.0], "low": [1.5, None], "high": [2.5, None]}, index=["Iran", "Iraq"])
    axes = draw_ranking(table).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Iraq", "Iran"]
    assert draw_ranking(table.iloc[:0]).axes
