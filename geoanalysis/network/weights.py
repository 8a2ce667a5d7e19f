"""The rule by which a tie becomes influence: which ties count, for whom, and how much."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from geoanalysis.errors import ParameterError, TableError
from geoanalysis.network.periods import days_of, last_day, spans
from geoanalysis.resources import tie_types
from geoanalysis.tables import STATUSES

GAINS = ("source", "target", "both", "none")


def completed(ties: pd.DataFrame) -> pd.DataFrame:
    """Return the ties with every column that the network wing reads, on a fresh index.

    Only `source`, `target` and `type` must be there. What a table made by hand lacks is filled in: `tie_id` with the
    row number, `doc_id` with one document a row, `status` with ``"actual"``, `confidence` with 1, dates with "not
    known". A tie that was not scored (`confidence` is NaN, as one entered by hand) counts in full.

    Raises
    ------
    TableError
        If one of the three columns is missing, or a type or status is not allowed; lists all bad rows.

    Examples
    --------
    >>> completed(pd.DataFrame({"source": ["Iran"], "target": ["Iraq"], "type": ["AID"]}))["status"].tolist()
    ['actual']
    """
    missing = [column for column in ("source", "target", "type") if column not in ties]
    if missing:
        raise TableError(f"the ties have no column {', '.join(missing)}; give the table .ties of an extraction")
    ties = ties.reset_index(drop=True)
    numbers = [str(number) for number in range(len(ties))]
    made = {"tie_id": numbers, "doc_id": numbers, "status": "actual", "confidence": 1.0,
            "date": "", "date_precision": "", "until": ""}
    ties = ties.assign(**{column: values for column, values in made.items() if column not in ties})
    texts = ("source", "target", "type", "tie_id", "doc_id", "status", "date", "date_precision", "until")
    ties = ties.assign(**{column: ties[column].fillna("").astype("str") for column in texts},
                       confidence=ties["confidence"].astype("float64").fillna(1.0))
    known = tie_types()
    faults = [f"row {row}: {column} is {name!r}" for column, allowed in (("type", known), ("status", STATUSES))
              for row, name in enumerate(ties[column].tolist()) if name not in allowed]
    if faults:
        raise TableError(f"the ties have {'; '.join(faults[:20])}; allowed are the types {', '.join(known)} "
                         f"and the status {', '.join(STATUSES)}")
    return ties


def select(ties: pd.DataFrame, *, status: str | Sequence[str] = ("actual",), min_confidence: float | None = None,
           until: str | None = None, documents: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the ties that count, completed, with their days.

    Parameters
    ----------
    ties : DataFrame
        A ties table.
    status : str or sequence of str
        The status that counts; planned, alleged and negated ties never count unless named here.
    min_confidence : float, optional
        Ties less sure than this (0 to 1) are left out.
    until : str, optional
        Partial date; ties that cannot have begun by its end are left out, and so are those that nothing dates.
    documents : DataFrame, optional
        The documents table, for publication dates.

    Returns
    -------
    DataFrame
        The ties that count, completed and `dated`, in the order given. ``.attrs["reference"]`` is the day to which
        age is measured: the end of `until`, else the newest day of any document, else NaT.

    Raises
    ------
    ParameterError
        If an argument is out of its range.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": "A", "target": ["B", "C"], "type": "AID", "status": ["actual", "planned"]})
    >>> select(ties)["target"].tolist(), len(select(ties, status=["actual", "planned"]))
    (['B'], 2)
    """
    chosen = (status,) if isinstance(status, str) else tuple(status)
    unknown = [name for name in chosen if name not in STATUSES]
    if unknown or not chosen:
        raise ParameterError(f"status is {status!r}; allowed are one or more of {', '.join(STATUSES)}")
    if min_confidence is not None and not 0 <= min_confidence <= 1:
        raise ParameterError(f"min_confidence is {min_confidence!r}; allowed is a number from 0 to 1")
    ties = dated(ties, documents)
    reference = ties["stated"].max()
    keep = ties["status"].isin(chosen)
    if min_confidence is not None:
        keep &= ties["confidence"] >= min_confidence
    if until is not None:
        reference = last_day(until)
        keep &= ties["begun"] <= reference
    ties = ties[keep].reset_index(drop=True)
    ties.attrs = {"reference": reference}
    return ties


