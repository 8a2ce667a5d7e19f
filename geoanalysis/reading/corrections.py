"""A researcher's corrections: lines of a file that overrule the extraction, applied from top to bottom at every run."""

import re
import warnings
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pandas as pd

from geoanalysis import tables
from geoanalysis.errors import CorrectionError, GeoanalysisError
from geoanalysis.reading.assembly import tie_id
from geoanalysis.reading.extraction import Extraction
from geoanalysis.reading.spelling import slug
from geoanalysis.resources import faults_error, tie_types

_SELECTION = ("tie_id", "doc_id", "source", "type", "target")
_AS_WRITTEN = "ids, names and sentences must be written as in the tables and the texts"
#: Action → the columns that must be filled, and those that may be.
ACTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "merge": (("actor", "value"), ()),
    "rename": (("actor", "value"), ()),
    "kind": (("actor", "value"), ()),
    "drop actor": (("actor",), ()),
    "drop": ((), _SELECTION),
    "retype": (("value",), _SELECTION),
    "reverse": ((), _SELECTION),
    "status": (("value",), _SELECTION),
    "date": (("value",), _SELECTION),
    "add": (("doc_id", "source", "type", "target", "evidence"), ("value",)),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of a corrections file.

    Attributes
    ----------
    action : str
        merge (`actor` is really the actor `value`), rename (`actor` is called `value`), kind (`actor` is a `value`),
        drop actor; drop, retype, reverse, status, date (of the ties that all filled ones of tie_id, doc_id, source,
        type and target select; the new type, status or date is `value`, a range is written 2020-01/2020-03, unknown
        erases);
        add (a tie with doc_id, source, type, target, the words of the document as `evidence`, and `value` as status).
    note : str
        Why; kept for readers of the file.
    row : int
        Its row in the file, the header is row 1.
    """

    action: str
    actor: str = ""
    tie_id: str = ""
    doc_id: str = ""
    source: str = ""
    type: str = ""
    target: str = ""
    value: str = ""
    evidence: str = ""
    note: str = ""
    row: int = 0


COLUMNS = tuple(field.name for field in fields(Correction) if field.name != "row")


def read_corrections(path: str | Path) -> list[Correction]:
    """Read a corrections file; it needs the column action, and of the others those that its actions use.

    Raises
    ------
    CorrectionError
        Lists every line that cannot be understood, with its row and fault.
    """
    try:
        table = tables.read_raw(path)
    except GeoanalysisError as error:
        raise CorrectionError(str(error)) from error
    odd = [name for name in table if name not in COLUMNS]
    if odd or "action" not in table:
        fault = f"has the column {odd[0]!r}" if odd else "has no column action"
        raise CorrectionError(f"{path}: {fault}; allowed are {', '.join(COLUMNS)}")
    found = [
        Correction(**{name: cell.strip() for name, cell in row.items()}, row=number)
        for number, row in enumerate(table.to_dict("records"), 2)
    ]
    faults = [f"row {correction.row}: {fault}" for correction in found for fault in _faults(correction)]
    if faults:
        raise faults_error(path, faults, CorrectionError)
    return found


def _faults(correction: Correction) -> list[str]:
    """Return what is wrong with one line."""
    if correction.action not in ACTIONS:
        return [f"action is {correction.action!r}, allowed are {', '.join(ACTIONS)}"]
    needed, possible = ACTIONS[correction.action]
    faults = [f"{correction.action} needs {name}" for name in needed if not getattr(correction, name)]
    unused = [name for name in COLUMNS[1:-1] if name not in (*needed, *possible) and getattr(correction, name)]
    faults += [f"{correction.action} does not use {name}" for name in unused]
    if possible == _SELECTION and not any(getattr(correction, name) for name in _SELECTION):
        faults.append(f"{correction.action} selects no ties: fill one of {', '.join(_SELECTION)}")
    return faults if faults else _value_faults(correction)


def _value_faults(correction: Correction) -> list[str]:
    value, types = correction.value, tuple(tie_types())
    allowed = {"kind": tables.ACTOR_KINDS, "retype": types, "status": tables.STATUSES, "add": ("", *tables.STATUSES)}
    faults = []
    if correction.action in allowed and value not in allowed[correction.action]:
        faults.append(f"value is {value!r}, allowed are {', '.join(filter(None, allowed[correction.action]))}")
    if correction.type and correction.type not in types:
        faults.append(f"type is {correction.type!r}, allowed are {', '.join(types)}")
    if correction.action == "date" and value != "unknown":
        ends = value.split("/")
        if len(ends) > 2 or not all(tables.PARTIAL_DATE.fullmatch(end) for end in ends):
            faults.append(
                f"value is {value!r}, allowed are YYYY, YYYY-MM, YYYY-MM-DD, two of them with / between, or unknown"
            )
    if correction.action in ("merge", "rename") and value == correction.actor:
        faults.append(f"{value!r} is the actor's own name")
    return faults


def apply_corrections(ties: pd.DataFrame, path: str | Path, *, documents: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the ties as a corrections file has them.

    Lines are applied from top to bottom, each to what those above it made. A tie keeps its tie_id whatever is corrected
    in it; its `rule` names the corrections. Ties that become the same are kept once, the surest; those of an actor with
    itself go.

    Parameters
    ----------
    ties : DataFrame
        The table ties; it is not changed.
    path : path
        A CSV file with columns of `Correction`.
    documents : DataFrame, optional
        The table documents; needed only for lines that add a tie.

    Warns
    -----
    UserWarning
        Names the lines that matched nothing.

    Raises
    ------
    CorrectionError
        If a line cannot be understood.
    """
    corrections = read_corrections(path)
    extraction = Extraction(documents, tables.empty("mentions"), tables.empty("actors"), ties, tables.empty("refused"))
    corrected, unmatched = _apply(extraction, corrections, path=path)
    # Without the table of actors there is no telling whether a line on one matched.
    names = {name for end in ("source", "target", "claimed_by") for name in ties[end]}
    _warn(path, [one for one in unmatched if one.action != "kind" or one.actor not in names])
    return corrected.ties


