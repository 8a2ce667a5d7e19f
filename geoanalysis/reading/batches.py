"""Reads one batch of documents: the part of the work that runs in a worker, whatever runs the workers."""

import hashlib
import json
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pandas as pd
from spacy.tokens import Doc

from geoanalysis.errors import DataError, GeoanalysisError
from geoanalysis.reading import language
from geoanalysis.reading.actors import find_mentions, given_mentions
from geoanalysis.reading.gazetteer import Gazetteer, load_gazetteer
from geoanalysis.reading.judge import Judge, load_judge
from geoanalysis.reading.lexicon import Lexicon, load_lexicon
from geoanalysis.reading.sentences import without_footnotes
from geoanalysis.reading.ties import read_ties

#: A batch is closed at that many characters or documents, whatever the number of workers: what another pipeline makes of
#: a text may depend on its neighbours in the last digit, and results must not depend on the workers.
BATCH_CHARACTERS = 20_000
BATCH_DOCUMENTS = 64


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker needs besides the documents: files by path, and a hash of what they hold."""

    pipeline: str | None = None
    actors: str | None = None
    aliases: str | None = None
    offices: str | None = None
    min_confidence: float | None = None
    files: str = ""


def settings_of(
    *,
    pipeline: str | Path | None = None,
    actors: str | Path | None = None,
    aliases: str | Path | None = None,
    offices: str | Path | None = None,
    min_confidence: float | None = None,
) -> Settings:
    """Return the settings for some files, with a hash of their content, so that an edited file is read again.

    Raises
    ------
    DataError
        If a file cannot be opened.
    """
    digest = hashlib.sha256()
    for file in (actors, aliases, offices):
        try:
            digest.update(b"\0" if file is None else b"\1" + Path(file).read_bytes())
        except OSError as error:
            raise DataError(f"{file}: cannot be opened ({error.strerror}); give the path of a CSV file") from error
    paths = [None if file is None else str(file) for file in (pipeline, actors, aliases, offices)]
    return Settings(*paths, min_confidence, digest.hexdigest())


def split(documents: pd.DataFrame) -> list[pd.DataFrame]:
    """Cut documents into batches of neighbours; none for no documents."""
    starts, characters, count = [], 0, 0
    for place, length in enumerate(documents["text"].str.len()):
        if not starts or characters + length > BATCH_CHARACTERS or count == BATCH_DOCUMENTS:
            starts.append(place)
            characters = count = 0
        characters, count = characters + length, count + 1
    return [documents.iloc[start:end] for start, end in zip(starts, [*starts[1:], len(documents)], strict=False)]


@lru_cache(maxsize=2)
def _tools(settings: Settings) -> tuple[Gazetteer, Lexicon, Judge]:
    """Load what reading needs, once a process for the same files; raises before any document is blamed."""
    language.load(settings.pipeline)
    own = (settings.actors, settings.aliases, settings.offices)
    if any(own):
        # The gazetteer is remembered by path, and the file there may have changed since.
        load_gazetteer.cache_clear()
    return load_gazetteer(*own), load_lexicon(), load_judge()


def read_batch(batch: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Read some documents.

    Parameters
    ----------
    batch : DataFrame
        doc_id, text, date (publication, may be empty), given (JSON list of start, end, actor; empty: find them).
    settings : Settings

    Returns
    -------
    DataFrame
        doc_id; reading: JSON with mentions, ties and refused, lists of dictionaries with actor ids, or with error, the
        reason why the document could not be read.
    """
    tools = _tools(replace(settings, min_confidence=None))
    texts = [without_footnotes(text) for text in batch["text"]]
    readings = [
        doc if isinstance(doc, dict) else _read(doc, row, tools, settings)
        for doc, row in zip(_parsed(texts, settings.pipeline), batch.to_dict("records"), strict=True)
    ]
    readings = [json.dumps(reading, ensure_ascii=False, separators=(",", ":")) for reading in readings]
    return pd.DataFrame({"doc_id": batch["doc_id"].to_list(), "reading": readings}, dtype="str")


def _parsed(texts: Iterable[str], pipeline: str | None) -> list[Doc | dict]:
    """Parse together; where that fails, one by one, so that only the text at fault is lost, and with its reason."""
    try:
        return list(language.parse(texts, pipeline=pipeline))
    except MemoryError:
        raise
    except Exception:  # whatever a pipeline of the user's raises: the next lines find out which text it is
        return [_parsed_alone(text, pipeline) for text in texts]


def _parsed_alone(text: str, pipeline: str | None) -> Doc | dict:
    try:
        return next(language.parse([text], pipeline=pipeline))
    except Exception as error:
        return {"error": _reason(error)}


def _read(doc: Doc, row: dict, tools: tuple, settings: Settings) -> dict:
    """Return the reading of one parsed document, or the reason why there is none."""
    gazetteer, lexicon, judge = tools
    published = row["date"] or None
    try:
        if row["given"]:
            mentions = given_mentions(doc, json.loads(row["given"]))
        else:
            mentions = find_mentions(doc, gazetteer, published=published, publisher=row["publisher"])
        ties, refused = read_ties(
            doc, mentions, lexicon=lexicon, judge=judge, gazetteer=gazetteer, published=published, min_confidence=settings.min_confidence
        )
    except GeoanalysisError:
        raise
    except Exception as error:  # one document must not cost the others; its reason goes to refused.csv
        return {"error": _reason(error)}
    for tie in (*ties, *refused) if doc.text != row["text"] else ():
        tie["evidence"] = row["text"][tie["start"] : tie["end"]]  # with its footnotes
    return {"mentions": [_mention(mention, gazetteer) for mention in mentions], "ties": ties, "refused": refused}


def _mention(mention, gazetteer: Gazetteer) -> dict:
    listed = gazetteer.actors.get(mention.actor_id)
    return {
        "start": mention.start,
        "end": mention.end,
        "actor_id": mention.actor_id,
        "how": mention.how,
        "name": listed.name if listed else mention.name,
        "kind": mention.kind if mention.kind == "place" or not listed else listed.kind,
        "country": listed.country if listed else "",
    }


def _reason(error: Exception) -> str:
    """Return what was raised, and the innermost place in the package."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "geoanalysis" in frame.filename]
    place = f" (in {Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return f"reading failed: {type(error).__name__}: {' '.join(str(error).split())}{place}"
