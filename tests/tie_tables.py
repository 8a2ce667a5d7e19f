"""Ties tables for the tests of the network wing: written by hand, or drawn by hypothesis."""

import doctest

import pandas as pd
from hypothesis import strategies as st

from geoanalysis import tables
from geoanalysis.resources import tie_types
from geoanalysis.tables import STATUSES

NAMES = ("Badr", "Hezbollah", "Iran", "Iraq", "Israel", "al-Ṣadr “Muqtada”", "United States")


def ties(*rows: str, **columns: object) -> pd.DataFrame:
    """Return a ties table of rows such as "Iran AID Iraq"; further columns by name, one value or a list."""
    words = [row.split() for row in rows]
    data = {"source": [row[0] for row in words], "type": [row[1] for row in words], "target": [row[2] for row in words]}
    return pd.DataFrame(data).astype("str").assign(**columns)


def full(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with every column of its specification."""
    known = tie_types()
    rows = []
    for number, row in enumerate(table.to_dict("records")):
        kind = known[row["type"]]
        rows.append({"tie_id": f"t{number}", "doc_id": "a", "start": 10 * number, "end": 10 * number + 4,
                     "status": "actual", "kind": kind.kind, "sign": kind.sign, "quad": kind.quad,
                     "source_text": row["source"], "target_text": row["target"], "trigger": "aids", "rule": "active",
                     "confidence": 0.9, "evidence": "aids", **row})
    return tables.check(tables.from_rows(rows, "ties"), "ties")


def doctests_pass(module: object) -> bool:
    """Run the examples in the docstrings of a module; there must be some."""
    result = doctest.testmod(module)
    return result.attempted > 0 and result.failed == 0


dates = st.sampled_from(["", "2018", "2019-11", "2020-01-03", "2020-07-19", "2021"])
row = st.fixed_dictionaries({
    "source": st.sampled_from(NAMES), "target": st.sampled_from(NAMES), "type": st.sampled_from(sorted(tie_types())),
    "status": st.sampled_from(STATUSES), "confidence": st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]), "date": dates,
    "doc_id": st.sampled_from(["a", "b", "c"])})
_TEXTS = dict.fromkeys(("source", "target", "type", "status", "date", "doc_id"), "str")
#: Any ties table of up to 15 rows, the empty one among them.
any_ties = st.lists(row, max_size=15).map(
    lambda rows: pd.DataFrame(rows, columns=[*_TEXTS, "confidence"]).astype({**_TEXTS, "confidence": "float64"}))
