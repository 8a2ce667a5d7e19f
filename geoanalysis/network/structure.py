"""Measures the shape of a network: who stands between others, who belongs together, and how well the camps fit."""

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from geoanalysis.errors import ParameterError
from geoanalysis.network.graph import nx

#: Up to how many actors the frustration is sought exactly; above, only by annealing.
EXACT_LIMIT = 100
#: How many branches the exact search may take: a limit of work, not of time, so that every machine gives the same.
_BRANCHES = 500
#: Simulated annealing: how often every actor is visited, and how many searches run side by side.
_SWEEPS, _SEARCHES = 200, 8


def brokerage(graph: nx.DiGraph) -> pd.DataFrame:
    """Return how far each actor stands between others.

    Parameters
    ----------
    graph : DiGraph
        An influence graph.

    Returns
    -------
    DataFrame
        Indexed by `actor` in the order of the graph:

        - `betweenness`: 0 … 1; share of the shortest paths between two others that run through the actor, the length
          of an edge being 1 / weight, ``Σ_{s≠v≠t} σ(s,t|v) / σ(s,t) / ((n − 1)(n − 2))``; isolates have 0;
        - `constraint`: > 0; Burt's constraint ``Σ_j (p(i,j) + Σ_q p(i,q) p(q,j))²``, p being shares of an actor's
          weights in both directions; low for those whose partners are not tied to each other (brokers); empty for
          isolates;
        - `effective_size`: ≥ 0; number of partners less the redundancy among them; empty for isolates.

        A graph without nodes gives no rows.

    References
    ----------
    L. C. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40(1), 1977, 35–41. U. Brandes,
    "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25(2), 2001, 163–177. R. S.
    Burt, Structural Holes: The Social Structure of Competition, Harvard University Press, 1992.

    Examples
    --------
    >>> graph = nx.DiGraph()
    >>> graph.add_weighted_edges_from([("Iran", "Badr", 2.0), ("Badr", "Iraq", 1.0)])
    >>> brokerage(graph)["betweenness"].to_dict()
    {'Iran': 0.0, 'Badr': 0.5, 'Iraq': 0.0}
    """
    lengths = nx.DiGraph()
    lengths.add_nodes_from(graph)
    weighted = graph.edges(data="weight")
    lengths.add_weighted_edges_from(((a, b, 1 / weight) for a, b, weight in weighted), weight="length")
    measures = {"betweenness": nx.betweenness_centrality(lengths, weight="length"),
                "constraint": nx.constraint(graph, weight="weight") if len(graph) else {},
                "effective_size": nx.effective_size(graph, weight="weight") if len(graph) else {}}
    index = pd.Index(list(graph), name="actor", dtype="str")
    return pd.DataFrame({name: [float(values[actor]) for actor in graph] for name, values in measures.items()},
                        index=index, dtype="float64")


def communities(graph: nx.Graph, *, seed: int, resolution: float = 1.0) -> pd.Series:
    """Return which actors belong together: groups with more weight inside than chance would put there.

    Louvain's search for the partition of highest modularity ``Σ_c (w_in(c)/m − γ (s(c)/2m)²)``, direction left aside.
    Edges whose sign is negative do not hold a group together and are left out.

    Parameters
    ----------
    graph : Graph or DiGraph
        An influence graph or a signed graph.
    seed : int
        Another seed may give another, about equally good partition.
    resolution : float, optional
        γ > 0; higher gives smaller groups.

    Returns
    -------
    Series
        Named `community`, indexed by actor in the order of the graph: 1 for the largest group, and so on, equal ones
        in alphabetical order of their first actor. Isolates are groups of one. A graph without nodes gives an empty
        Series.

    References
    ----------
    V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, "Fast unfolding of communities in large networks",
    Journal of Statistical Mechanics, 2008, P10008.

    Examples
    --------
    >>> graph = nx.DiGraph()
    >>> graph.add_weighted_edges_from([("Iran", "Badr", 1), ("Iran", "PMF", 1), ("Badr", "PMF", 1), ("US", "UK", 1)])
    >>> communities(graph, seed=7).to_dict()
    {'Iran': 1, 'Badr': 1, 'PMF': 1, 'US': 2, 'UK': 2}
    """
    if not resolution > 0:
        raise ParameterError(f"resolution is {resolution!r}; allowed is a number above 0")
    actors = list(graph)
    number = {actor: place for place, actor in enumerate(actors)}
    # Numbers instead of names: the search walks through sets, and the order of sets of names changes from run to run.
    bonds = nx.Graph()
    bonds.add_nodes_from(range(len(actors)))
    for a, b, edge in graph.edges(data=True):
        if edge.get("sign", 1) >= 0:
            pair = number[a], number[b]
            bonds.add_edge(*pair, weight=edge["weight"] + bonds.get_edge_data(*pair, {"weight": 0.0})["weight"])
    found = nx.community.louvain_communities(bonds, weight="weight", resolution=resolution, seed=seed) if actors else []
    groups = [sorted(actors[place] for place in group) for group in found]
    groups.sort(key=lambda group: (-len(group), group))
    member = {actor: place for place, group in enumerate(groups, 1) for actor in group}
    return pd.Series([member[actor] for actor in actors], index=pd.Index(actors, name="actor", dtype="str"),
                     name="community", dtype="int64")


