"""The interactive graph and the table of evidence: one page each, sealed off, and nothing is fetched from anywhere."""

import base64
import hashlib
import html
import io
import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geoanalysis import resources
from geoanalysis.network.layout import layout
from geoanalysis.showing.figures import KIND_STYLE, SIGN_STYLE, UNKNOWN_KIND, draw_network, node_weights, sign_of

#: Above this many actors only those with the most influence are named until one zooms in, points or searches.
NAMED = 40
#: How many of them are named then.
TOP = 30
_DASHES = {1: "", -1: "7 4", 0: "2 3"}
_TIE_COLUMNS = ["doc_id", "source", "target", "type", "status", "date", "until", "claimed_by", "source_text", "target_text",
                "trigger", "rule", "confidence", "evidence"]


@dataclass(frozen=True)
class View:
    """A page to look at: in a notebook it shows itself, and `save` writes it as one HTML file.

    Attributes
    ----------
    page : str
        The whole page; its content security policy allows no request at all.
    text : str
        What it is, in a line, where no page can be shown.
    height : int
        Height in a notebook, in pixels.
    png : bytes
        A still picture, shown where the notebook is not trusted to run the page; empty for none.
    """

    page: str
    text: str
    height: int = 640
    png: bytes = b""

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return the page in a frame that may run its script and nothing else, the picture, and the line of text."""
        frame = (f'<iframe srcdoc="{html.escape(self.page)}" sandbox="allow-scripts" title="{html.escape(self.text)}" '
                 f'style="width:100%;height:{self.height}px;border:0"></iframe>')
        bundle = {"text/html": frame, "text/plain": self.text}
        if self.png:
            bundle["image/png"] = base64.b64encode(self.png).decode()
        return bundle

    def save(self, path: str | Path) -> Path:
        """Write the page as one file that opens in any browser, offline.

        Returns
        -------
        Path
            The file.
        """
        path = Path(path)
        path.write_text(self.page, encoding="utf-8", newline="\n")
        return path


def explore(graph, ties: pd.DataFrame, *, documents: pd.DataFrame | None = None, seed: int = 7) -> View:
    """Return the influence graph to explore: every arrow opens the sentences that it rests on.

    Parameters
    ----------
    graph : DiGraph
        From `influence_graph`.
    ties : DataFrame
        The ties that the graph was made from.
    documents : DataFrame, optional
        The documents table; their titles and dates then stand in place of their keys.
    seed : int
        Another seed gives another arrangement of the same graph.

    Returns
    -------
    View
        Shows itself in a notebook; ``.save("graph.html")`` writes one file.

    Examples
    --------
    >>> from geoanalysis.network.graph import influence_graph
    >>> ties = pd.DataFrame({"source": ["Iran"], "target": ["Iraq"], "type": ["AID"], "evidence": ["Iran helps Iraq."]})
    >>> explore(influence_graph(ties), ties)
    Influence graph: 2 actors, 1 edges, 1 ties
    """
    carried = {tie_id for _, _, data in graph.edges(data=True) for tie_id in data.get("ties", [])}
    ids = _tie_ids(ties)
    used = ties[ids.isin(carried)]
    number = {tie_id: index for index, tie_id in enumerate(ids[ids.isin(carried)])}
    places, weights = layout(graph, seed=seed), node_weights(graph)
    heaviest = max(weights.max(), 1e-9) if len(weights) else 1.0
    named = set(weights.sort_values(ascending=False, kind="stable").index[: TOP if len(weights) > NAMED else None])
    spread = 700 if len(places) <= NAMED else 1000
    nodes = []
    for actor in places.index:
        kind = graph.nodes[actor].get("kind", "")
        nodes.append({"name": str(actor), "kind": kind, "colour": KIND_STYLE.get(kind, UNKNOWN_KIND)[1],
                      "x": round(places.x[actor] * spread * 1.3, 1), "y": round((1 - places.y[actor]) * spread, 1),
                      "r": round(4 + 11 * (weights[actor] / heaviest) ** 0.5, 1), "named": actor in named})
    strongest = max((data.get("weight", 1.0) for _, _, data in graph.edges(data=True)), default=1.0)
    edges = []
    for source, target, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        sign = sign_of(data)
        edges.append({"source": str(source), "target": str(target), "weight": round(data.get("weight", 1.0), 3), "sign": sign,
                      "colour": SIGN_STYLE[sign][0], "dash": _DASHES[sign],
                      "width": round(1 + 4 * data.get("weight", 1.0) / strongest, 2),
                      "curve": 0.14 if graph.has_edge(target, source) else 0.04,
                      "ties": [number[tie_id] for tie_id in data.get("ties", []) if tie_id in number]})
    content = {"nodes": nodes, "edges": edges, "ties": _tie_rows(used), "documents": _titles(documents, used)}
    picture = io.BytesIO()
    draw_network(graph, seed=seed).savefig(picture, format="png", metadata={"Software": None})
    text = f"Influence graph: {len(nodes)} actors, {len(edges)} edges, {len(used)} ties"
    return View(_page("network", content), text, height=640, png=picture.getvalue())


def evidence_table(ties: pd.DataFrame, *, documents: pd.DataFrame | None = None) -> View:
    """Return the ties as a table to sort and filter, each with its evidence.

    Parameters
    ----------
    ties : DataFrame
        A ties table.
    documents : DataFrame, optional
        The documents table; their titles and dates then stand in place of their keys.

    Returns
    -------
    View

    Examples
    --------
    >>> evidence_table(pd.DataFrame({"source": ["Iran"], "target": ["Iraq"], "type": ["AID"]}))
    Evidence of 1 ties
    """
    content = {"ties": _tie_rows(ties), "documents": _titles(documents, ties)}
    return View(_page("table", content), f"Evidence of {len(ties)} ties", height=min(560, 130 + 46 * len(ties)))


def _tie_ids(ties: pd.DataFrame) -> pd.Series:
    """Return the keys of the ties; a table without them has its row numbers for keys, as the graph does."""
    if "tie_id" in ties:
        return ties["tie_id"].astype("str")
    return pd.Series([str(number) for number in range(len(ties))], index=ties.index, dtype="str")


def _tie_rows(ties: pd.DataFrame) -> list[dict[str, object]]:
    """Return what the page shows of each tie; an absent column is shown as empty."""
    table = ties.reindex(columns=_TIE_COLUMNS)
    confidence = pd.to_numeric(table["confidence"]).round(2)
    table = table.drop(columns="confidence").astype("object").fillna("").astype("str")
    table["confidence"] = ["not scored" if pd.isna(value) else float(value) for value in confidence]
    return table.to_dict("records")


def _titles(documents: pd.DataFrame | None, ties: pd.DataFrame) -> dict[str, str]:
    """Return what each document that the ties need is called."""
    if documents is None or "doc_id" not in ties:
        return {}
    rows = documents[documents["doc_id"].isin(ties["doc_id"])].fillna("")
    return {row.doc_id: f"{row.title or row.doc_id}{f' ({row.date})' if row.date else ''}"
            for row in rows[["doc_id", "title", "date"]].itertuples()}


def _page(name: str, content: dict[str, object]) -> str:
    """Return a page whose only script and style are our own, known to the browser by their hashes."""
    part = {suffix: _asset(f"{name}.{suffix}") for suffix in ("html", "js")}
    script, style = _asset("common.js") + part["js"], _asset("shell.css")
    # "<" could end the data early, and U+2028 and U+2029 end a line in older JavaScript.
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    policy = f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>geoanalysis</title>'
            f'<style>{style}</style></head><body>{part["html"]}'
            f'<script type="application/json" id="data">{text}</script><script>{script}</script></body></html>\n')


def _asset(name: str) -> str:
    return resources.path(f"explorer/{name}").read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
