"""Says how sure a ranking is: had other documents been written, or the ties been weighted otherwise."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from geoanalysis.errors import ParameterError
from geoanalysis.network.graph import influence_graph, nx
from geoanalysis.network.influence import DAMPING, influence, measured, pagerank, strength
from geoanalysis.network.weights import select, tie_weights, weighted

#: With fewer documents than this, resampling them says more about the corpus than about the ranking.
FEW_DOCUMENTS = 5
#: How many numbers one block of draws may hold, so that memory does not grow with the draws.
_BLOCK = 4_000_000
_COLUMNS = ["value", "low", "high", "rank", "rank_low", "rank_high", "top_share"]


def rank_intervals(ties: pd.DataFrame, measure: Callable = influence, *, seed: int, draws: int = 1000,
                   level: float = 0.9, top: int = 5, column: str | None = None, unit: str = "auto",
                   progress: bool = True, **rule) -> pd.DataFrame:
    """Return how sure the value and the rank of every actor are, by the bootstrap over documents.

    The documents are the sample, not the ties: ties of one article come from one writer. Every draw takes as many
    documents as there are, with replacement; a document drawn twice counts as two reports. The measure is taken of
    the influence graph of every draw. The limits are percentiles of the draws. Actors and the day to which age is
    measured stay as they are.

    With fewer than `FEW_DOCUMENTS` documents a draw takes pieces of evidence instead, as many from every document as
    it has (a stratified bootstrap). That shows how much hangs on single sentences, and nothing on what other articles
    would have said; ``.attrs["note"]`` says so.

    Parameters
    ----------
    ties : DataFrame
        A ties table.
    measure : callable, optional
        Takes an influence graph, returns a Series or DataFrame indexed by actor; high is good. `influence`,
        `pagerank` and `strength` are computed for all draws at once, anything else graph by graph.
    seed : int
        Same seed, same result.
    draws : int, optional
        How many samples, 1 or more.
    level : float, optional
        Share of the draws inside the limits, 0 < level < 1.
    top : int, optional
        How many leading ranks `top_share` is about.
    column : str, optional
        Which column of a DataFrame is meant; without it the first (of `influence`: pagerank).
    unit : str, optional
        "documents", "evidence", or "auto" as above.
    progress : bool, optional
        Whether a measure taken graph by graph may show a progress bar on a terminal.
    **rule
        Arguments of `influence_graph`: status, half_life, weights, gains, min_confidence, until, documents.

    Returns
    -------
    DataFrame
        Indexed by `actor`, best first:

        - `value`: of all ties; `low`, `high`: its limits (empty where the measure gives none);
        - `rank`: 1 is best, equal values share the better rank; `rank_low`, `rank_high`: best and worst rank within
          the limits;
        - `top_share`: share of the draws in which the actor is among the first `top`, 0 … 1.

        ``.attrs``: measure, draws, seed, level, top, unit ("documents", "evidence"), documents (how many), note. No
        ties give no rows.

    Raises
    ------
    ParameterError
        If an argument is out of its range.

    References
    ----------
    B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7(1), 1979, 1–26. T. A. B.
    Snijders, S. P. Borgatti, "Non-parametric standard errors and tests for network statistics", Connections 22(2),
    1999, 61–70.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": "Iran", "target": ["Badr", "Badr", "Iraq"], "type": "AID",
    ...                      "doc_id": ["a", "b", "c"]})
    >>> ranking = rank_intervals(ties, strength, seed=7, draws=200)
    >>> ranking.loc["Iran", ["rank", "rank_low", "rank_high", "top_share"]].tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    if unit not in ("auto", "documents", "evidence"):
        raise ParameterError(f"unit is {unit!r}; allowed are 'auto', 'documents', 'evidence'")
    _check(draws, level, top)
    limits = ("status", "min_confidence", "until", "documents")
    chosen = select(ties, **{name: rule[name] for name in limits if name in rule})
    documents = chosen["doc_id"].nunique()
    if unit == "auto":
        unit = "documents" if documents >= FEW_DOCUMENTS else "evidence"
    note = f"bootstrap over {documents} documents"
    if unit == "evidence":
        note = (f"bootstrap over pieces of evidence within {documents} documents: it shows how much hangs on single "
                "sentences, not what other documents would say")
    parts = weighted(chosen, **{name: rule[name] for name in ("half_life", "weights", "gains") if name in rule})
    of_part, strata = _units(chosen, parts, unit)
    rng = np.random.default_rng(seed)
    counts = np.hstack([rng.multinomial(size, np.full(size, 1 / size), size=draws) for size in strata] or
                       [np.zeros((draws, 0))])
    graph = influence_graph(ties, **rule)
    table = _ranking(graph, parts, measure, column=column, units=of_part, factors=counts, level=level, top=top,
                     progress=progress)
    table.attrs = {"measure": getattr(measure, "__name__", "measure"), "draws": draws, "seed": seed, "level": level,
                   "top": top, "unit": unit, "documents": documents, "note": note}
    return table


