"""Finds whose words a sentence is, where another sentence says it, and for whom "I" and "we" stand."""

from collections.abc import Sequence

from geoanalysis.reading.cues import SAYING
from geoanalysis.reading.homes import Homes
from geoanalysis.reading.mentions import Mention, View

SINGULAR = frozenset(["i", "me", "my", "mine", "myself"])
FIRST_PERSON = SINGULAR | {"we", "us", "our", "ours", "ourselves"}
_QUOTES = {'"': 0, "``": 0, "''": 0, '""': 0, "“": 1, "”": -1, "«": 1, "»": -1}
#: How many sentences a speech goes on before and after the words that say whose it is.
_BACK, _AHEAD, _FAR = 2, 2, 8
#: the verb forms in which a statement speaks of its author: "The United States condemns …"
_STATING = ("VBZ", "VBP")
_AUTHORS = frozenset(("state", "government", "organization", "party", "armed_group"))


class Speakers:
    """The sayings of one document, in order, and whose word a token or a sentence is."""

    def __init__(self, view: View, mentions: Sequence[Mention], homes: Homes, *, author: Mention | None = None):
        self.view, self.homes = view, homes
        self.sayings: list[tuple[int, int, bool, Mention]] = []
        for m in mentions:
            verb = view.head[m.head]
            if (
                view.dep[m.head] != "nsubj"
                or view.lemma[verb] not in SAYING
                or m.kind in ("place", "media")
                or view.lemma[verb] == "claim" and any(view.dep[i] == "obj" for i in view.children[verb])
                or m.how.startswith("pronoun:wh")
            ):
                continue
            number = view.sentence[verb]
            last = view.sentence_of(verb)[1]
            opens = any(view.words[i] == ":" for i in range(verb, min(verb + 3, last)))
            self.sayings.append((number, verb, opens, m))
        self.sayings.sort(key=lambda saying: saying[:2])
        self.author = author or self._author(mentions)
        self._quoted: list[bool] | None = None

    def _author(self, mentions: Sequence[Mention]) -> Mention | None:
        """Who makes the statement that a document is: the body that opens it in the present tense."""
        view = self.view
        for m in mentions:
            if view.sentence[m.first] > 1:
                break
            root = view.head[m.head]
            if m.kind in _AUTHORS and view.dep[m.head] == "nsubj" and view.dep[root] == "root" and view.tag[root] in _STATING:
                return m
        return None

    def means(self, token: int) -> Mention | None:
        """For whom a word of the first person stands: "I" for the speaker, "we" for the body that he speaks for."""
        spoken = self.quoted[token] or any(s[2] or s[0] == self.view.sentence[token] for s in self.sayings)
        speaker = self.of(token) or self.author if spoken or not self.author else self.author
        if speaker is None or self.view.lower[token] in SINGULAR or speaker.kind != "person":
            return speaker
        return self.homes.body(speaker) or speaker

    def of(self, token: int) -> Mention | None:
        """The mention of who says the words at a token, or None."""
        here = self.view.sentence[token]
        same = [s for s in self.sayings if s[0] == here]
        if same:
            return min(same, key=lambda s: abs(s[1] - token))[3]
        before = [s for s in self.sayings if s[0] < here]
        after = [s for s in self.sayings if s[0] > here]
        if before and before[-1][2]:
            return before[-1][3]
        if before and here - before[-1][0] <= _BACK:
            return before[-1][3]
        if after and after[0][0] - here <= _AHEAD:
            return after[0][3]
        return before[-1][3] if before and here - before[-1][0] <= _FAR else None

    def beyond(self, start: int, end: int) -> Mention | None:
        """Who says all of the tokens start … end, as another sentence tells: a statement after "said:", a quotation that goes on."""
        here = self.view.sentence[start]
        if not self.sayings or any(s[0] == here for s in self.sayings):
            return None
        before = [s for s in self.sayings if s[0] < here]
        quoted = self._in_quotes(start, end)
        if before and before[-1][2]:
            told = self.view.sentence_of(before[-1][1])[1]
            return before[-1][3] if quoted or not any(self.quoted[told:told + 2]) else None
        return self.of(start) if quoted else None

    @property
    def quoted(self) -> list[bool]:
        """For every token, whether it stands inside quotation marks; a mark without its fellow ends with its paragraph."""
        if self._quoted is None:
            inside, self._quoted = False, []
            for i, word in enumerate(self.view.words):
                if "\n" in word or (i and "\n" in self.view.text[self.view.ends[i - 1]:self.view.starts[i]]):
                    inside = False
                way = _QUOTES.get(word)
                if way is not None and not (i and self._mark(i - 1)):
                    inside = not inside if way == 0 else way > 0
                self._quoted.append(inside or way is not None)
        return self._quoted

    def _mark(self, i: int) -> bool:
        """Whether the token i is a quotation mark that touches the one after it: files often double them."""
        return self.view.words[i] in _QUOTES and self.view.ends[i] == self.view.starts[i + 1]

    def _in_quotes(self, start: int, end: int) -> bool:
        words = [i for i in range(start, end) if self.view.words[i][0].isalnum()]
        return bool(words) and all(self.quoted[i] for i in words)
