"""Follows ties through time: slices, before and after a date, and since when."""

from collections.abc import Callable

import pandas as pd

from geoanalysis.errors import ParameterError
from geoanalysis.network.graph import influence_graph
from geoanalysis.network.influence import measured, pagerank
from geoanalysis.network.periods import days_of, first_day
from geoanalysis.network.weights import dated, mutual_in_order, select, standing

#: Slices by their name, as pandas calls them.
_FREQUENCIES = {"month": "M", "quarter": "Q", "year": "Y"}
#: The slice of the ties that no period can be told of.
UNDATED = "undated"


def slices(ties: pd.DataFrame, *, by: str = "year", documents: pd.DataFrame | None = None) -> dict[str, pd.DataFrame]:
    """Return the ties of each month, quarter or year.

    A tie belongs to the period in which its whole date lies ("2020" lies in a year, but in no month); one without a
    date of its own has the day of its document (see `dated`).

    Parameters
    ----------
    ties : DataFrame
        A ties table.
    by : str, optional
        "month", "quarter" or "year".
    documents : DataFrame, optional
        The documents table, for publication dates.

    Returns
    -------
    dict of DataFrame
        By period, in order of time, only those that have ties: "2020-07", "2020Q3" or "2020"; at last, under
        "undated", the ties of which no period can be told. Each holds rows of the table given, unchanged.

    Raises
    ------
    ParameterError
        If `by` is something else.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": "Iran", "target": "Iraq", "type": "AID",
    ...                      "date": ["2020-07-19", "2020", "2019-12"]})
    >>> {period: len(part) for period, part in slices(ties, by="quarter").items()}
    {'2019Q4': 1, '2020Q3': 1, 'undated': 1}
    """
    if by not in _FREQUENCIES:
        raise ParameterError(f"by is {by!r}; allowed are {', '.join(_FREQUENCIES)}")
    days = dated(ties, documents)
    begun, ended = (days[column].dt.to_period(_FREQUENCIES[by]) for column in ("begun", "ended"))
    label = begun.astype("str").where((begun == ended) & begun.notna(), UNDATED)
    # Digits sort before letters, so the undated come last.
    return {period: ties[(label == period).to_numpy()] for period in sorted(set(label))}


def over_time(ties: pd.DataFrame, measure: Callable = pagerank, *, by: str = "year", column: str | None = None,
              **rule) -> pd.DataFrame:
    """Return a measure of every actor in every period, from the ties of that period alone.

    Parameters
    ----------
    ties : DataFrame
        A ties table.
    measure : callable, optional
        Takes an influence graph, returns a Series or DataFrame indexed by actor.
    by, column : str, optional
        See `slices` and `measured`.
    **rule
        Arguments of `influence_graph`: status, half_life, weights, gains, min_confidence, until, documents.

    Returns
    -------
    DataFrame
        Indexed by `period`, every period from the first to the last; columns are actors in alphabetical order; a cell
        is empty where the actor has no tie that counts in that period.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": "Iran", "target": "Iraq", "type": "AID", "date": ["2018", "2020"]})
    >>> over_time(ties).round(2)["Iran"].tolist()
    [0.65, nan, 0.65]
    """
    parts = slices(ties, by=by, documents=rule.get("documents"))
    values = {period: measured(measure, influence_graph(part, **rule), column=column)
              for period, part in parts.items() if period != UNDATED}
    table = pd.DataFrame(values).T.sort_index(axis="columns")
    if values:
        periods = pd.period_range(min(values), max(values), freq=_FREQUENCIES[by]).astype("str")
        table = table.reindex(periods)
    return table.rename_axis(index="period", columns="actor")