def triads(graph: nx.Graph) -> pd.DataFrame:
    """Return every three actors that are all tied to each other, and whether the three are balanced.

    Balanced is a triad whose signs multiply to +1: all friends, or two friends with one enemy in common.

    Parameters
    ----------
    graph : Graph
        A signed graph (`signed_graph`).

    Returns
    -------
    DataFrame
        One row a triad in alphabetical order: a, b, c (actors); ab, ac, bc (signs, +1 or −1); balanced (bool).

    References
    ----------
    D. Cartwright, F. Harary, "Structural balance: a generalization of Heider's theory", Psychological Review 63(5),
    1956, 277–293.

    Examples
    --------
    >>> graph = nx.Graph()
    >>> graph.add_edge("Iran", "Hezbollah", sign=1); graph.add_edge("Iran", "Israel", sign=-1)
    >>> graph.add_edge("Hezbollah", "Israel", sign=-1)
    >>> triads(graph)["balanced"].tolist()
    [True]
    """
    rows = []
    for a in sorted(graph):
        later = sorted(b for b in graph[a] if b > a)
        rows += [(a, b, c, graph[a][b]["sign"], graph[a][c]["sign"], graph[b][c]["sign"])
                 for place, b in enumerate(later) for c in later[place + 1:] if graph.has_edge(b, c)]
    table = pd.DataFrame(rows, columns=["a", "b", "c", "ab", "ac", "bc"])
    table = table.astype({"a": "str", "b": "str", "c": "str", "ab": "int64", "ac": "int64", "bc": "int64"})
    return table.assign(balanced=table["ab"] * table["ac"] * table["bc"] > 0)


def balance(graph: nx.Graph, *, seed: int) -> pd.Series:
    """Return how near a signed graph is to two camps, friends inside and enemies between them.

    Parameters
    ----------
    graph : Graph
        A signed graph (`signed_graph`).
    seed : int
        Of the annealing.

    Returns
    -------
    Series
        Named `balance`: `edges`, `negative` (edges with sign −1); `triads`, `balanced` (triads), `balanced_share` (0
        … 1, NaN without triads: of random signs with a share q of negative ones ``((1 − 2q)³ + 1) / 2`` would be
        balanced); `frustration`, the fewest edges that contradict any division into two camps; `frustration_share` of
        all edges (NaN without edges); `exact`, 1 if the frustration is proven to be the fewest, 0 if it is only an
        upper bound.

    References
    ----------
    D. Cartwright, F. Harary, as in `triads`. S. Aref, M. C. Wilson, "Balance and frustration in signed networks",
    Journal of Complex Networks 7(2), 2019, 163–189.

    Examples
    --------
    >>> graph = nx.Graph()
    >>> graph.add_edge("Iran", "Iraq", sign=1); graph.add_edge("US", "Iraq", sign=1)
    >>> graph.add_edge("US", "Iran", sign=-1)
    >>> balance(graph, seed=7)[["triads", "balanced", "frustration", "exact"]].tolist()
    [1.0, 0.0, 1.0, 1.0]
    """
    table = triads(graph)
    negative = sum(sign < 0 for _, _, sign in graph.edges(data="sign"))
    edges = graph.number_of_edges()
    _, frustration, exact = _two_camps(graph, seed)
    return pd.Series({"edges": edges, "negative": negative, "triads": len(table), "balanced": table["balanced"].sum(),
                      "balanced_share": table["balanced"].mean() if len(table) else np.nan, "frustration": frustration,
                      "frustration_share": frustration / edges if edges else np.nan, "exact": exact},
                     name="balance", dtype="float64")


def camps(graph: nx.Graph, *, seed: int) -> pd.Series:
    """Return the division into two camps that the fewest edges contradict.

    Parameters
    ----------
    graph : Graph
        A signed graph (`signed_graph`).
    seed : int
        Of the annealing; where several divisions are equally good, another seed may give another one.

    Returns
    -------
    Series
        Named `camp`, indexed by actor in the order of the graph: in every connected part 1 is the camp of the actor
        with most edges (the first in the alphabet among equals), 2 the other one; 0 for isolates. Camps of
        unconnected parts have nothing to do with each other.

    Examples
    --------
    >>> graph = nx.Graph()
    >>> graph.add_edge("Iran", "Hezbollah", sign=1); graph.add_edge("Iran", "Israel", sign=-1)
    >>> camps(graph, seed=7).to_dict()
    {'Iran': 1, 'Hezbollah': 1, 'Israel': 2}
    """
    side, _, _ = _two_camps(graph, seed)
    number = {actor: place for place, actor in enumerate(graph)}
    camp = np.zeros(len(number), dtype="int64")
    for part in nx.connected_components(graph):
        if len(part) > 1:
            first = min(part, key=lambda actor: (-graph.degree(actor), actor))
            for actor in part:
                camp[number[actor]] = 1 if side[number[actor]] == side[number[first]] else 2
    return pd.Series(camp, index=pd.Index(list(graph), name="actor", dtype="str"), name="camp")