def weight_sensitivity(ties: pd.DataFrame, measure: Callable = influence, *, seed: int, draws: int = 1000,
                       spread: float = 2.0, level: float = 0.9, top: int = 5, column: str | None = None,
                       progress: bool = True, **rule) -> pd.DataFrame:
    """Return how far the value and the rank of every actor hang on the weights given to the types of tie.

    The weights are assumptions. Every draw multiplies the weight of every tie type by a factor of its own between 1 /
    spread and spread, evenly on the scale of logarithms, and takes the measure of the influence graph that results.

    Parameters
    ----------
    ties, measure, seed, draws, level, top, column, progress, **rule
        See `rank_intervals`.
    spread : float, optional
        Greatest factor, above 1.

    Returns
    -------
    DataFrame
        As `rank_intervals`; ``.attrs``: measure, draws, seed, level, top, unit ("weights"), spread, note.

    Raises
    ------
    ParameterError
        If an argument is out of its range.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": ["Iran", "US"], "target": "Iraq", "type": ["AID", "COERCE"]})
    >>> weight_sensitivity(ties, strength, seed=7, draws=200).loc["Iran", ["rank_low", "rank_high"]].tolist()
    [1, 2]
    """
    if not 1 < spread < float("inf"):
        raise ParameterError(f"spread is {spread!r}; allowed is a number above 1")
    _check(draws, level, top)
    parts = tie_weights(ties, **{name: value for name, value in rule.items() if name != "actors"})
    types, of_part = np.unique(parts["type"].to_numpy(dtype="str"), return_inverse=True)
    rng = np.random.default_rng(seed)
    factors = np.exp(rng.uniform(-np.log(spread), np.log(spread), size=(draws, len(types))))
    graph = influence_graph(ties, **rule)
    table = _ranking(graph, parts, measure, column=column, units=of_part, factors=factors, level=level, top=top,
                     progress=progress)
    table.attrs = {"measure": getattr(measure, "__name__", "measure"), "draws": draws, "seed": seed, "level": level,
                   "top": top, "unit": "weights", "spread": spread,
                   "note": f"weights of {len(types)} tie types varied by up to {spread:g} times"}
    return table


def _check(draws: int, level: float, top: int) -> None:
    """Refuse arguments that are out of their range."""
    if draws < 1 or top < 1 or not 0 < level < 1:
        raise ParameterError(f"draws is {draws!r}, top {top!r}, level {level!r}; allowed are draws and top from 1 and "
                             "a level between 0 and 1")


def _units(chosen: pd.DataFrame, parts: pd.DataFrame, unit: str) -> tuple[np.ndarray, list[int]]:
    """Return the number of the sampling unit of each part, and how many units each stratum has, in their order."""
    key = chosen["doc_id"]
    if unit == "evidence":
        spot = chosen["tie_id"]
        if {"start", "end"} <= set(chosen):
            # Ties read from the same span stand and fall together.
            spot = chosen["start"].astype("str") + "-" + chosen["end"].astype("str")
        key = key + "\0" + spot
    units, number = np.unique(key.to_numpy(dtype="str"), return_inverse=True)
    of_tie = dict(zip(chosen["tie_id"], number, strict=True))
    of_part = np.array([of_tie[tie_id] for tie_id in parts["tie_id"]], dtype="int64")
    if unit == "documents":
        return of_part, [len(units)] if len(units) else []
    _, sizes = np.unique(np.array([name.split("\0")[0] for name in units], dtype="str"), return_counts=True)
    return of_part, sizes.tolist()


def _ranking(graph: nx.DiGraph, parts: pd.DataFrame, measure: Callable, *, column: str | None, units: np.ndarray,
             factors: np.ndarray, level: float, top: int, progress: bool) -> pd.DataFrame:
    """Return the table of intervals; in each draw the weight of a part is multiplied by the factor of its unit."""
    value = measured(measure, graph, column=column)
    blocks = _drawn(graph, parts, measure, column=column, units=units, factors=factors, progress=progress)
    values = np.vstack(list(blocks)) if len(graph) else np.zeros((len(factors), 0))
    ranks = _ranks(values)
    tails = [50 * (1 - level), 50 * (1 + level)]
    # A measure may give no value (constraint of an isolate); the limits are then of the draws that have one.
    limits = pd.DataFrame(values).quantile([tail / 100 for tail in tails]).to_numpy()
    rank_limits = np.percentile(ranks, tails, axis=0, method="nearest") if len(graph) else np.zeros((2, 0))
    rank = _ranks(value.to_numpy()[None, :])[0] if len(graph) else []
    cells = [value.to_numpy(), *limits, rank, *rank_limits, (ranks <= top).mean(axis=0)]
    table = pd.DataFrame(dict(zip(_COLUMNS, cells, strict=True)), index=value.index)
    table = table.astype({"rank": "int64", "rank_low": "int64", "rank_high": "int64"})
    return table.rename_axis("actor").iloc[np.argsort(table["rank"].to_numpy(), kind="stable")]


