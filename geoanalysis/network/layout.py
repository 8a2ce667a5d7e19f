"""Where each actor stands on paper or screen: positions of a graph's nodes, the same at every run."""

import math

import numpy as np
import pandas as pd

from geoanalysis.network.graph import nx

#: Up to this many actors the springs give the clearest picture, above it ForceAtlas2 spreads better.
SPRING_LIMIT = 60


def layout(graph: nx.Graph, *, seed: int = 7) -> pd.DataFrame:
    """Place the actors of a graph so that those tied to each other stand near each other.

    Distances are for the eye only: they are no measure, and another seed gives another, equally good picture.

    Parameters
    ----------
    graph : Graph or DiGraph
        Only who is tied to whom counts; direction, sign and weight are left aside.
    seed : int
        Starts the random first positions.

    Returns
    -------
    DataFrame
        Index ``actor`` (sorted), columns ``x`` and ``y`` between 0 and 1. An empty graph gives no rows, one actor 0.5, 0.5.

    Examples
    --------
    >>> layout(nx.Graph([("Iran", "Iraq")])).index.tolist()
    ['Iran', 'Iraq']
    """
    plain = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(sorted((min(edge), max(edge)) for edge in graph.edges() if edge[0] != edge[1]))
    # Nothing holds separate parts together, so an unseen thread ties each to the busiest actor of the largest.
    parts = sorted(nx.connected_components(plain), key=lambda part: (-len(part), min(part)))
    hubs = [max(sorted(part), key=plain.degree) for part in parts]
    plain.add_edges_from(((hubs[0], hub) for hub in hubs[1:]), weight=0.25)
    count = len(plain)
    if count <= SPRING_LIMIT:
        places = nx.spring_layout(plain, k=1.6 / math.sqrt(max(count, 1)), iterations=300, seed=seed)
    else:
        places = nx.forceatlas2_layout(plain, seed=seed, scaling_ratio=8)
    table = pd.DataFrame.from_dict(places, orient="index", columns=["x", "y"], dtype=float).rename_axis("actor")
    # Half the place, half the rank: rounded first, so that the last bits of two processors give the same ranks.
    table = _unit(_lying(table)).round(4)
    return _unit(0.5 * table + 0.5 * _unit(table.rank())).round(4)


def _unit(table: pd.DataFrame) -> pd.DataFrame:
    """Stretch each column to reach from 0 to 1; 0.5 where all stand on one line."""
    low, high = table.min(), table.max()
    return (table - low) / (high - low).where(high > low, 1.0) + 0.5 * (high <= low)


def _lying(table: pd.DataFrame) -> pd.DataFrame:
    """Turn the picture so that its longer side lies flat, as sheets and screens do."""
    if len(table) < 3:
        return table
    centred = table - table.mean()
    _, axes = np.linalg.eigh(centred.T.to_numpy() @ centred.to_numpy())
    # The axes come with any sign; a fixed one keeps left from right.
    axes = axes[:, ::-1] * np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])[::-1]
    return pd.DataFrame(centred.to_numpy() @ axes, index=table.index, columns=table.columns)
