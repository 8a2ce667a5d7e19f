"""Slices, before and after, since when."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tie_tables import any_ties, doctests_pass, ties

from geoanalysis.errors import ParameterError
from geoanalysis.network import time
from geoanalysis.network.graph import influence_graph
from geoanalysis.network.influence import influence, strength
from geoanalysis.network.time import before_after, change, over_time, since_when, slices


def test_examples():
    assert doctests_pass(time)


@pytest.mark.parametrize(("by", "periods"), [
    ("month", {"2019-12": 1, "2020-07": 2, "undated": 2}), ("quarter", {"2019Q4": 1, "2020Q3": 2, "undated": 2}),
    ("year", {"2019": 1, "2020": 3, "undated": 1})])
def test_a_tie_is_in_the_period_that_holds_its_whole_date(by, periods):
    table = ties(*["A AID B"] * 5, date=["2020-07-19", "2020", "2019-12", "2020-07", ""])
    parts = slices(table, by=by)
    assert {period: len(part) for period, part in parts.items()} == periods
    assert list(parts) == list(periods)


def test_an_undated_tie_has_the_day_of_its_document():
    table = ties("A AID B", "A AID C", doc_id=["a", "b"])
    documents = pd.DataFrame({"doc_id": ["a"], "date": ["2020-07"]})
    assert {period: part["target"].tolist() for period, part in slices(table, documents=documents).items()} == {
        "2020": ["B"], "undated": ["C"]}


def test_a_wrong_period_is_refused():
    with pytest.raises(ParameterError, match="month, quarter, year"):
        slices(ties("A AID B"), by="week")


@settings(max_examples=20, deadline=None)
@given(any_ties, st.sampled_from(["month", "quarter", "year"]))
def test_slices_lose_nothing_and_double_nothing(table, by):
    parts = slices(table, by=by)
    rows = sorted(row for part in parts.values() for row in part.index)
    assert rows == list(range(len(table))) and all(len(part) for part in parts.values())


def test_a_measure_over_time_has_a_row_for_every_period():
    table = ties("A AID B", "A AID B", "C AID B", "A AID D", date=["2018-05", "2018-06", "2020-01", ""])
    found = over_time(table, strength, by="year")
    assert found.index.tolist() == ["2018", "2019", "2020"] and found.columns.tolist() == ["A", "B", "C"]
    assert found["A"].tolist() == pytest.approx([1.4, float("nan"), float("nan")], nan_ok=True)
    assert found["C"].tolist() == pytest.approx([float("nan"), float("nan"), 0.7], nan_ok=True)
    assert over_time(table, influence, column="moves", by="quarter")["C"].dropna().to_dict() == {"2020Q1": 1.0}
    assert over_time(table.iloc[:0]).empty and over_time(table.iloc[3:]).empty


def test_events_before_and_after_a_date():
    table = ties(*["A AID B"] * 6, date=["2019", "2020-01-02", "2020-01-03", "2020-01", "2021", ""])
    before, after = before_after(table, "2020-01-03")
    assert before["date"].tolist() == ["2019", "2020-01-02"] and after["date"].tolist() == ["2020-01-03", "2021"]
    before, after = before_after(table, "2020-01-03", window="90 days")
    assert before["date"].tolist() == ["2020-01-02"] and after["date"].tolist() == ["2020-01-03"]


def test_a_standing_tie_may_hold_on_both_sides():
    table = ties("A LEADS B", "A AID C", "A LEADS D", "A AID C", doc_id=["a", "a", "b", "b"],
                 date=["2015", "2020-07", "", "2019"])
    before, after = before_after(table, "2020-01-03")
    assert before["target"].tolist() == ["B", "D", "C"] and after["target"].tolist() == ["B", "C"]


def test_change_names_what_came_and_what_went():
    table = ties("A AID B", "A SPONSORS C", "A COERCE B", "D AID C", date=["2019", "2019", "2021", "2021"],
                 doc_id=list("abcd"))
    found = change(table, "2020")
    assert found[["source", "target"]].values.tolist() == [["A", "C"], ["D", "C"], ["A", "B"]]
    assert found[["before", "after", "change"]].values.tolist() == [[0.9, 0, -0.9], [0, 0.7, 0.7], [0.7, 0.7, 0]]
    assert found["types"].tolist() == ["SPONSORS", "AID", "AID, COERCE"]
    assert change(table.iloc[:0], "2020").empty


@settings(max_examples=20, deadline=None)
@given(any_ties, st.sampled_from(["2019", "2020-01-03", "2020-07"]))
def test_no_event_is_on_both_sides_and_change_is_after_less_before(table, date):
    before, after = before_after(table, date)
    both = table.loc[sorted(set(before.index) & set(after.index)), "type"]
    assert set(both) <= {"LEADS", "MEMBER_OF", "REPRESENTS", "SPONSORS", "ALLIED_WITH", "HOSTILE_TO", "SUCCEEDS"}
    assert change(table, date)["after"].sum() == pytest.approx(influence_graph(after).size(weight="weight"))


def test_since_when():
    table = ties("Iraq CONSULT Iran", "Iran CONSULT Iraq", "Iran LEADS PMF", "Iran AID Iraq", "Iran AID Iraq",
                 date=["2020-07", "2018-09-12", "", "2020", "2019"], status=["actual"] * 4 + ["planned"],
                 until=["", "", "", "2020-03", ""], doc_id=list("aabaa"))
    assert since_when(table).values.tolist() == [
        ["Iran", "Iraq", "CONSULT", "2018-09-12", "2020-07", "2020-07-16", 2, 1],
        ["Iran", "Iraq", "AID", "2020", "2020-03", "2020-07-16", 1, 1],
        ["Iran", "PMF", "LEADS", "", "", "", 1, 1]]
    assert since_when(table.iloc[:0]).empty
