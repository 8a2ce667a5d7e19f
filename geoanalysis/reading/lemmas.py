"""Base forms of words, looked up in LemmInflect's dictionary of inflections (Jascob 2019), by tag; where a noun has an object the tag is
mended first."""

from functools import lru_cache

from lemminflect import getLemma
from spacy.language import Language
from spacy.tokens import Doc, Token

COMPONENT = "geoanalysis_lemmas"
#: the part of speech of the inflected forms, by tag
_INFLECTED = {"VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "NNS": "NOUN", "JJR": "ADJ", "JJS": "ADJ"}
#: words of degree are their own lemma in the treebanks
_DEGREE = frozenset(("more", "most", "less", "least"))
#: what the dictionary keeps in the plural, where who looks up a word expects the singular, and what it does not know or takes for another
_KNOWN = {"troops": "troop", "axed": "axe", "axing": "axe", "bankrolled": "bankroll", "bankrolling": "bankroll", "defanged": "defang"}


@Language.component(COMPONENT)
def set_lemmas(doc: Doc) -> Doc:
    """Give every token its base form in lower case; names keep their spelling. A noun with an object is a verb first."""
    for token in doc:
        if token.dep_ == "obj" and token.head.tag_.startswith("NN"):
            _make_verb(token.head)
    for token in doc:
        if token.pos_ == "PROPN" and not token.tag_.startswith("VB"):  # headlines: "Washington presses Baghdad"
            token.lemma_ = token.text
        elif pos := _INFLECTED.get(token.tag_):
            token.lemma_ = lemma(token.lower_, token.pos_ if token.pos_ == "AUX" else pos)
        else:
            token.lemma_ = token.lower_
    return doc


def _make_verb(token: Token) -> None:
    """What taggers take for a noun although it has an object: "Kenya | Halts flights", "the court | orders Chad to leave"."""
    word = token.lower_
    token.tag_, token.pos_ = "VBG" if word.endswith("ing") else "VBZ" if word.endswith("s") else "VBP", "VERB"
    before = [child for child in token.lefts if child.dep_ in ("compound", "nmod:desc")]
    if before and not any(child.dep_.startswith("nsubj") for child in token.children):
        before[-1].dep_ = "nsubj"


@lru_cache(maxsize=50_000)
def lemma(word: str, pos: str) -> str:
    """Return the base form of a word in lower case.

    Parameters
    ----------
    word : str
    pos : str
        Universal part of speech.

    Examples
    --------
    >>> lemma("overran", "VERB"), lemma("aides", "NOUN")
    ('overrun', 'aide')
    """
    plain = word.replace("’", "'").strip("\u200e\u200f")
    if plain in _KNOWN or plain in _DEGREE:
        return _KNOWN.get(plain, plain)
    found = getLemma(plain, upos=pos) if plain.isascii() and plain else ()
    return found[0].lower() if found else plain
