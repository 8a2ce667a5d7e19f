"""Scores of the shipped pipeline as JSON: `python training/language/evaluate.py RAW_DIR WORK_DIR [--test]`.

Trees and tags are measured on gold tokens, sentences also on running text; `--test` adds the test parts, to be measured
once, and writes all scores into the meta.json of the pipeline.
"""

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

sys.path.insert(0, str(Path(__file__).parents[2]))

from geoanalysis.reading import language
from geoanalysis.reading import sentences as rules
from training.language import treebanks

UNER = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
PARAGRAPHS = treebanks.Blanks("\n\n")


def bare(doc: Doc) -> Doc:
    """The tokens of a document without annotation."""
    return Doc(doc.vocab, [token.text for token in doc], [bool(token.whitespace_) for token in doc])


def score_trees(nlp: Language, docs: list[Doc]) -> dict:
    """Tags, trees, lemmas and sentences on gold tokens; blanks do not count.

    UAS and LAS leave punctuation out, as spaCy's do; "las_conll" counts all tokens and main labels alone, as the CoNLL
    shared tasks do.
    """
    right: Counter[str] = Counter()
    labels: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    sentences = [0, 0, 0]
    for gold in docs:
        doc = nlp(bare(gold))
        for mine, theirs in zip(doc, gold, strict=True):
            if theirs.is_space:
                continue
            same = {"tag": mine.tag == theirs.tag, "pos": mine.pos == theirs.pos, "lemma": mine.lemma == theirs.lemma}
            head, label = mine.head.i == theirs.head.i, mine.dep == theirs.dep
            main = head and mine.dep_.partition(":")[0] == theirs.dep_.partition(":")[0]
            same |= {"all": True, "las_conll": main}
            if theirs.dep_ != "punct":
                same |= {"words": True, "uas": head, "las": head and label}
            right.update(name for name, yes in same.items() if yes)
            labels[mine.dep_][1] += 1
            labels[theirs.dep_][2] += 1
            labels[theirs.dep_][0] += head and label
        mine, theirs = ({_span(doc.text, s.start_char, s.end_char) for s in d.sents} for d in (doc, gold))
        for place, n in enumerate((len(mine & theirs), len(mine), len(theirs))):
            sentences[place] += n
    shares = {name: right[name] / right["all"] for name in ("tag", "pos", "lemma", "las_conll")}
    shares |= {name: right[name] / right["words"] for name in ("uas", "las")}
    return (
        {name: round(100 * share, 2) for name, share in shares.items()}
        | {"sentences": _prf(*sentences)}
        | {"las_f_per_label": {label: _prf(*counts)["f"] for label, counts in sorted(labels.items())}}
    )


def score_names(nlp: Language, docs: list[Doc]) -> dict:
    """Precision, recall and F of names, whole and by label; only labels that the gold has count."""
    known = {ent.label_ for doc in docs for ent in doc.ents}
    counts = {label: [0, 0, 0] for label in ["all", *sorted(known)]}
    for gold in docs:
        found = {(e.start, e.end, e.label_) for e in nlp(bare(gold)).ents if e.label_ in known}
        right = {(e.start, e.end, e.label_) for e in gold.ents}
        for label in counts:
            mine, theirs = ({span for span in spans if label in ("all", span[2])} for spans in (found, right))
            for place, n in enumerate((len(mine & theirs), len(mine), len(theirs))):
                counts[label][place] += n
    return {label: _prf(*counts[label]) for label in counts}


def _prf(right: int, found: int, gold: int) -> dict:
    precision, recall = right / max(found, 1), right / max(gold, 1)
    f = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"p": round(100 * precision, 2), "r": round(100 * recall, 2), "f": round(100 * f, 2), "gold": gold}


def score_sentences(nlp: Language, documents: list[list[treebanks.Sentence]], blanks: treebanks.Blanks) -> dict:
    """Sentences of running text found whole, tokenized by the pipeline, sentence rules included."""
    right = found = gold = 0
    for document in documents:
        doc = treebanks.build_doc(nlp.vocab, document, blanks)
        text = doc.text
        theirs = {_span(text, sent.start_char, sent.end_char) for sent in doc.sents}
        mine = {_span(text, sent.start_char, sent.end_char) for sent in nlp(text).sents}
        right, found, gold = right + len(mine & theirs), found + len(mine), gold + len(theirs)
    return _prf(right, found, gold)


def _span(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def read_uner(path: Path, nlp: Language) -> Iterator[Doc]:
    """Sentences of UNER with the labels of the pipeline."""
    words: list[str] = []
    labels: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in [*lines, ""]:
            if not line.strip() and words:
                yield Doc(nlp.vocab, words, ents=[tag[:2] + UNER[tag[2:]] if tag[2:] in UNER else "O" for tag in labels])
                words, labels = [], []
            elif line.strip() and not line.startswith("#"):
                cells = line.split("\t")
                words.append(cells[1])
                labels.append(cells[2])


def main() -> None:
    """Print all scores."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("raw", type=Path)
    arguments.add_argument("work", type=Path)
    arguments.add_argument("--test", action="store_true")
    given = arguments.parse_args()
    nlp, scores = language.load(), {}
    for part in ("dev", "test") if given.test else ("dev",):
        for corpus in ("ewt", "gum"):
            sentences = list(treebanks.read_treebank(given.raw / f"{corpus}-{part}.conllu.gz"))
            documents = [list(group) for _, group in groupby(sentences, key=lambda sentence: sentence.document)]
            with nlp.select_pipes(disable=[rules.COMPONENT, "ner"]):
                plain = [treebanks.build_doc(nlp.vocab, document) for document in documents]
                scores[f"{corpus}-{part}"] = score_trees(nlp, plain)
            with nlp.select_pipes(disable=["ner"]):
                apart = [treebanks.build_doc(nlp.vocab, document, PARAGRAPHS) for document in documents]
                scores[f"{corpus}-{part}, paragraphs apart, sentence rules"] = score_trees(nlp, apart)
        news = [document for document in documents if document[0].document.startswith("GUM_news")]
        scores[f"gum-news-{part} sentences, paragraphs apart"] = score_sentences(nlp, news, PARAGRAPHS)
        scores[f"gum-news-{part} sentences, one run of text"] = score_sentences(nlp, news, treebanks.Blanks())
        for names in (f"names-{part}", "names-raw")[: 1 + (part == "test")]:
            docs = list(DocBin().from_disk(given.work / f"{names}.spacy").get_docs(nlp.vocab))
            scores[names] = score_names(nlp, docs)
        uner = list(read_uner(given.raw / f"uner-ewt-{part}.iob2.gz", nlp))
        scores[f"uner-ewt-{part}"] = score_names(nlp, uner)
    print(json.dumps(scores, indent=1))
    if given.test:
        meta = language.SHIPPED / "meta.json"
        content = json.loads(meta.read_text(encoding="utf-8")) | {"performance": scores}
        meta.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
