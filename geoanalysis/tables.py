"""States every column of every table (type, meaning, empty cell), checks tables, and keeps them on disk."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from geoanalysis.errors import TableError
from geoanalysis.resources import QUADS, faults_error, tie_types

ACTOR_KINDS = ("person", "state", "government", "armed_group", "party", "organization", "media", "population")
STATUSES = ("actual", "planned", "alleged", "negated")
PRECISIONS = ("day", "week", "month", "season", "quarter", "half", "year", "decade", "range", "unknown")
#: A date as far as it is known: year, month or day.
PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type, what it means, and what an empty cell means (nothing: it must be filled).

    `dtype` is ``"text"`` (empty cell: ``""``), ``"whole"`` (int64; Int64 with NA where it may be empty), ``"number"``
    (float64, empty: NaN) or ``"date"`` (text: YYYY, YYYY-MM or YYYY-MM-DD).
    """

    name: str
    dtype: str
    meaning: str
    empty: str = ""
    allowed: tuple[str, ...] = ()


_DOC = Column("doc_id", "text", "the document: its file name without extension, with folders below the corpus folder")
_START = Column("start", "whole", "first character of the span in the document's text, counted from 0")
_END = Column("end", "whole", "one past the last character of the span")
_STATUS = Column("status", "text", "whether it happened, is planned, is only claimed, or is denied", allowed=STATUSES)
_TYPE = Column("type", "text", "one of the 23 tie types of tie_types.yaml")
_SOURCE = Column("source", "text", "name of the actor who acts")
_TARGET = Column("target", "text", "name of the actor acted upon")

#: The columns of each table in their order; further columns of a researcher are kept behind them.
TABLES: dict[str, tuple[Column, ...]] = {
    "documents": (
        _DOC,
        Column("title", "text", "headline", "not known"),
        Column("date", "date", "publication date", "not known"),
        Column("date_precision", "text", "how far the date is known", "no date", PRECISIONS),
        Column("publisher", "text", "who published it", "not known"),
        Column("url", "text", "where it was published", "not known"),
        Column("text", "text", "the text exactly as decoded, newlines untouched"),
    ),
    "mentions": (
        _DOC,
        _START,
        _END,
        Column("text", "text", "the words of the mention"),
        Column("actor_id", "text", "the actor that they stand for"),
        Column("how", "text", "the rule or alias that resolved it"),
    ),
    "actors": (
        Column("actor_id", "text", "key: lower snake case"),
        Column("name", "text", "canonical English name"),
        Column("kind", "text", "what sort of actor", "not known: a mention given by hand", ACTOR_KINDS),
        Column("country", "text", "ISO 3166-1 alpha-3 code of the state it belongs to", "none or several"),
        Column("aliases", "text", "other words that stood for it in this corpus, sorted, between |", "none"),
        Column("mentions", "whole", "how often it is mentioned"),
        Column("documents", "whole", "in how many documents it is mentioned"),
    ),
    "ties": (
        Column("tie_id", "text", "key: hash of document, span, actors and type, the same in every run"),
        _DOC,
        _START,
        _END,
        _SOURCE,
        _TARGET,
        _TYPE,
        Column("kind", "text", "whether it happens or holds", allowed=("event", "standing")),
        Column("sign", "whole", "+1 cooperative, -1 conflictual, 0 neutral", allowed=("-1", "0", "1")),
        Column("quad", "text", "which quarter of cooperation and conflict", "none fits", QUADS),
        _STATUS,
        Column("date", "date", "when it happened or began to hold", "not known"),
        Column("date_precision", "text", "how far the date is known", "no date", PRECISIONS),
        Column("until", "date", "end of a range or period", "the date says all, or the end is open"),
        Column("claimed_by", "text", "actor or publisher on whose word it rests", "the article itself says it"),
        Column("source_text", "text", "the words that stand for the source"),
        Column("target_text", "text", "the words that stand for the target"),
        Column("trigger", "text", "the words that carry the type", "entered by hand"),
        Column("rule", "text", 'the grammar rule or the correction that made it; "suggested" where only the learned network speaks for it'),
        Column("confidence", "number", "calibrated probability that the tie is right, 0 to 1", "not scored"),
        Column("evidence", "text", "the span of the document, text[start:end]"),
    ),
    "refused": (
        _DOC,
        Column("start", "whole", "first character of the span", "the whole document is refused"),
        Column("end", "whole", "one past the last character of the span", "the whole document is refused"),
        Column("source", "text", "name of the actor who acts", "not found, or the whole document"),
        Column("target", "text", "name of the actor acted upon", "not found, or the whole document"),
        Column("type", "text", "the tie type proposed", "none, or the whole document"),
        Column("status", "text", "the status proposed", "none, or the whole document", STATUSES),
        Column("confidence", "number", "score, 0 to 1", "not scored"),
        Column("reason", "text", "why it was refused"),
        Column("evidence", "text", "the span of the document", "the whole document is refused"),
    ),
}
#: The column whose values must not repeat.
KEYS = {"documents": "doc_id", "actors": "actor_id", "ties": "tie_id"}
#: Columns that a table from elsewhere may lack; they are added empty.
OPTIONAL = {"ties": ("until",)}
_DTYPES = {"text": "str", "date": "str", "whole": "int64", "number": "float64"}


