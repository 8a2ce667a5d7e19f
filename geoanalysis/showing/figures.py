"""Still pictures for print: the network, ties over time, and a ranking with its uncertainty."""

import textwrap
from collections.abc import Hashable

import numpy as np
import pandas as pd
import textalloc
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import ArrowStyle, FancyArrowPatch
from matplotlib.patheffects import withStroke

from geoanalysis.errors import ParameterError
from geoanalysis.network.layout import layout
from geoanalysis.resources import QUADS

#: Marker and colour of each kind of actor.
KIND_STYLE = {
    "state": ("s", "#3b4a6b"),
    "government": ("D", "#6f83b0"),
    "armed_group": ("^", "#8c4a3c"),
    "party": ("v", "#8a6d2f"),
    "organization": ("h", "#4f7a5b"),
    "media": ("P", "#7a5a86"),
    "population": ("p", "#8b8b8b"),
    "person": ("o", "#c9a86a"),
}
UNKNOWN_KIND = ("o", "#b0b0b0")
#: Colour and dash of each sign: either alone is enough to read it, so the figure survives a grey printer.
SIGN_STYLE = {1: ("#2166ac", "solid", "cooperative"), -1: ("#b2182b", (0, (5, 2)), "conflictual"),
              0: ("#7d7d7d", (0, (1, 1.6)), "neutral or mixed")}
QUAD_COLOURS = dict(zip(QUADS, ("#92c5de", "#2166ac", "#f4a582", "#b2182b"), strict=True))
STANDING_COLOUR = "#bdbdbd"
LABEL_WIDTH = 18
#: Up to this many actors every name is written.
ALL_LABELS = 40


def draw_network(graph, *, top: int = 30, seed: int = 7, ax: Axes | None = None) -> Figure:
    """Draw the influence graph: who can move whom, how strongly, and whether by cooperation or conflict.

    An arrow leads from the actor who has the influence. Its width grows with the weight, its colour and dash show the
    sign; a node's area grows with the weight of all its edges, its shape shows the kind. Places carry no meaning.

    Parameters
    ----------
    graph : DiGraph
        From `influence_graph`: nodes with ``kind``, edges with ``weight`` and ``sign``.
    top : int
        How many actors are named when there are more than 40: those with the most influence, given or received.
    seed : int
        Another seed gives another arrangement of the same graph.
    ax : Axes, optional
        Where to draw; a new figure when left out.

    Returns
    -------
    Figure

    Raises
    ------
    ParameterError
        If `top` is negative.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.DiGraph()
    >>> graph.add_edge("Iran", "Iraq", weight=2.0, sign=1)
    >>> draw_network(graph).axes[0].get_title(loc="left")
    'Influence among 2 actors'
    """
    if top < 0:
        raise ParameterError(f"draw_network: top={top}; it counts the actors to name, so it must be 0 or more")
    places = layout(graph, seed=seed)
    crowded = len(places) > ALL_LABELS
    if ax is None:
        ax = _axes((13, 10.5) if crowded else (11, 9))
        ax.set_position((0.02, 0.1, 0.96, 0.85))
    ax.set_title(f"Influence among {len(places)} actors", loc="left", fontsize=12)
    ax.set_axis_off()
    if places.empty:
        ax.text(0.5, 0.5, "no ties to draw", ha="center", va="center", transform=ax.transAxes, color="0.4")
        return ax.figure
    ax.set_xlim(-0.08, 1.1)
    ax.set_ylim(-0.06, 1.06)
    weights = node_weights(graph).reindex(places.index)
    areas = (45 if crowded else 90) + (500 if crowded else 900) * weights / max(weights.max(), 1e-9)
    _draw_edges(ax, graph, places=places, areas=areas)
    kinds = {actor: graph.nodes[actor].get("kind", "") for actor in places.index}
    for kind in sorted(set(kinds.values())):
        members = [actor for actor in places.index if kinds[actor] == kind]
        marker, colour = KIND_STYLE.get(kind, UNKNOWN_KIND)
        ax.scatter(places.x[members], places.y[members], s=areas[members], marker=marker, color=colour,
                   edgecolor="white", linewidth=1.1, zorder=3)
    _legend(ax, kinds=sorted(set(kinds.values())), signs={sign_of(data) for _, _, data in graph.edges(data=True)})
    named = weights.sort_values(ascending=False, kind="stable").index[: top if crowded else None]
    _label(ax, places.loc[named], graph=graph, areas=areas[named])
    return ax.figure


