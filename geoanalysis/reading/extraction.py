"""Reads a whole corpus: batches, processes, cache, progress, Dask; and puts the readings together into tables."""

import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import pandas as pd

from geoanalysis import tables
from geoanalysis.errors import GeoanalysisError, ParameterError, TableError
from geoanalysis.reading import assembly, batches, cache
from geoanalysis.resources import faults_error

#: Seconds to wait for a Dask scheduler to answer.
DASK_TIMEOUT = 10
GIVEN_COLUMNS = ("doc_id", "start", "end", "actor")


@dataclass(frozen=True, slots=True, eq=False)
class Extraction:
    """What was read from a corpus: five tables, their columns as in `geoanalysis.tables.TABLES`.

    Attributes
    ----------
    documents, mentions, actors, ties : DataFrame
    refused : DataFrame
        What was not read or not kept, each with its reason.
    """

    documents: pd.DataFrame
    mentions: pd.DataFrame
    actors: pd.DataFrame
    ties: pd.DataFrame
    refused: pd.DataFrame

    def save(self, folder: str | Path, *, parquet: bool = False) -> None:
        """Write documents.csv, mentions.csv, actors.csv, ties.csv and refused.csv into a folder, made if need be.

        Parameters
        ----------
        folder : path
        parquet : bool
            Whether to write a .parquet file beside each.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name in tables.TABLES:
            for suffix in ("csv", "parquet") if parquet else ("csv",):
                tables.write(getattr(self, name), folder / f"{name}.{suffix}")


def extract(
    documents: pd.DataFrame,
    *,
    pipeline: str | Path | None = None,
    mentions: pd.DataFrame | str | Path | None = None,
    actors: str | Path | None = None,
    aliases: str | Path | None = None,
    offices: str | Path | None = None,
    kinds: Sequence[str] | None = None,
    min_confidence: float | None = None,
    workers: int = 1,
    dask: object = None,
    cache: str | Path | None = None,
    progress: bool = True,
) -> Extraction:
    """Read actors and ties from documents.

    Parameters
    ----------
    documents : DataFrame
        As `read_documents` returns it.
    pipeline : str or path, optional
        Another spaCy pipeline than the shipped one.
    mentions : DataFrame or path, optional
        The researcher's own mentions (doc_id, start, end, actor), used instead of finding them.
    actors, aliases, offices : path, optional
        The researcher's own gazetteer files, whose rows win over the shipped ones.
    kinds : sequence of str, optional
        Kinds of actor to keep (person, state, government, armed_group, party, organization, media, population); by
        default all.
    min_confidence : float, optional
        Ties below it are refused, 0 to 1; by default 0.38, and 0.005 with mentions of your own.
    workers : int
        Processes to read with.
    dask : str or distributed.Client, optional
        Address of a Dask scheduler to read on instead, such as ``"tcp://10.0.0.1:8786"``.
    cache : path, optional
        Directory that keeps readings for the next run.
    progress : bool
        Whether to say on stderr how far it is: a bar on a terminal, one line elsewhere.

    Returns
    -------
    Extraction
        The same for any number of workers. `source`, `target` and `claimed_by` are names of actors; where two actors
        share a name, their ids follow it in brackets.

    Raises
    ------
    GeoanalysisError
        Its subclasses name what is wrong: TableError (documents or mentions), DataError (gazetteer files),
        PipelineError, ParameterError. A single document that cannot be read is no error but a row of `refused`.

    Examples
    --------
    >>> from geoanalysis import extract, read_documents
    >>> extraction = extract(read_documents("seeds"), progress=False)
    >>> "Javad Zarif" in set(extraction.actors["name"])
    True
    """
    _check_parameters(kinds, min_confidence, workers)
    refused = documents.attrs.get("refused", [])
    documents = tables.check(documents, "documents")
    settings = batches.settings_of(
        pipeline=pipeline, actors=actors, aliases=aliases, offices=offices, min_confidence=min_confidence
    )
    work = documents[["doc_id", "text", "date", "publisher"]].assign(given=_given(documents, mentions))
    readings = _readings(work, settings, workers=workers, dask=dask, directory=cache, progress=progress)
    found = assembly.assemble(documents, [json.loads(reading) for reading in readings], kinds=kinds, refused=refused)
    return Extraction(documents, **found)


def _check_parameters(kinds: Sequence[str] | None, min_confidence: float | None, workers: int) -> None:
    if isinstance(kinds, str):
        raise ParameterError(f"kinds is the text {kinds!r}; give a list such as ['{kinds}']")
    odd = [kind for kind in kinds or () if kind not in tables.ACTOR_KINDS]
    if odd:
        raise ParameterError(f"kinds has {', '.join(map(repr, odd))}; allowed are {', '.join(tables.ACTOR_KINDS)}")
    if min_confidence is not None and not 0 <= min_confidence <= 1:
        raise ParameterError(f"min_confidence is {min_confidence}; allowed is 0 to 1")
    if workers < 1:
        raise ParameterError(f"workers is {workers}; allowed is 1 or more")


def _given(documents: pd.DataFrame, mentions: pd.DataFrame | str | Path | None) -> list[str]:
    """Return each document's given mentions as JSON, after checking them; empty texts where they are to be found."""
    if mentions is None:
        return [""] * len(documents)
    where = "mentions" if isinstance(mentions, pd.DataFrame) else str(mentions)
    table = mentions if isinstance(mentions, pd.DataFrame) else tables.read_raw(mentions)
    missing = [name for name in GIVEN_COLUMNS if name not in table]
    if missing:
        raise TableError(f"{where}: has no column {', '.join(missing)}; it needs {', '.join(GIVEN_COLUMNS)}")
    lengths = dict(zip(documents["doc_id"], documents["text"].str.len(), strict=True))
    rows: dict[str, list] = {doc_id: [] for doc_id in lengths}
    faults = []
    for number, row in enumerate(table[list(GIVEN_COLUMNS)].astype("str").to_dict("records"), 2):
        fault = _given_fault(row, lengths)
        if fault:
            faults.append(f"row {number}: {fault}")
        else:
            rows[row["doc_id"]].append({"start": int(row["start"]), "end": int(row["end"]), "actor": row["actor"]})
    if faults:
        raise faults_error(where, faults, TableError)
    return [json.dumps(found, ensure_ascii=False) for found in rows.values()]


