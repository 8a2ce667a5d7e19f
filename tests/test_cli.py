"""The command line: what it writes, and one line with exit status 2 for every mistake of a user."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geoanalysis import cli, tables
from geoanalysis.network import exchange

ROOT = Path(__file__).parents[1]
HEADER = "doc_id,title,date,date_precision,publisher,url\n"


def run(capsys, *arguments):
    """Run the command line here; return exit status, output and errors."""
    try:
        status = cli.main([str(argument) for argument in arguments])
    except SystemExit as stop:
        status = stop.code
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("Iran condemned Israel on Monday. The United States attacked Iran.")
    return folder


def test_extract_writes_five_tables_and_says_what_it_found(capsys, texts, tmp_path):
    out = tmp_path / "out"
    status, said, errors = run(capsys, "extract", texts, "--out", out, "--parquet")
    assert (status, errors) == (0, "") and said.startswith("1 documents, 3 actors, ")
    for name in tables.TABLES:
        for suffix in ("csv", "parquet"):
            tables.read(out / f"{name}.{suffix}", name)
    with open(out / "ties.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert ("United States", "ASSAULT", "Iran") in {(row["source"], row["type"], row["target"]) for row in rows}


def test_one_bad_document_is_reported_and_the_rest_is_written(capsys, texts, tmp_path):
    (texts / "empty.txt").write_text("")
    (texts / "b.txt").write_bytes(b"\xff\xfe\x00\xd8")
    status, said, errors = run(capsys, "extract", texts, "--out", tmp_path / "out", "--quiet")
    assert (status, said) == (0, "") and errors.count("\n") == 1 and "2 documents could not be read" in errors
    refused = tables.read(tmp_path / "out/refused.csv", "refused")
    assert refused["doc_id"].tolist()[:2] == ["b.txt", "empty"]
    assert len(tables.read(tmp_path / "out/ties.csv", "ties")) > 0


def test_corrections_and_kinds(capsys, texts, tmp_path):
    (tmp_path / "c.csv").write_text("action,actor,value,tie_id\nrename,Iran,Persia,\ndrop,,,gone\n")
    status, said, errors = run(
        capsys, "extract", texts, "--out", tmp_path / "out", "--corrections", tmp_path / "c.csv", "--kinds", "state"
    )
    assert status == 0 and errors.startswith(f"geoanalysis: {tmp_path / 'c.csv'}: nothing to correct for row 3 (drop gone); ")
    assert "Persia" in set(tables.read(tmp_path / "out/actors.csv", "actors")["name"])


@pytest.mark.parametrize("files, fault", [
    ({}, "the folder holds no texts"),
    ({"a.txt": b""}, "no document can be read (a: is empty"),
    ({"a.txt": b"\0\1\2"}, "no document can be read (a: is not text"),
    ({"t.jsonl": b'{"doc_id": "a", "text": "x"}\n' * 2}, "doc_id 'a' stands for both"),
    ({"a.txt": b"x", "documents.csv": (HEADER + "b,,,,,\n").encode()}, "documents.csv: row 2: there is no text 'b'"),
    ({"a.txt": b"x", "documents.csv": b"doc_id,title\na,T\n"}, "documents.csv: has no column date, date_precision"),
])  # fmt: skip
def test_bad_corpora(capsys, tmp_path, files, fault):
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    status, said, errors = run(capsys, "extract", folder, "--out", tmp_path / "out")
    assert (status, said) == (2, "") and errors.count("\n") == 1
    assert errors.startswith("geoanalysis: ") and fault in errors
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments, fault", [
    (["extract", "nowhere", "--out", "OUT"], "nowhere: there is no such file or folder"),
    (["extract", "TEXTS"], "the following arguments are required: --out"),
    (["extract", "TEXTS", "--out", "TEXTS"], "lies among the texts"),
    (["extract", "TEXTS", "--out", "TEXTS/out"], "lies among the texts"),
    (["extract", "TEXTS/a.txt", "--out", "TEXTS"], "lies among the texts"),
    (["extract", "TEXTS", "--out", "TEXTS/a.txt/out"], "lies among the texts"),
    (["extract", "TEXTS", "--out", "OUT", "--workers", "two"], "argument --workers: invalid int value: 'two'"),
    (["extract", "TEXTS", "--out", "OUT", "--workers", "0"], "workers is 0; allowed is 1 or more"),
    (["extract", "TEXTS", "--out", "OUT", "--min-confidence", "7"], "allowed is 0 to 1"),
    (["extract", "TEXTS", "--out", "OUT", "--kinds", "state,thing"], "kinds has 'thing'; allowed are"),
    (["extract", "TEXTS", "--out", "OUT", "--mentions", "nowhere.csv"], "nowhere.csv: cannot be opened"),
    (["extract", "TEXTS", "--out", "OUT", "--corrections", "nowhere.csv"], "nowhere.csv: cannot be opened"),
    (["extract", "TEXTS", "--out", "OUT", "--actors", "nowhere.csv"], "nowhere.csv: cannot be opened"),
    (["extract", "TEXTS", "--out", "OUT", "--pipeline", "no_such_pipeline"], "no_such_pipeline"),
    (["extract", "TEXTS", "--out", "OUT", "--date-order", "XYZ"], "date_order is 'XYZ'; allowed are DMY, MDY, YMD"),
    (["report", "TEXTS", "--out", "OUT", "--corections", "c.csv"], "report: does not know --corections c.csv; allowed are"),
    (["report", "TEXTS", "--out", "OUT", "--corections", "c.csv"], "--corrections"),
    (["report", "TEXTS", "--out", "OUT", "--date-order", "XYZ"], "date_order is 'XYZ'; allowed are DMY, MDY, YMD"),
    (["extract", "TEXTS", "--out", "OUT", "--pages", "3"], "extract: does not know --pages 3; allowed are"),
    (["export", "nowhere.csv", "--format", "gexf", "--out", "OUT"], "nowhere.csv: cannot be opened"),
    (["export", "TEXTS/a.txt", "--format", "gexf", "--out", "OUT"], "cannot read a table in the format '.txt'"),
    (["export", "ties.csv", "--format", "png", "--out", "OUT"], "--format: invalid choice: 'png' (choose from"),
    (["shout"], "invalid choice: 'shout'"),
    ([], "the following arguments are required: COMMAND"),
])  # fmt: skip
def test_wrong_options(capsys, texts, tmp_path, arguments, fault):
    given = [part.replace("TEXTS", str(texts)).replace("OUT", str(tmp_path / "out")) for part in arguments]
    status, said, errors = run(capsys, *given)
    assert (status, said) == (2, "") and errors.count("\n") == 1 and fault in errors
    assert [path.name for path in texts.iterdir()] == ["a.txt"] and not (tmp_path / "out").exists()


def test_a_file_where_the_folder_should_be(capsys, texts, tmp_path):
    (tmp_path / "out").write_text("x")
    status, _, errors = run(capsys, "extract", texts, "--out", tmp_path / "out")
    assert status == 2 and errors.count("\n") == 1 and "out: " in errors


@pytest.mark.parametrize("graph", ["claims", "influence"])
def test_export_writes_every_format(capsys, texts, tmp_path, graph):
    run(capsys, "extract", texts, "--out", tmp_path / "out", "--quiet")
    for name in cli.FORMATS:
        file = tmp_path / f"graph.{name}"
        assert run(capsys, "export", tmp_path / "out/ties.csv", "--format", name, "--out", file, "--graph", graph) == (
            0,
            "",
            "",
        )
        assert "United States" in file.read_text(encoding="utf-8")


def test_the_formats_are_those_of_the_exchange():
    assert set(cli.FORMATS) == set(exchange._FORMATS)


def test_help_is_there_at_once():
    code = (
        "import sys; from geoanalysis.cli import main\n"
        "try: main(['--help'])\nfinally: assert not {'spacy', 'pandas'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0 and "extract" in done.stdout and done.stderr == ""


def make(*arguments):
    """Return what make would run and say, without running it."""
    done = subprocess.run(["make", "-n", *arguments], cwd=ROOT, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
def test_make_hands_on_what_it_knows_and_nothing_is_ignored():
    status, said = make("report", "TEXTS=my texts", "OUT=out", "CORRECTIONS=my corrections.csv")
    assert status == 0 and 'report "my texts" --out "out" --corrections "my corrections.csv"' in said
    assert "--corrections" not in make("report")[1]
    status, said = make("report", "CORRECTION=c.csv")
    assert status == 2 and "CORRECTION is no variable of this Makefile; allowed are" in said and "CORRECTIONS" in said
