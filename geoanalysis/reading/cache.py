"""Keeps what was read of a text in a directory of the user's, so that the next run reads only what is new."""

import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path

import pandas as pd

from geoanalysis.errors import DataError
from geoanalysis.reading.batches import Settings

FILE = "readings.parquet"


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return a hash of the code and data that read: after any change of them, everything is read anew."""
    package = Path(__file__).parents[1]
    files = [*package.glob("*.py"), *package.glob("reading/*.py"), *package.glob("data/**/*")]
    digest = hashlib.sha256()
    for file in sorted(file for file in files if file.is_file()):
        digest.update(f"{file.relative_to(package).as_posix()}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def keys(documents: pd.DataFrame, settings: Settings) -> list[str]:
    """Return for each document a hash of all that its reading depends on: text, date, publisher, mentions, settings, version."""
    pipeline = _pipeline(settings.pipeline)
    common = [fingerprint(), pipeline, settings.files, settings.min_confidence]
    rows = zip(documents["text"], documents["date"], documents["publisher"], documents["given"], strict=True)
    return [hashlib.sha256(json.dumps([*common, *row]).encode()).hexdigest() for row in rows]


def _pipeline(pipeline: str | None) -> str:
    """Return name and version of a pipeline that the user gave."""
    if pipeline is None:
        return ""
    from geoanalysis.reading import language

    return json.dumps([pipeline, language.load(pipeline).meta], sort_keys=True, default=str)


def load(directory: Path | str) -> dict[str, str]:
    """Return the readings in a directory by key; none where there is no cache yet.

    Raises
    ------
    DataError
        If the file there is not a cache of ours.
    """
    file = Path(directory) / FILE
    if not file.exists():
        return {}
    try:
        table = pd.read_parquet(file, columns=["key", "reading"])
    except (OSError, ValueError) as error:
        raise DataError(f"{file}: cannot be read as a cache ({error}); delete it") from error
    return dict(zip(table["key"], table["reading"], strict=True))


def store(directory: Path | str, readings: dict[str, str]) -> None:
    """Write readings by key; a reader meanwhile sees the old file or the new one, never half of one."""
    directory = Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    table = pd.DataFrame({"key": list(readings), "reading": list(readings.values())}, dtype="str")
    part = directory / f"{FILE}.{os.getpid()}"
    table.sort_values("key").to_parquet(part, index=False)
    part.replace(directory / FILE)
