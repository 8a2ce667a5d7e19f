"""Reads the package's data files, and a researcher's files of the same form, and says what is wrong with them."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from geoanalysis.errors import DataError

#: How many faults of one file an error lists before it only counts them.
LISTED = 20
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


def path(name: str) -> Path:
    """Return where a data file of the package is.

    Raises
    ------
    DataError
        If the package has no such file.

    Examples
    --------
    >>> path("tie_types.yaml").name
    'tie_types.yaml'
    """
    file = Path(__file__).parent / "data" / name
    if not file.exists():
        raise DataError(f"geoanalysis/data has no {name!r}: the installation is incomplete, install the package again")
    return file


def _chosen(name: str, given: Path | str | None) -> Path:
    """Return the file that the user gave, else the package's own."""
    return path(name) if given is None else Path(given)


def faults_error(file: Path | str, faults: Sequence[str], error: type[Exception] = DataError) -> Exception:
    """Return one error for all faults of a file, so that they can be cured in one go.

    Examples
    --------
    >>> print(faults_error("actors.csv", ["row 3: no name", "row 9: no name"]))
    actors.csv: row 3: no name; row 9: no name
    """
    more = f"; and {len(faults) - LISTED} more" if len(faults) > LISTED else ""
    return error(f"{file}: " + "; ".join(faults[:LISTED]) + more)


def read_csv(name: str, columns: Sequence[str], *, path: Path | str | None = None) -> list[dict[str, str]]:
    """Read a CSV data file as one dictionary a row, cells stripped of outer blanks.

    Row numbers in errors count as a spreadsheet does: the header is row 1, so ``enumerate(rows, 2)`` gives them again.

    Parameters
    ----------
    name : str
        File in geoanalysis/data.
    columns : sequence of str
        The columns that the file must have, in any order, and no others.
    path : path, optional
        Another file of the same form, read instead.

    Raises
    ------
    DataError
        If the file is missing, is not UTF-8, or breaks the form; names file, row and fault.

    Examples
    --------
    >>> read_csv("actors.csv", ["actor_id", "name", "kind", "country", "gender", "parent"])[0]["actor_id"] != ""
    True
    """
    file = _chosen(name, path)
    try:
        with open(file, encoding="utf-8-sig", newline="") as handle:
            lines = list(csv.reader(handle, strict=True))
    except OSError as error:
        raise DataError(f"{file}: cannot be opened ({error.strerror}); give the path of a CSV file") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{file}: is not a CSV file in UTF-8 ({error}); save it again as CSV UTF-8") from error
    while lines and not any(lines[-1]):
        lines.pop()
    if not lines:
        raise DataError(f"{file}: is empty; its first row must be {','.join(columns)}")
    header = [cell.strip() for cell in lines[0]]
    if sorted(header) != sorted(columns):
        raise DataError(f"{file}: row 1: the columns are {', '.join(header)}; they must be {', '.join(columns)}")
    faults = [
        f"row {number}: {len(cells)} cells instead of {len(header)}"
        for number, cells in enumerate(lines[1:], 2)
        if len(cells) != len(header)
    ]
    if faults:
        raise faults_error(file, faults)
    return [dict(zip(header, (cell.strip() for cell in cells), strict=True)) for cells in lines[1:]]


def read_yaml(name: str, *, path: Path | str | None = None) -> object:
    """Read a YAML data file into plain dictionaries, lists, strings and numbers.

    Raises
    ------
    DataError
        If the file is missing or is not YAML; names file and place.
    """
    import yaml

    file = _chosen(name, path)
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(f"{file}: cannot be opened ({error.strerror}); give the path of a YAML file") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError(f"{file}: is not YAML in UTF-8: {' '.join(str(error).split())}") from error


@dataclass(frozen=True, slots=True)
class TieType:
    """One of the 23 kinds of tie, as data/tie_types.yaml states it.

    Attributes
    ----------
    name : str
        The code, upper case: ``"ASSAULT"``.
    label, gloss : str
        Its name for people, and one sentence on what it covers.
    kind : str
        ``"event"`` (it happens) or ``"standing"`` (it holds).
    mutual : bool
        Whether both actors do it to each other.
    sign : int
        +1 cooperative, −1 conflictual, 0 neutral.
    quad : str
        One of `QUADS`; empty where none fits.
    intensity : float
        How strong it is, −10 (war) to +10; the file names the source of the numbers.
    gains : str
        Who gains influence over whom: ``"source"``, ``"target"``, ``"both"`` or ``"none"``.
    weight : float
        How much influence one such tie carries by default, ≥ 0: the analyst's assumption.
    """

    name: str
    label: str
    gloss: str
    kind: str
    mutual: bool
    sign: int
    quad: str
    intensity: float
    gains: str
    weight: float


def read_tie_types(path: Path | str | None = None) -> dict[str, TieType]:
    """Read a file of tie types (by default the package's) and check every entry.

    Raises
    ------
    DataError
        If an entry lacks a field or holds a value that is not allowed; lists all faults of the file.
    """
    file = _chosen("tie_types.yaml", path)
    entries = read_yaml("tie_types.yaml", path=file)
    if not isinstance(entries, dict):
        raise DataError(f"{file}: must map the name of each tie type to its fields")
    entries = entries.get("types", entries)
    fields = [field for field in TieType.__dataclass_fields__ if field != "name"]
    faults, types = [], {}
    for name, entry in entries.items():
        missing = [field for field in fields if field not in entry]
        if missing:
            faults.append(f"{name}: has no {', '.join(missing)}")
            continue
        values = {field: "" if entry[field] is None else entry[field] for field in fields}
        types[name] = TieType(name=name, **values)
        faults += [f"{name}: {fault}" for fault in _tie_type_faults(types[name])]
    if faults:
        raise faults_error(file, faults)
    return types


def _tie_type_faults(tie: TieType) -> list[str]:
    """Return what is wrong with one entry."""
    allowed = {
        "kind": ("event", "standing"),
        "mutual": (True, False),
        "sign": (-1, 0, 1),
        "quad": (*QUADS, ""),
        "gains": ("source", "target", "both", "none"),
    }
    faults = [
        f"{field} is {getattr(tie, field)!r}, allowed are {', '.join(map(repr, values))}"
        for field, values in allowed.items()
        if getattr(tie, field) not in values
    ]
    if not isinstance(tie.weight, int | float) or tie.weight < 0:
        faults.append(f"weight is {tie.weight!r}, allowed is a number from 0")
    if not isinstance(tie.intensity, int | float) or not -10 <= tie.intensity <= 10:
        faults.append(f"intensity is {tie.intensity!r}, allowed is a number from -10 to 10")
    return faults


@lru_cache(maxsize=1)
def tie_types() -> dict[str, TieType]:
    """Return the package's tie types by name, in the order of their file; treat the dictionary as read-only.

    Examples
    --------
    >>> tie_types()["ASSAULT"].sign
    -1
    """
    return read_tie_types()
