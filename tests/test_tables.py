"""Tables: their columns, what `check` refuses, and that what is written is read back."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoanalysis import tables
from geoanalysis.errors import TableError

TIE = {
    "tie_id": "t1",
    "doc_id": "a",
    "start": 0,
    "end": 5,
    "source": "Iran",
    "target": "Iraq",
    "type": "AID",
    "kind": "event",
    "sign": 1,
    "quad": "material cooperation",
    "status": "actual",
    "date": "2020-07",
    "date_precision": "month",
    "source_text": "Iran",
    "target_text": "Iraq",
    "trigger": "aids",
    "rule": "active",
    "confidence": 0.5,
    "evidence": "Iran aids Iraq",
}


def ties(**changes):
    return tables.from_rows([{**TIE, **changes}], "ties")


@pytest.mark.parametrize("name", tables.TABLES)
def test_an_empty_table_has_its_columns_and_passes_and_survives_the_disk(name, tmp_path):
    table = tables.empty(name)
    assert list(table) == tables.columns(name)
    pd.testing.assert_frame_equal(tables.check(table, name), table)
    for suffix in ("csv", "parquet"):
        tables.write(table, tmp_path / f"t.{suffix}")
        pd.testing.assert_frame_equal(tables.read(tmp_path / f"t.{suffix}", name), table)


def test_every_column_has_a_meaning_and_a_dtype():
    for columns in tables.TABLES.values():
        assert len({column.name for column in columns}) == len(columns)
        assert all(column.meaning and column.dtype in ("text", "date", "whole", "number") for column in columns)


def test_the_columns_of_ties_are_those_of_the_design():
    design = (
        "tie_id doc_id start end source target type kind sign quad status date date_precision claimed_by "
        "source_text target_text trigger rule confidence evidence"
    )
    assert [name for name in tables.columns("ties") if name != "until"] == design.split()


@pytest.mark.parametrize(
    "changes, fault",
    [
        ({"source": ""}, "row 2: source is empty"),
        ({"status": "maybe"}, "row 2: status is 'maybe', allowed are actual, planned, alleged, negated"),
        ({"type": "KILL"}, "row 2: type is 'KILL', allowed are AGREE"),
        ({"kind": "thing"}, "row 2: kind is 'thing', allowed are event, standing"),
        ({"sign": 2}, "row 2: sign is '2', allowed are -1, 0, 1"),
        ({"date": "July 2020"}, "row 2: date is 'July 2020', allowed are YYYY, YYYY-MM, YYYY-MM-DD"),
        ({"date": "2020-13"}, "row 2: date is '2020-13'"),
        ({"start": 5}, "row 2: start is not before end"),
        ({"date_precision": "about"}, "date_precision is 'about'"),
    ],
)
def test_check_names_row_column_and_what_is_allowed(changes, fault):
    with pytest.raises(TableError) as caught:
        tables.check(ties(**changes), "ties", where="ties.csv")
    assert str(caught.value).startswith("ties.csv: ") and fault in str(caught.value)


def test_check_lists_all_bad_rows_at_once_and_repeated_keys():
    table = pd.concat([ties(), ties(source=""), ties(tie_id="t2", status="x")])
    with pytest.raises(TableError) as caught:
        tables.check(table, "ties")
    assert all(
        fault in str(caught.value)
        for fault in ("row 3: source is empty", "row 3: tie_id 't1' is there before", "row 4: status")
    )


def test_check_names_missing_columns_but_adds_until():
    with pytest.raises(TableError, match="has no column status, evidence; a table of ties has tie_id"):
        tables.check(ties().drop(columns=["status", "evidence"]), "ties")
    assert tables.check(ties().drop(columns="until"), "ties")["until"].tolist() == [""]


def test_check_turns_cells_of_a_csv_into_types_and_keeps_further_columns_and_its_argument():
    given_table = ties().astype("str").assign(note="mine")
    before = given_table.copy()
    checked = tables.check(given_table, "ties")
    assert (
        checked["start"].dtype == np.int64 and checked["confidence"].tolist() == [0.5] and list(checked)[-1] == "note"
    )
    pd.testing.assert_frame_equal(given_table, before)
    with pytest.raises(TableError, match="start is 'x', not a whole number"):
        tables.check(given_table.assign(start="x"), "ties")
    with pytest.raises(TableError, match="start is '1.5', not a whole number"):
        tables.check(given_table.assign(start="1.5"), "ties")


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), min_size=1, max_size=4
    )
)
def test_any_text_survives_csv_and_parquet(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("t")
    rows = [{"doc_id": f"d{number}", "text": text} for number, text in enumerate(texts)]
    table = tables.from_rows(rows, "documents")
    for suffix in ("csv", "parquet"):
        tables.write(table, folder / f"t.{suffix}")
        assert tables.read(folder / f"t.{suffix}", "documents")["text"].tolist() == texts


def test_the_disk_refuses_other_formats_and_names_broken_files(tmp_path):
    with pytest.raises(TableError, match="allowed are .csv and .parquet"):
        tables.write(ties(), tmp_path / "t.xlsx")
    for name, data, fault in [
        ("t.xlsx", b"", "allowed are"),
        ("none.csv", None, "cannot be opened"),
        ("e.csv", b"", "is empty"),
        ("b.csv", b"a,b\n\xff\xfe,1\n", "is not a table in UTF-8"),
        ("r.csv", b"a\n1,2\n3,4,5\n", "is not a table"),
        ("b.parquet", b"no", "is not a table"),
    ]:
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(TableError, match=fault):
            tables.read(tmp_path / name, "ties")