def dated(ties: pd.DataFrame, documents: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the ties, completed, with four days more (datetime, NaT where nothing dates the tie).

    `stated` is the day of its document: the publication date, or, when `documents` do not tell it, the newest middle
    of the dates of the document's actual ties. `begun`, `middle` and `ended` are first, middle and last day that the
    tie's own date can mean; a tie without a date of its own has the day of its document.

    Raises
    ------
    TableError
        If the documents have no doc_id or no date.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": "A", "target": "B", "type": "AID", "doc_id": "a", "date": ["2020-07", ""]})
    >>> dated(ties)["begun"].dt.strftime("%Y-%m-%d").tolist()
    ['2020-07-01', '2020-07-16']
    """
    ties = completed(ties)
    own = spans(ties["date"], ties["date_precision"], ties["until"])
    stated = _document_days(ties, own["middle"], documents)
    return ties.assign(begun=own["first"].fillna(stated), middle=own["middle"].fillna(stated),
                       ended=own["last"].fillna(stated), stated=stated)


def _document_days(ties: pd.DataFrame, middles: pd.Series, documents: pd.DataFrame | None) -> pd.Series:
    """Return the day of each tie's document on the index of the ties."""
    days = middles.where(ties["status"] == "actual").groupby(ties["doc_id"]).transform("max")
    if documents is None:
        return days
    missing = [column for column in ("doc_id", "date") if column not in documents]
    if missing:
        raise TableError(f"the documents have no column {', '.join(missing)}; give .documents of an extraction")
    blank = pd.Series("", index=documents.index)
    precision = documents.get("date_precision", blank).fillna("").astype("str")
    published = spans(documents["date"].fillna("").astype("str"), precision, blank)["middle"]
    known = dict(zip(documents["doc_id"], published, strict=True))
    return ties["doc_id"].map(known).astype("datetime64[s]").fillna(days)


def tie_weights(ties: pd.DataFrame, *, status: str | Sequence[str] = ("actual",), half_life: str | float | None = None,
                weights: Mapping[str, float] | None = None, gains: Mapping[str, str] | None = None,
                min_confidence: float | None = None, until: str | None = None,
                documents: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return how much influence every single tie gives to whom over whom; the edges of `influence_graph` are its sums.

    The rule. A tie of type k carries ``weight(k) · confidence · 0.5 ** (age / half_life)``. Who gains by it is stated
    with the type: the source over the target, the target over the source (a member is moved by its body), each over
    the other (two rows), or nobody (no row). What one document says several times (same actors, type and date) is one
    claim: it has the weight of its strongest tie, divided equally among its ties. An actor has no influence over
    itself.

    Age is the time from the middle of an event's date to the reference day (see `select`), not less than 0. A
    standing tie holds as long as it is stated, so its age is that of its document. Without `half_life`, and for ties
    that nothing dates, there is no decay. The defaults are the analyst's assumptions of data/tie_types.yaml.

    Parameters
    ----------
    ties, status, min_confidence, until, documents
        See `select`.
    half_life : str or float, optional
        After how long a tie counts half: "2 years", "180 days", or a number of days.
    weights : mapping, optional
        Weight (≥ 0) per tie type, in place of the default of those types.
    gains : mapping, optional
        Who gains per tie type ("source", "target", "both", "none"), in place of the default of those types.

    Returns
    -------
    DataFrame
        tie_id, doc_id; source (who can move), target (who is moved), type, sign (−1, 0, +1), weight (> 0).

    Raises
    ------
    ParameterError
        If an argument is out of its range.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": ["Iran", "Hezbollah"], "target": ["Hezbollah", "Iran"],
    ...                      "type": ["SPONSORS", "MEMBER_OF"], "confidence": [0.5, 1.0]})
    >>> tie_weights(ties)[["source", "target", "type", "weight"]].values.tolist()
    [['Iran', 'Hezbollah', 'SPONSORS', 0.45], ['Iran', 'Hezbollah', 'MEMBER_OF', 0.7]]
    """
    chosen = select(ties, status=status, min_confidence=min_confidence, until=until, documents=documents)
    return weighted(chosen, half_life=half_life, weights=weights, gains=gains)


def weighted(chosen: pd.DataFrame, *, half_life: str | float | None = None, weights: Mapping[str, float] | None = None,
             gains: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return `tie_weights` of ties that `select` chose."""
    weight, gain = _assumptions(weights, gains)
    amount = chosen["type"].map(weight).astype("float64") * chosen["confidence"] * _decay(chosen, half_life)
    return _rows(chosen, amount, chosen["type"].map(gain))


