"""Runs the notebooks on a corpus and writes each as one HTML page that needs no network, with an index of them."""

import ast
import hashlib
import json
import os
import platform
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

import pandas as pd

import geoanalysis
from geoanalysis import resources
from geoanalysis.errors import ReportError

#: How many notebooks run at the same time.
TOGETHER = 2
#: Seconds that one cell may take.
CELL_TIME = 1800
#: Packages whose versions can change a number in a report.
VERSIONS = ("spacy", "numpy", "pandas", "scipy", "networkx", "matplotlib")
#: The kernel keeps no history, and leaves no trace of program or time in a picture: the same run gives the same bytes.
_KERNEL = ("--log-level=ERROR", "--HistoryManager.enabled=False",
           "--InlineBackend.print_figure_kwargs={'bbox_inches': 'tight', 'metadata': {'Software': None}}")
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """One notebook as the index lists it.

    Attributes
    ----------
    name : str
        File name without ending.
    title, question : str
        Heading and first paragraph of its first cell.
    """

    name: str
    title: str
    question: str


def write_reports(texts: str | Path, out: str | Path, *, corrections: str | Path | None = None, date_order: str | None = None,
                  reading: Mapping[str, object] | None = None, notebooks: str | Path | None = None,
                  progress: bool = True) -> list[Path]:
    """Read a corpus once, run every notebook on it, and write one HTML page each and an index of them.

    Parameters
    ----------
    texts : path
        A folder or file of documents.
    out : path
        Folder for the pages; the tables go into its sub-folder tables.
    corrections : path, optional
        The researcher's corrections, applied to the tables before the notebooks see them.
    date_order : {"DMY", "MDY", "YMD"}, optional
        As `read_documents` takes it.
    reading : mapping, optional
        Other arguments of `extract`, such as ``{"mentions": "mentions.csv"}``; every page names those that can change it.
    notebooks : path, optional
        Folder of the notebooks; by default ./notebooks, else the one of the checkout.
    progress : bool
        Whether to say each step on stderr.

    Returns
    -------
    list of Path
        The pages, the index first. The same texts and versions give the same bytes.

    Raises
    ------
    GeoanalysisError
        CorpusError for the texts, CorrectionError for the corrections, ReportError if there are no notebooks or one of
        them fails; the pages of the others are written all the same.
    """
    texts, out = Path(texts), Path(out)
    _need_jupyter()
    from geoanalysis.reading.corpus import check_apart

    check_apart([texts], out)
    files = _notebooks(notebooks)
    pages = [_page(file) for file in files]
    reading = {name: value for name, value in (reading or {}).items() if value is not None}
    extraction = _extracted(texts, out / "tables", corrections=corrections, date_order=date_order, reading=reading,
                            progress=progress)
    for name in ("index", *(page.name for page in pages)):
        # A page of an earlier run must not pass for one of this run.
        (out / f"{name}.html").unlink(missing_ok=True)
    facts = _facts(extraction, {"corrections": corrections, "date_order": date_order, **reading})

    def run(file: Path) -> Path | ReportError:
        try:
            return _write_page(file, out, pages=pages, facts=facts, progress=progress)
        except ReportError as error:
            return error

    with ThreadPoolExecutor(TOGETHER) as pool:
        written = list(pool.map(run, files))
    failed = [str(error) for error in written if isinstance(error, ReportError)]
    if failed:
        raise ReportError("; ".join(failed))
    index = out / "index.html"
    index.write_text(_index(pages, facts, extraction), encoding="utf-8", newline="\n")
    _say(f"wrote {index}: open it in a browser", progress)
    return [index, *written]


