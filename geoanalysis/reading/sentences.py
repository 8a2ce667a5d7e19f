"""Where sentences of news must and must not begin, and what in them is no word; everything in between is left to the parser."""

import re

from spacy.language import Language
from spacy.tokens import Doc, Token

COMPONENT = "geoanalysis_sentences"

#: What may close a sentence behind its stop: “He left.” (They won.)
CLOSERS = frozenset("\"'”’»)]")
OPENERS = frozenset("\"'“‘«([#@—–-")
STOPS = frozenset({".", "!", "?", "...", "…", "...."})
#: Titles and the like, which are always followed by what they belong to.
TITLES = frozenset(
    [
        "mr.", "mrs.", "ms.", "dr.", "prof.", "gen.", "lt.", "col.", "maj.", "brig.", "capt.", "cmdr.", "cpl.",
        "sgt.", "pvt.", "adm.", "supt.", "sen.", "rep.", "gov.", "amb.", "pres.", "hon.", "rev.", "fr.", "st.",
        "mt.", "ft.", "messrs.", "vs.", "e.g.", "i.e.",
    ]
)  # fmt: skip
NUMBERED = frozenset({"no.", "nos.", "art.", "sec.", "fig.", "vol.", "p.", "pp.", "ch."})
#: After "U.S.", "Inc." or "Jan.", a word with a capital begins a sentence only if it is one of these.
STARTERS = frozenset(
    [
        "a", "after", "although", "an", "and", "as", "at", "but", "by", "during", "for", "he", "her", "his",
        "however", "i", "if", "in", "it", "its", "last", "many", "meanwhile", "most", "no", "on", "one", "our",
        "she", "since", "so", "some", "that", "the", "their", "there", "these", "they", "this", "those", "to", "we",
        "what", "when", "where", "while", "with", "you",
    ]
)  # fmt: skip
#: A line at least that long in a text means that a line is a paragraph, and no hard wrap.
PARAGRAPH = 120

#: The mark of a footnote, glued to its word: "denied.[2] Later", also where a page lost the closing bracket.
_FOOTNOTE = re.compile(r"(?<=[\w.,;:!?)\]\"'”’])\[\d{1,3}(?:\]|(?=\s))")


def without_footnotes(text: str) -> str:
    """The text with blanks for its marks of footnotes, which no sentence has a place for.

    Examples
    --------
    >>> without_footnotes("He denied it.[2] Ministers[13] met.")
    'He denied it.    Ministers     met.'
    """
    return _FOOTNOTE.sub(lambda mark: " " * len(mark[0]), text) if "[" in text else text


@Language.component(COMPONENT)
def mark_sentences(doc: Doc) -> Doc:
    """Set the sentence starts that are certain either way, so that the parser respects them."""
    longest = max((len(line) for line in doc.text.splitlines()), default=0)
    before: Token | None = None  # the last token that is no blank
    gap, line_start = "", 0
    for token in doc:
        if token.is_space:
            if token.i:
                token.is_sent_start = False
            gap += token.text
            continue
        if before is not None:
            if "\n" in gap or "\r" in gap:
                line = doc.text[line_start : before.idx + len(before)]
                token.is_sent_start = _starts_after_line(before, token, gap, len(line.strip()), longest)
                line_start = token.idx
            else:
                token.is_sent_start = _starts_after(before, token)
        before, gap = token, ""
    return doc


def _starts_after_line(before: Token, token: Token, gap: str, length: int, longest: int) -> bool | None:
    """Decide at a line break: blank lines and full stops end a sentence, a hard wrap does not, a headline does."""
    if len(re.findall(r"\r\n|\r|\n", gap)) > 1:
        return True
    if _is_abbreviation(before):
        return _starts_after(before, token)
    if _last_word(before).text in STOPS:
        return True
    if token.text[0].islower():
        return False
    return longest >= PARAGRAPH or length < 0.6 * longest


def _starts_after(before: Token, token: Token) -> bool | None:
    """Decide within a line: None leaves it to the parser."""
    if before.lower_ in TITLES or before.lower_ in NUMBERED and token.text[0].isdigit():
        return False
    if token.text in CLOSERS and token.text not in OPENERS:
        return False
    if _is_abbreviation(before):
        if token.lower_ in STARTERS and token.text[0].isupper():
            return True if len(before) > 2 else None  # not after an initial: "George W. A…"
        return None if token.text in OPENERS else False
    stop = _last_word(before)
    if stop.text not in STOPS:
        return None if stop.text in ":;" or stop.text != "," and before.text in CLOSERS else False
    if token.like_url and not before.whitespace_:
        return True  # a link glued to the end: "in January.pic.twitter.com/xyz"
    first = token
    if token.text in OPENERS and before.whitespace_ and not token.whitespace_ and token.i + 1 < len(token.doc):
        first = token.nbor(1)
    if first.text[0].islower():
        return False
    return True if stop.text == "." and first.text[0].isupper() and not _is_enumerator(stop) else None


def _last_word(token: Token) -> Token:
    """Step back over closing quotes and brackets to the word that they are glued to."""
    while token.text in CLOSERS and token.i and not token.nbor(-1).whitespace_ and not token.nbor(-1).is_space:
        token = token.nbor(-1)
    return token


def _is_abbreviation(token: Token) -> bool:
    """Whether the full stop belongs to the token ("U.S.", "Jan."), so that it may or may not end a sentence."""
    return len(token) > 1 and token.text[-1] == "." and token.text[0].isalpha()


def _is_enumerator(stop: Token) -> bool:
    """Whether a stop follows a number or letter at the head of its line ("1. Iran")."""
    if not stop.i:
        return True
    word = stop.nbor(-1)
    return (word.is_digit or len(word) == 1) and (word.i == 0 or word.nbor(-1).is_space)
