"""Annotated texts: records of sentences or documents, with their texts where only the places in an article are committed."""

import pandas as pd


def articles(path):
    """The texts of a table of news articles (article_id, title, text) by number, as the annotations count their characters: white space as
    one space, without the question mark that a wrong encoding left behind quotation marks, title and text two line ends apart."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    for column in ("title", "text"):
        table[column] = table[column].str.replace('"?', '"').str.replace(r"\s+", " ", regex=True).str.strip()
    return dict(zip(table["article_id"], table["title"] + "\n\n" + table["text"], strict=True))


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