def corpus_hash(documents: pd.DataFrame) -> str:
    """Return the SHA-256 of all doc_ids and texts, by which two readers know that they have the same corpus.

    Examples
    --------
    >>> corpus_hash(pd.DataFrame({"doc_id": ["a"], "text": ["Iran helps Iraq."]}))[:12]
    'e119cf65388d'
    """
    digest = hashlib.sha256()
    for doc_id, text in sorted(zip(documents["doc_id"], documents["text"], strict=True)):
        # As JSON, so that no text can end where another begins.
        digest.update(json.dumps([doc_id, text], ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()


def with_parameters(source: str, values: Mapping[str, object]) -> str:
    """Return the source of a parameters cell with other values; names that it does not assign are left aside.

    Examples
    --------
    >>> print(with_parameters("seed = 7  # any number", {"seed": 8, "draws": 10}))
    seed = 8  # any number
    """
    for node in ast.parse(source).body:
        name = node.targets[0].id if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) else ""
        if name in values:
            # Columns count bytes; a value on several lines becomes one line.
            lines = source.split("\n")
            head = lines[node.lineno - 1].encode()[: node.value.col_offset].decode()
            tail = lines[node.end_lineno - 1].encode()[node.value.end_col_offset:].decode()
            lines[node.lineno - 1: node.end_lineno] = [f"{head}{values[name]!r}{tail}"]
            return with_parameters("\n".join(lines), {key: value for key, value in values.items() if key != name})
    return source


def _say(message: str, progress: bool) -> None:
    if progress:
        print(f"report: {message}", file=sys.stderr, flush=True)


def _documents(documents: pd.DataFrame) -> str:
    return f"{len(documents)} document{'s' * (len(documents) != 1)}"


def _need_jupyter() -> None:
    """Say at once, not after the reading, that the notebooks cannot be run."""
    try:
        import ipykernel  # noqa: F401
        import nbclient  # noqa: F401
        import nbconvert  # noqa: F401
    except ImportError as error:
        raise ReportError(f"reports need {error.name}, which is not installed; "
                          "pip install 'geoanalysis[notebooks]'") from error


def _notebooks(folder: str | Path | None) -> list[Path]:
    """Return the notebooks in the order of their names."""
    beside = Path(__file__).parents[2] / "notebooks"
    folder = Path(folder) if folder is not None else Path("notebooks") if Path("notebooks").is_dir() else beside
    files = sorted(folder.glob("*.ipynb"))
    if not files:
        raise ReportError(f"{folder}: there is no notebook (.ipynb); run the command in a checkout of the project")
    return files


def _page(file: Path) -> Page:
    """Return how the index calls a notebook."""
    try:
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        title, question, *_ = "".join(cells[0]["source"]).split("\n\n")
    except (ValueError, KeyError, IndexError) as error:
        raise ReportError(f"{file}: is no notebook that begins with a title and a question in prose") from error
    return Page(file.stem, title.lstrip("# ").strip(), " ".join(question.replace("*", "").split()))


def _extracted(texts: Path, folder: Path, *, corrections: str | Path | None, date_order: str | None,
               reading: Mapping[str, object], progress: bool):
    """Return the reading of the texts, written as tables for the notebooks."""
    from geoanalysis.reading.corpus import read_documents

    documents = read_documents(texts, date_order=date_order)
    _say(f"reading {_documents(documents)} in {texts}", progress)

    # Loads the parser, for which a wrong path should not have to wait.
    from geoanalysis.reading.corrections import correct, read_corrections
    from geoanalysis.reading.extraction import extract

    if corrections is not None:
        read_corrections(corrections)
    # Without a terminal the line above is enough.
    extraction = extract(documents, **reading, progress=progress and sys.stderr.isatty())
    if corrections is not None:
        extraction = correct(extraction, corrections)
    extraction.save(folder)
    _say(f"{len(extraction.actors)} actors, {len(extraction.ties)} ties, {len(extraction.refused)} refused: {folder}",
         progress)
    if unread := _unread(extraction):
        _say(f"{unread} could not be read; {folder / 'refused.csv'} tells why", progress)
    return extraction


def _unread(extraction) -> str:
    """Return how many documents could not be read at all, or nothing."""
    whole = extraction.refused[extraction.refused["start"].isna()]
    return _documents(whole) if len(whole) else ""


def _told(value: object) -> str:
    """Return how a page calls what the user gave: a file by its name, without its folder, and its hash."""
    if isinstance(value, str | Path) and Path(value).is_file():
        return f"{Path(value).name} (sha256 {hashlib.sha256(Path(value).read_bytes()).hexdigest()[:12]}…)"
    if isinstance(value, pd.DataFrame):
        return f"a table of {len(value)} rows"
    return ", ".join(value) if isinstance(value, list | tuple) else Path(str(value)).name


def _facts(extraction, given: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return what every page says of the run on its first screen: all that can change a number."""
    unread = _unread(extraction)
    own = [(name.replace("_", " ").capitalize(), _told(value)) for name, value in sorted(given.items())
           if value is not None and name not in ("workers", "dask", "cache")]
    documents = extraction.documents
    dates = sorted({*filter(None, documents["date"])})
    span = f", dated {dates[0]}" + (f" to {dates[-1]}" if len(dates) > 1 else "") if dates else ""
    versions = [("geoanalysis", geoanalysis.__version__), ("Python", platform.python_version()),
                *((name, version(name)) for name in VERSIONS)]
    return [("Corpus", f"{_documents(documents)}{span}" + (f"; {unread} more could not be read" if unread else "")),
            ("Corpus hash", f"sha256 {corpus_hash(documents)}"),
            ("Extraction", f"{len(extraction.actors)} actors, {len(extraction.ties)} ties, "
                           f"{len(extraction.refused)} candidates refused"), *own,
            ("Versions", ", ".join(f"{name} {number}" for name, number in versions))]


def _write_page(file: Path, out: Path, *, pages: Sequence[Page], facts: list[tuple[str, str]], progress: bool) -> Path:
    """Run one notebook on the tables in `out` and write its page."""
    notebook = _run(file, out)
    target = out / f"{file.stem}.html"
    target.write_text(_html(notebook, file.stem, pages=pages, facts=facts), encoding="utf-8", newline="\n")
    _say(f"wrote {target} ({target.stat().st_size / 1000:.0f} kB)", progress)
    return target


def _run(file: Path, out: Path):
    """Return the notebook with its outputs, run by this very Python on the tables below `out`."""
    import nbformat
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    notebook = nbformat.read(file, as_version=4)
    for cell in notebook.cells:
        if _is_parameters(cell):
            # Below `out` the name is the same everywhere, so the page does not tell whose computer made it.
            cell.source = with_parameters(cell.source, {"tables": "tables"})
    with tempfile.TemporaryDirectory() as profile, open(Path(profile) / "kernel.log", "w+", encoding="utf-8") as log:
        # Only the kernel of this interpreter: one that the user installed elsewhere may hold other versions. It is spoken to through files
        # of its own, where the system can: two runs at a time may both be handed a network port that was free a moment ago.
        manager = AsyncKernelManager(kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
                                     connection_file=str(Path(profile) / "kernel.json"),
                                     transport="ipc" if os.name == "posix" else "tcp")
        # What a cell prints arrives in as many pieces as the machine has leisure for: joined, it is the same at every run.
        client = NotebookClient(notebook, km=manager, timeout=CELL_TIME, record_timing=False, coalesce_streams=True,
                                extra_arguments=[*_KERNEL], resources={"metadata": {"path": str(out)}})
        try:
            # A profile of its own: start-up files of the user do not run here.
            client.execute(cleanup_kc=True, env={**os.environ, "IPYTHONDIR": profile}, stdout=log, stderr=log)
        except CellExecutionError as error:
            raise ReportError(f"{file}: fails with {error.ename}: {' '.join(error.evalue.split())}") from error
        except (CellTimeoutError, DeadKernelError, RuntimeError) as error:
            log.seek(0)
            raise ReportError(f"{file}: {' '.join(f'{error} {log.read()[-300:]}'.split())}") from error
    return notebook


def _is_parameters(cell) -> bool:
    return "parameters" in cell.metadata.get("tags", [])


def _html(notebook, name: str, *, pages: Sequence[Page], facts: list[tuple[str, str]]) -> str:
    """Return the page of a notebook that was run."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="report", extra_template_basedirs=[str(resources.path("report").parent)])
    parameters = "; ".join(_assignments(cell.source) for cell in notebook.cells if _is_parameters(cell))
    report = {"name": name, "pages": pages, "facts": [*facts, ("Parameters", parameters)], "toc": _toc(notebook),
              "title": next(page.title for page in pages if page.name == name)}
    page, _ = exporter.from_notebook_node(notebook, resources={"report": report})
    return page.strip() + "\n"


def _assignments(source: str) -> str:
    """Return the assignments of a parameters cell on one line, without comments."""
    return "; ".join(ast.unparse(node) for node in ast.parse(source).body)


def _toc(notebook) -> list[tuple[str, str]]:
    """Return anchor and words of every heading of the second level; nbconvert makes the anchors by the same rule."""
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return [(quote(words.strip().replace(" ", "-"), safe="?/:@!$&'()*+,;="), words.strip()) for words in _HEADING.findall(prose)]


def _index(pages: Sequence[Page], facts: list[tuple[str, str]], extraction) -> str:
    """Return the page that leads to the others."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(resources.path("report")), autoescape=True,
                              undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    status = extraction.ties["status"].value_counts()
    counts = [(len(extraction.documents), "documents"), (len(extraction.mentions), "mentions"),
              (len(extraction.actors), "actors"), (len(extraction.ties), "ties"),
              *((int(status.get(name, 0)), f"of them {name}") for name in ("actual", "planned", "alleged", "negated"))]
    report = {"name": "index", "title": "Reports", "pages": pages, "facts": facts, "counts": counts,
              "version": geoanalysis.__version__, "hash": corpus_hash(extraction.documents)}
    return environment.get_template("overview.html.j2").render(resources={"report": report}).strip() + "\n"
