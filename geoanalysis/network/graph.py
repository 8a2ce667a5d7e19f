"""Builds graphs from ties: all claims, who can move whom, who is with whom; the one door to networkx."""

from collections import namedtuple
from collections.abc import Mapping, Sequence
from math import fsum

import networkx as nx
import numpy as np
import pandas as pd

from geoanalysis.errors import ParameterError
from geoanalysis.network.weights import completed, select, weighted
from geoanalysis.resources import tie_types

__all__ = ["claims_graph", "influence_graph", "nx", "signed_graph"]


def _with_actors(graph: nx.Graph, names: pd.Series, actors: pd.DataFrame | None) -> nx.Graph:
    """Add the named actors in alphabetical order, with kind and country where the actors table tells them."""
    graph.add_nodes_from(sorted(set(names)))
    if actors is not None:
        # Two actors may share a name; the table is sorted by weight of mention, so the first is the one meant.
        known = actors.drop_duplicates("name").set_index("name")[["kind", "country"]].fillna("").to_dict("index")
        nx.set_node_attributes(graph, {name: known.get(name, {"kind": "", "country": ""}) for name in graph})
    return graph


def claims_graph(ties: pd.DataFrame, *, actors: pd.DataFrame | None = None) -> nx.MultiDiGraph:
    """Return the graph of all claims: one edge for every tie, whatever its status.

    Parameters
    ----------
    ties : DataFrame
        A ties table.
    actors : DataFrame, optional
        The actors table; nodes then carry `kind` and `country`.

    Returns
    -------
    MultiDiGraph
        Nodes are actor names in alphabetical order; edges are in the order of the table, their key is `tie_id`, and
        they carry every other column of the table, so that no claim travels without its evidence.

    Raises
    ------
    TableError
        If a column is missing or a type or status is not allowed.
    ParameterError
        If a tie_id is there twice.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": ["Iran", "Iran"], "target": ["Iraq", "Iraq"], "type": ["AID", "THREATEN"]})
    >>> graph = claims_graph(ties)
    >>> [(key, claim["type"]) for _, _, key, claim in graph.edges(keys=True, data=True)]
    [('0', 'AID'), ('1', 'THREATEN')]
    """
    ties = completed(ties)
    twice = ties["tie_id"][ties["tie_id"].duplicated()].tolist()
    if twice:
        raise ParameterError(f"the ties hold the tie_id {', '.join(twice[:20])} twice; drop one or give new ids")
    graph = _with_actors(nx.MultiDiGraph(), pd.concat([ties["source"], ties["target"]]), actors)
    claims = ties.drop(columns=["source", "target", "tie_id"]).to_dict("records")
    for source, target, key, claim in zip(ties["source"], ties["target"], ties["tie_id"], claims, strict=True):
        graph.add_edge(source, target, key=key, **claim)
    return graph


def influence_graph(ties: pd.DataFrame, *, status: str | Sequence[str] = ("actual",),
                    half_life: str | float | None = None, weights: Mapping[str, float] | None = None,
                    gains: Mapping[str, str] | None = None, min_confidence: float | None = None,
                    until: str | None = None, documents: pd.DataFrame | None = None,
                    actors: pd.DataFrame | None = None) -> nx.DiGraph:
    """Return the graph of influence: an edge from A to B where A can move B.

    The weight of an edge is the sum of what single ties give, ``Σ weight(type) · confidence · 0.5 ** (age /
    half_life)``, each claim of a document counted once; `tie_weights` states the whole rule and returns the summands.

    Parameters
    ----------
    ties : DataFrame
        A ties table.
    status : str or sequence of str
        The status that counts; planned, alleged and negated ties never count unless named here.
    half_life : str or float, optional
        After how long a tie counts half: "2 years", "180 days", or a number of days; without it nothing decays.
    weights, gains : mapping, optional
        Weight, and who gains ("source", "target", "both", "none"), per tie type, in place of the defaults.
    min_confidence : float, optional
        Ties less sure than this (0 to 1) are left out.
    until : str, optional
        Partial date: the graph as it stood then.
    documents : DataFrame, optional
        The documents table; its publication dates stand in for ties without a date.
    actors : DataFrame, optional
        The actors table; nodes then carry `kind` and `country`.

    Returns
    -------
    DiGraph
        Nodes: all actors of the ties that count, in alphabetical order; those that nobody moves and who move nobody
        are isolates. Edges, in alphabetical order:

        - `weight`: float > 0;
        - `sign`: +1, −1 or 0, the sign of `balance`;
        - `balance`: −1 … +1, the mean sign of the ties by weight;
        - `ties`: list of tie_id in the order of the table;
        - `types`: list of tie types, heaviest first;
        - `since`, `last`: first and last date (partial ISO; ``""`` when no tie has one);
        - `documents`: how many documents carry it.

        ``graph.graph`` keeps `status`, `half_life` and `reference` (the day to which age is measured). No ties give a
        graph without nodes.

    Raises
    ------
    ParameterError, TableError
        If an argument or a column is out of its range.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": ["Iran", "Iran", "Israel"], "target": ["Hezbollah", "Hezbollah", "Iran"],
    ...                      "type": ["SPONSORS", "AID", "ASSAULT"], "status": ["actual", "actual", "planned"]})
    >>> graph = influence_graph(ties)
    >>> list(graph), round(graph["Iran"]["Hezbollah"]["weight"], 2), graph["Iran"]["Hezbollah"]["types"]
    (['Hezbollah', 'Iran'], 1.6, ['SPONSORS', 'AID'])
    """
    chosen = select(ties, status=status, min_confidence=min_confidence, until=until, documents=documents)
    parts = weighted(chosen, half_life=half_life, weights=weights, gains=gains)
    graph = _with_actors(nx.DiGraph(), pd.concat([chosen["source"], chosen["target"]]), actors)
    reference = chosen.attrs["reference"]
    graph.graph.update(status=status if isinstance(status, str) else ", ".join(status),
                       half_life="" if half_life is None else str(half_life),
                       reference="" if pd.isna(reference) else f"{reference:%Y-%m-%d}")
    dates = dict(zip(chosen["tie_id"].tolist(), chosen[["date", "until"]].itertuples(index=False), strict=True))
    for (source, target), rows in sorted(_grouped(parts, "source", "target").items()):
        graph.add_edge(source, target, **_edge(rows, dates))
    return graph


