"""Reports: the whole way from the seeds to pages, cold, twice; what the pages hold; and what goes wrong in one line."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from browser import chromium, look

import geoanalysis
from geoanalysis import tables
from geoanalysis.errors import CorpusError, ReportError
from geoanalysis.showing import report

ROOT = Path(__file__).parents[1]
NAMES = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
#: What a page would fetch from elsewhere when opened; a link to click is none.
FETCHED = re.compile(r"<(?:script|link|img|iframe|audio|video|source|object|embed)[^>]+(?:src|href|data)=[\"']?(?:https?:)?//", re.I)
PAGES = ["index", *NAMES]


def cold_run(out: Path, *arguments: str, seed: str = "0") -> subprocess.CompletedProcess:
    """Run the command line in a new process with a hash seed of its own."""
    command = [sys.executable, "-m", "geoanalysis.cli", "report", *arguments, "--out", str(out)]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True)


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Two cold runs on the seeds, with different hash seeds and in different folders."""
    folders = [tmp_path_factory.mktemp(name) / "reports" for name in ("one", "two")]
    for seed, folder in zip("12", folders, strict=True):
        done = cold_run(folder, "seeds", seed=seed)
        assert done.returncode == 0, done.stderr
    return folders


@pytest.fixture(params=PAGES)
def page(request, runs) -> str:
    return (runs[0] / f"{request.param}.html").read_text(encoding="utf-8")


def test_same_bytes_whatever_the_hash_seed_and_the_folder(runs):
    one, two = ({path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}
                for folder in runs)
    assert sorted(one) == sorted([f"{name}.html" for name in PAGES] + [f"tables/{name}.csv" for name in tables.TABLES])
    assert [name for name in one if one[name] != two.get(name)] == []


def test_page_is_small(page):
    assert len(page.encode()) < 2_000_000


def test_page_fetches_nothing(page):
    assert not FETCHED.search(page)
    assert "default-src 'none'" in page
    assert "unsafe-eval" not in page and "connect-src" not in page
    assert not re.search(r"mathjax|require\.js|jupyter-widgets|unpkg|jsdelivr", page, re.I)


def test_page_tells_corpus_versions_and_nothing_of_the_machine(page, runs):
    documents = tables.read(runs[0] / "tables/documents.csv", "documents")
    assert report.corpus_hash(documents) in page
    assert "2 documents, dated 2020-07-19 to 2024-08" in page
    for name in ("geoanalysis", "spacy", "pandas", "networkx"):
        assert re.search(rf"{name} \d+\.\d+", page), name
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}" in page
    assert not re.search(r"/(?:home|tmp|root|work|Users)/", page)


@pytest.mark.parametrize("name", NAMES)
def test_report_page(name, runs):
    page = (runs[0] / f"{name}.html").read_text(encoding="utf-8")
    notebook = nbformat.read(ROOT / f"notebooks/{name}.ipynb", as_version=4)
    # The facts stand before the first code, so they are on the first screen.
    assert page.index("Corpus hash") < page.index("<details")
    assert "tables = &#39;tables&#39;" in page or "tables = 'tables'" in page
    assert page.count('<details class="source">') == sum(cell.cell_type == "code" for cell in notebook.cells)
    assert "<details open" not in page
    assert "vnd.jupyter.stderr" not in page, "a cell writes warnings"
    ids = set(re.findall(r'id="([^"]+)"', page))
    anchors = re.findall(r'href="#([^"]+)"', page)
    assert anchors and set(anchors) <= ids
    assert "No description has been provided" not in page


def test_pictures_tell_neither_program_nor_time(runs):
    pages = [(runs[0] / f"{name}.html").read_text(encoding="utf-8") for name in NAMES]
    import base64

    pictures = [base64.b64decode(found) for page in pages for found in re.findall(r"data:image/png;base64,([\w+/=]+)", page)]
    assert pictures
    for picture in pictures:
        assert not re.search(rb"tEXt|tIME|iTXt|zTXt", picture[:300])


def test_index_leads_everywhere(runs):
    page = (runs[0] / "index.html").read_text(encoding="utf-8")
    for target in re.findall(r'href="([^"#]+)"', page):
        assert (runs[0] / target).is_file(), target
    for words in ("How to correct", "How to cite", "corrections.csv", *(f"{name}.html" for name in NAMES)):
        assert words in page


def test_steps_are_told_in_plain_lines(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("Armenia attacked Azerbaijan. Its army praised Georgia.", encoding="utf-8")
    (texts / "b.docx").write_text("Armenia")
    done = cold_run(tmp_path / "out", str(texts))
    assert done.returncode == 0, done.stderr
    lines = done.stderr.splitlines()
    assert all(line.startswith("report: ") for line in lines), done.stderr
    assert len(lines) == 3 + len(PAGES) and any("1 document could not be read" in line for line in lines)
    corpus, influence = ((tmp_path / f"out/{name}.html").read_text() for name in ("01-corpus", "04-influence-graph"))
    assert "1 document; 1 document more could not be read" in corpus and "a file .docx is not read" in corpus
    # The parameters name actors of the seeds; another corpus shows its own.
    assert "from Armenia to Azerbaijan" in influence


@pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")
def test_pages_in_a_browser_without_network(runs):
    assert look(sorted(runs[0].glob("*.html"))) == []


@pytest.mark.parametrize(("arguments", "words"), [
    (["no-such-folder"], "no-such-folder"),
    (["seeds", "--corrections", "no-such-file.csv"], "no-such-file.csv"),
])
def test_mistake_of_the_user_gets_one_line(arguments, words, tmp_path):
    done = cold_run(tmp_path / "out", *arguments)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()[-1:]) == 1 and "Traceback" not in done.stderr
    assert words in done.stderr
    assert not (tmp_path / "out" / "index.html").exists()


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """Return texts, notebooks and out, with an extraction that is there without reading."""
    for name in ("texts", "books"):
        (tmp_path / name).mkdir()
    row = {"doc_id": "a", "title": "", "date": "", "date_precision": "", "publisher": "", "url": "", "text": "<b>It rained.</b>"}
    made = tables.Tables(**{name: tables.empty(name) for name in tables.Tables._fields})
    made = made._replace(documents=tables.from_rows([row], "documents"))

    def extracted(texts, folder, **_):
        folder.mkdir(parents=True, exist_ok=True)
        tables.write(made.documents, folder / "documents.csv")
        return made

    monkeypatch.setattr(report, "_extracted", extracted)
    return tmp_path