def _given_fault(row: dict[str, str], lengths: dict[str, int]) -> str:
    if row["doc_id"] not in lengths:
        return f"there is no document {row['doc_id']!r}"
    if not row["actor"].strip():
        return "actor is empty"
    if not (row["start"].isdecimal() and row["end"].isdecimal()):
        return f"start and end are {row['start']!r} and {row['end']!r}, not whole numbers"
    if not int(row["start"]) < int(row["end"]) <= lengths[row["doc_id"]]:
        return f"{row['start']} to {row['end']} is no span of a text of {lengths[row['doc_id']]} characters"
    return ""


def _readings(
    work: pd.DataFrame,
    settings: batches.Settings,
    *,
    workers: int,
    dask: object,
    directory: str | Path | None,
    progress: bool,
) -> list[str]:
    """Return the reading of each document, from the cache where it is there."""
    keys = cache.keys(work, settings) if directory is not None else work["doc_id"].tolist()
    known = cache.load(directory) if directory is not None else {}
    todo = work.loc[[key not in known for key in keys]]
    found: dict[str, str] = {}
    parts = batches.split(todo)
    if dask is not None:
        results = _on_dask(parts, settings, dask)
    elif workers > 1 and len(parts) > 1:
        results = _in_processes(parts, settings, workers)
    else:
        results = (batches.read_batch(part, settings) for part in parts)
    for result in _watched(results, [len(part) for part in parts], progress=progress):
        found.update(zip(result["doc_id"], result["reading"], strict=True))
    if directory is not None:
        # A failure may be of the moment, so that it is tried again.
        good = {key: found[doc] for key, doc in zip(keys, work["doc_id"], strict=True) if doc in found}
        cache.store(directory, known | {key: reading for key, reading in good.items() if '"mentions":' in reading[:12]})
    return [found[doc] if doc in found else known[key] for key, doc in zip(keys, work["doc_id"], strict=True)]


def _in_processes(parts: list[pd.DataFrame], settings: batches.Settings, workers: int) -> Iterator[pd.DataFrame]:
    # Fresh processes: a copy of one that runs threads may hang.
    try:
        with ProcessPoolExecutor(min(workers, len(parts)), mp_context=get_context("spawn")) as pool:
            yield from pool.map(batches.read_batch, parts, repeat(settings))
    except BrokenProcessPool as error:
        raise GeoanalysisError(
            "a worker process ended before its work was done: memory may be short, so use fewer workers; a script must "
            'call extract under `if __name__ == "__main__":`'
        ) from error


def _on_dask(parts: list[pd.DataFrame], settings: batches.Settings, dask: object) -> Iterator[pd.DataFrame]:
    try:
        from distributed import Client
    except ImportError as error:
        raise ParameterError("dask is given but not installed; pip install 'geoanalysis[scale]'") from error
    try:
        client = Client(dask, timeout=DASK_TIMEOUT) if isinstance(dask, str) else dask
    except (OSError, ValueError) as error:
        raise ParameterError(f"dask: there is no scheduler at {dask!r} ({error}); start one, or use workers") from error
    try:
        for future in client.map(batches.read_batch, parts, settings=settings, pure=False):
            yield future.result()
    finally:
        if client is not dask:
            client.close()


def _watched(results: Iterator[pd.DataFrame], sizes: list[int], *, progress: bool) -> Iterator[pd.DataFrame]:
    """Pass results on and say how far they are; the plain line has no times, so that notebooks render alike."""
    terminal = progress and sys.stderr.isatty()
    if progress and not terminal and len(sizes) > 1:
        print(f"reading {sum(sizes)} documents in {len(sizes)} batches", file=sys.stderr)
    from tqdm import tqdm

    with tqdm(total=sum(sizes), unit="document", delay=1, leave=False, disable=not terminal) as bar:
        for result, size in zip(results, sizes, strict=True):
            yield result
            bar.update(size)