def _two_camps(graph: nx.Graph, seed: int) -> tuple[np.ndarray, int, bool]:
    """Return a side (0, 1) for every actor, how many edges contradict it, and whether fewer are impossible."""
    number = {actor: place for place, actor in enumerate(graph)}
    signed = [(number[a], number[b], sign) for a, b, sign in graph.edges(data="sign")]
    edges = np.array(signed, dtype="int64").reshape(-1, 3)
    if not len(edges):
        return np.zeros(len(number), dtype="int64"), 0, True
    side = _annealed(edges, len(number), seed)
    bound = _contradicted(edges, side)
    if bound == 0 or len(number) > EXACT_LIMIT:
        return side, bound, bound == 0
    found, proven = _searched(edges, len(number))
    if found is not None and _contradicted(edges, found) < bound:
        side = found
    return side, _contradicted(edges, side), proven


def _contradicted(edges: np.ndarray, side: np.ndarray) -> int:
    """Count friends on different sides and enemies on the same side."""
    apart = side[edges[:, 0]] != side[edges[:, 1]]
    return int(np.sum(apart == (edges[:, 2] > 0)))


def _annealed(edges: np.ndarray, actors: int, seed: int) -> np.ndarray:
    """Return the best sides that simulated annealing finds."""
    rng = np.random.default_rng(seed)
    signs = np.zeros((actors, actors))
    signs[edges[:, 0], edges[:, 1]] = signs[edges[:, 1], edges[:, 0]] = edges[:, 2]
    spins = rng.choice([-1.0, 1.0], size=(actors, _SEARCHES))
    best, fewest = spins[:, 0].copy(), np.inf
    for heat in np.geomspace(3.0, 0.1, _SWEEPS):
        chance = rng.random((actors, _SEARCHES))
        for actor in rng.permutation(actors):
            # A flip turns every satisfied edge of the actor into a contradicted one and the other way round.
            rise = spins[actor] * (signs[actor] @ spins)
            spins[actor] *= np.where(chance[actor] < np.exp(-np.maximum(rise, 0) / heat), -1.0, 1.0)
        contradicted = -np.einsum("is,ij,js->s", spins, signs, spins, optimize=True)
        if contradicted.min() < fewest:
            fewest, best = contradicted.min(), spins[:, contradicted.argmin()].copy()
    return (best > 0).astype("int64")


def _searched(edges: np.ndarray, actors: int) -> tuple[np.ndarray | None, bool]:
    """Return the best sides that branch and bound finds (None: none), and whether they are proven to be the best.

    One variable x for every actor (its side) and one f for every edge (contradicted), with f ≥ |x_i − x_j| for
    friends and f ≥ |x_i + x_j − 1| for enemies; the sum of f is to be the smallest.
    """
    count = len(edges)
    first, second, sign = edges.T
    rows = np.arange(count)
    one, two = np.ones(count), -sign.astype("float64")
    # Friends: ±(x_i − x_j) ≤ f; enemies: ±(x_i + x_j − 1) ≤ f.
    places = (np.tile(rows, 3), np.concatenate([first, second, actors + rows]))
    upper = csr_array((np.concatenate([one, two, -one]), places), shape=(count, actors + count))
    lower = csr_array((np.concatenate([-one, -two, -one]), places), shape=(count, actors + count))
    shift = (sign < 0).astype("float64")
    triangles = _unbalanced(edges, actors)
    cuts = csr_array((np.ones(triangles.size), (np.repeat(np.arange(len(triangles)), 3), actors + triangles.ravel())),
                     shape=(len(triangles), actors + count))
    limit = np.ones(actors + count)
    # The two sides are interchangeable, so the actor with most edges may be put on side 0.
    limit[np.bincount(edges[:, :2].ravel(), minlength=actors).argmax()] = 0
    cost = np.concatenate([np.zeros(actors), np.ones(count)])
    result = milp(cost, integrality=np.concatenate([np.ones(actors), np.zeros(count)]), bounds=Bounds(0, limit),
                  constraints=[LinearConstraint(upper, ub=shift), LinearConstraint(lower, ub=-shift),
                               LinearConstraint(cuts, lb=1)],
                  options={"node_limit": _BRANCHES})
    if result.x is None:
        return None, False
    return np.round(result.x[:actors]).astype("int64"), result.status == 0


def _unbalanced(edges: np.ndarray, actors: int) -> np.ndarray:
    """Return the three edges (rows of `edges`) of every triad whose signs multiply to −1."""
    place = np.full((actors, actors), -1)
    for row, (a, b, _) in enumerate(edges):
        place[a, b] = place[b, a] = row
    found = [(row, place[a, c], place[b, c]) for row, (a, b, sign) in enumerate(edges)
             for c in range(max(a, b) + 1, actors) if place[a, c] >= 0 and place[b, c] >= 0
             and sign * edges[place[a, c], 2] * edges[place[b, c], 2] < 0]
    return np.array(found, dtype="int64").reshape(-1, 3)
