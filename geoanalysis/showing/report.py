"""From articles to pages: reads the corpus once, runs the notebooks on it, and writes one offline HTML file each."""

import base64
import hashlib
import html
import platform
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from struct import unpack

import pandas as pd

import geoanalysis
from geoanalysis import resources
from geoanalysis.errors import GeoanalysisError, ParameterError
from geoanalysis.reading.corpus import read_documents
from geoanalysis.reading.corrections import correct
from geoanalysis.reading.extraction import extract

#: Where a checkout keeps its notebooks; the installed package has none.
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
#: Seconds a single cell may take before the run is given up.
TIMEOUT = 1800
#: How many notebooks run at the same time, each in a process of its own.
WORKERS = 2
_PACKAGES = ("spacy", "pandas", "numpy", "scipy", "networkx", "matplotlib")
_PIXELS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"pHYs"})


def write_reports(texts: Path | str, out: Path | str, *, corrections: Path | str | None = None,
                  notebooks: Path | str | None = None) -> list[Path]:
    """Read the texts, run every notebook on what was read, and write one HTML page each and index.html.

    The tables go to ``out/tables``. A page holds its figures, code (folded) and data; it asks no server for anything.
    The same texts and versions give the same bytes.

    Parameters
    ----------
    texts : path
        A folder or file of documents, see `read_documents`.
    out : path
        Folder for the pages, made if need be.
    corrections : path, optional
        Corrections to apply to what was read, see `apply_corrections`.
    notebooks : path, optional
        Folder of the .ipynb files; without it that of the checkout.

    Returns
    -------
    list of Path
        The pages, index.html last.

    Raises
    ------
    ParameterError
        If there are no notebooks.
    CorpusError
        If the texts cannot be read.
    GeoanalysisError
        If the packages that run notebooks are missing, or a cell fails; names the notebook and the error.
    """
    _need_jupyter()
    folder = NOTEBOOKS if notebooks is None else Path(notebooks)
    sources = sorted(folder.glob("*.ipynb"))
    if not sources:
        raise ParameterError(f"{folder} has no notebooks; run this in a checkout of the project, whose folder notebooks/ "
                             "holds them (an installed package has none), or give notebooks=")
    documents = read_documents(texts)
    out = Path(out)
    if Path(texts).resolve() in (out.resolve(), *out.resolve().parents):
        raise ParameterError(f"out={out} lies among the texts in {texts}; give a folder outside of them")
    print(f"report: reading {len(documents)} documents", file=sys.stderr)
    extraction = extract(documents, progress=sys.stderr.isatty())
    if corrections is not None:
        extraction = correct(extraction, corrections)
    extraction.save(out / "tables")
    facts = corpus_facts(documents)
    values = {"texts": str(Path(texts).resolve()), "results": str((out / "tables").resolve())}
    print(f"report: running {len(sources)} notebooks", file=sys.stderr)
    with ThreadPoolExecutor(WORKERS) as pool:
        executed = list(pool.map(lambda source: _executed(source, values), sources))
    pages = []
    for source, notebook in zip(sources, executed, strict=True):
        page = out / f"{source.stem}.html"
        page.write_text(render(notebook, facts), encoding="utf-8", newline="\n")
        pages.append(page)
    index = out / "index.html"
    index.write_text(_index(executed, pages, facts), encoding="utf-8", newline="\n")
    print(f"report: {index}", file=sys.stderr)
    return [*pages, index]


def corpus_facts(documents: pd.DataFrame) -> dict[str, str]:
    """Return what a reader must know to repeat a report: the corpus by its hash, and the versions that read it.

    Parameters
    ----------
    documents : DataFrame
        A documents table.

    Returns
    -------
    dict
        ``corpus``: how many documents from when to when; ``corpus hash``: SHA-256 over key, date and text of each in
        the order of their keys; ``software``, ``packages``: versions.

    Examples
    --------
    >>> corpus_facts(pd.DataFrame({"doc_id": ["a"], "date": ["2020-07"], "text": ["Iran"]}))["corpus"]
    '1 document, 2020-07'
    """
    digest = hashlib.sha256()
    for row in documents.sort_values("doc_id").itertuples():
        for cell in (row.doc_id, row.date, row.text):
            content = str(cell).encode("utf-8", "surrogatepass")
            digest.update(len(content).to_bytes(8, "big") + content)
    dates = sorted(date for date in documents["date"].astype("str") if date)
    span = f", {dates[0]} to {dates[-1]}" if len(dates) > 1 else "".join(f", {date}" for date in dates)
    plural = "document" if len(documents) == 1 else "documents"
    return {"corpus": f"{len(documents)} {plural}{span}", "corpus hash": f"sha256 {digest.hexdigest()}",
            "software": f"geoanalysis {geoanalysis.__version__}, Python {platform.python_version()}",
            "packages": ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)}


