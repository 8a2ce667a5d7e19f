"""What linking and reading ties cost beside parsing, in one run on one core: `python benchmarks/reading_speed.py [TEXTS]`.

The peer is the shipped spaCy pipeline itself: everything above it should be cheap beside it. Prints CPU seconds, words a second and the
share of the parser's time; the texts are read six times and the quickest time of each part counts.
"""

import os
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from geoanalysis.reading import language
from geoanalysis.reading.actors import find_mentions
from geoanalysis.reading.corpus import read_documents
from geoanalysis.reading.gazetteer import load_gazetteer
from geoanalysis.reading.judge import load_judge
from geoanalysis.reading.lexicon import load_lexicon
from geoanalysis.reading.ties import read_ties

ROUNDS = 6


def timed(part, work):
    start = time.process_time()
    out = work()
    part.append(time.process_time() - start)
    return out


def main(texts="tests/gold/articles"):
    documents = read_documents(texts)
    gazetteer, lexicon, judge = load_gazetteer(), load_lexicon(), load_judge()
    language.load()
    words = sum(len(text.split()) for text in documents["text"])
    parsing, linking, reading = [], [], []
    for _ in range(ROUNDS):
        docs = timed(parsing, lambda: list(language.parse(documents["text"])))
        mentions = timed(linking, lambda docs=docs: [find_mentions(doc, gazetteer) for doc in docs])
        timed(reading, lambda docs=docs, mentions=mentions: [
            read_ties(doc, found, lexicon=lexicon, judge=judge, gazetteer=gazetteer) for doc, found in zip(docs, mentions, strict=True)])
    parse = min(parsing)
    print(f"{len(documents)} documents, {words} words")
    for name, seconds in (("parsing", parse), ("linking actors", min(linking)), ("reading ties", min(reading))):
        print(f"{name:15} {seconds:6.2f} s  {words / seconds:8.0f} words/s  {seconds / parse:5.0%} of parsing")


if __name__ == "__main__":
    main(*sys.argv[1:])
