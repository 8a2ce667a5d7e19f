"""Takes ties in from CSV, and graphs out to the files that other programs read."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from geoanalysis import tables
from geoanalysis.errors import ParameterError
from geoanalysis.network.graph import nx

#: What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Attributes of an edge that GEXF takes for its own (kind of line, time of life); they get "tie_" before their name.
_RESERVED = ("type", "start", "end", "id")
#: GEXF carries the day of writing, which would make every day's file another one.
_WRITTEN = re.compile(r' lastmodifieddate="[^"]*"')


def read_ties(path: Path | str) -> pd.DataFrame:
    """Return the ties of a file that `geoanalysis extract` wrote, or of one of the same form.

    Parameters
    ----------
    path : path
        A .csv (UTF-8) or .parquet file.

    Returns
    -------
    DataFrame
        The ties table, checked against its specification (`geoanalysis.tables`).

    Raises
    ------
    TableError
        If the file cannot be read, or a cell is not allowed; lists all bad rows.

    Examples
    --------
    >>> read_ties("ties.csv")  # doctest: +SKIP
    """
    return tables.read(path, "ties")


def export(graph: nx.Graph, path: Path | str, *, format: str | None = None) -> Path:
    """Write a graph to a file for other programs; the same graph gives the same bytes.

    Lists (such as the ties of an edge) become texts joined by "|", and an empty value becomes an empty text.

    Parameters
    ----------
    graph : Graph
        A graph of claims, of influence, or a signed graph.
    path : path
        The file; it is overwritten.
    format : str, optional
        "gexf" (Gephi; the attributes type, start, end, id of an edge get "tie_" before their name), "graphml" (yEd,
        igraph, Cytoscape), "json" (node-link data, as networkx and d3 read it; lists stay lists) or "csv" (one row an
        edge: source, target, tie_id for claims, and its attributes; isolates are lost). Without it the ending of the
        file decides.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    ParameterError
        If the format is another one, or the file cannot be written.

    Examples
    --------
    >>> graph = nx.DiGraph()
    >>> graph.add_edge("Iran", "Hezbollah", weight=2.0)
    >>> export(graph, "influence.gexf")  # doctest: +SKIP
    """
    path = Path(path)
    chosen = path.suffix.lstrip(".").lower() if format is None else format
    if chosen not in _FORMATS:
        given = f"format is {format!r}" if format is not None else f"{path}: its ending gives no format"
        raise ParameterError(f"{given}; allowed are {', '.join(_FORMATS)}, as format= or as the ending of the file")
    content = _FORMATS[chosen](graph)
    try:
        path.write_bytes(content)
    except OSError as error:
        reason = error.strerror or error
        raise ParameterError(f"{path}: cannot be written ({reason}); give a file in a folder that exists") from error
    return path


def _cell(value: object) -> object:
    """Return a value as text or number."""
    if isinstance(value, list | tuple | set | frozenset):
        return "|".join(str(part) for part in (sorted(value) if isinstance(value, set | frozenset) else value))
    if hasattr(value, "item"):
        value = value.item()
    if value is None or value != value:
        return ""
    return value if isinstance(value, str | bool | int | float) else str(value)


def _plain(graph: nx.Graph) -> nx.Graph:
    """Return the graph with values that XML can hold; numbers that are not known are left out."""
    def attributes(given: dict) -> dict:
        # An empty text among numbers would make the column two columns.
        cells = {name: _cell(value) for name, value in given.items() if value is not None and value == value}
        return {name: _NOT_XML.sub(" ", cell) if isinstance(cell, str) else cell for name, cell in cells.items()}

    def clean(name: str) -> str:
        return _NOT_XML.sub(" ", str(name))

    plain = graph.__class__()
    plain.graph.update(attributes(graph.graph))
    plain.add_nodes_from((clean(node), attributes(data)) for node, data in graph.nodes(data=True))
    if graph.is_multigraph():
        edges = graph.edges(keys=True, data=True)
        plain.add_edges_from((clean(a), clean(b), key, attributes(data)) for a, b, key, data in edges)
    else:
        plain.add_edges_from((clean(a), clean(b), attributes(data)) for a, b, data in graph.edges(data=True))
    return plain


def _gexf(graph: nx.Graph) -> bytes:
    """Return the graph as GEXF 1.2."""
    plain = _plain(graph)
    for *_, edge in plain.edges(data=True):
        for name in _RESERVED:
            if name in edge:
                edge[f"tie_{name}"] = edge.pop(name)
    file = io.BytesIO()
    nx.write_gexf(plain, file, version="1.2draft")
    return _WRITTEN.sub("", file.getvalue().decode("utf-8"), count=1).rstrip().encode("utf-8") + b"\n"


def _graphml(graph: nx.Graph) -> bytes:
    """Return the graph as GraphML."""
    file = io.BytesIO()
    # The plain writer, since the one of lxml is used only where lxml is installed, and writes other bytes.
    nx.write_graphml_xml(_plain(graph), file, named_key_ids=True)
    return file.getvalue().rstrip() + b"\n"


def _json(graph: nx.Graph) -> bytes:
    """Return the graph as node-link data."""
    def known(value: object) -> object:
        return value.item() if hasattr(value, "item") else str(value)

    def empty(value: object) -> object:
        return None if isinstance(value, float) and value != value else value

    data = nx.node_link_data(graph, edges="edges")
    for part in ("nodes", "edges"):
        data[part] = [{name: empty(value) for name, value in entry.items()} for entry in data[part]]
    text = json.dumps(data, ensure_ascii=False, indent=1, default=known, allow_nan=False)
    return (text + "\n").encode("utf-8")


def _csv(graph: nx.Graph) -> bytes:
    """Return the edges as a table."""
    if graph.is_multigraph():
        edges = graph.edges(keys=True, data=True)
        rows = [{"source": a, "target": b, "tie_id": key, **data} for a, b, key, data in edges]
        columns = ["source", "target", "tie_id"]
    else:
        rows = [{"source": a, "target": b, **data} for a, b, data in graph.edges(data=True)]
        columns = ["source", "target"]
    table = pd.DataFrame([{name: _cell(value) for name, value in row.items()} for row in rows])
    table = table if rows else pd.DataFrame(columns=columns)
    # Texts are quoted, since readers take a bare carriage return for the end of a row.
    text = table.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    return text.encode("utf-8")


#: The formats, and what turns a graph into each.
_FORMATS: dict[str, Callable[[nx.Graph], bytes]] = {"gexf": _gexf, "graphml": _graphml, "json": _json, "csv": _csv}
