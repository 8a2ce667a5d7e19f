"""Raw treebanks and names → DocBin files for spaCy: `python training/language/prepare.py RAW_DIR WORK_DIR`.

Downloads nothing. Everything random hangs on one seed, so that the same raw data give the same files.
"""

import argparse
import random
import sys
from pathlib import Path

import spacy
from spacy.tokens import DocBin

sys.path.insert(0, str(Path(__file__).parents[2]))

from geoanalysis.reading.tokenization import set_tokenizer
from training.language import names, treebanks, vectors

SEED = 20
#: Each treebank sentence is seen in that many dresses and neighbourhoods.
VARIANTS = 3


def prepare_treebanks(raw: Path, work: Path) -> None:
    """Write `parser-train`, and dev and test of each treebank untouched: one document of the corpus, one Doc."""
    nlp = spacy.blank("en")
    dressed({raw / f"{corpus}-train.conllu.gz": VARIANTS for corpus in ("ewt", "gum")}).to_disk(work / "parser-train.spacy")
    for corpus in ("ewt", "gum"):
        for part in ("dev", "test"):
            documents: dict[str, list[treebanks.Sentence]] = {}
            for sentence in treebanks.read_treebank(raw / f"{corpus}-{part}.conllu.gz"):
                documents.setdefault(sentence.document, []).append(sentence)
            docs = [treebanks.build_doc(nlp.vocab, document) for document in documents.values()]
            DocBin(docs=docs).to_disk(work / f"{corpus}-{part}.spacy")
    both = [doc for corpus in ("ewt", "gum") for doc in DocBin().from_disk(work / f"{corpus}-dev.spacy").get_docs(nlp.vocab)]
    DocBin(docs=both).to_disk(work / "parser-dev.spacy")


def prepare_distilled(raw: Path, work: Path) -> None:
    """Write `distilled-train`: what the teacher made of news, among the treebanks."""
    treebank = {raw / "ewt-train.conllu.gz": 2, raw / "gum-train.conllu.gz": 3, work / "gmb-train.conllu.gz": 1}
    dressed(treebank).to_disk(work / "distilled-train.spacy")


def dressed(variants: dict[Path, int]) -> DocBin:
    """The sentences of treebanks, each in so many dresses and neighbourhoods."""
    nlp = spacy.blank("en")
    chance = random.Random(SEED)
    docs = DocBin()
    for path, number in variants.items():
        sentences = list(treebanks.read_treebank(path))
        for _ in range(number):
            for chunk in treebanks.chunks(sentences, chance):
                altered = [treebanks.alter(sentence, chance) for sentence in chunk]
                docs.add(treebanks.build_doc(nlp.vocab, altered, treebanks.choose_blanks(chance), chance))
    return docs


def prepare_names(raw: Path, work: Path) -> None:
    """Write `names-train` (GMB altered, and GUM), and of GMB untouched `names-dev` and `names-test`.

    In these the types are mended as in training; `names-raw` is the test part with the types that GMB has.
    """
    nlp = set_tokenizer(spacy.blank("en"))
    chance = random.Random(SEED)
    sentences = list(names.read_gmb(raw / "gmb-voa.csv.gz"))
    majority = names.majority_kinds([s for s in sentences if names.part_of(s) == "train"])
    usual = names.usual_kinds([s for s in sentences if names.part_of(s) == "train"], majority)
    parts: dict[str, list] = {"train": [], "dev": [], "test": [], "raw": []}
    for sentence in sentences:
        part, found = names.part_of(sentence), names.mend(sentence, majority, usual)
        if part == "test":
            parts["raw"].append(_running(sentence, names.mend(sentence, majority)))
        if part == "train" and chance.random() < 0.5:
            sentence = [({"U.S.": "US", "U.N.": "UN"}.get(word, word), tag, bio) for word, tag, bio in sentence]
        parts[part].append(_running(sentence, found))
    for part in ("dev", "test", "raw"):
        DocBin(docs=[names.build_doc(nlp, [pair]) for pair in parts[part]]).to_disk(work / f"names-{part}.spacy")
    train, run = DocBin(), []
    chance.shuffle(parts["train"])
    for text, found in parts["train"]:
        run.append(_news(text, found, chance))
        if chance.random() < 0.5:
            train.add(names.build_doc(nlp, run))
            run = []
    gum = [(sentence, names.gum_names) for sentence in treebanks.read_treebank(raw / "gum-train.conllu.gz")]
    ewt = [(sentence, names.ewt_names) for sentence in treebanks.read_treebank(raw / "ewt-train.conllu.gz")]
    for sentence, find in [*gum, *gum, *ewt]:
        doc = treebanks.build_doc(nlp.vocab, [sentence])
        found = [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1]), kind) for a, b, kind in find(sentence, majority)]
        run.append(_news(doc.text.strip(), found, chance))
        if chance.random() < 0.4:
            train.add(names.build_doc(nlp, run))
            run = []
    train.add(names.build_doc(nlp, run))
    train.to_disk(work / "names-train.spacy")


def _running(sentence: list[names.Row], found: list[names.Place]) -> tuple[str, list[names.Place]]:
    """A sentence as running text, its names as character places."""
    text, places = names.join([row[0] for row in sentence], [row[1] for row in sentence])
    return text, [(places[first][0], places[end - 1][1], kind) for first, end, kind in found]


def _news(text: str, found: list[names.Place], chance: random.Random) -> tuple[str, list[names.Place]]:
    """A sentence and its names in one of the dresses of news."""
    text = names.alter(text, found, chance)
    style = chance.random()
    if style < 0.03:
        return names.hashtags(text, found, chance)
    if style < 0.05:
        return names.datelines(text, found, chance)
    if style < 0.07:
        return names.signed(text, found, chance)
    return text, found


def prepare_vectors(raw: Path, work: Path) -> None:
    """Write `vectors`, an empty pipeline with vectors; neither the test nor the development parts are read."""
    nlp = set_tokenizer(spacy.blank("en"))
    sentences = names.read_gmb(raw / "gmb-voa.csv.gz")
    texts = [[row[0] for row in sentence] for sentence in sentences if names.part_of(sentence) == "train"]
    for corpus in ("ewt", "gum"):
        for sentence in treebanks.read_treebank(raw / f"{corpus}-train.conllu.gz"):
            texts.append([word.form for word in treebanks.join_particles(list(sentence.words))])
    vectors.build_vectors(nlp.vocab, [_retokenize(nlp, words) for words in texts])
    nlp.to_disk(work / "vectors")


def _retokenize(nlp: spacy.Language, words: list[str]) -> list[str]:
    """Split words as the tokenizer would ("U.S.-led"), one by one."""
    return [part for word in words for part in ([token.text for token in nlp.make_doc(word)] if "-" in word else [word])]


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("raw", type=Path)
    arguments.add_argument("work", type=Path)
    arguments.add_argument("--distilled", action="store_true", help="only what the teacher has annotated")
    given = arguments.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    if given.distilled:
        prepare_distilled(given.raw, given.work)
        sys.exit()
    prepare_treebanks(given.raw, given.work)
    prepare_names(given.raw, given.work)
    prepare_vectors(given.raw, given.work)
