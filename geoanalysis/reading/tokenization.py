"""The tokenizer of the shipped pipeline: English rules, plus what news writes and treebanks lack; "IS" as a name."""

import re

from spacy.lang.char_classes import (
    ALPHA,
    ALPHA_LOWER,
    ALPHA_UPPER,
    CONCAT_QUOTES,
    HYPHENS,
    LIST_ELLIPSES,
    LIST_ICONS,
)
from spacy.lang.tokenizer_exceptions import URL_PATTERN
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex

COMPONENT = "geoanalysis_acronyms"
#: What the models read in place of "IS" where it is the Islamic State: a name of one word that they know as one.
_KNOWN_NAME = "taliban"
_BEFORE_THE_VERB = frozenset(("it", "he", "she", "there", "this", "what"))
_BEHIND_THE_VERB = frozenset(("a", "an", "the", "not", "n't", "n’t"))

#: Abbreviations that keep their full stop, beyond those of spaCy's English rules.
ABBREVIATIONS = (
    "Lt.", "Col.", "Maj.", "Brig.", "Capt.", "Cmdr.", "Cpl.", "Sgt.", "Pvt.", "Supt.", "Amb.", "Pres.", "Hon.",
    "No.", "Nos.", "Fr.", "Sr.", "Mt.", "Ft.", "Sept.",
)  # fmt: skip

#: Arabic articles in names ("al-Muhandis", "ash-Shabab"); the assimilated forms need the consonant they assimilate to.
_ARTICLE = (
    r"(?<!\b[AaEeUu]l)"
    r"(?!(?<=\b[Aa]s)-[Ss])(?!(?<=\b[Aa]n)-N)(?!(?<=\b[Aa]d)-D)(?!(?<=\b[Aa]t)-T)(?!(?<=\b[Aa]r)-R)(?!(?<=\b[Aa]z)-Z)"
    r"(?!(?<=\b[Aa]sh)-[Ss]h)(?!(?<=\b[Aa]dh)-Dh)"
)

#: Prefixes that stay with their word, as in the treebanks: "pro-Iranian", "anti-government", "mid-January".
PREFIXES = (
    "anti", "co", "counter", "e", "ex", "mid", "multi", "non", "post", "pre", "pro", "re", "semi", "sub",
)  # fmt: skip
_BOUND_PREFIX = "".join(rf"(?<!\b[{prefix[0].upper()}{prefix[0]}]{prefix[1:]})" for prefix in PREFIXES)

_INFIXES = [
    *LIST_ELLIPSES,
    *LIST_ICONS,
    r"(?<=[0-9])[+\-\*^](?=[0-9-])",
    # A missing blank after a full stop: "in Iraq.Iranian", "the IRGC.The", "in 2020.Iran", "war.”The".
    rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
    rf"(?<=[{ALPHA_UPPER}]{{2}})\.(?=[{ALPHA_UPPER}][{ALPHA_LOWER}])",
    rf"(?<=[0-9])\.(?=[{ALPHA_UPPER}][{ALPHA_LOWER}])",
    rf"(?<=[.!?])[\"”](?=[{ALPHA_UPPER}])",
    # A missing blank beside a closing mark: 'to fight,"Roe said', 'the rebels"positions'.
    rf"(?<=[{ALPHA},])[\"”](?=[{ALPHA}])",
    rf"(?<=[{ALPHA}]),(?=[\"”][{ALPHA}])",
    r"\.(?=pic\.twitter\.com/|https?://)",
    rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
    # Hyphens split as in the treebanks ("Iranian - backed", "US - Iran", "U.S. - led"), not behind article or prefix.
    rf"(?<=[{ALPHA}0-9]){_ARTICLE}{_BOUND_PREFIX}(?:{HYPHENS})(?=[{ALPHA}])",
    rf"(?<=[{ALPHA}]\.)-(?=[{ALPHA}])",
    # "PMF/PMU" and "#PMF/#PMU", but not the path of "pic.twitter.com/xyz".
    rf"(?<=[{ALPHA}0-9])(?<!\.com)[:<>=/](?=[{ALPHA}#])",
    rf"(?<=/)#(?=[{ALPHA}])",
]


def set_tokenizer(nlp: Language) -> Language:
    """Give an English spaCy pipeline the tokenizer rules for news, which are saved along with it.

    Examples
    --------
    >>> import spacy
    >>> nlp = set_tokenizer(spacy.blank("en"))
    >>> [token.text for token in nlp("#IRGC killed Abu Mahdi al-Muhandis in US-Iran tensions.")]
    ['#', 'IRGC', 'killed', 'Abu', 'Mahdi', 'al-Muhandis', 'in', 'US', '-', 'Iran', 'tensions', '.']
    """
    nlp.tokenizer.infix_finditer = compile_infix_regex(_INFIXES).finditer
    # A word glued to a link ("January.pic.twitter.com/xyz") is no link as a whole.
    glued = r"(?!\w+\.(?:pic\.twitter\.com/|https?://))"
    nlp.tokenizer.url_match = re.compile(glued + URL_PATTERN).match
    for word in ABBREVIATIONS:
        nlp.tokenizer.add_special_case(word, [{ORTH: word}])
    return nlp


@Language.component(COMPONENT)
def mark_acronyms(doc: Doc) -> Doc:
    """Let "IS" be read as a name where it stands in capitals among words that do not: "IS fighters", "against IS"."""
    for token in doc:
        if token.text == "IS" and _is_name(token):
            token.norm_ = _KNOWN_NAME
    return doc


def _is_name(token: Token) -> bool:
    """Whether "IS" is no verb, be it in a line of capitals or stressed: "IRAN IS READY", "it IS true"."""
    text = token.doc.text
    start, end = text.rfind("\n", 0, token.idx) + 1, text.find("\n", token.idx)
    line = text[start : end if end >= 0 else len(text)]
    if not any(word.islower() for word in line.split()):
        return False
    before = token.nbor(-1) if token.i else None
    behind = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if before is not None and before.lower_ in _BEFORE_THE_VERB or behind is not None and behind.lower_ in _BEHIND_THE_VERB:
        return False
    return not all(word is not None and word.is_alpha and word.is_upper and len(word) > 2 for word in (before, behind))
