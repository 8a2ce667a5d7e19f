"""Reads files (.txt .html .pdf .csv .jsonl) into the table of documents, and says which it could not read and why."""

import json
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from geoanalysis import tables
from geoanalysis.errors import CorpusError, GeoanalysisError, ParameterError
from geoanalysis.resources import faults_error

#: Files that hold one document each.
SINGLE = (".txt", ".html", ".htm", ".pdf")
#: Files that hold one document a row or line.
SEVERAL = (".csv", ".jsonl")
METADATA = "documents.csv"
#: What documents.csv must tell; further columns are kept.
METADATA_COLUMNS = ("doc_id", "title", "date", "date_precision", "publisher", "url")
DATE_ORDERS = ("DMY", "MDY", "YMD")
#: Byte order marks and what they announce; the longer ones first, since one begins like another.
MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
#: The encodings between which the detector may choose: with all of them it takes cp1250 for cp1252.
GUESSES = ["utf_8", "cp1252", "cp1256", "cp1251", "utf_16"]
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ud800-\udfff]")


def read_documents(paths: str | Path | Iterable[str | Path], *, date_order: str | None = None) -> pd.DataFrame:
    """Read a folder, a file, or several, into a table of documents sorted by doc_id.

    Texts lie in .txt, .html or .pdf files, one document each, or in .csv and .jsonl files with the columns doc_id and
    text. A file documents.csv beside the texts tells doc_id, title, date, date_precision, publisher and url of each.
    The text of a .txt file is kept exactly as decoded: by its byte order mark, else as UTF-8, else as guessed (with a
    warning); .html follows its declared charset.

    Parameters
    ----------
    paths : path or several
        Folders (with their sub-folders) and files. The doc_id is the file name without extension; in sub-folders the
        path from the folder, with ``/``.
    date_order : {"DMY", "MDY", "YMD"}, optional
        Order of day, month and year where a date is not written as YYYY-MM-DD; without it such a date is an error.

    Returns
    -------
    DataFrame
        Columns as in `geoanalysis.tables.TABLES` under ``"documents"``: doc_id; title, date (YYYY, YYYY-MM or
        YYYY-MM-DD), date_precision, publisher and url, empty where not known; text. Further columns of documents.csv
        follow. ``.attrs["refused"]`` lists what could not be read, as rows of the table refused.

    Raises
    ------
    CorpusError
        If a path is missing, nothing can be read, two documents share a doc_id, or documents.csv is at fault.

    Examples
    --------
    >>> documents = read_documents("seeds")
    >>> documents["date"].tolist()
    ['2020-07-19', '2024-08']
    """
    if date_order not in (None, *DATE_ORDERS):
        raise ParameterError(f"date_order is {date_order!r}; allowed are {', '.join(DATE_ORDERS)}")
    given = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    if not given:
        raise CorpusError("no texts are given; give a folder or files")
    found: list[dict] = []
    refused: list[dict] = []
    for path in given:
        _read_path(path, found, refused)
    if not found:
        reasons = "; ".join(f"{row['doc_id']}: {row['reason']}" for row in refused[:5])
        raise CorpusError(
            f"{', '.join(map(str, given))}: no document can be read ({reasons or 'no file is there'}); "
            f"texts are {', '.join(SINGLE + SEVERAL)} files"
        )
    return _documents(found, refused, date_order)


def _documents(found: list[dict], refused: list[dict], date_order: str | None) -> pd.DataFrame:
    """Return the table of what was read, after checking keys and dates."""
    found = sorted(found, key=lambda row: (row["doc_id"], row["_file"]))
    faults = [
        f"doc_id {one['doc_id']!r} stands for both {one['_file']} and {two['_file']}"
        for one, two in zip(found, found[1:], strict=False)
        if one["doc_id"] == two["doc_id"]
    ]
    if faults:
        raise faults_error("documents", [*faults[:-1], f"{faults[-1]}; rename one of the two"], CorpusError)
    for row in found:
        row["date"], row["date_precision"] = _date(row, date_order)
    files = [row.pop("_file") for row in found]
    known = tables.columns("documents")
    extra = list(dict.fromkeys(name for row in found for name in row if name not in known))
    table = tables.from_rows(found, "documents")
    for name in extra:
        table[name] = pd.Series([str(row.get(name) or "") for row in found], dtype="str")
    try:
        table = tables.check(table, "documents")
    except GeoanalysisError as error:
        raise CorpusError(f"{', '.join(sorted(set(files))[:5])}: {error}") from error
    table.attrs["refused"] = sorted(refused, key=lambda row: (row["doc_id"], row["reason"]))
    return table