def correct(extraction: Extraction, path: str | Path) -> Extraction:
    """Return a whole extraction as a corrections file has it: actors, mentions and ties; what it drops is in refused.

    Warns, raises and applies as `apply_corrections`.
    """
    corrected, unmatched = _apply(extraction, read_corrections(path), path=path)
    _warn(path, unmatched)
    return corrected


def _warn(path: str | Path, unmatched: list[Correction]) -> None:
    if unmatched:
        lines = ", ".join(f"row {one.row} ({one.action} {_selected(one)})" for one in unmatched)
        warnings.warn(f"{path}: nothing to correct for {lines}; {_AS_WRITTEN}", stacklevel=3)


def _selected(correction: Correction) -> str:
    """What a line is about, to find it again: the actor, else what selects its ties."""
    return repr(correction.actor) if correction.actor else " ".join(filter(None, (getattr(correction, name) for name in _SELECTION)))


def _apply(
    extraction: Extraction, corrections: list[Correction], *, path: str | Path
) -> tuple[Extraction, list[Correction]]:
    """Apply the lines in their order; return also those that matched nothing."""
    if extraction.documents is None and any(one.action == "add" for one in corrections):
        raise CorrectionError(
            f"{path}: it adds a tie; give documents= so that the evidence can be found in its document"
        )
    unmatched = []
    for correction in corrections:
        change = _add if correction.action == "add" else _on_ties if ACTIONS[correction.action][1] else _on_actor
        changed = change(extraction, correction)
        unmatched += [correction] if changed is None else []
        extraction = changed or extraction
    return _tidied(extraction), unmatched


def _on_actor(extraction: Extraction, correction: Correction) -> Extraction | None:
    """Merge, rename, drop an actor or change its kind, in all tables."""
    actors, mentions, ties = extraction.actors, extraction.mentions, extraction.ties
    ends = ["source", "target", "claimed_by"]
    own = actors["name"] == correction.actor
    if not own.any() and not (ties[ends] == correction.actor).any(axis=None):
        return None
    if correction.action == "kind":
        return (
            replace(extraction, actors=actors.assign(kind=actors["kind"].where(~own, correction.value)))
            if own.any()
            else None
        )
    ids = actors.loc[own, "actor_id"]
    if correction.action == "drop actor":
        theirs = (ties["source"] == correction.actor) | (ties["target"] == correction.actor)
        kept = replace(extraction, actors=actors[~own], mentions=mentions[~mentions["actor_id"].isin(ids)])
        kept = _without(kept, theirs, f"correction: {correction.actor} is no actor")
        silent = kept.ties["claimed_by"].where(kept.ties["claimed_by"] != correction.actor, "")
        return replace(kept, ties=kept.ties.assign(claimed_by=silent))
    other = actors.loc[actors["name"] == correction.value]
    named = {end: ties[end].where(ties[end] != correction.actor, correction.value) for end in ends}
    touched = (ties[ends] == correction.actor).any(axis=1)
    ties = ties.assign(**named, rule=_noted(ties["rule"], touched, correction.action))
    if own.any() and not other.empty:
        mentions = mentions.assign(
            actor_id=mentions["actor_id"].where(~mentions["actor_id"].isin(ids), other["actor_id"].iloc[0])
        )
        actors = _merged(actors, own, correction.value, mentions=mentions)
    else:
        actors = actors.assign(name=actors["name"].where(~own, correction.value))
    return replace(extraction, actors=actors, mentions=mentions, ties=ties)