def before_after(ties: pd.DataFrame, date: str, *, window: str | float | None = None,
                 documents: pd.DataFrame | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the ties before a date, and those from that date on.

    An event is before when its whole date lies before, and after when its whole date lies on or after the first day
    of `date`; a standing tie is before when it had begun by then, and after when a document states it then or later
    (so it may be on both sides). A tie without a date of its own has the day of its document. Ties that may lie on
    either side, or that nothing dates, are on neither.

    Parameters
    ----------
    ties : DataFrame
        A ties table.
    date : str
        Partial date.
    window : str or float, optional
        How far each side reaches for events, such as "1 years" or "90 days"; without it there is no limit.
    documents : DataFrame, optional
        The documents table, for publication dates.

    Returns
    -------
    before, after : DataFrame
        Rows of the table given, unchanged.

    Raises
    ------
    ParameterError
        If the date or the window has another form.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": "Iran", "target": "Iraq", "type": "AID",
    ...                      "date": ["2019-11", "2020", "2020-03-01"]})
    >>> before, after = before_after(ties, "2020-01-03")
    >>> before["date"].tolist(), after["date"].tolist()
    (['2019-11'], ['2020-03-01'])
    """
    days, edge = dated(ties, documents), first_day(date)
    holds = standing(days)
    before, after = days["ended"] < edge, days["begun"] >= edge
    if window is not None:
        width = pd.Timedelta(days=days_of(window))
        before &= days["begun"] >= edge - width
        after &= days["ended"] < edge + width
    stated = days["stated"].fillna(days["begun"])
    before, after = before.where(~holds, days["begun"] < edge), after.where(~holds, stated >= edge)
    return ties[before.to_numpy()], ties[after.to_numpy()]


def change(ties: pd.DataFrame, date: str, *, window: str | float | None = None, **rule) -> pd.DataFrame:
    """Return how the influence of every actor on every other differs before and after a date.

    Parameters
    ----------
    ties, date, window
        See `before_after`.
    **rule
        Arguments of `influence_graph`: status, half_life, weights, gains, min_confidence, until, documents.

    Returns
    -------
    DataFrame
        One row for each edge of either graph, the greatest change first: source, target; before, after (weights, ≥ 0,
        0 where there is no edge); change, after less before; types, the tie types of both sides, joined by ", ".

    Examples
    --------
    >>> ties = pd.DataFrame({"source": "Iran", "target": "Iraq", "type": ["AID", "AID", "COERCE"],
    ...                      "date": ["2019-11", "2020-03", "2020-04"]})
    >>> change(ties, "2020-01-03").round(2).values.tolist()
    [['Iran', 'Iraq', 0.7, 1.4, 0.7, 'AID, COERCE']]
    """
    parts = before_after(ties, date, window=window, documents=rule.get("documents"))
    before, after = (influence_graph(part, **rule) for part in parts)
    rows = []
    for a, b in sorted({*before.edges, *after.edges}):
        edges = [graph.get_edge_data(a, b, {"weight": 0.0, "types": []}) for graph in (before, after)]
        types = ", ".join(sorted({*edges[0]["types"], *edges[1]["types"]}))
        rows.append((a, b, edges[0]["weight"], edges[1]["weight"], edges[1]["weight"] - edges[0]["weight"], types))
    table = pd.DataFrame(rows, columns=["source", "target", "before", "after", "change", "types"])
    table = table.astype({"before": "float64", "after": "float64", "change": "float64"})
    return table.iloc[(-table["change"].abs().round(12)).argsort(kind="stable")].reset_index(drop=True)


def since_when(ties: pd.DataFrame, **limits) -> pd.DataFrame:
    """Return since when each actor has been tied to each other, and in which way.

    Parameters
    ----------
    ties : DataFrame
        A ties table.
    **limits
        Arguments of `select`: status, min_confidence, until, documents.

    Returns
    -------
    DataFrame
        One row for each source, target and type (mutual types: names in alphabetical order), the earliest first,
        undated ones last: source, target, type; since, last (partial ISO dates, ``""`` when no tie has one of its
        own); stated, the newest day of a document that states it (YYYY-MM-DD, ``""`` when nothing tells); ties,
        documents: how many.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": ["Iran", "Iraq"], "target": ["Iraq", "Iran"], "type": "CONSULT",
    ...                      "date": ["2020-07", "2018-09-12"]})
    >>> since_when(ties)[["source", "target", "since", "last", "ties"]].values.tolist()
    [['Iran', 'Iraq', '2018-09-12', '2020-07', 2]]
    """
    chosen = mutual_in_order(select(ties, **limits))
    chosen = chosen.assign(last=chosen["until"].where(chosen["until"] != "", chosen["date"]),
                           day=chosen["stated"].dt.strftime("%Y-%m-%d").fillna("").astype("str"))
    groups = chosen.groupby(["source", "target", "type"], sort=True)
    table = pd.DataFrame({"since": groups["date"].agg(lambda dates: min(filter(None, dates), default="")),
                          "last": groups["last"].max(), "stated": groups["day"].max(),
                          "ties": groups["tie_id"].nunique(), "documents": groups["doc_id"].nunique()}).reset_index()
    # "~" sorts behind every digit: undated rows come last.
    return table.sort_values("since", key=lambda dates: dates.replace("", "~"), kind="stable", ignore_index=True)