def _rows(chosen: pd.DataFrame, amount: pd.Series, gain: pd.Series) -> pd.DataFrame:
    """Return one row for every tie and actor that gains by it, each claim of a document counted once."""
    signs = {name: tie.sign for name, tie in tie_types().items()}
    rows = chosen[["tie_id", "doc_id", "source", "target", "type", "date"]].assign(
        sign=chosen["type"].map(signs).astype("int64"), weight=amount)
    forward = rows[gain.isin(("source", "both"))]
    backward = rows[gain.isin(("target", "both"))].rename(columns={"source": "target", "target": "source"})
    rows = pd.concat([forward, backward]).sort_index(kind="stable").reset_index(drop=True)
    rows = rows[(rows["source"] != rows["target"]) & (rows["weight"] > 0)]
    claim = rows.groupby(["doc_id", "source", "target", "type", "date"])["weight"]
    rows = rows.assign(weight=claim.transform("max") / claim.transform("size"))
    return rows[["tie_id", "doc_id", "source", "target", "type", "sign", "weight"]].reset_index(drop=True)


def mutual_in_order(ties: pd.DataFrame) -> pd.DataFrame:
    """Return the ties with the actors of mutual ones in alphabetical order, so that both ways of telling one are the same."""
    swap = ties["type"].map({name: tie.mutual for name, tie in tie_types().items()}).astype("bool")
    swap &= ties["source"] > ties["target"]
    return ties.assign(source=ties["source"].where(~swap, ties["target"]), target=ties["target"].where(~swap, ties["source"]))


def standing(ties: pd.DataFrame) -> pd.Series:
    """Return for each tie whether it holds (ALLIED_WITH, LEADS …), not happens."""
    return ties["type"].map({name: tie.kind == "standing" for name, tie in tie_types().items()}).astype("bool")


def _decay(chosen: pd.DataFrame, half_life: str | float | None) -> np.ndarray | float:
    """Return the share of its weight that age leaves to each tie."""
    if half_life is None:
        return 1.0
    day = chosen["stated"].fillna(chosen["middle"]).where(standing(chosen), chosen["middle"])
    age = (chosen.attrs["reference"] - day).dt.days.clip(lower=0).fillna(0)
    return np.power(0.5, age.to_numpy() / days_of(half_life))


def _assumptions(weights: Mapping[str, float] | None,
                 gains: Mapping[str, str] | None) -> tuple[dict[str, float], dict[str, str]]:
    """Return weight and gain of every type, those given in place of the defaults."""
    known = tie_types()
    weight = {name: float(tie.weight) for name, tie in known.items()}
    gain = {name: tie.gains for name, tie in known.items()}
    for name, given in (("weights", weights or {}), ("gains", gains or {})):
        unknown = [key for key in given if key not in known]
        if unknown:
            raise ParameterError(f"{name} names the tie types {', '.join(unknown)}; allowed are {', '.join(known)}")
    for name, number in (weights or {}).items():
        if not 0 <= number < float("inf"):
            raise ParameterError(f"weights[{name!r}] is {number!r}; allowed is a number from 0")
    for name, who in (gains or {}).items():
        if who not in GAINS:
            raise ParameterError(f"gains[{name!r}] is {who!r}; allowed are {', '.join(GAINS)}")
    weight.update(weights or {})
    gain.update(gains or {})
    idle = [name for name, number in (weights or {}).items() if number > 0 and gain[name] == "none"]
    if idle:
        raise ParameterError(f"weights names {', '.join(idle)}, by which nobody gains influence; "
                             f"say who does, as in gains={{{idle[0]!r}: 'source'}}")
    return weight, gain
