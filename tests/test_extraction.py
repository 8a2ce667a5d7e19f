"""The reading of a corpus: its tables, its workers, its cache, and what one bad document does to the others."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from geoanalysis import extract, tables
from geoanalysis.errors import DataError, ParameterError, PipelineError, TableError
from geoanalysis.reading import assembly, batches, cache, language
from geoanalysis.reading import extraction as extraction_module
from geoanalysis.reading.corpus import read_documents
from geoanalysis.reading.ties import MIN_CONFIDENCE

TEXTS = {
    "a": "Iran condemned Israel on Monday. Iranian Foreign Minister Javad Zarif visited Iraq.",
    "b": "The United States attacked Iran in January 2020. Iraq did not attack Kuwait.",
    "c": "Turkey and Russia signed a deal. Hezbollah thanked Iran.",
    "d": "Nothing happened at all.",
}
ARTICLES = Path(__file__).parent / "gold" / "articles"
NAMES = ("documents", "mentions", "actors", "ties", "refused")


def documents(**texts):
    rows = [{"doc_id": name, "text": text, "date": "2020-07-19"} for name, text in (texts or TEXTS).items()]
    return tables.from_rows(rows, "documents")


@pytest.fixture(scope="module")
def extraction():
    return extract(documents(), progress=False)


def same(one, two):
    for name in NAMES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))


def test_every_table_passes_its_own_specification(extraction):
    for name in NAMES:
        pd.testing.assert_frame_equal(tables.check(getattr(extraction, name), name), getattr(extraction, name))


def test_every_tie_is_found_in_its_text_between_actors_of_the_table(extraction):
    texts = extraction.documents.set_index("doc_id")["text"]
    names = set(extraction.actors["name"])
    assert len(extraction.ties) > 0
    for row in extraction.ties.itertuples():
        assert texts[row.doc_id][row.start : row.end] == row.evidence
        assert {row.source, row.target} <= names and row.source != ""
        assert row.tie_id == assembly.tie_id(row._asdict())
    for row in extraction.mentions.itertuples():
        assert texts[row.doc_id][row.start : row.end] == row.text


def test_marks_of_footnotes_are_no_words_but_stay_in_the_evidence():
    text = "Iran attacked[1] Iraq.[2] Turkey condemned[13 Iran."
    ties = extract(documents(a=text), progress=False).ties
    assert {(row.source, row.type, row.target) for row in ties.itertuples()} == {("Iran", "ASSAULT", "Iraq"), ("Turkey", "ACCUSE", "Iran")}
    assert all(text[row.start : row.end] == row.evidence for row in ties.itertuples()) and "attacked[1]" in "".join(ties["evidence"])


def test_actors_count_their_mentions(extraction):
    counts = extraction.mentions["actor_id"].value_counts()
    assert extraction.actors.set_index("actor_id")["mentions"].to_dict() == counts.to_dict()
    iran = extraction.actors.set_index("actor_id").loc["iran"]
    assert (iran["name"], iran["kind"], iran["country"], iran["documents"]) == ("Iran", "state", "IRN", 3)
    assert "Iranian" in iran["aliases"].split("|")


def test_the_argument_is_untouched_and_empty_documents_of_nothing_are_no_error():
    given = documents()
    before = given.copy()
    extract(given.iloc[:1], progress=False)
    pd.testing.assert_frame_equal(given, before)
    assert extract(given.iloc[:0], progress=False).ties.empty


def test_saved_tables_are_read_back(extraction, tmp_path):
    extraction.save(tmp_path / "new" / "out", parquet=True)
    for name in NAMES:
        for suffix in ("csv", "parquet"):
            pd.testing.assert_frame_equal(
                tables.read(tmp_path / "new/out" / f"{name}.{suffix}", name), getattr(extraction, name)
            )


def test_the_number_of_processes_and_a_dask_scheduler_change_nothing(extraction, monkeypatch):
    monkeypatch.setattr(batches, "BATCH_DOCUMENTS", 2)
    one = extract(documents(), progress=False)
    same(one, extract(documents(), workers=2, progress=False))
    same(one, extraction)
    distributed = pytest.importorskip("distributed")
    with distributed.Client(processes=False, n_workers=1, threads_per_worker=1, dashboard_address=None) as client:
        same(one, extract(documents(), dask=client, progress=False))


def test_the_hash_seed_changes_no_byte(tmp_path):
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "geoanalysis.cli", "extract", "seeds", "--out", str(out), "--quiet"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    for name in NAMES:
        assert (tmp_path / "1" / f"{name}.csv").read_bytes() == (tmp_path / "2" / f"{name}.csv").read_bytes()


def test_a_document_that_cannot_be_read_is_refused_with_what_was_raised_and_the_others_are_kept(
    monkeypatch, extraction
):
    find = batches.find_mentions

    def fail(doc, gazetteer, **known):
        if doc.text == TEXTS["b"]:
            raise ValueError("an odd text")
        return find(doc, gazetteer, **known)

    monkeypatch.setattr(batches, "find_mentions", fail)
    found = extract(documents(), progress=False)
    refused = found.refused[found.refused["start"].isna()]
    assert refused["doc_id"].tolist() == ["b"]
    assert refused["reason"].iloc[0].startswith("reading failed: ValueError: an odd text (in batches.py, line ")
    others = extraction.ties[extraction.ties["doc_id"] != "b"].reset_index(drop=True)
    pd.testing.assert_frame_equal(found.ties, others)


def test_a_text_that_the_parser_fails_on_is_refused_alone(monkeypatch):
    parse = language.parse

    def fail(texts, *, pipeline=None):
        for text in texts:
            if text == TEXTS["b"]:
                raise RuntimeError("too odd")
            yield from parse([text], pipeline=pipeline)

    monkeypatch.setattr(language, "parse", fail)
    found = extract(documents(), progress=False)
    assert found.refused.loc[found.refused["start"].isna(), "doc_id"].tolist() == ["b"]
    assert set(found.mentions["doc_id"]) == {"a", "c"}


def test_files_that_could_not_be_opened_are_in_refused(tmp_path):
    (tmp_path / "a.txt").write_text(TEXTS["a"])
    (tmp_path / "b.txt").write_text("")
    found = extract(read_documents(tmp_path), progress=False)
    assert found.refused.loc[found.refused["start"].isna(), "doc_id"].tolist() == ["b"]


def test_given_mentions_are_used_instead_of_finding_them(tmp_path):
    (tmp_path / "m.csv").write_text("doc_id,start,end,actor\nb,0,17,SOURCE\nb,27,31,TARGET\n")
    for mentions in (tmp_path / "m.csv", pd.read_csv(tmp_path / "m.csv")):
        found = extract(documents(), mentions=mentions, progress=False)
        assert found.mentions[["doc_id", "text", "how"]].values.tolist() == [
            ["b", "The United States", "given"],
            ["b", "Iran", "given"],
        ]
        assert found.actors["name"].tolist() == ["SOURCE", "TARGET"]
        assert ("SOURCE", "ASSAULT", "TARGET") in set(
            found.ties[["source", "type", "target"]].itertuples(index=False, name=None)
        )


@pytest.mark.parametrize(
    "text, happened",
    [
        ("Norway is willing to withdraw its troops from Chad.", "AGREE"),
        ("Norway will not negotiate with Chad.", "REJECT"),
        ("Norway withdrew its troops from Chad.", "RETREAT"),
        ("Norway lifted its embargo against Chad.", "CONCEDE"),
    ],
)
def test_of_two_given_actors_the_surest_tie_is_what_happened_between_them(tmp_path, text, happened):
    spans = [f"n,{text.index(name)},{text.index(name) + len(name)},{name}" for name in ("Norway", "Chad")]
    (tmp_path / "m.csv").write_text("\n".join(["doc_id,start,end,actor", *spans]))
    (tmp_path / "n.txt").write_text(text)
    ties = extract(read_documents(tmp_path / "n.txt"), mentions=tmp_path / "m.csv", progress=False).ties
    assert ties.loc[ties["confidence"].idxmax(), "type"] == happened


@pytest.mark.parametrize(
    "text, fault",
    [
        ("doc_id,start,end\n", "has no column actor; it needs doc_id, start, end, actor"),
        (
            "doc_id,start,end,actor\nz,0,1,A\na,0,9999,A\na,5,5,A\na,x,5,A\na,0,5,\n",
            "row 2: there is no document 'z'; row 3: 0 to 9999 is no span",
        ),
        ("doc_id,start,end,actor\na,x,5,A\n", "row 2: start and end are 'x' and '5', not whole numbers"),
        ("doc_id,start,end,actor\na,-1,5,A\n", "not whole numbers"),
        ("doc_id,start,end,actor\na,0,5, \n", "row 2: actor is empty"),
    ],
)
def test_bad_given_mentions_are_named_by_row(tmp_path, text, fault):
    (tmp_path / "m.csv").write_text(text)
    with pytest.raises(TableError, match=fault) as caught:
        extract(documents(), mentions=tmp_path / "m.csv", progress=False)
    assert "m.csv" in str(caught.value)


def test_kinds_leave_others_out_and_say_so(extraction):
    found = extract(documents(), kinds=["state"], progress=False)
    assert set(found.actors["kind"]) == {"state"} and 0 < len(found.ties) < len(extraction.ties)
    assert set(found.mentions["actor_id"]) == set(found.actors["actor_id"])
    assert found.refused["reason"].str.contains("of a kind that was left out").sum() == len(extraction.ties) - len(
        found.ties
    )


def test_a_higher_confidence_keeps_fewer_ties(extraction):
    assert extract(documents(), min_confidence=1.0, progress=False).ties["confidence"].min() != 0
    assert len(extract(documents(), min_confidence=0.0, progress=False).ties) >= len(extraction.ties)


def test_what_is_refused_is_below_what_is_kept():
    found = extract(read_documents(ARTICLES), progress=False)
    assert found.ties["confidence"].min() >= MIN_CONFIDENCE
    low = found.refused["reason"] == f"confidence below {MIN_CONFIDENCE:g}"
    assert low.any() and found.refused.loc[low, "confidence"].max() < MIN_CONFIDENCE


@pytest.mark.parametrize(
    "arguments, error, fault",
    [
        ({"kinds": "state"}, ParameterError, "give a list such as"),
        ({"kinds": ["thing"]}, ParameterError, "kinds has 'thing'; allowed are person"),
        ({"min_confidence": 2}, ParameterError, "allowed is 0 to 1"),
        ({"workers": 0}, ParameterError, "allowed is 1 or more"),
        ({"actors": "nowhere.csv"}, DataError, "nowhere.csv: cannot be opened"),
        ({"pipeline": "no_such_pipeline"}, PipelineError, "no_such_pipeline"),
        ({"dask": "tcp://127.0.0.1:1"}, ParameterError, "there is no scheduler"),
    ],
)
def test_wrong_arguments_are_named(arguments, error, fault, monkeypatch):
    if "dask" in arguments:
        pytest.importorskip("distributed")
        monkeypatch.setattr(extraction_module, "DASK_TIMEOUT", 0.5)
    with pytest.raises(error, match=fault):
        extract(documents(), progress=False, **arguments)


def test_the_cache_gives_the_same_and_reads_only_what_is_new(tmp_path, monkeypatch, extraction):
    read, parsed = batches.read_batch, []
    monkeypatch.setattr(
        batches, "read_batch", lambda batch, settings: parsed.extend(batch["doc_id"]) or read(batch, settings)
    )
    extract(documents().iloc[:2], cache=tmp_path, progress=False)
    same(extract(documents(), cache=tmp_path, progress=False), extraction)
    assert parsed == ["a", "b", "c", "d"]
    same(extract(documents(), cache=tmp_path, progress=False), extraction)
    extract(documents().assign(date="2021"), cache=tmp_path, progress=False)
    extract(documents(), cache=tmp_path, min_confidence=0.9, progress=False)
    assert len(parsed) == 12


def test_a_failure_is_not_cached_and_a_broken_cache_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "find_mentions", lambda *_, **__: 1 / 0)
    assert "ZeroDivisionError" in extract(documents(), cache=tmp_path, progress=False).refused["reason"].iloc[0]
    monkeypatch.undo()
    assert not extract(documents(), cache=tmp_path, progress=False).ties.empty
    (tmp_path / cache.FILE).write_bytes(b"no")
    with pytest.raises(DataError, match="cannot be read as a cache"):
        extract(documents(), cache=tmp_path, progress=False)


def test_edited_gazetteer_files_are_read_again(tmp_path):
    file = tmp_path / "aliases.csv"
    for actor_id in ("iraq", "turkey"):
        file.write_text(f"alias,actor_id\nthe Grey House,{actor_id}\n")
        found = extract(documents(a="The Grey House condemned Israel."), aliases=file, progress=False)
        assert actor_id in set(found.actors["actor_id"])


def reading(*mentions, ties=()):
    keys = ("start", "end", "actor_id", "name", "kind")
    return {
        "mentions": [{**dict(zip(keys, row, strict=True)), "how": "name", "country": ""} for row in mentions],
        "ties": list(ties),
        "refused": [],
    }


def test_two_actors_of_one_name_are_told_apart():
    found = assembly.assemble(
        documents(a="A B"), [reading((0, 1, "x_1", "Ali", "person"), (2, 3, "x_2", "Ali", "person"))]
    )
    assert found["actors"]["name"].tolist() == ["Ali (x_1)", "Ali (x_2)"]


def test_the_same_claim_is_kept_once_and_places_are_no_mentions():
    tie = {
        "start": 0,
        "end": 3,
        "source": "a",
        "target": "b",
        "type": "AID",
        "kind": "event",
        "sign": 1,
        "quad": "",
        "date": "2020",
        "date_precision": "range",
        "until": "2021",
        "source_text": "A",
        "target_text": "B",
        "trigger": "x",
        "rule": "r",
        "evidence": "A B",
    }
    ties = [
        {**tie, "status": "planned", "confidence": 0.5},
        {**tie, "status": "actual", "confidence": 0.9},
    ]
    found = assembly.assemble(
        documents(a="A B"),
        [reading((0, 1, "a", "A", "state"), (2, 3, "b", "B", "state"), (0, 3, "p", "P", "place"), ties=ties)],
    )
    assert found["ties"][["source", "target", "status", "date", "until"]].values.tolist() == [
        ["A", "B", "actual", "2020", "2021"]
    ]
    assert found["refused"]["reason"].tolist() == [
        f"the same words carry the tie {found['ties']['tie_id'][0]} already, as actual",
    ]
    assert len(found["mentions"]) == 2


def test_batches_hold_all_documents_in_order(monkeypatch):
    monkeypatch.setattr(batches, "BATCH_CHARACTERS", 100)
    parts = batches.split(documents())
    assert len(parts) > 1 and pd.concat(parts)["doc_id"].tolist() == list(TEXTS)
    assert batches.split(documents().iloc[:0]) == []


def test_progress_is_one_plain_line_where_there_is_no_terminal(capsys, monkeypatch):
    monkeypatch.setattr(batches, "BATCH_DOCUMENTS", 2)
    extract(documents())
    assert capsys.readouterr().err == "reading 4 documents in 2 batches\n"