def write_notebook(folder: Path, name: str, *sources: str) -> None:
    first = nbformat.v4.new_markdown_cell("# 1. Rain & <sun>\n\n*Did it rain?*\n\n## What is < and >\n\nWords.")
    cells = [first, *(nbformat.v4.new_code_cell(source) for source in sources)]
    cells[1].metadata["tags"] = ["parameters"]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / f"{name}.ipynb")


def run(corpus: Path) -> list[Path]:
    return report.write_reports(corpus / "texts", corpus / "out", notebooks=corpus / "books", progress=False)


def test_failing_notebook_is_named_and_the_others_are_written(corpus):
    write_notebook(corpus / "books", "good", 'tables = "x"', "print(tables)")
    write_notebook(corpus / "books", "bad", 'tables = "x"', "1 / 0")
    (corpus / "out").mkdir()
    (corpus / "out/bad.html").write_text("of an earlier run")
    with pytest.raises(ReportError, match=r"bad\.ipynb: fails with ZeroDivisionError: division by zero"):
        run(corpus)
    assert "tables" in (corpus / "out/good.html").read_text()
    assert not (corpus / "out/bad.html").exists() and not (corpus / "out/index.html").exists()


def test_titles_and_evidence_are_escaped(corpus):
    write_notebook(corpus / "books", "rain", 'tables = "x"',
                   "import pandas as pd\npd.read_csv(tables + '/documents.csv')[['text']]")
    index, page = (path.read_text() for path in run(corpus))
    assert "<sun>" not in index and "Rain &amp; &lt;sun&gt;" in index
    assert "<b>It rained" not in page and "&lt;b&gt;It rained" in page


def test_what_is_printed_in_pieces_is_one_output(corpus):
    write_notebook(corpus / "books", "rain", 'tables = "x"',
                   "import time\nfor word in ('It', 'rained'):\n    print(word, end=' ', flush=True)\n    time.sleep(0.5)")
    assert "It rained" in run(corpus)[1].read_text()


def test_what_was_given_is_named_on_every_page(corpus):
    write_notebook(corpus / "books", "rain", 'tables = "x"')
    for name in ("mine.csv", "actors.csv"):
        (corpus / name).write_text("action,note\n")
    reading = {"actors": corpus / "actors.csv", "kinds": ["state", "person"], "pipeline": None, "workers": 2}
    pages = report.write_reports(corpus / "texts", corpus / "out", notebooks=corpus / "books", progress=False,
                                 corrections=corpus / "mine.csv", date_order="DMY", reading=reading)
    digest = hashlib.sha256(b"action,note\n").hexdigest()[:12]
    for page in pages:
        facts = re.sub(r"<[^>]+>", " ", page.read_text())
        assert re.search(rf"Corrections\s+mine\.csv \(sha256 {digest}…\)", facts)
        assert re.search(rf"Actors\s+actors\.csv \(sha256 {digest}…\)", facts) and re.search(r"Kinds\s+state, person", facts)
        assert re.search(r"Date order\s+DMY", facts)
        assert "Workers" not in facts and str(corpus) not in facts
    assert not any("Corrections " in re.sub(r"<[^>]+>", " ", page.read_text()) for page in run(corpus))


def test_notebooks_that_are_missing_or_odd(corpus):
    with pytest.raises(ReportError, match="there is no notebook"):
        run(corpus)
    (corpus / "books/odd.ipynb").write_text("{}")
    with pytest.raises(ReportError, match="title and a question"):
        run(corpus)


@pytest.mark.parametrize("out", ["texts", "texts/reports"])
def test_pages_are_not_written_among_the_texts(corpus, out):
    write_notebook(corpus / "books", "rain", 'tables = "x"')
    with pytest.raises(CorpusError, match="lies among the texts"):
        report.write_reports(corpus / "texts", corpus / out, notebooks=corpus / "books")


def test_corpus_hash_knows_every_text_and_no_order():
    documents = pd.DataFrame({"doc_id": ["a", "b"], "text": ["x", "y"]})
    assert report.corpus_hash(documents) == report.corpus_hash(documents[::-1])
    others = [documents.assign(text=["x", "z"]), documents.assign(doc_id=["a", "c"]), documents.assign(text=["y", "x"])]
    assert len({report.corpus_hash(table) for table in (documents, *others)}) == 4


@pytest.mark.parametrize(("source", "values", "expected"), [
    ('tables = "a"  # where\nseed = 7', {"tables": "t"}, "tables = 't'  # where\nseed = 7"),
    ("x = [1,\n     2]  # é\ny = 1", {"x": 3, "y": 4}, "x = 3  # é\ny = 4"),
    ("a = b = 1\nc.d = 2\nx, y = 1, 2", {"z": 1}, "a = b = 1\nc.d = 2\nx, y = 1, 2"),
])
def test_with_parameters(source, values, expected):
    assert report.with_parameters(source, values) == expected


def test_public():
    assert geoanalysis.write_reports is report.write_reports