def _merged(actors: pd.DataFrame, own: pd.Series, name: str, *, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the actors with one of them part of another, whose counts and aliases grow."""
    into = actors["name"] == name
    actor_id = actors.loc[into, "actor_id"].iloc[0]
    words = {word for cell in actors.loc[own | into, "aliases"] for word in cell.split("|") if word}
    words |= set(actors.loc[own, "name"])
    theirs = mentions[mentions["actor_id"] == actor_id]
    actors = actors.assign(
        aliases=actors["aliases"].where(~into, "|".join(sorted(words - {name}))),
        mentions=actors["mentions"].where(~into, len(theirs)),
        documents=actors["documents"].where(~into, theirs["doc_id"].nunique()),
    )
    return actors[~own]


def _on_ties(extraction: Extraction, correction: Correction) -> Extraction | None:
    """Drop, retype or reverse the selected ties, or change their status or date."""
    ties = extraction.ties
    chosen = pd.Series(True, index=ties.index)
    for name in _SELECTION:
        if getattr(correction, name):
            chosen &= ties[name] == getattr(correction, name)
    if not chosen.any():
        return None
    if correction.action == "drop":
        return _without(extraction, chosen, f"correction: dropped{f' ({correction.note})' if correction.note else ''}")
    if correction.action == "reverse":
        pairs = (
            ("source", "target"),
            ("target", "source"),
            ("source_text", "target_text"),
            ("target_text", "source_text"),
        )
        cells = {one: ties[one].where(~chosen, ties[other]) for one, other in pairs}
    else:
        cells = {name: ties[name].where(~chosen, value) for name, value in _cells(correction).items()}
    ties = ties.assign(**cells, rule=_noted(ties["rule"], chosen, correction.action))
    return replace(extraction, ties=ties)


def _cells(correction: Correction) -> dict[str, str | int]:
    """Return the cells of a tie that a correction sets."""
    if correction.action == "status":
        return {"status": correction.value}
    if correction.action == "retype":
        new = tie_types()[correction.value]
        return {"type": new.name, "kind": new.kind, "sign": new.sign, "quad": new.quad}
    date, _, until = "" if correction.value == "unknown" else correction.value, "", ""
    if "/" in date:
        date, _, until = date.partition("/")
    precision = "range" if until else {0: "unknown", 4: "year", 7: "month", 10: "day"}[len(date)]
    return {"date": date, "date_precision": precision, "until": until}


def _add(extraction: Extraction, correction: Correction) -> Extraction | None:
    """Add a tie whose evidence stands in its document."""
    texts = extraction.documents.loc[extraction.documents["doc_id"] == correction.doc_id, "text"]
    # Blanks of the file and line breaks of the document are one and the same to a reader.
    words = re.compile(r"\s+".join(map(re.escape, correction.evidence.split())))
    place = words.search(texts.iloc[0]) if len(texts) else None
    if place is None:
        return None
    kind = tie_types()[correction.type]
    row = {
        "doc_id": correction.doc_id, "start": place.start(), "end": place.end(), "source": correction.source,
        "target": correction.target, "type": kind.name, "kind": kind.kind, "sign": kind.sign, "quad": kind.quad,
        "status": correction.value or "actual", "date_precision": "unknown", "source_text": correction.source,
        "target_text": correction.target, "rule": "correction: added", "evidence": place[0],
    }  # fmt: skip
    added = tables.from_rows([{**row, "tie_id": tie_id(row)}], "ties")
    known = set(extraction.actors["name"])
    new = [
        {"actor_id": slug(name), "name": name, "mentions": 0, "documents": 0}
        for name in (correction.source, correction.target)
        if name not in known
    ]
    actors = (
        pd.concat([extraction.actors, tables.from_rows(new, "actors")], ignore_index=True) if new else extraction.actors
    )
    return replace(extraction, ties=pd.concat([extraction.ties, added], ignore_index=True), actors=actors)


def _without(extraction: Extraction, gone: pd.Series, reason: str) -> Extraction:
    """Move ties to the table refused."""
    lost = tables.from_rows([{**row, "reason": reason} for row in extraction.ties[gone].to_dict("records")], "refused")
    refused = pd.concat([extraction.refused, lost], ignore_index=True) if len(lost) else extraction.refused
    return replace(extraction, ties=extraction.ties[~gone], refused=refused)


def _noted(rules: pd.Series, chosen: pd.Series, action: str) -> pd.Series:
    return rules.where(~chosen, rules + f"; corrected: {action}")


def _tidied(extraction: Extraction) -> Extraction:
    """Take out ties of an actor with itself and repetitions that corrections made; the index is new."""
    own = extraction.ties["source"] == extraction.ties["target"]
    extraction = _without(extraction, own, "correction: source and target are the same actor")
    ties = extraction.ties
    key = ["doc_id", "start", "end", "source", "target", "type"]
    order = ties.sort_values("confidence", ascending=False, kind="stable", na_position="first").index
    again = ties.loc[order].duplicated(key).reindex(ties.index)
    extraction = _without(extraction, again, "correction: it is the same as another tie")
    actors = extraction.actors.sort_values("actor_id", kind="stable")
    return replace(
        extraction,
        ties=extraction.ties.reset_index(drop=True),
        actors=actors.reset_index(drop=True),
        mentions=extraction.mentions.reset_index(drop=True),
        refused=extraction.refused.reset_index(drop=True),
    )
