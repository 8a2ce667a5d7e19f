"""Sorts what the extractor missed and what it made up by kind, so that the largest kind is worked on first."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks.gold import Comparison, joins, same_actor, turned
from geoanalysis.reading.clauses import Syntax
from geoanalysis.reading.language import parse
from geoanalysis.reading.lexicon import Lexicon, load_lexicon

#: The kinds, in the order in which they are asked for, each with what it says.
MISSES = {
    "no source mention": "nothing in the document was read as the source",
    "no target mention": "nothing in the document was read as the target",
    "reference": "an actor was found in the document, but not in the sentence of the evidence",
    "wrong direction": "the two were tied by the right type the other way round",
    "other types only": "the two were tied in these words, by types that do not fit",
    "scored low": "the right tie was proposed and refused by the judge or for a likelier sense",
    "coordination": "the same act was tied to another actor with which this one is coordinated",
    "unknown predicate": "no word of the evidence has a sense of a fitting type in the lexicon",
    "attachment": "mentions and senses are there, but the grammar does not join them",
}
FALSE = {
    "wrong type": "the two are tied in gold, by other types",
    "wrong direction": "gold has the tie the other way round",
    "state and person": "gold has the tie for the person, body or state of one of the two",
    "one end wrong": "gold has a tie of this type in these words, with one of the two",
    "wrong pair": "gold has nothing like it",
}
#: Rows of a table, as dictionaries.
Rows = Sequence[Mapping]


class Parsed:
    """A parsed document, asked for the sentences of some spans and for what their words may stand for."""

    def __init__(self, doc):
        self.doc, self.syntax = doc, Syntax(doc)

    def sentences(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The spans of the sentences that share a character with some spans."""
        bounds = [(s.start_char, s.end_char) for s in self.doc.sents]
        return [(a, b) for a, b in bounds if any(a < end and start < b for start, end in spans)]

    def types(self, spans: Sequence[tuple[int, int]], lexicon: Lexicon) -> set[str]:
        """The types that the words of some spans may stand for."""
        tokens = [t.i for t in self.doc if any(t.idx < end and start < t.idx + len(t) for start, end in spans)]
        return {sense.type for i in tokens for sense, _ in lexicon.senses(self.syntax, i)}


def miss_kinds(found: Comparison, texts: Mapping[str, str], *, ties: Rows, refused: Rows, mentions: Rows) -> list[str]:
    """Return the kind of each missed tie (keys of MISSES), in the order of `found.missed`.

    Parameters
    ----------
    found : Comparison
    texts : doc_id → text
    ties, refused : rows of the extractor with source and target as names
    mentions : rows with doc_id, start, end, name
    """
    docs = sorted({g["doc"] for g in found.missed})
    parsed = dict(zip(docs, map(Parsed, parse([texts[d] for d in docs])), strict=True))
    lexicon = load_lexicon()
    kinds = []
    for gold in found.missed:
        doc = parsed[gold["doc"]]
        spans = evidence_spans(texts[gold["doc"]], gold["evidence"])
        kinds.append(
            _mention_kind(gold, doc.sentences(spans), mentions)
            or _tie_kind(gold, spans, ties, refused)
            or ("attachment" if doc.types(spans, lexicon) & set(gold["types"]) else "unknown predicate")
        )
    return kinds


def _mention_kind(gold: Mapping, spans: Sequence[tuple[int, int]], mentions: Rows) -> str:
    """The kind of a miss whose actors were not found where the evidence stands; empty where they were."""
    mine = [m for m in mentions if m["doc_id"] == gold["doc"]]
    there = {}
    for end in ("source", "target"):
        hits = [m for m in mine if same_actor(gold[end], m["name"])]
        if not hits:
            return f"no {end} mention"
        there[end] = any(_near(m, spans) for m in hits)
    return "" if all(there.values()) else "reference"