def node_weights(graph) -> pd.Series:
    """Return the weight of all edges of each actor, given and received, named ``weight``; isolates get 0.

    Examples
    --------
    >>> import networkx as nx
    >>> node_weights(nx.DiGraph([("Iran", "Iraq")])).tolist()
    [1.0, 1.0]
    """
    total = dict.fromkeys(sorted(graph), 0.0)
    for source, target, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        for actor in (source, target):
            total[actor] += abs(float(data.get("weight", 1.0)))
    return pd.Series(total, name="weight", dtype=float)


def sign_of(data: dict[str, Hashable]) -> int:
    """Return +1, -1 or 0 for the attributes of an edge; 0 when it says nothing.

    Examples
    --------
    >>> sign_of({"sign": -0.4}), sign_of({})
    (-1, 0)
    """
    return int(np.sign(data.get("sign") or 0))


def draw_timeline(ties: pd.DataFrame, *, ax: Axes | None = None) -> Figure:
    """Draw how many ties each month has, stacked by verbal and material cooperation and conflict.

    Ties whose date is known less exactly than a month are counted in the title, not drawn.

    Parameters
    ----------
    ties : DataFrame
        A table of ties: ``date`` and ``quad`` are used; standing ties are grey.
    ax : Axes, optional
        Where to draw; a new figure when left out.

    Returns
    -------
    Figure
    """
    ax = ax if ax is not None else _axes((10, 3.4))
    months = ties["date"].astype(str).str.extract(r"^(\d{4}-\d{2})", expand=False)
    dated = ties[months.notna()].assign(month=pd.PeriodIndex(months.dropna(), freq="M"))
    left_out = len(ties) - len(dated)
    ax.set_title(f"Ties per month (n={len(dated)}; {left_out} without a month not shown)", loc="left", fontsize=11)
    ax.spines[["top", "right"]].set_visible(False)
    if dated.empty:
        ax.text(0.5, 0.5, "no tie is dated to the month", ha="center", va="center", transform=ax.transAxes, color="0.4")
        ax.set_xticks([])
        ax.set_yticks([])
        return ax.figure
    span = pd.period_range(dated["month"].min(), dated["month"].max(), freq="M")
    counts = dated.groupby(["month", "quad"]).size().unstack(fill_value=0).reindex(span, fill_value=0)
    floor = np.zeros(len(span))
    for quad in (*QUADS, ""):
        if quad in counts:
            ax.bar(np.arange(len(span)), counts[quad], bottom=floor, width=0.85, label=quad or "standing tie",
                   color=QUAD_COLOURS.get(quad, STANDING_COLOUR))
            floor += counts[quad].to_numpy()
    step = max(1, -(-len(span) // 12))
    ax.set_xticks(np.arange(0, len(span), step), [str(month) for month in span[::step]], rotation=45, ha="right")
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax.set_ylabel("ties")
    ax.legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    ax.figure.tight_layout()
    return ax.figure


def draw_ranking(ranking: pd.DataFrame, *, top: int = 15, ax: Axes | None = None) -> Figure:
    """Draw a ranking with its intervals: a dot for each actor's value, a bar from its low to its high.

    Two actors whose bars overlap much cannot be told apart by these documents.

    Parameters
    ----------
    ranking : DataFrame
        Index of actors, columns ``value``, ``low`` and ``high``, the best in the first row.
    top : int
        How many actors to draw.
    ax : Axes, optional
        Where to draw; a new figure when left out.

    Returns
    -------
    Figure
    """
    shown = ranking.head(top)[::-1]
    ax = ax if ax is not None else _axes((8, 0.9 + 0.3 * max(len(shown), 2)))
    rows = np.arange(len(shown))
    ax.hlines(rows, shown["low"], shown["high"], color="#9db4d3", linewidth=5)
    ax.plot(shown["value"], rows, "o", color="#1f3a68")
    ax.set_yticks(rows, [textwrap.shorten(_plain(actor), 40, placeholder="…") for actor in shown.index])
    given = ranking.attrs
    ax.set_xlabel(f"{given['measure']}, with the interval of {given['level']:.0%} of the draws" if {"measure", "level"} <= set(given)
                  else "value and interval")
    ax.set_ylim(-0.7, len(shown) - 0.3)
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x", color="0.9")
    ax.set_axisbelow(True)
    ax.figure.tight_layout()
    return ax.figure


def _axes(size: tuple[float, float]) -> Axes:
    """Return the axes of a new figure that no global list of figures holds on to."""
    return Figure(figsize=size, dpi=100).subplots()


def _draw_edges(ax: Axes, graph, *, places: pd.DataFrame, areas: pd.Series) -> None:
    """Draw one curved arrow an edge, the heavy ones last, so that they lie above."""
    edges = sorted(graph.edges(data=True), key=lambda edge: (abs(edge[2].get("weight", 1.0)), edge[:2]))
    heaviest = max((abs(data.get("weight", 1.0)) for _, _, data in edges), default=1.0) or 1.0
    faint = 0.75 if len(edges) < 200 else 0.45
    for source, target, data in edges:
        if source == target:
            continue
        share = abs(data.get("weight", 1.0)) / heaviest
        colour, dash, _ = SIGN_STYLE[sign_of(data)]
        curve = 0.18 if graph.has_edge(target, source) else 0.05
        ax.add_patch(FancyArrowPatch(
            tuple(places.loc[source]), tuple(places.loc[target]), connectionstyle=f"arc3,rad={curve}",
            arrowstyle=ArrowStyle("-|>", head_length=3.5 + 3 * share, head_width=1.8 + 1.8 * share),
            # The square root of the area in points is the width of the marker: arrows end at its rim.
            shrinkA=0.5 * areas[source] ** 0.5, shrinkB=0.56 * areas[target] ** 0.5 + 1,
            linewidth=0.6 + 2.2 * share, linestyle=dash, color=colour, alpha=faint + 0.2 * share, zorder=1 + share))


def _legend(ax: Axes, *, kinds: list[str], signs: set[int]) -> None:
    """Say what shapes, colours and dashes stand for; only what the picture holds."""
    entries = [Line2D([], [], linestyle="none", marker=KIND_STYLE.get(kind, UNKNOWN_KIND)[0], markersize=8,
                      color=KIND_STYLE.get(kind, UNKNOWN_KIND)[1], label=(kind or "kind not known").replace("_", " "))
               for kind in kinds]
    entries += [Line2D([], [], color=colour, linestyle=dash, linewidth=1.8, label=label)
                for sign, (colour, dash, label) in SIGN_STYLE.items() if sign in signs]
    entries.append(Line2D([], [], color="none", label="width: weight of influence"))
    ax.legend(handles=entries, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=6, fontsize=8, frameon=False,
              handlelength=2.8)


def _plain(name: object) -> str:
    """Return a name so that matplotlib takes no dollar in it for the start of a formula."""
    return str(name).replace("$", r"\$")


def _label(ax: Axes, places: pd.DataFrame, *, graph, areas: pd.Series) -> None:
    """Write names where they cover neither each other nor the named nodes."""
    figure = ax.figure
    figure.canvas.draw()
    inside = [edge for edge in sorted(graph.edges()) if edge[0] in places.index and edge[1] in places.index]
    names = ["\n".join(textwrap.wrap(_plain(actor), LABEL_WIDTH)) for actor in places.index]
    size = 8 if len(places) <= ALL_LABELS else 7
    before = set(ax.texts)
    # textalloc counts sizes in units of the axes, matplotlib the area in square points
    points = np.ptp(ax.transData.transform([(0, 0), (1, 1)]), axis=0).min() * 72 / figure.dpi
    radii = np.sqrt(areas / np.pi).to_numpy() / points
    textalloc.allocate(
        ax, places.x.to_numpy(), places.y.to_numpy(), names, x_scatter=places.x.to_numpy(), y_scatter=places.y.to_numpy(),
        scatter_sizes=radii, text_scatter_sizes=radii, x_lines=[[places.x[a], places.x[b]] for a, b in inside],
        y_lines=[[places.y[a], places.y[b]] for a, b in inside], textsize=size, draw_lines=True, linecolor="0.6",
        linewidth=0.5, min_distance=0.012, max_distance=0.12, draw_all=True, avoid_crossing_label_lines=False)
    for text in ax.texts:
        if text not in before:
            text.set_path_effects([withStroke(linewidth=2.2, foreground="white")])
            text.set_zorder(5)
