"""Corrections: what each line does to tables, that it holds at the next run, and how a bad file is answered."""

from pathlib import Path

import pandas as pd
import pytest

from geoanalysis import tables
from geoanalysis.errors import CorrectionError
from geoanalysis.reading.corrections import ACTIONS, apply_corrections, correct, read_corrections
from geoanalysis.reading.extraction import Extraction

TEXT = "Iran aided Iraq. Tehran and Baghdad met.\nUS forces struck Hashd fighters. Zarif said so."
COLUMNS = "action,actor,tie_id,doc_id,source,type,target,value,evidence,note\n"


def tie(number, source, type, target, **cells):
    kind = {
        "AID": ("material cooperation", 1),
        "CONSULT": ("verbal cooperation", 1),
        "ASSAULT": ("material conflict", -1),
    }[type]
    return {
        "tie_id": f"t{number}",
        "doc_id": "a",
        "start": number,
        "end": number + 4,
        "source": source,
        "target": target,
        "type": type,
        "kind": "event",
        "sign": kind[1],
        "quad": kind[0],
        "status": "actual",
        "date": "2020-07",
        "date_precision": "month",
        "source_text": source,
        "target_text": target,
        "trigger": "x",
        "rule": "r",
        "confidence": 0.5 + number / 10,
        "evidence": TEXT[number : number + 4],
        **cells,
    }


@pytest.fixture
def extraction():
    mentions = [
        ("iran", 0),
        ("iraq", 11),
        ("tehran", 17),
        ("iraq", 28),
        ("united_states", 41),
        ("hashd", 58),
        ("zarif", 74),
    ]
    actors = [
        ("hashd", "Hashd", "population", 1),
        ("iran", "Iran", "state", 1),
        ("iraq", "Iraq", "state", 2),
        ("tehran", "Tehran", "organization", 1),
        ("united_states", "United States", "state", 1),
        ("zarif", "Zarif", "person", 1),
    ]
    rows = {
        "documents": [{"doc_id": "a", "text": TEXT}],
        "mentions": [
            {"doc_id": "a", "start": at, "end": at + 2, "text": TEXT[at : at + 2], "actor_id": name, "how": "name"}
            for name, at in mentions
        ],
        "actors": [
            {"actor_id": key, "name": name, "kind": kind, "mentions": count, "documents": 1}
            for key, name, kind, count in actors
        ],
        "ties": [
            tie(0, "Iran", "AID", "Iraq"),
            tie(1, "Tehran", "CONSULT", "Iraq"),
            tie(2, "United States", "ASSAULT", "Hashd", claimed_by="Zarif"),
            tie(3, "Tehran", "CONSULT", "Iran"),
        ],
        "refused": [],
    }
    return Extraction(**{name: tables.from_rows(found, name) for name, found in rows.items()})


def written(tmp_path, *lines, header=COLUMNS):
    file = tmp_path / "corrections.csv"
    file.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return file


def line(action, **cells):
    return ",".join([action, *(cells.get(name, "") for name in COLUMNS.strip().split(",")[1:])])


def triples(ties):
    return list(ties[["source", "type", "target"]].itertuples(index=False, name=None))


def corrected(extraction, tmp_path, *lines):
    """Apply lines twice over: to the extraction and to one made anew, which must come out alike."""
    file = written(tmp_path, *lines)
    once, again = correct(extraction, file), correct(extraction, file)
    for name in tables.TABLES:
        pd.testing.assert_frame_equal(getattr(once, name), getattr(again, name))
        pd.testing.assert_frame_equal(tables.check(getattr(once, name), name), getattr(once, name))
    return once


def test_merge_makes_two_actors_one_in_all_tables(extraction, tmp_path):
    found = corrected(extraction, tmp_path, line("merge", actor="Tehran", value="Iran", note="the capital"))
    assert "Tehran" not in set(found.actors["name"])
    iran = found.actors.set_index("name").loc["Iran"]
    assert (iran["mentions"], iran["documents"], iran["aliases"]) == (2, 1, "Tehran")
    assert triples(found.ties)[1] == ("Iran", "CONSULT", "Iraq") and found.ties["tie_id"].tolist() == ["t0", "t1", "t2"]
    assert found.ties["rule"].tolist() == ["r", "r; corrected: merge", "r"]
    assert found.refused["reason"].tolist() == ["correction: source and target are the same actor"]