def _grouped(rows: pd.DataFrame, *columns: str) -> dict[tuple, list]:
    """Return the rows as named tuples by the values of some columns; far faster than a loop over groupby."""
    row_type = namedtuple("Row", rows.columns, rename=True)
    cells = zip(*(rows[column].tolist() for column in rows), strict=True)
    groups: dict[tuple, list] = {}
    for key, row in zip(zip(*(rows[column].tolist() for column in columns), strict=True), cells, strict=True):
        groups.setdefault(key, []).append(row_type._make(row))
    return groups


def _edge(rows: list, dates: Mapping[str, tuple[str, str]]) -> dict[str, object]:
    """Return the attributes of the edge that these weighted ties make together."""
    weight = fsum(row.weight for row in rows)
    balance = round(fsum(row.weight * row.sign for row in rows) / weight, 12)
    by_type: dict[str, float] = {}
    for row in rows:
        by_type[row.type] = by_type.get(row.type, 0.0) + row.weight
    ids = list(dict.fromkeys(row.tie_id for row in rows))
    own = [dates[tie_id] for tie_id in ids if dates[tie_id][0]]
    return {"weight": float(f"{weight:.12g}"), "sign": int(np.sign(balance)), "balance": balance, "ties": ids,
            "types": sorted(by_type, key=lambda name: (-by_type[name], name)),
            "since": min((date for date, _ in own), default=""),
            "last": max((until or date for date, until in own), default=""),
            "documents": len({row.doc_id for row in rows})}


def signed_graph(ties: pd.DataFrame, *, status: str | Sequence[str] = ("actual",), min_confidence: float | None = None,
                 until: str | None = None, documents: pd.DataFrame | None = None,
                 actors: pd.DataFrame | None = None) -> nx.Graph:
    """Return the undirected graph of who is with whom and who is against whom.

    Every tie with a sign counts, also those by which nobody gains influence (accusations, rejections, hostility). The
    strength of a pair is ``Σ intensity(type) / 10 · confidence`` over the claims between the two, each claim of a
    document counted once with its surest tie; its sign is the sign of the edge. Pairs whose strength is 0 have no
    edge.

    Parameters
    ----------
    ties, status, min_confidence, until, documents, actors
        See `influence_graph`.

    Returns
    -------
    Graph
        Nodes: all actors of the ties that count, in alphabetical order. Edges: `sign` (+1, −1), `strength` (float
        with that sign), `weight` (its size), `ties` (list of tie_id).

    Examples
    --------
    >>> ties = pd.DataFrame({"source": ["Iran", "Israel"], "target": ["Hezbollah", "Iran"], "type": ["AID", "ACCUSE"]})
    >>> [(a, b, edge["sign"], round(edge["strength"], 2)) for a, b, edge in signed_graph(ties).edges(data=True)]
    [('Hezbollah', 'Iran', 1, 0.7), ('Iran', 'Israel', -1, -0.2)]
    """
    chosen = select(ties, status=status, min_confidence=min_confidence, until=until, documents=documents)
    graph = _with_actors(nx.Graph(), pd.concat([chosen["source"], chosen["target"]]), actors)
    force = chosen["type"].map({name: tie.intensity / 10 for name, tie in tie_types().items()}).astype("float64")
    pairs = chosen.assign(a=chosen[["source", "target"]].min(axis=1), b=chosen[["source", "target"]].max(axis=1),
                          force=force * chosen["confidence"])
    pairs = pairs[(pairs["a"] != pairs["b"]) & (pairs["force"] != 0)]
    for (a, b), rows in sorted(_grouped(pairs, "a", "b").items()):
        claims: dict[tuple, float] = {}
        for row in rows:
            claim = (row.doc_id, row.source, row.target, row.type, row.date)
            # Within a claim all forces have the sign of their type, so the surest tie is the one furthest from 0.
            claims[claim] = max(claims.get(claim, 0.0), row.force, key=abs)
        strength = round(fsum(claims.values()), 12)
        if strength:
            graph.add_edge(a, b, sign=int(np.sign(strength)), strength=strength, weight=abs(strength),
                           ties=[row.tie_id for row in rows])
    return graph