def _tie_kind(gold: Mapping, spans: Sequence[tuple[int, int]], ties: Rows, refused: Rows) -> str:
    """The kind of a miss for whose actors or act something else was proposed; empty where nothing was."""
    here = [t for t in ties if t["doc_id"] == gold["doc"] and _near(t, spans)]
    low = [t for t in refused if t["doc_id"] == gold["doc"] and t["type"] and _near(t, spans)]
    fitting = [t for t in here if t["type"] in gold["types"]]
    if any(turned(gold, t) for t in fitting):
        return "wrong direction"
    if any(t["type"] in gold["types"] and joins(gold, t) for t in low):
        return "scored low"
    if any(joins(gold, t) or turned(gold, t) for t in here):
        return "other types only"
    if any(_shares_an_end(gold, t) for t in fitting):
        return "coordination"
    return ""


def false_kinds(found: Comparison, gold: Rows, texts: Mapping[str, str]) -> list[str]:
    """Return the kind of each wrong tie (keys of FALSE), in the order of `found.wrong`."""
    kinds = []
    for tie in found.wrong:
        mine = [g for g in gold if g["doc"] == tie["doc_id"]]
        same_type = [g for g in mine if tie["type"] in g["types"]]
        if any(turned(g, tie) for g in same_type):
            kinds.append("wrong direction")
        elif any(joins(g, tie) or turned(g, tie) for g in mine):
            kinds.append("wrong type")
        elif any(_is_of_its_owner(g, tie, mine) for g in same_type):
            kinds.append("state and person")
        elif any(_shares_an_end(g, tie) and _near(tie, evidence_spans(texts[g["doc"]], g["evidence"]))
                 for g in same_type):
            kinds.append("one end wrong")
        else:
            kinds.append("wrong pair")
    return kinds


def _is_of_its_owner(gold: Mapping, tie: Mapping, mine: Rows) -> bool:
    """Whether a tie differs from a gold tie in one end only, and gold says that the two there belong together."""
    belongs = [g for g in mine if g["types"][0] in ("MEMBER_OF", "LEADS", "REPRESENTS")]
    return any(
        same_actor(gold[other], tie[other])
        and any(
            (same_actor(g["source"], x) and same_actor(g["target"], y))
            or (same_actor(g["source"], y) and same_actor(g["target"], x))
            for x, y in [(gold[end], tie[end])]
            for g in belongs
        )
        for end, other in (("source", "target"), ("target", "source"))
    )


def _shares_an_end(gold: Mapping, tie: Mapping) -> bool:
    return same_actor(gold["source"], tie["source"]) or same_actor(gold["target"], tie["target"])


def evidence_spans(text: str, evidence: str) -> list[tuple[int, int]]:
    """Return where the parts of a quotation stand, one after the other; parts are set off by "…".

    Examples
    --------
    >>> evidence_spans("Iran, it said, attacked Iraq.", "Iran … attacked Iraq")
    [(0, 4), (15, 28)]
    """
    spans, at = [], 0
    for part in filter(None, map(str.strip, re.split(r"…|\.\.\.", evidence))):
        start = text.find(part, at)
        start = text.find(part) if start < 0 else start
        if start >= 0:
            spans.append((start, start + len(part)))
            at = start + len(part)
    return spans


def _near(row: Mapping, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a row's span shares a character with the evidence; a row or evidence without a span counts as near."""
    if row["start"] in ("", None) or not spans:
        return True
    return any(int(row["start"]) < end and start < int(row["end"]) for start, end in spans)


def table(found: Comparison, misses: Sequence[str], false: Sequence[str]) -> list[dict]:
    """Return the counts as rows (side, kind, count, meaning), the largest first on each side."""
    rows = []
    for side, names, kinds in (("missed", MISSES, misses), ("false", FALSE, false)):
        counts = Counter(kinds)
        rows += [
            {"side": side, "kind": kind, "count": counts[kind], "meaning": names[kind]}
            for kind in sorted(counts, key=lambda k: (-counts[k], list(names).index(k)))
        ]
    status = Counter(f"{g['status']} read as {t['status']}" for g, t in found.right if g["status"] != t["status"])
    rows += [{"side": "status", "kind": k, "count": n, "meaning": "of a right tie"} for k, n in status.most_common()]
    return rows
