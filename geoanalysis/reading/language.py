"""Loads the spaCy pipeline once and parses texts as a stream, with one scheme of labels whichever pipeline reads.

Labels that a parsed document carries, Universal Dependencies as in the EWT and GUM treebanks:

    clause       ROOT nsubj nsubj:pass nsubj:outer csubj csubj:pass obj iobj obl obl:agent obl:unmarked
                 ccomp xcomp advcl advcl:relcl parataxis expl vocative discourse dislocated
    predicate    aux aux:pass cop mark advmod compound:prt
    noun phrase  nmod nmod:poss nmod:desc nmod:unmarked appos amod nummod det det:predet acl acl:relcl case
                 compound flat
    joining      conj cc cc:preconj fixed list goeswith orphan reparandum punct dep

Rare ones may be missing from the shipped parser, which learned labels of twenty examples and more. A blank (line
break, second space) is a token with tag _SP and label dep. Names are PERSON, ORG, LOC and NORP (nationalities,
peoples, faiths).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import use_ops

from geoanalysis.errors import PipelineError
from geoanalysis.reading import labels, lemmas, sentences, tokenization

#: The pipeline that the package brings along; training/README.md says how it was made.
SHIPPED = Path(__file__).parents[1] / "data" / "pipeline"
#: What the grammar needs → part of the name of the factories that provide it.
NEEDED = {"dependency parser": "parser"}
#: Longest text in characters; spaCy's own limit guards memory for pipelines larger than ours.
LONGEST_TEXT = 10_000_000


@lru_cache(maxsize=2)
def load(pipeline: str | Path | None = None) -> Language:
    """Load a spaCy pipeline, once a process, made ready for the grammar.

    "IS" becomes a name before anything reads it, sentence rules run before its parser, ClearNLP labels become
    Universal Dependencies behind it, and lemmas are looked up at the end.

    Parameters
    ----------
    pipeline : str or Path, optional
        Name of an installed spaCy pipeline or path of one; the shipped one if left out.

    Raises
    ------
    PipelineError
        If the pipeline is not installed, or lacks a parser.

    Examples
    --------
    >>> nlp = load()
    >>> [token.dep_ for token in nlp("Iran accused Israel.")]
    ['nsubj', 'ROOT', 'obj', 'punct']
    """
    nlp = _load_shipped() if pipeline is None else _load_other(pipeline)
    factories = {name: nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}
    missing = [need for need, part in NEEDED.items() if not any(part in factory for factory in factories.values())]
    if missing:
        raise PipelineError(
            f"the spaCy pipeline {str(pipeline)!r} has no {' and no '.join(missing)} (it has: "
            f"{', '.join(nlp.pipe_names) or 'nothing'}): give one that parses, such as 'en_core_web_trf', "
            "or leave `pipeline` out to use the one that geoanalysis brings along"
        )
    parser = next(name for name, factory in factories.items() if "parser" in factory)
    nlp.add_pipe(tokenization.COMPONENT, first=True)
    nlp.add_pipe(sentences.COMPONENT, before=parser)
    if labels.CLEARNLP & set(nlp.get_pipe(parser).labels):
        nlp.add_pipe(labels.COMPONENT, last=True)
    nlp.add_pipe(lemmas.COMPONENT, last=True)
    nlp.max_length = LONGEST_TEXT
    return nlp


def _load_shipped() -> Language:
    if not (SHIPPED / "meta.json").exists():
        raise PipelineError(
            f"the language pipeline is missing at {SHIPPED}: install geoanalysis again, "
            "or rebuild it as training/README.md says"
        )
    # BLIS, spaCy's default for matrix products, lacks kernels for recent processors and is ten times slower there.
    with use_ops("numpy", use_blis=False):
        return spacy.load(SHIPPED)


def _load_other(pipeline: str | Path) -> Language:
    try:
        return spacy.load(pipeline)
    except (OSError, ImportError, ValueError) as error:
        raise PipelineError(
            f"the spaCy pipeline {str(pipeline)!r} cannot be loaded ({str(error).splitlines()[0]}): give the path of a "
            f"pipeline, install it with `python -m spacy download {pipeline}`, "
            "or leave `pipeline` out to use the one that geoanalysis brings along"
        ) from error


def parse(texts: Iterable[str], *, pipeline: str | Path | None = None, batch_size: int = 32) -> Iterator[Doc]:
    """Parse texts one by one as they come; offsets count characters of the text as given.

    Parameters
    ----------
    texts : iterable of str
        Any Unicode; nothing is normalised, so ``doc.text == text`` and ``text[t.idx : t.idx + len(t)] == t.text``.
    pipeline : str or Path, optional
        As in :func:`load`.
    batch_size : int
        How many texts another pipeline reads at a time. The shipped one reads text by text, which is as fast, and gives
        the same numbers to the last bit in whatever company a text is read.

    Examples
    --------
    >>> doc = next(parse(["#IRGC denied it.\\n\\nZarif left."]))
    >>> [sentence.text.strip() for sentence in doc.sents]
    ['#IRGC denied it.', 'Zarif left.']
    """
    yield from load(pipeline).pipe(texts, batch_size=1 if pipeline is None else batch_size)