def _ranks(values: np.ndarray) -> np.ndarray:
    """Return the rank of each value in its row: 1 is the highest, equals share the better rank, missing are last."""
    rounded = np.where(np.isnan(values), -np.inf, np.round(values, 9))
    return pd.DataFrame(rounded).rank(axis="columns", method="min", ascending=False).to_numpy(dtype="int64")


def _drawn(graph: nx.DiGraph, parts: pd.DataFrame, measure: Callable, *, column: str | None, units: np.ndarray,
           factors: np.ndarray, progress: bool) -> Iterator[np.ndarray]:
    """Yield the values of the measure, one row a draw and one column an actor, in blocks of draws."""
    number = {actor: place for place, actor in enumerate(graph)}
    place = {edge: position for position, edge in enumerate(graph.edges)}
    edge_of = np.array([place[edge] for edge in zip(parts["source"], parts["target"], strict=True)], dtype="int64")
    ends = np.array([(number[a], number[b]) for a, b in graph.edges], dtype="int64").reshape(-1, 2).T
    spread = csr_array((parts["weight"].to_numpy(), (units, edge_of)), shape=(factors.shape[1], len(place)))
    kernel = _KERNELS.get((measure, column))
    size = max(1, _BLOCK // max(len(place), len(number), 1))
    for start in range(0, len(factors), size):
        weights = factors[start:start + size] @ spread
        if kernel:
            yield kernel(weights, ends, len(number))
        else:
            yield _one_by_one(graph, weights, measure, column=column, progress=progress)


def _one_by_one(graph: nx.DiGraph, weights: np.ndarray, measure: Callable, *, column: str | None,
                progress: bool) -> np.ndarray:
    """Return the values of a measure that has to be taken of each graph by itself."""
    from tqdm import tqdm

    edges = list(graph.edges(data=True))
    rows = []
    for row in tqdm(weights, desc="draws", disable=None if progress else True):
        drawn = nx.DiGraph()
        drawn.add_nodes_from(graph.nodes(data=True))
        drawn.add_edges_from((a, b, {**edge, "weight": float(weight)})
                             for (a, b, edge), weight in zip(edges, row, strict=True) if weight > 0)
        rows.append(measured(measure, drawn, column=column).to_numpy())
    return np.array(rows)


def _sums(weights: np.ndarray, ends: np.ndarray, actors: int) -> np.ndarray:
    """Return the sum of the weights at each actor, one row a draw."""
    incidence = csr_array((np.ones(len(ends)), (np.arange(len(ends)), ends)), shape=(len(ends), actors))
    return weights @ incidence


def _out_strengths(weights: np.ndarray, ends: np.ndarray, actors: int) -> np.ndarray:
    """Return the out-strength of all actors in all draws."""
    return _sums(weights, ends[0], actors)


def _in_strengths(weights: np.ndarray, ends: np.ndarray, actors: int) -> np.ndarray:
    """Return the in-strength of all actors in all draws."""
    return _sums(weights, ends[1], actors)


def _pageranks(weights: np.ndarray, ends: np.ndarray, actors: int) -> np.ndarray:
    """Return `pagerank` of all actors in all draws by power iteration on all of them at once."""
    source, target = ends
    moved = _sums(weights, target, actors)
    share = np.divide(weights, moved[:, target], out=np.zeros_like(weights, dtype="float64"), where=weights > 0)
    unmoved = moved == 0
    rank = np.full((len(weights), actors), 1 / actors)
    change = 1.0
    # The error shrinks by the damping factor in every round, so 1e-10 is reached after about 140 rounds.
    while change > 1e-10:
        anew = (rank * unmoved).sum(axis=1, keepdims=True) / actors
        new = (1 - DAMPING) / actors + DAMPING * (_sums(rank[:, target] * share, source, actors) + anew)
        change = np.abs(new - rank).sum(axis=1).max()
        rank = new
    return rank


#: Measures that are computed for all draws at once, by measure and column.
_KERNELS = {(influence, None): _pageranks, (influence, "pagerank"): _pageranks, (pagerank, None): _pageranks,
            (influence, "out_strength"): _out_strengths, (influence, "in_strength"): _in_strengths,
            (strength, None): _out_strengths}