def test_merge_into_an_actor_that_is_not_there_renames(extraction, tmp_path):
    found = corrected(extraction, tmp_path, line("merge", actor="Hashd", value="Popular Mobilization Forces"))
    assert (
        "Popular Mobilization Forces" in set(found.actors["name"])
        and found.ties["target"][2] == "Popular Mobilization Forces"
    )


def test_rename_and_kind(extraction, tmp_path):
    found = corrected(
        extraction,
        tmp_path,
        line("rename", actor="Zarif", value="Javad Zarif"),
        line("kind", actor="Hashd", value="armed_group"),
    )
    actors = found.actors.set_index("actor_id")
    assert actors.loc["zarif", "name"] == "Javad Zarif" and actors.loc["hashd", "kind"] == "armed_group"
    assert found.ties["claimed_by"][2] == "Javad Zarif"


def test_drop_an_actor_with_its_mentions_and_ties(extraction, tmp_path):
    found = corrected(extraction, tmp_path, line("drop actor", actor="Iraq"), line("drop actor", actor="Zarif"))
    assert triples(found.ties) == [("United States", "ASSAULT", "Hashd"), ("Tehran", "CONSULT", "Iran")]
    assert found.ties["claimed_by"].tolist() == ["", ""] and "iraq" not in set(found.mentions["actor_id"])
    assert found.refused["reason"].tolist() == ["correction: Iraq is no actor"] * 2


@pytest.mark.parametrize(
    "cells",
    [
        {"tie_id": "t2"},
        {"source": "United States"},
        {"type": "ASSAULT", "doc_id": "a"},
        {"source": "United States", "target": "Hashd"},
    ],
)
def test_drop_a_tie_by_its_id_or_by_what_it_is(extraction, tmp_path, cells):
    found = corrected(extraction, tmp_path, line("drop", note="a rumour", **cells))
    assert "t2" not in set(found.ties["tie_id"]) and len(found.ties) == 3
    assert found.refused[["source", "reason"]].values.tolist() == [["United States", "correction: dropped (a rumour)"]]


def test_retype_sets_what_the_type_carries(extraction, tmp_path):
    found = corrected(
        extraction,
        tmp_path,
        line("retype", tie_id="t0", value="SPONSORS"),
        line("retype", tie_id="t1", value="THREATEN"),
    )
    assert found.ties[["type", "kind", "sign", "quad"]].values.tolist()[:2] == [
        ["SPONSORS", "standing", 1, ""],
        ["THREATEN", "event", -1, "verbal conflict"],
    ]


def test_reverse_status_and_date(extraction, tmp_path):
    lines = [
        line("reverse", tie_id="t0"),
        line("status", tie_id="t0", value="alleged"),
        line("date", tie_id="t0", value="2019-11/2020-03"),
        line("date", tie_id="t1", value="2020"),
        line("date", tie_id="t2", value="unknown"),
    ]
    found = corrected(extraction, tmp_path, *lines)
    assert found.ties.loc[0, ["source", "source_text", "target", "target_text", "status"]].tolist() == [
        "Iraq",
        "Iraq",
        "Iran",
        "Iran",
        "alleged",
    ]
    assert found.ties[["date", "date_precision", "until"]].values.tolist() == [
        ["2019-11", "range", "2020-03"],
        ["2020", "year", ""],
        ["", "unknown", ""],
        ["2020-07", "month", ""],
    ]
    assert found.ties["rule"][0] == "r; corrected: reverse; corrected: status; corrected: date"


def test_add_a_tie_with_its_evidence(extraction, tmp_path):
    row = line(
        "add",
        doc_id="a",
        source="United States",
        type="ASSAULT",
        target="Abu Mahdi",
        value="alleged",
        evidence="met. US forces struck",
    )
    found = corrected(extraction, tmp_path, row)
    tie = found.ties.iloc[-1]
    assert TEXT[tie["start"] : tie["end"]] == tie["evidence"] == "met.\nUS forces struck"
    assert (tie["status"], tie["sign"], tie["rule"]) == ("alleged", -1, "correction: added") and pd.isna(
        tie["confidence"]
    )
    assert found.actors.set_index("name").loc["Abu Mahdi", "actor_id"] == "abu_mahdi"


def test_lines_are_applied_from_top_to_bottom(extraction, tmp_path):
    found = corrected(extraction, tmp_path, line("rename", actor="Hashd", value="PMF"), line("drop", target="PMF"))
    assert "t2" not in set(found.ties["tie_id"])


