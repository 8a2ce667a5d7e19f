"""Measures who moves whom: strength, PageRank, and the channels from one actor to another."""

from collections.abc import Callable
from difflib import get_close_matches
from math import fsum, prod

import pandas as pd

from geoanalysis.errors import ParameterError
from geoanalysis.network.graph import nx

#: Chance that a walker follows an edge instead of jumping anywhere, as Brin and Page chose it.
DAMPING = 0.85
_CHANNEL = ["path", "through", "length", "strength", "share", "bottleneck", "weakest", "types", "ties", "documents"]


def strength(graph: nx.DiGraph, *, direction: str = "out") -> pd.Series:
    """Return the sum of the weights of the edges that leave ("out") or reach ("in") each actor.

    ``s_out(i) = Σ_j w(i, j)`` and ``s_in(i) = Σ_j w(j, i)``: how much an actor moves others, and is moved by them.
    Isolates have 0; a graph without nodes gives an empty Series.

    Returns
    -------
    Series
        Named `out_strength` or `in_strength`, ≥ 0, indexed by actor in the order of the graph.

    Raises
    ------
    ParameterError
        If the direction is neither "in" nor "out".

    References
    ----------
    A. Barrat, M. Barthélemy, R. Pastor-Satorras, A. Vespignani, "The architecture of complex weighted networks",
    PNAS 101(11), 2004, 3747–3752.

    Examples
    --------
    >>> graph = nx.DiGraph()
    >>> graph.add_weighted_edges_from([("Iran", "Hezbollah", 2.0), ("Iran", "Iraq", 0.5)])
    >>> strength(graph).to_dict()
    {'Iran': 2.5, 'Hezbollah': 0.0, 'Iraq': 0.0}
    """
    if direction not in ("in", "out"):
        raise ParameterError(f"direction is {direction!r}; allowed are 'in' and 'out'")
    edges = graph.succ if direction == "out" else graph.pred
    sums = {actor: fsum(edge["weight"] for edge in edges[actor].values()) for actor in graph}
    return _series(sums, f"{direction}_strength")


def pagerank(graph: nx.DiGraph, *, damping: float = DAMPING) -> pd.Series:
    """Return influence that counts whom one moves: PageRank of the reversed graph.

    A walker stands at an actor and asks who moves it; it follows one of the edges that reach the actor, with a chance
    in proportion to their weight, and so on. Now and then (chance 1 − damping), and always where nobody moves the
    actor, it starts anew anywhere. The share of its time spent at an actor is that actor's influence: ``r(i) = (1 −
    d)/n + d · Σ_j r(j) · w(i, j) / s_in(j)`` (+ the equal share of those whom nobody moves). Moving an actor that
    itself moves many counts more than moving one that moves nobody. The values sum to 1; an isolate has the lowest
    value there is; a graph without nodes gives an empty Series.

    Parameters
    ----------
    graph : DiGraph
        An influence graph.
    damping : float, optional
        Chance to follow an edge, 0 ≤ damping < 1.

    Returns
    -------
    Series
        Named `pagerank`, indexed by actor in the order of the graph.

    References
    ----------
    S. Brin, L. Page, "The anatomy of a large-scale hypertextual web search engine", Computer Networks and ISDN
    Systems 30, 1998, 107–117.

    Examples
    --------
    >>> graph = nx.DiGraph()
    >>> graph.add_weighted_edges_from([("Iran", "Hezbollah", 2.0), ("Iran", "Iraq", 0.5)])
    >>> pagerank(graph).round(3).to_dict()
    {'Iran': 0.574, 'Hezbollah': 0.213, 'Iraq': 0.213}
    """
    if not 0 <= damping < 1:
        raise ParameterError(f"damping is {damping!r}; allowed is a number from 0 to below 1")
    reverse = graph.reverse(copy=False)
    return _series(nx.pagerank(reverse, alpha=damping, weight="weight", tol=1e-10, max_iter=1000), "pagerank")


def influence(graph: nx.DiGraph, *, damping: float = DAMPING) -> pd.DataFrame:
    """Return how influential each actor is, the most influential first.

    Parameters
    ----------
    graph : DiGraph
        An influence graph.
    damping : float, optional
        See `pagerank`.

    Returns
    -------
    DataFrame
        Indexed by `actor`, sorted by pagerank, then by name; none of the cells is ever empty:

        - `pagerank`: 0 … 1, sums to 1; influence that counts whom one moves;
        - `out_strength`, `in_strength`: ≥ 0; how much the actor moves others, and is moved by them;
        - `moves`, `moved_by`: how many actors it moves, and how many move it;
        - `reach`: how many actors it can move directly or through others.

        Isolates have the lowest pagerank and 0 in the rest; a graph without nodes gives no rows.

    Examples
    --------
    >>> graph = nx.DiGraph()
    >>> graph.add_weighted_edges_from([("Iran", "Hezbollah", 2.0), ("Hezbollah", "Lebanon", 0.5)])
    >>> influence(graph).round(2).loc["Iran"].to_dict()
    {'pagerank': 0.47, 'out_strength': 2.0, 'in_strength': 0.0, 'moves': 1.0, 'moved_by': 0.0, 'reach': 2.0}
    """
    table = pd.DataFrame({
        "pagerank": pagerank(graph, damping=damping),
        "out_strength": strength(graph, direction="out"), "in_strength": strength(graph, direction="in"),
        "moves": _series(dict(graph.out_degree()), "moves", "int64"),
        "moved_by": _series(dict(graph.in_degree()), "moved_by", "int64"),
        "reach": _series({actor: len(nx.descendants(graph, actor)) for actor in graph}, "reach", "int64")})
    # Equal actors must not be ordered by the last bits of a sum.
    order = table.assign(key=-table["pagerank"].round(9), name=table.index).sort_values(["key", "name"]).index
    return table.loc[order]