def _read_path(path: Path, found: list[dict], refused: list[dict]) -> None:
    """Read one folder or file into the two lists."""
    if not path.exists():
        raise CorpusError(f"{path}: there is no such file or folder; give a folder of texts or files")
    if path.is_dir():
        root = path
        files = [file for file in sorted(path.rglob("*")) if file.is_file() and not _hidden(file.relative_to(path))]
        listings = [file for file in files if file.name == METADATA]
        files = [file for file in files if file.name != METADATA]
        if not files:
            raise CorpusError(f"{path}: the folder holds no texts; put {', '.join(SINGLE + SEVERAL)} files into it")
    else:
        root, files = path.parent, [path]
        listings = [root / METADATA] if path.suffix in SINGLE and (root / METADATA).is_file() else []
    known = {}
    for listing in listings:
        known.update(_metadata(listing, root))
    for file in files:
        name = file.relative_to(root).as_posix()
        try:
            rows = _read_file(file, name, refused)
        except CorpusError as error:
            refused.append(refusal(name, str(error)))
            continue
        found += [{**row, **known.get(row["doc_id"], {})} for row in rows]


def _hidden(file: Path) -> bool:
    """Tell whether a file is one of those that systems and editors leave behind."""
    return any(part.startswith((".", "~")) or part == "__pycache__" for part in file.parts)


def refusal(doc_id: str, reason: str) -> dict:
    """Return the row of the table refused for a document that cannot be read at all."""
    return {"doc_id": doc_id, "reason": reason}


def _read_file(file: Path, name: str, refused: list[dict]) -> list[dict]:
    """Return the documents in a file; bad rows of a file of several go to `refused`."""
    suffix = file.suffix.lower()
    doc_id = name.removesuffix(file.suffix)
    try:
        if suffix == ".csv":
            rows = _csv_rows(file)
        elif suffix == ".jsonl":
            rows = _jsonl_rows(file)
        elif suffix in SINGLE:
            row = {".txt": _read_txt, ".pdf": _read_pdf}.get(suffix, _read_html)(file)
            rows = iter([(name, {"doc_id": doc_id, **row})])
        else:
            raise CorpusError(
                f"a file {suffix or 'without extension'} is not read; texts are {', '.join(SINGLE + SEVERAL)}"
            )
        good = []
        for place, row in rows:
            fault = row if isinstance(row, str) else _text_fault(row)
            if fault:
                refused.append(refusal(doc_id if place == name else f"{name} {place}", fault))
            else:
                good.append({**row, "_file": f"{file}" if place == name else f"{file} {place}"})
    except OSError as error:
        raise CorpusError(f"cannot be opened: {error.strerror or error}") from error
    return good


def _text_fault(row: dict) -> str:
    """Return why the row is no document, or nothing."""
    if not isinstance(row.get("doc_id"), str) or not row["doc_id"].strip():
        return "has no doc_id; give every document a doc_id"
    if not isinstance(row.get("text"), str) or not row["text"].strip():
        return "is empty: there is no text in it"
    control = _CONTROL.search(row["text"])
    if control:
        return f"is not text: character {control.start()} is U+{ord(control[0]):04X}; save the file as UTF-8"
    return ""


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str, bool]:
    """Return the text of some bytes, its encoding, and whether that was guessed.

    The byte order mark decides, then the declared charset, then UTF-8 if it fits, then a guess.

    Raises
    ------
    CorpusError
        If no encoding fits.

    Examples
    --------
    >>> decode("naïve".encode())
    ('naïve', 'utf-8', False)
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding, False
            except UnicodeDecodeError as error:
                raise CorpusError(
                    f"its bytes are not the {encoding} that it begins with ({error.reason} "
                    f"at byte {error.start}); save the file as UTF-8"
                ) from error
    for encoding in filter(None, (declared, "utf-8")):
        try:
            return data.decode(encoding), encoding, False
        except (UnicodeDecodeError, LookupError):
            continue
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=GUESSES).best()
    if best is None:
        raise CorpusError("its bytes are no text in any known encoding; save the file as UTF-8")
    return str(best), best.encoding, True


def _text_of(file: Path, *, declared: str | None = None) -> str:
    text, encoding, guessed = decode(file.read_bytes(), declared=declared)
    if guessed:
        warnings.warn(f"{file}: not UTF-8, read as {encoding}; save it as UTF-8 if letters are wrong", stacklevel=2)
    return text


def _read_txt(file: Path) -> dict:
    return {"text": _text_of(file)}


def _read_html(file: Path) -> dict:
    """Return the article of a saved web page, without its menus, and what the page tells about itself."""
    import trafilatura  # half a second: only for those who have pages

    declared = _DECLARED.search(file.read_bytes()[:4096])
    page = _text_of(file, declared=declared[1].decode("ascii") if declared else None)
    if not page.strip():
        return {"text": ""}
    article = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    if article is None or not article.text:
        raise CorpusError("no article text is found in the page; save the article as .txt")
    row = {
        "title": article.title,
        "date": article.date,
        "publisher": article.sitename,
        "url": article.url,
        "text": article.text,
    }
    return {name: value for name, value in row.items() if value}


def _read_pdf(file: Path) -> dict:
    """Return the text of all pages, a newline between lines and between pages."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(file) as pdf:
            pages = [page.get_textpage().get_text_range() for page in pdf]
    except pypdfium2.PdfiumError as error:
        raise CorpusError(f"is not a readable PDF: {error}") from error
    text = "\n".join(pages).replace("\r\n", "\n").replace("\r", "\n")
    # U+FFFE (here also U+0002) stands where a word was broken at the end of a line.
    text = re.sub("[\ufffe\x02]\n?", "", text)
    if not text.strip():
        raise CorpusError("the PDF holds no text, perhaps only pictures of pages; recognise its text first")
    return {"text": text}


