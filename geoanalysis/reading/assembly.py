"""Puts the readings of single documents together: one table each of mentions, actors, ties and what was refused."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence

import pandas as pd

from geoanalysis import tables

#: Ways of resolving a mention whose words are no name of the actor.
_NO_NAME = ("pronoun", "description", "office", "place")


def tie_id(row: dict) -> str:
    """Return the key of a tie: the same for the same document, span, actors and type.

    Examples
    --------
    >>> row = {"doc_id": "a", "start": 0, "end": 9, "source": "Iran", "target": "Iraq", "type": "AID"}
    >>> tie_id(row) == tie_id({**row, "status": "planned"})
    True
    """
    parts = [str(row[name]) for name in ("doc_id", "start", "end", "source", "target", "type")]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def assemble(
    documents: pd.DataFrame,
    readings: Sequence[dict],
    *,
    kinds: Sequence[str] | None = None,
    refused: Sequence[dict] = (),
) -> dict[str, pd.DataFrame]:
    """Return the tables mentions, actors, ties and refused of a corpus.

    Parameters
    ----------
    documents : DataFrame
    readings : sequence of dict
        One a document in their order, as `geoanalysis.reading.batches.read_batch` makes them.
    kinds : sequence of str, optional
        Kinds of actor to keep; ties with others are refused.
    refused : sequence of dict
        Rows of documents that were not even opened.
    """
    mentions, ties, lost, places = [], [], list(refused), {}
    for doc_id, text, reading in zip(documents["doc_id"], documents["text"], readings, strict=True):
        if "error" in reading:
            lost.append({"doc_id": doc_id, "reason": reading["error"]})
            continue
        mentions += [{"doc_id": doc_id, "text": text[row["start"] : row["end"]], **row} for row in _actors_only(reading)]
        places |= {row["actor_id"]: row["name"] for row in reading["mentions"] if row["kind"] == "place"}
        ties += [{"doc_id": doc_id, **row} for row in reading["ties"]]
        lost += [{"doc_id": doc_id, **row} for row in reading["refused"]]
    actors = _actors(mentions)
    names = places | {row["actor_id"]: row["name"] for row in actors}
    for row in (*ties, *lost):
        row |= {end: names.get(row[end], row[end]) for end in ("source", "target", "claimed_by") if row.get(end)}
    ties, lost = _once(ties, lost)
    if kinds is not None:
        actors, mentions, ties, lost = _of_kinds(kinds, actors, mentions, ties=ties, lost=lost)
    rows = {"mentions": mentions, "actors": actors, "ties": ties, "refused": lost}
    return {name: tables.from_rows(found, name) for name, found in rows.items()}


def _actors_only(reading: dict) -> list[dict]:
    """Return the mentions of a reading that stand for actors; a place does where it acts or is acted upon: for those who live in it."""
    acting = {tie[end] for tie in reading["ties"] for end in ("source", "target")}
    living = [{**row, "kind": "population"} if row["kind"] == "place" and row["actor_id"] in acting else row for row in reading["mentions"]]
    return [row for row in living if row["kind"] != "place"]


def _actors(mentions: list[dict]) -> list[dict]:
    """Return the rows of the table actors, by id; the commonest name and kind of an id stand for it."""
    found = defaultdict(list)
    for row in mentions:
        found[row["actor_id"]].append(row)
    actors = []
    for actor_id, rows in sorted(found.items()):
        name, kind, country = (_commonest(row[key] for row in rows) for key in ("name", "kind", "country"))
        words = {" ".join(row["text"].split()) for row in rows if not row["how"].startswith(_NO_NAME)}
        actors.append({
            "actor_id": actor_id, "name": name, "kind": kind, "country": country,
            "aliases": "|".join(sorted(words - {name})), "mentions": len(rows),
            "documents": len({row["doc_id"] for row in rows}),
        })  # fmt: skip
    shared = Counter(row["name"] for row in actors)
    return [{**row, "name": f"{row['name']} ({row['actor_id']})"} if shared[row["name"]] > 1 else row for row in actors]


def _commonest(cells) -> str:
    counts = Counter(cells)
    return min(counts, key=lambda cell: (-counts[cell], cell))


def _once(ties: list[dict], lost: list[dict]) -> tuple[list[dict], list[dict]]:
    """Keep of ties with the same key the surest; the others are refused."""
    best: dict[str, dict] = {}
    lost = list(lost)
    for row in sorted(ties, key=lambda row: -row["confidence"]):
        row["tie_id"] = tie_id(row)
        kept = best.setdefault(row["tie_id"], row)
        if kept is not row:
            lost.append({**row, "reason": f"the same words carry the tie {row['tie_id']} already, as {kept['status']}"})
    return [row for row in ties if best[row["tie_id"]] is row], lost


def _of_kinds(
    kinds: Sequence[str], actors: list[dict], mentions: list[dict], *, ties: list[dict], lost: list[dict]
) -> tuple[list[dict], list[dict], list[dict], list[dict]]:
    """Leave out actors of other kinds, with their mentions and ties."""
    kept = {row["actor_id"] for row in actors if row["kind"] in kinds}
    names = {row["name"] for row in actors if row["actor_id"] in kept}
    good = [row for row in ties if row["source"] in names and row["target"] in names]
    reason = f"an actor is of a kind that was left out (kinds: {', '.join(kinds)})"
    lost = [
        *lost,
        *({**row, "reason": reason} for row in ties if not (row["source"] in names and row["target"] in names)),
    ]
    return (
        [row for row in actors if row["actor_id"] in kept],
        [row for row in mentions if row["actor_id"] in kept],
        good,
        lost,
    )