def render(notebook, facts: dict[str, str]) -> str:
    """Return an executed notebook as one HTML page that makes no request.

    Parameters
    ----------
    notebook : NotebookNode
        With its outputs.
    facts : dict
        What the first screen states, by name; the cell tagged ``parameters`` is added.
    """
    from nbconvert import HTMLExporter

    cells = [cell for cell in notebook.cells if "injected-parameters" not in cell.metadata.get("tags", [])]
    for cell in cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" in data:
                data["image/png"] = base64.b64encode(_bare_png(base64.b64decode(data["image/png"]))).decode()
    parameters = "\n".join(cell.source for cell in cells if "parameters" in cell.metadata.get("tags", []))
    stated = {**facts, **({"parameters": parameters} if parameters else {})}
    shown = notebook.copy()
    shown.cells = cells
    exporter = HTMLExporter(template_name="page", extra_template_basedirs=[str(resources.path("report"))],
                            exclude_anchor_links=False)
    report = {"title": _title(notebook), "style": _asset("report.css"), "script": _asset("report.js"),
              "facts": _definitions(stated), "contents": "@contents@"}
    page, _ = exporter.from_notebook_node(shown, resources={"report": report})
    return page.replace("@contents@", _contents(page), 1).rstrip() + "\n"


def _need_jupyter() -> None:
    """Say at once, not after the reading, that the notebooks cannot be run."""
    try:
        import ipykernel  # noqa: F401
        import nbclient  # noqa: F401
        import nbconvert  # noqa: F401
    except ImportError as error:
        raise GeoanalysisError(f"reports need {error.name}, which is not installed; "
                               "pip install 'geoanalysis[notebooks]'") from error


def _executed(source: Path, values: dict[str, str]):
    """Return a notebook with outputs, run by this very Python; the values stand in for those of its parameters cell."""
    import nbformat
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(source, as_version=4)
    at = next((number for number, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", [])), -1)
    if at < 0:
        raise ParameterError(f"{source} has no cell tagged 'parameters'; tag the one that sets texts and results")
    assignments = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    injected = nbformat.v4.new_code_cell(assignments, id="injected", metadata={"tags": ["injected-parameters"]})
    notebook.cells.insert(at + 1, injected)
    # Only the kernel of this interpreter: one that the user installed elsewhere may hold other versions.
    manager = AsyncKernelManager(kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    client = NotebookClient(notebook, km=manager, timeout=TIMEOUT, record_timing=False, extra_arguments=["--log-level=ERROR"],
                            resources={"metadata": {"path": str(source.parent)}})
    try:
        client.execute()
    except CellExecutionError as error:
        raise GeoanalysisError(f"{source.name}: a cell failed with {error.ename}: {error.evalue}; "
                               "open it in JupyterLab (make lab) to see where") from error
    print(f"report: {source.stem} done", file=sys.stderr)
    return notebook


def _bare_png(image: bytes) -> bytes:
    """Return a PNG without the chunks that tell program, version or time.

    Examples
    --------
    >>> _bare_png(b"\\x89PNG\\r\\n\\x1a\\n" + b"\\x00\\x00\\x00\\x01tEXtxCRCC" + b"\\x00\\x00\\x00\\x00IENDCRCC")[8:]
    b'\\x00\\x00\\x00\\x00IENDCRCC'
    """
    kept, at = [image[:8]], 8
    while at < len(image):
        length = unpack(">I", image[at : at + 4])[0]
        if image[at + 4 : at + 8] in _PIXELS:
            kept.append(image[at : at + 12 + length])
        at += 12 + length
    return b"".join(kept)


def _title(notebook) -> str:
    return next((cell.source.lstrip("# ").splitlines()[0] for cell in notebook.cells
                 if cell.cell_type == "markdown" and cell.source.startswith("# ")), "geoanalysis")


def _question(notebook) -> str:
    """Return the first paragraph below the title."""
    text = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    return next((part for part in re.split(r"\n\s*\n", text) if not part.startswith("#")), "").replace("*", "")


def _contents(page: str) -> str:
    """Return links to the headings of a page."""
    links = []
    for level, anchor, text in re.findall(r'<h([23]) id="([^"]+)">(.*?)</h\1>', page, re.DOTALL):
        words = re.sub(r"<a class=\"anchor-link\".*?</a>|<[^>]+>", "", text).strip()
        links.append(f'<a class="h{level}" href="#{anchor}">{words}</a>')
    return "\n".join(links)


def _definitions(facts: dict[str, str]) -> str:
    rows = (f"<dt>{html.escape(name)}</dt><dd>{html.escape(text).replace(chr(10), '<br>')}</dd>"
            for name, text in facts.items())
    return f"<dl>{''.join(rows)}</dl>"


def _index(notebooks: list, pages: list[Path], facts: dict[str, str]) -> str:
    """Return the page that leads to the others."""
    cards = "".join(f'<li><a href="{html.escape(page.name)}"><b>{html.escape(_title(notebook))}</b>'
                    f"{html.escape(_question(notebook))}</a></li>"
                    for notebook, page in zip(notebooks, pages, strict=True))
    tables = ", ".join(f'<a href="tables/{name}.csv">{name}.csv</a>'
                       for name in ("documents", "actors", "mentions", "ties", "refused"))
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    return (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Reports</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}"><style>{_asset("report.css")}</style></head>\n'
            f'<body class="index"><main><h1>Who can move whom, according to these articles</h1>\n'
            f'<ul class="cards">{cards}</ul>\n<p>The tables behind them: {tables}.</p>\n'
            f'<div class="facts">{_definitions(facts)}</div></main></body></html>\n')


def _asset(name: str) -> str:
    return resources.path(f"report/{name}").read_text(encoding="utf-8")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
