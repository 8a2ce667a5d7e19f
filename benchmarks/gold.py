"""Compares extracted ties with gold ties by the rules of tests/gold/GUIDE.md: right, forgiven, wrong, missed."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from geoanalysis.reading.gazetteer import load_gazetteer
from geoanalysis.reading.spelling import same_name

#: What stands before the noun that a group goes by: "militias" in "Iran-backed militias in Iraq".
_TAIL = re.compile(r" (?:in|of|from|at|around) .*")
_WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True)
class Comparison:
    """What came of comparing: right holds pairs (gold, tie), the others what they say, each in its order.

    missed : required gold ties that no tie matches
    forgiven : ties that match an optional gold tie, or one that is matched already
    wrong : ties that match nothing
    """

    required: list[dict]
    right: list[tuple[dict, dict]] = field(default_factory=list)
    forgiven: list[dict] = field(default_factory=list)
    wrong: list[dict] = field(default_factory=list)
    missed: list[dict] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 of the ties, and the shares of right ties whose status and whose date agree.

        A date agrees when the shorter of the two begins the longer; gold ties without a date have no say in that share.
        """
        precision = len(self.right) / max(len(self.right) + len(self.wrong), 1)
        recall = len(self.right) / max(len(self.required), 1)
        dated = [(g["date"], t.get("date") or "") for g, t in self.right if g["date"]]
        return {
            "precision": precision,
            "recall": recall,
            "f1": _f1(precision, recall),
            "status": sum(g["status"] == t["status"] for g, t in self.right) / max(len(self.right), 1),
            "date": sum(bool(t) and (g.startswith(t) or t.startswith(g)) for g, t in dated) / max(len(dated), 1),
        }


def read(path: str | Path) -> list[dict]:
    """Read the gold ties of a .jsonl file."""
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def of_document(record: Mapping, parts: Iterable[tuple[int, int, list[dict]]], text: str) -> list[dict]:
    """The gold ties of a document annotated sentence by sentence: what several sentences state once, required where one of them is.

    Parameters
    ----------
    record : mapping with id
    parts : (start, end, ties) of each sentence
        ties with source, target, type, also, status, mutual, optional.
    text : str
    """
    found: dict[tuple, dict] = {}
    for start, end, ties in parts:
        for t in ties:
            ends = sorted((t["source"], t["target"])) if t["mutual"] else (t["source"], t["target"])
            new = {"doc": record["id"], "source": t["source"], "target": t["target"], "types": [t["type"], *t["also"]],
                   "directed": not t["mutual"], "status": t["status"], "date": "", "evidence": text[start:end].strip(),
                   "optional": t["optional"]}
            old = found.setdefault((*ends, t["type"], t["status"]), new)
            old["types"] = list(dict.fromkeys([*old["types"], *new["types"]]))
            old["optional"] = old["optional"] and new["optional"]
    return list(found.values())


@cache
def same_actor(a: str, b: str) -> bool:
    """Tell whether two names stand for one actor: by the gazetteer, by spelling, or as names of one group or stranger.

    A group or a stranger may go by fewer words, as long as the last one, which says what it is, is the same.

    Examples
    --------
    >>> same_actor("Tehran", "Iran"), same_actor("soldiers", "Iraqi soldiers"), same_actor("Iraq", "Iraqi protesters")
    (True, True, False)
    """
    lookup = load_gazetteer().lookup
    x, y = lookup(a), lookup(b)
    if x and y:
        return x == y
    if same_name(a, b):
        return True
    small, big = sorted(([_stem(w) for w in _WORD.findall(_TAIL.sub("", name.lower()))] for name in (a, b)), key=len)
    if not small:
        return False
    whole = {_stem(w) for name in (a, b) for w in _WORD.findall(name.lower())}
    return (small[-1] == big[-1] and set(small) <= set(big)) or len(whole) == len(set(small)) == len(set(big))


def _stem(word: str) -> str:
    word = re.sub(r"['’]s?$", "", word)
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def joins(gold: Mapping, tie: Mapping) -> bool:
    """Tell whether a tie joins the same two actors, in the same direction where the gold tie has one."""
    ends = same_actor(gold["source"], tie["source"]) and same_actor(gold["target"], tie["target"])
    return ends or (not gold["directed"] and turned(gold, tie))


def turned(gold: Mapping, tie: Mapping) -> bool:
    """Tell whether a tie joins the same two actors the other way round."""
    return same_actor(gold["source"], tie["target"]) and same_actor(gold["target"], tie["source"])


def matches(gold: Mapping, tie: Mapping) -> bool:
    """Tell whether a tie is what a gold tie asks for: document, actors and one of its types."""
    return tie["doc_id"] == gold["doc"] and tie["type"] in gold["types"] and joins(gold, tie)


def compare(gold: Iterable[Mapping], ties: Iterable[Mapping]) -> Comparison:
    """Match ties with gold ties, one to one, required ones first; a tie is counted once per actors, type and status.

    Parameters
    ----------
    gold : rows with doc, source, target, types, directed, status, date, optional
    ties : rows with doc_id, source, target, type, status
    """
    gold = [dict(g) for g in gold]
    docs = {g["doc"] for g in gold}
    columns = ("doc_id", "source", "target", "type", "status")
    rest = list({tuple(t[c] for c in columns): t for t in ties if t["doc_id"] in docs}.values())
    found = Comparison([g for g in gold if not g["optional"]])
    used = set()
    for optional in (False, True):
        left = []
        for tie in rest:
            fits = [k for k, g in enumerate(gold) if k not in used and g["optional"] == optional and matches(g, tie)]
            if not fits:
                left.append(tie)
                continue
            best = max(fits, key=lambda k: (gold[k]["types"][0] == tie["type"], gold[k]["status"] == tie["status"], -k))
            used.add(best)
            if optional:
                found.forgiven.append(tie)
            else:
                found.right.append((gold[best], tie))
        rest = left
    for tie in rest:
        (found.forgiven if any(matches(g, tie) for g in gold) else found.wrong).append(tie)
    found.missed.extend(g for k, g in enumerate(gold) if k not in used and not g["optional"])
    return found


def pairs_found(gold: Iterable[Mapping], ties: Iterable[Mapping]) -> dict[str, float]:
    """Precision, recall and F1 of bare pairs: who is tied to whom in a document, whatever type, order and status."""
    gold, ties = list(gold), list({(t["doc_id"], *sorted((t["source"], t["target"]))): t for t in ties}.values())
    docs = {g["doc"] for g in gold}
    need = list({(g["doc"], *sorted((g["source"], g["target"]))): g for g in gold if not g["optional"]}.values())

    def meets(g: Mapping, t: Mapping) -> bool:
        return t["doc_id"] == g["doc"] and (joins(g, t) or turned(g, t))

    hit = sum(any(meets(g, t) for t in ties) for g in need)
    required = [t for t in ties if any(meets(g, t) for g in need)]
    wrong = sum(t["doc_id"] in docs and not any(meets(g, t) for g in gold) for t in ties)
    precision, recall = len(required) / max(len(required) + wrong, 1), hit / max(len(need), 1)
    return {"precision": precision, "recall": recall, "f1": _f1(precision, recall)}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