def test_ties_that_become_the_same_are_kept_once(extraction, tmp_path):
    extraction.ties.loc[3, ["start", "end", "target"]] = [1, 5, "Iraq"]
    found = correct(extraction, written(tmp_path, line("rename", actor="Tehran", value="Teheran")))
    assert found.ties["tie_id"].tolist() == ["t0", "t2", "t3"]


def test_lines_that_match_nothing_are_reported(extraction, tmp_path):
    lines = [
        line("drop", tie_id="gone"),
        line("merge", actor="Nobody", value="Iran"),
        line("kind", actor="Nobody", value="state"),
        line("add", doc_id="z", source="A", type="AID", target="B", evidence="x"),
        line("add", doc_id="a", source="A", type="AID", target="B", evidence="not there"),
        line("drop", tie_id="t0"),
    ]
    with pytest.warns(
        UserWarning,
        match=r"nothing to correct for row 2 \(drop gone\), row 3 \(merge 'Nobody'\), row 4 \(kind 'Nobody'\), row 5 \(add z A AID B\), "
        r"row 6 \(add a A AID B\); ids, names and sentences must be written as in the tables and the texts$",
    ):
        found = correct(extraction, written(tmp_path, *lines))
    assert len(found.ties) == 3


def test_ties_alone_can_be_corrected(extraction, tmp_path):
    before = extraction.ties.copy()
    file = written(
        tmp_path,
        line("merge", actor="Tehran", value="Iran"),
        line("kind", actor="Iran", value="state"),
        line("drop", tie_id="t2"),
    )
    assert triples(apply_corrections(extraction.ties, file)) == [("Iran", "AID", "Iraq"), ("Iran", "CONSULT", "Iraq")]
    pd.testing.assert_frame_equal(extraction.ties, before)
    file = written(tmp_path, line("add", doc_id="a", source="Iran", type="AID", target="Iraq", evidence="aided"))
    with pytest.raises(CorrectionError, match="give documents="):
        apply_corrections(extraction.ties, file)
    assert len(apply_corrections(extraction.ties, file, documents=extraction.documents)) == 5


def test_a_file_needs_only_the_columns_that_it_uses(extraction, tmp_path):
    file = written(tmp_path, "drop,t0,no evidence", header="action,tie_id,note\n")
    assert len(apply_corrections(extraction.ties, file)) == 3


@pytest.mark.parametrize("text, fault", [
    ("", "is empty"),
    ("tie_id\nx\n", "has no column action; allowed are action, actor, tie_id"),
    ("action,colour\ndrop,red\n", "has the column 'colour'; allowed are"),
    ("action,tie_id\nremove,x\n", "row 2: action is 'remove', allowed are merge, rename, kind, drop actor, drop"),
    ("action,actor\nmerge,A\n", "row 2: merge needs value"),
    ("action,actor,value\nmerge,A,A\n", "'A' is the actor's own name"),
    ("action,actor,tie_id,value\nmerge,A,t0,B\n", "row 2: merge does not use tie_id"),
    ("action,note\ndrop,why\n", "row 2: drop selects no ties: fill one of tie_id, doc_id, source, type, target"),
    ("action,tie_id,value\nretype,x,KILL\n", "value is 'KILL', allowed are AGREE"),
    ("action,type\ndrop,KILL\n", "type is 'KILL', allowed are AGREE"),
    ("action,tie_id,value\nstatus,x,maybe\n", "value is 'maybe', allowed are actual, planned, alleged, negated"),
    ("action,actor,value\nkind,x,thing\n", "value is 'thing', allowed are person"),
    ("action,tie_id,value\ndate,x,July\ndate,x,2020/2021/2022\n", "row 2: value is .July.*row 3: value is .2020/2021"),
    ("action,doc_id,source,type,target,evidence\nadd,a,A,AID,B,\n", "row 2: add needs evidence"),
])  # fmt: skip
def test_bad_lines_are_named_with_row_and_fault(tmp_path, text, fault):
    (tmp_path / "c.csv").write_text(text)
    with pytest.raises(CorrectionError, match=fault) as caught:
        read_corrections(tmp_path / "c.csv")
    assert str(caught.value).startswith(str(tmp_path / "c.csv"))


def test_a_missing_file_is_named_and_every_action_is_tested():
    with pytest.raises(CorrectionError, match="nowhere.csv: cannot be opened"):
        read_corrections("nowhere.csv")
    source = Path(__file__).read_text(encoding="utf-8")
    assert all(f'line("{action}"' in source for action in ACTIONS)
