"""The notebooks are source: stripped, short, titled, and they run on tables from disk, also on a corpus without ties."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

from geoanalysis import tables
from geoanalysis.showing.report import write_reports

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
#: What the report or the tests run may not be told by a notebook.
FORBIDDEN = re.compile(r"https?://|urllib|requests\.|/(home|tmp|root|work|Users)/|!\s*pip|%pip")


def cells_of(path: Path, kind: str) -> list:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def code_of(cell) -> str:
    """Return the source without the lines that are for IPython."""
    return "\n".join(line for line in cell.source.splitlines() if not line.startswith("%"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestForm:
    def test_is_stripped(self, path):
        from nbstripout import strip_output

        text = path.read_text(encoding="utf-8")
        notebook = nbformat.reads(text, as_version=4)
        stripped = strip_output(nbformat.reads(text, as_version=4), keep_output=False, keep_count=False, keep_id=True)
        assert notebook == stripped
        assert all(not cell.outputs and cell.execution_count is None for cell in cells_of(path, "code"))

    def test_has_fixed_and_different_cell_ids(self, path):
        ids = [cell.id for cell in nbformat.read(path, as_version=4).cells]
        assert len(set(ids)) == len(ids)
        raw = path.read_text(encoding="utf-8")
        assert all(f'"id": "{name}"' in raw for name in ids)

    def test_begins_with_title_question_and_parameters(self, path):
        first, second, *_ = nbformat.read(path, as_version=4).cells
        assert re.match(r"# \d\. .+\n\n\*.+\?\*\n\n\S", first.source), first.source
        assert second.metadata.get("tags") == ["parameters"]
        assert 'tables = "../reports/tables"' in second.source

    def test_is_10_to_25_short_cells(self, path):
        cells = cells_of(path, "code")
        assert 10 <= len(cells) <= 25
        lengths = [len(cell.source.splitlines()) for cell in cells]
        assert max(lengths) <= 15
        assert sum(length > 5 for length in lengths) <= 3

    def test_holds_no_long_function(self, path):
        for cell in cells_of(path, "code"):
            for node in ast.walk(ast.parse(code_of(cell))):
                assert not isinstance(node, ast.FunctionDef) or node.end_lineno - node.lineno < 5, cell.source

    def test_names_no_network_and_no_absolute_path(self, path):
        assert not FORBIDDEN.search(path.read_text(encoding="utf-8"))

    def test_speaks_between_its_steps(self, path):
        """Never more than three code cells without a word to the reader."""
        kinds = "".join(cell.cell_type[0] for cell in nbformat.read(path, as_version=4).cells)
        assert "cccc" not in kinds, kinds


def test_run_on_a_corpus_without_any_tie(tmp_path, monkeypatch):
    """An empty result is a result: every notebook still runs to its end."""
    row = {"doc_id": "a", "title": "", "date": "", "date_precision": "", "publisher": "", "url": "", "text": "It rained."}
    empty = tables.Tables(**{name: tables.empty(name) for name in tables.Tables._fields})
    empty = empty._replace(documents=tables.from_rows([row], "documents"))

    def extracted(texts, folder, **_):
        folder.mkdir(parents=True)
        for name, table in zip(tables.Tables._fields, empty, strict=True):
            tables.write(table, folder / f"{name}.csv")
        return empty

    monkeypatch.setattr("geoanalysis.showing.report._extracted", extracted)
    texts = tmp_path / "texts"
    texts.mkdir()
    pages = write_reports(texts, tmp_path / "out", progress=False)
    assert [page.name for page in pages] == ["index.html", *(f"{path.stem}.html" for path in NOTEBOOKS)]


def test_say_which_command_makes_the_missing_tables(tmp_path):
    with pytest.raises(tables.TableError, match="make report"):
        tables.read_tables(tmp_path)
