"""One pipeline from the two trained ones: `python training/language/assemble.py PARSER NAMES TARGET`.

The target is replaced whole, so that a reader never sees half of it.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.vectors import Vectors

sys.path.insert(0, str(Path(__file__).parents[2]))

from geoanalysis.reading.tokenization import set_tokenizer

META = {
    "name": "news_ud",
    "version": "1.1.0",
    "description": "English for news: tags, UPOS, Universal Dependencies, names (PERSON, ORG, LOC, NORP).",
    "author": "geoanalysis",
    "email": "",
    "url": "",
    "license": "CC BY-SA 4.0",
    "sources": [
        {
            "name": "UD English EWT (2025-05)",
            "license": "CC BY-SA 4.0",
            "author": "Silveira, N., Dozat, T., de Marneffe, M.-C., Bowman, S., Connor, M., Bauer, J., "
            "Manning, C. (2014). "
            "A gold standard dependency corpus for English. LREC.",
        },
        {
            "name": "GUM: news, interview, bio, court, academic, voyage",
            "license": "annotation CC BY 4.0, texts CC BY or CC BY-SA",
            "author": "Zeldes, A. (2017). The GUM corpus: creating multilayer resources in the classroom. LREV 51.",
        },
        {
            "name": "Groningen Meaning Bank, Voice of America",
            "license": "public domain texts",
            "author": "Bos, J., Basile, V., Evang, K., Venhuizen, N., Bjerva, J. (2017). "
            "The Groningen Meaning Bank. Handbook of Linguistic Annotation.",
        },
        {
            "name": "all-MiniLM-L6-v2, of which the parser comes that annotated the trees of GMB; not shipped",
            "license": "Apache-2.0",
            "author": "Wang, W., Wei, F., Dong, L., Bao, H., Yang, N., Zhou, M. (2020). MiniLM: deep self-attention "
            "distillation for task-agnostic compression of pre-trained transformers. NeurIPS.",
        },
    ],
}


#: The most frequent words keep their vectors; the rest are cut off to save space.
VECTORS = 12_200


def assemble(parser: Path, recogniser: Path) -> Language:
    """Tags and trees of one directory, names of the other, tokenizer rules."""
    nlp = set_tokenizer(spacy.load(parser))
    nlp.add_pipe("ner", source=spacy.load(recogniser))
    prune_vectors(nlp)
    nlp.meta.update(META)
    nlp.meta["performance"] = {}
    config = nlp.config
    config["paths"] = dict.fromkeys(config["paths"])  # those of the training mean nothing elsewhere
    nlp.config = config
    return nlp


def prune_vectors(nlp: Language) -> None:
    """Keep the first rows, which belong to the most frequent words."""
    vectors = nlp.vocab.vectors
    keys = [key for key, row in sorted(vectors.key2row.items(), key=lambda pair: pair[1]) if row < VECTORS]
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=vectors.data[: len(keys)], keys=keys, attr="LOWER", name=vectors.name)


def prune_strings(directory: Path, nlp: Language) -> None:
    """Forget the words of the training texts that have no vector: whatever is read brings its own strings.

    All labels stay, since a component taken over from another pipeline does not add its own when loaded.
    """
    words = {nlp.vocab.strings[key] for key in nlp.vocab.vectors.key2row}
    words |= {label for name in nlp.pipe_names for label in getattr(nlp.get_pipe(name), "labels", ())}
    text = json.dumps(sorted(words), ensure_ascii=False)
    (directory / "vocab" / "strings.json").write_text(text, encoding="utf-8")


def replace_directory(nlp: Language, target: Path) -> None:
    """Write beside the target, then rename."""
    fresh, old = target.with_name(target.name + ".new"), target.with_name(target.name + ".old")
    shutil.rmtree(fresh, ignore_errors=True)
    nlp.to_disk(fresh)
    prune_strings(fresh, nlp)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ("parser", "names", "target"):
        arguments.add_argument(name, type=Path)
    given = arguments.parse_args()
    replace_directory(assemble(given.parser, given.names), given.target)
