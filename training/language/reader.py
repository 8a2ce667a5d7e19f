"""The corpus reader of the training: gold tokens, whole documents, one shuffle an epoch by seed (done by spaCy)."""

from collections.abc import Callable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example


@spacy.registry.readers("geoanalysis.GoldTokens.v1")
def gold_tokens(path: Path) -> Callable[[Language], Iterator[Example]]:
    """Examples whose prediction starts from the tokens of the treebank and nothing else."""

    def read(nlp: Language) -> Iterator[Example]:
        for doc in DocBin().from_disk(path).get_docs(nlp.vocab):
            bare = Doc(nlp.vocab, [token.text for token in doc], [bool(token.whitespace_) for token in doc])
            yield Example(bare, doc)

    return read