def _dtype(column: Column) -> str:
    return "Int64" if column.dtype == "whole" and column.empty else _DTYPES[column.dtype]


def columns(name: str) -> list[str]:
    """Return the names of the columns of a table in their order.

    Examples
    --------
    >>> columns("mentions")
    ['doc_id', 'start', 'end', 'text', 'actor_id', 'how']
    """
    return [column.name for column in TABLES[name]]


def empty(name: str) -> pd.DataFrame:
    """Return a table of no rows with the columns and types of its specification."""
    return from_rows([], name)


def from_rows(rows: Sequence[dict], name: str) -> pd.DataFrame:
    """Return a table of the given rows, in their order, with the columns and types of its specification.

    Examples
    --------
    >>> row = {"doc_id": "a", "start": 0, "end": 4, "text": "Iran", "actor_id": "iran", "how": "name"}
    >>> from_rows([row], "mentions").dtypes["start"]
    dtype('int64')
    """
    data = {}
    for column in TABLES[name]:
        cells = [row.get(column.name) for row in rows]
        if column.dtype in ("text", "date"):
            cells = ["" if cell is None else str(cell) for cell in cells]
        data[column.name] = pd.Series(cells, dtype=_dtype(column))
    return pd.DataFrame(data)


def check(table: pd.DataFrame, name: str, *, where: str = "") -> pd.DataFrame:
    """Return the table with the types and the column order of its specification, or say all that is wrong with it.

    Parameters
    ----------
    table : DataFrame
        The table; it is not changed. Columns that the specification does not know are kept behind the others.
    name : str
        One of `TABLES`.
    where : str, optional
        What to call the table in an error, such as its file.

    Raises
    ------
    TableError
        Lists every missing column, or every bad cell with its row; rows count as a spreadsheet does, the header is 1.
    """
    where = where or f"table {name}"
    table = table.reset_index(drop=True)
    for optional in OPTIONAL.get(name, ()):
        if optional not in table:
            table = table.assign(**{optional: ""})
    missing = [column for column in columns(name) if column not in table]
    if missing:
        raise TableError(
            f"{where}: has no column {', '.join(missing)}; a table of {name} has {', '.join(columns(name))}"
        )
    faults, data = [], {}
    for column in TABLES[name]:
        data[column.name], wrong = _checked(table[column.name], column)
        faults += wrong
    if name == "ties":
        known = tie_types()
        faults += [
            (row, f"type is {cell!r}, allowed are {', '.join(known)}")
            for row, cell in enumerate(data["type"], 2)
            if cell not in known
        ]
    if name in KEYS:
        key = data[KEYS[name]]
        faults += [(row + 2, f"{KEYS[name]} {key[row]!r} is there before") for row in key.index[key.duplicated()]]
    if "start" in data and not faults:
        odd = (data["start"] >= data["end"]).fillna(False).astype(bool)
        faults += [(row + 2, "start is not before end") for row in table.index[odd]]
    if faults:
        raise faults_error(where, [f"row {row}: {fault}" for row, fault in sorted(faults)], TableError)
    extra = [column for column in table if column not in data]
    return pd.concat([pd.DataFrame(data), table[extra]], axis="columns")