def _csv_rows(file: Path) -> Iterator[tuple[str, dict]]:
    try:
        table = tables.read_raw(file)
    except GeoanalysisError as error:
        raise CorpusError(str(error).removeprefix(f"{file}: ")) from error
    missing = [name for name in ("doc_id", "text") if name not in table]
    if missing:
        raise CorpusError(f"a table of documents needs the columns doc_id and text; {', '.join(missing)} is missing")
    for number, row in enumerate(table.to_dict("records"), 2):
        yield f"row {number}", row


def _jsonl_rows(file: Path) -> Iterator[tuple[str, dict | str]]:
    # Not splitlines(): JSON strings may hold U+2028, which it would take for the end of a line.
    for number, line in enumerate(_text_of(file).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            yield f"line {number}", f"is not JSON: {error}"
            continue
        yield f"line {number}", row if isinstance(row, dict) else "is not a JSON object with doc_id and text"


def _metadata(listing: Path, root: Path) -> dict[str, dict]:
    """Return what a documents.csv tells, by doc_id, after checking that its texts are there."""
    try:
        table = tables.read_raw(listing)
    except GeoanalysisError as error:
        raise CorpusError(str(error)) from error
    missing = [name for name in METADATA_COLUMNS if name not in table]
    if missing:
        raise CorpusError(f"{listing}: has no column {', '.join(missing)}; it needs {', '.join(METADATA_COLUMNS)}")
    known, faults = {}, []
    folder = listing.parent.relative_to(root).as_posix()
    for number, row in enumerate(table.drop(columns=["text"], errors="ignore").to_dict("records"), 2):
        name = row["doc_id"].strip()
        stem = name.removesuffix(Path(name).suffix) if Path(name).suffix.lower() in SINGLE else name
        if not stem or not any((listing.parent / f"{stem}{suffix}").is_file() for suffix in SINGLE):
            faults.append(f"row {number}: there is no text {name!r} beside it")
        row["doc_id"] = stem if folder == "." else f"{folder}/{stem}"
        if row["doc_id"] in known:
            faults.append(f"row {number}: doc_id {name!r} is there before")
        known[row["doc_id"]] = {key: value.strip() for key, value in row.items()}
    if faults:
        raise faults_error(listing, [*faults[:-1], f"{faults[-1]}; correct or remove"], CorpusError)
    return known


def _date(row: dict, order: str | None) -> tuple[str, str]:
    """Return publication date and precision of a row, written as ISO 8601 as far as it is known."""
    text = str(row.get("date") or "").strip()
    date = text[:10] if re.match(r"\d{4}-\d\d-\d\dT", text) else text
    if date and not tables.PARTIAL_DATE.fullmatch(date):
        date = _parsed(date, order) if order else ""
        if not date:
            cure = f" or in the order {order}" if order else ", or give date_order"
            raise CorpusError(
                f"{row['_file']}: date of {row['doc_id']!r} is {text!r}; write it as YYYY-MM-DD, YYYY-MM or YYYY{cure}"
            )
    precision = str(row.get("date_precision") or "").strip()
    return date, precision or {4: "year", 7: "month", 10: "day", 0: ""}[len(date)]


def _parsed(text: str, order: str) -> str:
    """Return a written date as YYYY-MM-DD, or nothing."""
    from dateparser.date import DateDataParser

    settings = {"DATE_ORDER": order, "PREFER_DAY_OF_MONTH": "first", "REQUIRE_PARTS": ["year", "month"]}
    data = DateDataParser(languages=["en"], settings=settings).get_date_data(text)
    if data.date_obj is None:
        return ""
    return data.date_obj.strftime("%Y-%m" if data.period == "month" else "%Y-%m-%d")


def check_apart(texts: Sequence[Path], out: Path) -> None:
    """Make sure that nothing is written among the texts, whose documents.csv it could replace and where the next run would read it."""
    for path in texts:
        folder = (path if path.is_dir() else path.parent).resolve()
        if out.resolve() == folder or path.is_dir() and folder in out.resolve().parents:
            raise CorpusError(f"--out {out} lies among the texts in {path}; give a folder outside of them")