def measured(measure: Callable, graph: nx.DiGraph, *, column: str | None = None) -> pd.Series:
    """Return what a measure gives for a graph as one number for each actor, in the order of the graph.

    Parameters
    ----------
    measure : callable
        Takes a graph, returns a Series or a DataFrame indexed by actor, such as `influence`, `strength`, `brokerage`.
    graph : DiGraph
        An influence graph.
    column : str, optional
        Which column of a DataFrame is meant; without it the first.

    Raises
    ------
    ParameterError
        If the measure returns something else or has no such column.

    Examples
    --------
    >>> graph = nx.DiGraph()
    >>> graph.add_weighted_edges_from([("Iran", "Hezbollah", 2.0)])
    >>> measured(influence, graph, column="moves").to_dict()
    {'Iran': 1.0, 'Hezbollah': 0.0}
    """
    values = measure(graph)
    name = getattr(measure, "__name__", "measure")
    if isinstance(values, pd.DataFrame):
        if column is not None and column not in values:
            raise ParameterError(f"column is {column!r}; {name} has {', '.join(map(str, values))}")
        values = values[values.columns[0] if column is None else column]
    elif not isinstance(values, pd.Series):
        raise ParameterError(f"{name} returns a {type(values).__name__}; give a measure that returns a Series or a "
                             "DataFrame indexed by actor")
    return values.reindex(pd.Index(list(graph), name="actor", dtype="str")).astype("float64")


def channels(graph: nx.DiGraph, source: str, target: str, *, longest: int = 3) -> pd.DataFrame:
    """Return through whom, and by which kind of tie, one actor can move another.

    A channel is a path without repeated actors. Its strength is the product, over its edges, of the share that the
    edge has in all influence upon the actor it reaches: ``Π w(u, v) / s_in(v)``. It is the chance that a walker who
    starts at the target and asks at every step "who moves you?" comes to the source by just this path (the walk of
    `pagerank`), so a long channel is weak unless each actor on it is moved by little else. Its bottleneck is the
    smallest weight on it.

    Parameters
    ----------
    graph : DiGraph
        An influence graph.
    source, target : str
        Names of two actors of the graph.
    longest : int, optional
        How many edges a channel may have, 1 or more.

    Returns
    -------
    DataFrame
        One row a channel, the strongest first; no rows when the source cannot reach the target:

        - `path`: the actors, joined by " → "; `through`: those between, joined by " → ", empty for the direct
          channel;
        - `length`: number of edges;
        - `strength`: 0 … 1, as above; `share`: strength divided by the sum over the rows, 0 … 1;
        - `bottleneck`: smallest weight; `weakest`: the edge that has it;
        - `types`: the heaviest tie type of each edge, joined by " → " (empty where the graph does not know);
        - `ties`: list of the tie_id of all its edges; `documents`: fewest documents that carry one of its edges.

    Raises
    ------
    ParameterError
        If an actor is not in the graph, the two are the same, or `longest` is below 1.

    Examples
    --------
    >>> graph = nx.DiGraph()
    >>> graph.add_weighted_edges_from([("Iran", "Iraq", 1.0), ("Iran", "Badr", 2.0), ("Badr", "Iraq", 3.0)])
    >>> channels(graph, "Iran", "Iraq")[["path", "strength", "bottleneck"]].values.tolist()
    [['Iran → Badr → Iraq', 0.75, 2.0], ['Iran → Iraq', 0.25, 1.0]]
    """
    for actor in (source, target):
        if actor not in graph:
            near = get_close_matches(actor, [str(name) for name in graph], 3, 0.5)
            hint = f"did you mean {' or '.join(near)}?" if near else f"list(graph) names its {len(graph)} actors"
            raise ParameterError(f"{actor!r} is no actor of the graph; {hint}")
    if source == target or longest < 1:
        raise ParameterError(f"source is {source!r}, target {target!r}, longest {longest!r}; "
                             "give two different actors and a length of 1 or more")
    moved = strength(graph, direction="in")
    paths = sorted(nx.all_simple_paths(graph, source, target, cutoff=longest))
    table = pd.DataFrame([_channel(graph, path, moved) for path in paths], columns=_CHANNEL)
    total = fsum(table["strength"])
    table["share"] = table["strength"] / total if total else table["strength"]
    return table.sort_values(["strength", "length", "path"], ascending=[False, True, True], ignore_index=True)


def _channel(graph: nx.DiGraph, path: list[str], moved: pd.Series) -> dict[str, object]:
    """Return one row of `channels`."""
    steps = list(zip(path, path[1:], strict=False))
    edges = [graph.edges[step] for step in steps]
    weakest = min(range(len(steps)), key=lambda number: edges[number]["weight"])
    types = [edge.get("types", [""])[0] for edge in edges]
    shares = [edge["weight"] / moved[end] for edge, end in zip(edges, path[1:], strict=True)]
    return {"path": " → ".join(path), "through": " → ".join(path[1:-1]), "length": len(steps),
            "strength": round(prod(shares), 12), "bottleneck": edges[weakest]["weight"],
            "weakest": " → ".join(steps[weakest]),
            "types": " → ".join(types) if any(types) else "",
            "documents": min(edge.get("documents", 0) for edge in edges),
            "ties": list(dict.fromkeys(tie_id for edge in edges for tie_id in edge.get("ties", [])))}


def _series(values: dict, name: str, dtype: str = "float64") -> pd.Series:
    """Return values by actor as a Series of its own name."""
    index = pd.Index(list(values), name="actor", dtype="str")
    return pd.Series(list(values.values()), index=index, name=name, dtype=dtype)