def _checked(cells: pd.Series, column: Column) -> tuple[pd.Series, list[tuple[int, str]]]:
    """Return the cells in the column's type, and the faults with their rows."""
    blank = cells.isna() | (cells.astype("str") == "")
    faults = []
    if not column.empty:
        faults += [(row + 2, f"{column.name} is empty") for row in cells.index[blank]]
    if column.dtype in ("whole", "number"):
        numbers = pd.to_numeric(cells.where(~blank), errors="coerce")
        odd = ~blank & (numbers.isna() | ((numbers % 1 != 0) if column.dtype == "whole" else False))
        faults += [
            (row + 2, f"{column.name} is {str(cells[row])!r}, not a {column.dtype} number") for row in cells.index[odd]
        ]
        if not faults:
            numbers = numbers.astype(_dtype(column))
        text = numbers.map(lambda number: f"{number:g}")
    else:
        numbers = text = cells.where(~blank, "").astype("str")
    if column.allowed:
        odd = ~blank & ~text.isin(column.allowed)
        faults += [
            (row + 2, f"{column.name} is {str(cells[row])!r}, allowed are {', '.join(column.allowed)}")
            for row in cells.index[odd]
        ]
    if column.dtype == "date":
        odd = ~blank & ~text.map(lambda date: PARTIAL_DATE.fullmatch(date) is not None).astype(bool)
        faults += [
            (row + 2, f"{column.name} is {str(cells[row])!r}, allowed are YYYY, YYYY-MM, YYYY-MM-DD")
            for row in cells.index[odd]
        ]
    return numbers, faults


def write(table: pd.DataFrame, file: Path | str) -> None:
    """Write a table to a .csv (UTF-8, for people) or .parquet file (for speed), the same bytes for the same table.

    Raises
    ------
    TableError
        If the file ends in something else.
    """
    suffix = Path(file).suffix
    if suffix == ".parquet":
        table.to_parquet(file, index=False)
    elif suffix == ".csv":
        # The csv writer does not quote a lone carriage return, and readers take it for the end of the row.
        texts = table.select_dtypes(["str", "object"])
        bare = any(texts[column].astype("str").str.contains("\r", regex=False).any() for column in texts)
        # QUOTE_NONNUMERIC is 2, QUOTE_MINIMAL is 0.
        table.to_csv(file, index=False, encoding="utf-8", lineterminator="\n", quoting=2 if bare else 0)
    else:
        raise TableError(f"{file}: cannot write a table in the format {suffix!r}; allowed are .csv and .parquet")


def read(file: Path | str, name: str) -> pd.DataFrame:
    """Read a table that `write` wrote, or one of the same form, and check it.

    Raises
    ------
    TableError
        If the file is missing, is neither CSV in UTF-8 nor Parquet, or its table fails `check`.
    """
    return check(read_raw(file), name, where=str(file))


class Tables(NamedTuple):
    """The five tables of a corpus, as `read_tables` returns them."""

    documents: pd.DataFrame
    mentions: pd.DataFrame
    actors: pd.DataFrame
    ties: pd.DataFrame
    refused: pd.DataFrame


def read_tables(folder: Path | str) -> Tables:
    """Read the five tables that ``geoanalysis extract`` or ``geoanalysis report`` wrote into a folder.

    Raises
    ------
    TableError
        If a table is missing (it says which command makes it) or fails `check`.
    """
    folder = Path(folder)
    missing = [f"{name}.csv" for name in TABLES if not (folder / f"{name}.csv").is_file()]
    if missing:
        raise TableError(
            f"{folder}: there is no {', '.join(missing)}; make the tables first, in the project's folder: make report "
            "(for the seeds), or geoanalysis extract TEXTS --out reports/tables (for texts of your own)"
        )
    return Tables(*(read(folder / f"{name}.csv", name) for name in Tables._fields))


def read_raw(file: Path | str) -> pd.DataFrame:
    """Read any CSV (every cell as text, empty as ``""``) or Parquet file without checking its columns."""
    suffix = Path(file).suffix
    if suffix not in (".csv", ".parquet"):
        raise TableError(f"{file}: cannot read a table in the format {suffix!r}; allowed are .csv and .parquet")
    try:
        if suffix == ".parquet":
            return pd.read_parquet(file)
        return pd.read_csv(file, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except OSError as error:
        raise TableError(f"{file}: cannot be opened ({error.strerror or error}); give the path of a table") from error
    except pd.errors.EmptyDataError as error:
        raise TableError(f"{file}: is empty; its first row must name the columns") from error
    except (UnicodeDecodeError, ValueError) as error:
        raise TableError(f"{file}: is not a table in UTF-8 ({error}); save it again as CSV UTF-8") from error
