"""What a mention is, and the parsed document as plain lists, made once so that finding mentions stays cheap."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, LEMMA, ORTH, POS, SENT_START, TAG
from spacy.tokens import Doc

#: The tags of nouns, and of those that are names.
NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
NAME_TAGS = frozenset(("NNP", "NNPS"))
#: The kinds of actor that are bodies, and of those that have a policy of their own.
BODIES = frozenset(("government", "organization", "media", "party", "armed_group"))
POWERS = BODIES - {"media"} | {"state"}

#: Where a document keeps its lists.
_KEY = "geoanalysis"


@dataclass(frozen=True, slots=True)
class Mention:
    """The words in a document that stand for an actor.

    Attributes
    ----------
    start, end : int
        Characters of the document, end exclusive.
    first, last : int
        Tokens, last exclusive.
    head : int
        Token that the sentence hangs the mention on.
    text : str
        The words themselves.
    actor_id, name, kind : str
        Who is meant. An id of the gazetteer, or a slug of the name for names that nobody listed. `kind` is "place" for words that
        only say where.
    how : str
        What resolved it: "name", "alias:Zarif", "demonym", "people", "capital", "seat", "place:Baghdad", "office:…", "group", "surname:…",
        "acronym:…", "letter:R" (a party), "pronoun:he", "description:the militia", "given".
    title : str
        The words of office right before or after a person's name ("Foreign Minister"), else empty.
    title_first : int
        First token of the title together with its owner ("Iranian Foreign Minister …"); equals `first` without a title.
    number, gender : str
        "s", "p" or "" (unknown); "f", "m", "n" (a thing or body) or "".
    certainty : float
        How sure it is who is meant, 0 to 1: the share of what speaks for this actor in what speaks for any; 1 for names.
    """

    start: int
    end: int
    first: int
    last: int
    head: int
    text: str
    actor_id: str
    name: str
    kind: str
    how: str
    title: str = ""
    title_first: int = -1
    number: str = ""
    gender: str = ""
    certainty: float = 1.0

    @property
    def begin(self) -> int:
        """The first token of the mention together with its title."""
        return self.title_first if 0 <= self.title_first < self.first else self.first

    def meaning(self, who, **changes) -> "Mention":
        """The same words, standing for another actor: whatever has an `actor_id`, `name` and `kind`."""
        return replace(self, actor_id=who.actor_id, name=who.name, kind=who.kind, **changes)


class Once:
    """What remembers the work that is done on it, because many ask the same."""

    def __init__(self):
        self._known = defaultdict(dict)

    def once(self, work, *asked):
        """What work(self, *asked) gives, done once; what gives None is cheap."""
        known = self._known[work]
        found = known.get(asked)
        if found is None:
            found = known[asked] = work(self, *asked)
        return found


@dataclass(slots=True, eq=False)
class View:
    """The columns of a parsed document: token by token, as plain Python lists."""

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    tag: list[str]
    pos: list[str]
    #: lower-cased, like the relations
    lemma: list[str]
    dep: list[str]
    head: list[int]
    sentence: list[int]
    #: first token of every sentence
    sentence_first: list[int]
    #: (first, last, label) of the recognised names
    names: list[tuple[int, int, str]]
    children: list[list[int]] = field(repr=False)
    #: the parser's vectors of the words in their sentences, shape (tokens, width); what another pipeline has, if anything
    vectors: np.ndarray = field(repr=False)

    def at(self, char: int) -> int:
        """The token that covers a character, or the last one before it."""
        return max(bisect_right(self.starts, char) - 1, 0)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """First and last (exclusive) token of a stretch of characters."""
        return self.at(start), self.at(end - 1) + 1

    def head_of(self, first: int, last: int) -> int:
        """The token of a span on which the others hang: the one whose head lies outside; the rightmost such noun."""
        tops = [i for i in range(first, last) if not first <= self.head[i] < last or self.head[i] == i]
        if len(tops) > 1:
            return next((i for i in reversed(tops) if self.tag[i] in NOUN_TAGS), tops[-1])
        return tops[0] if tops else last - 1

    def standing_for(self, token: int, m: Mention, **changes) -> Mention:
        """A mention of the same actor in one word: a pronoun, "both"."""
        return replace(m, start=self.starts[token], end=self.ends[token], first=token, last=token + 1, head=token, text=self.words[token],
                       title="", title_first=token, **changes)  # fmt: skip

    def span(self, first: int, last: int) -> str:
        """The text of some tokens."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def above(self, token: int) -> list[int]:
        """A token and those that it hangs on, up to the root."""
        out, head = [token], self.head
        while token != (token := head[token]):
            out.append(token)
        return out

    def sentence_of(self, token: int) -> tuple[int, int]:
        """First and last (exclusive) token of a token's sentence."""
        number = self.sentence[token]
        bounds = self.sentence_first
        return bounds[number], bounds[number + 1] if number + 1 < len(bounds) else len(self.words)


def meet(way: list[int], other: list[int]) -> tuple[list[int], int, list[int]]:
    """Where two ways up a tree meet, or -1, and the tokens of each before they do.

    Examples
    --------
    >>> meet([7, 5, 2, 0], [4, 2, 0])
    ([7, 5], 2, [4])
    """
    meeting = next((token for token in way if token in other), -1)
    return (way[: way.index(meeting)], meeting, other[: other.index(meeting)]) if meeting >= 0 else ([], -1, [])


def view(doc: Doc) -> View:
    """Return a parsed document as lists, which are made once and kept with the document."""
    if _KEY not in doc.user_data:
        doc.user_data[_KEY] = _read(doc)
    return doc.user_data[_KEY]


def _read(doc: Doc) -> View:
    strings = doc.vocab.strings
    names: dict[int, str] = {}

    def decode(column):
        values = column.tolist()
        for value in set(values):
            if value not in names:
                names[value] = strings[value]
        return [names[value] for value in values]

    text = doc.text
    table = doc.to_array([TAG, POS, LEMMA, DEP, HEAD, SENT_START, ORTH, IDX])
    heads = table[:, 4].astype("int64")
    head = (heads + range(len(doc))).tolist() if len(doc) else []
    words = decode(table[:, 6])
    lower = [word.lower() for word in words]
    if not text.isascii():  # marks of direction cling to words that were copied from a page
        lower = [word if word.isascii() else word.strip("\u200b\u200c\u200e\u200f\u202a\u202c\ufeff") for word in lower]
    starts = table[:, 7].tolist()
    children: list[list[int]] = [[] for _ in words]
    for child, parent in enumerate(head):
        if child != parent:
            children[parent].append(child)
    sentence_first = [0] if words else []
    sentence_first += [place + 1 for place in (table[1:, 5] == 1).nonzero()[0].tolist()]
    sentence = [0] * len(words)
    for number, first in enumerate(sentence_first):
        last = sentence_first[number + 1] if number + 1 < len(sentence_first) else len(words)
        sentence[first:last] = [number] * (last - first)
    return View(
        text, words, lower, starts, [start + len(word) for start, word in zip(starts, words, strict=True)], decode(table[:, 0]),
        decode(table[:, 1]), [lemma.lower() for lemma in decode(table[:, 2])], [dep.lower() for dep in decode(table[:, 3])], head,
        sentence, sentence_first,
        [(ent.start, ent.end, ent.label_) for ent in doc.ents], children, np.asarray(doc.tensor),
    )  # fmt: skip
