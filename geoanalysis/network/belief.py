"""Says how strongly independent reports support each tie."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from geoanalysis.network.weights import mutual_in_order, select


def beliefs(ties: pd.DataFrame, *, status: str | Sequence[str] = ("actual",), documents: pd.DataFrame | None = None,
            min_confidence: float | None = None, until: str | None = None) -> pd.DataFrame:
    """Return how strongly the reports support each source, type and target.

    Belief is the probability that at least one report is right, if publishers err independently (noisy-or): ``1 − Π
    (1 − c)`` over publishers, c being the surest tie of that publisher. What one publisher prints ten times is one
    report. A document without a known publisher stands for itself. Reports that deny the tie do not lower its belief;
    they are given beside it, in the same measure.

    Parameters
    ----------
    ties, status, min_confidence, until
        See `influence_graph`.
    documents : DataFrame, optional
        The documents table, for publishers and publication dates.

    Returns
    -------
    DataFrame
        One row for each source, target and type (mutual types: names in alphabetical order, since order says nothing
        there), most believed first: source, target, type; belief, 0 … 1; denied, belief in the negated ties of the
        same actors and type, 0 … 1; publishers, documents, ties: how many; since, last: first and last date (partial
        ISO, ``""`` when no tie has one). No ties give no rows.

    References
    ----------
    J. Pearl, Probabilistic Reasoning in Intelligent Systems, Morgan Kaufmann, 1988, section 4.3.2.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": "Iran", "target": "Hezbollah", "type": "AID", "doc_id": ["a", "a", "b"],
    ...                      "confidence": [0.5, 0.4, 0.8]})
    >>> beliefs(ties)[["belief", "documents", "ties"]].values.tolist()
    [[0.9, 2.0, 3.0]]
    """
    limits = {"documents": documents, "min_confidence": min_confidence, "until": until}
    chosen = _claims(select(ties, status=status, **limits), documents)
    denials = _noisy_or(_claims(select(ties, status="negated", **limits), documents))
    claims = chosen.assign(last=chosen["until"].where(chosen["until"] != "", chosen["date"])).groupby(_CLAIM, sort=True)
    table = pd.DataFrame({
        "belief": _noisy_or(chosen), "publishers": claims["publisher"].nunique(),
        "documents": claims["doc_id"].nunique(), "ties": claims["tie_id"].nunique(),
        "since": claims["date"].agg(lambda dates: min(filter(None, dates), default="")), "last": claims["last"].max()})
    table.insert(1, "denied", denials.reindex(table.index).fillna(0.0))
    table = table.reset_index()
    return table.sort_values("belief", ascending=False, kind="stable", ignore_index=True)


_CLAIM = ["source", "target", "type"]


def _claims(ties: pd.DataFrame, documents: pd.DataFrame | None) -> pd.DataFrame:
    """Return the ties with their publisher, mutual ones with their actors in alphabetical order."""
    publisher = ties["doc_id"]
    if documents is not None:
        known = dict(zip(documents["doc_id"], documents["publisher"].fillna(""), strict=True))
        # The mark keeps a document called like a publisher from being taken for it.
        publisher = ties["doc_id"].map(lambda doc_id: known.get(doc_id) or f"document\0{doc_id}")
    return mutual_in_order(ties).assign(publisher=publisher)


def _noisy_or(claims: pd.DataFrame) -> pd.Series:
    """Return 1 − Π (1 − c) per claim, c being the surest tie of each publisher."""
    surest = claims.groupby([*_CLAIM, "publisher"], sort=True)["confidence"].max()
    return (1 - (1 - surest).groupby(level=_CLAIM, sort=True).agg(np.prod)).astype("float64").round(12)
