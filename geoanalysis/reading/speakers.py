"""Finds whose words a sentence is, where another sentence says it, and for whom "I" and "we" stand."""

from collections import Counter
from collections.abc import Sequence

from geoanalysis.reading.cues import SAYING
from geoanalysis.reading.homes import Homes
from geoanalysis.reading.mentions import POWERS, Mention, View

SINGULAR = frozenset(["i", "me", "my", "mine", "myself"])
FIRST_PERSON = SINGULAR | {"we", "us", "our", "ours", "ourselves"}
_QUOTES = {'"': 0, "``": 0, "''": 0, '""': 0, "“": 1, "”": -1, "«": 1, "»": -1}
#: How many sentences a speech goes on before and after the words that say whose it is.
_BACK, _AHEAD, _FAR = 2, 2, 8
#: how far behind a verb the colon may stand that opens its quotation
_NEAR = 10
#: the verb forms in which a statement speaks of its author: "The United States condemns …"
_STATING = ("VBZ", "VBP")
#: "issued the following statement: …"
_ISSUING = ("issue", "make", "release", "deliver")
_STATEMENTS = frozenset(("statement", "remarks", "speech", "address", "message", "declaration", "article", "letter", "comment", "comments",
                         "interview", "briefing", "conference"))  # fmt: skip
#: what stands between the authors of a joint statement: "the Ministers of A, B and C", "A and the Government of B"
_LISTING = frozenset((",", "and", "the", "of", "by", "for", "government", "governments", "minister",
                      "ministers", "foreign", "affairs", "republic"))  # fmt: skip


class Speakers:
    """The sayings of one document, in order, and whose word a token or a sentence is."""

    def __init__(self, view: View, mentions: Sequence[Mention], homes: Homes, *, author: Mention | None = None):
        self.view, self.homes = view, homes
        turns = self._turns(mentions)
        self.sayings = list(turns)
        for m in () if turns else mentions:
            verb = view.head[m.head]
            number, last = view.sentence[verb], view.sentence_of(verb)[1]
            issues = view.lemma[verb] in _ISSUING and any(view.words[i] == ":" for i in range(verb, last))
            if (
                view.dep[m.head] != "nsubj"
                or view.lemma[verb] not in SAYING and not issues and not self._quotes(verb, last)
                or m.kind in ("place", "media")
                or view.lemma[verb] == "claim" and any(view.dep[i] == "obj" for i in view.children[verb])
                or m.how.startswith(("pronoun:wh", "pronoun:that"))
            ):
                continue
            opens = issues or any(view.words[i] == ":" for i in range(verb, min(verb + 3, last)))
            self.sayings.append((number, verb, opens, m))
        self.sayings.sort(key=lambda saying: saying[:2])
        self._quoted: list[bool] | None = None
        self.author = author or self._author(mentions)
        saying = {number for number, *_ in self.sayings}
        self.narrating = [m for m in mentions if m.how.removeprefix("pronoun:") in FIRST_PERSON
                          and view.sentence[m.first] not in saying and not self._spoken(m.first)]
        self.joint, self.signer = self._jointly(mentions), None if turns else self._signer(mentions)
        self.teller = None if self.author or turns or homes is None else self._teller(mentions)

    def _turns(self, mentions: Sequence[Mention]) -> list[tuple[int, int, bool, Mention | None]]:
        """The turns of a transcript, with who is named there: "MR. HARGROVE: We have …", "QUESTION: …"."""
        view, out = self.view, []
        named = {m.last: m for m in mentions if m.kind == "person"}
        for number, first in enumerate(view.sentence_first):
            colon = next((i for i in range(first + 1, min(first + 7, view.sentence_of(first)[1])) if view.words[i] == ":"), -1)
            if colon > 0 and view.span(first, colon).isupper():
                out.append((number, colon, True, named.get(colon)))
        asked = any(view.lower[colon - 1] == "question" for _, colon, _, _ in out)  # "READ MORE: …" and "OPINION: …" are nobody's turns
        return out if len(out) > 1 and (asked or any(turn[3] for turn in out)) else []

    def _quotes(self, verb: int, last: int) -> bool:
        """Whether a colon after a verb opens a quotation: "Roe hit back: “We have …”"."""
        words, far = self.view.words, min(verb + _NEAR, last - 1)
        return self.view.tag[verb].startswith("VB") and any(words[i] == ":" and words[i + 1] in _QUOTES for i in range(verb, far))

    def _author(self, mentions: Sequence[Mention]) -> Mention | None:
        """Who makes the statement that a document is: the body that opens it in the present tense."""
        view = self.view
        for m in mentions:
            if view.sentence[m.first] > 1:
                break
            root = view.head[m.head]
            feels = m.kind == "state" and view.tag[root] in ("JJ", "VBN") and any(  # "The United States is alarmed by"
                view.dep[i] in ("cop", "aux:pass") and view.tag[i] in _STATING for i in view.children[root])
            if m.kind in POWERS and view.dep[m.head].startswith("nsubj") and view.dep[root] == "root" and (
                    feels or view.tag[root] in _STATING):
                return m
        return None

    def _teller(self, mentions: Sequence[Mention]) -> Mention | None:
        """Whose own prose a text most likely is that does not tell it: the body that most of its sentences are of, above all those in the
        present tense: "The mission remains committed … We will support"."""
        view, told = self.view, Counter()
        acting = [m for m in mentions if m.kind in POWERS - {"armed_group"} and view.dep[m.head].startswith("nsubj")
                  and m.how not in ("group", "people") and not m.how.startswith("pronoun")
                  and view.dep[view.head[m.head]] == "root" and not self.quoted[m.first]]  # fmt: skip
        for m in acting:
            told[m.actor_id] += 3 if view.tag[view.head[m.head]] in _STATING else 1
        return max(acting, key=lambda m: told[m.actor_id], default=None)

    def _jointly(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The states and bodies that make a joint statement, as its first sentence lists them: "Joint statement by A, B and C"."""
        view, out = self.view, []
        if "joint" not in view.lower[:4] or not {"statement", "declaration", "communique", "communiqué"} & set(view.lower[:8]):
            return []
        listed = [m for m in mentions if m.first > 0 and view.sentence[m.first] == 0 and m.kind in POWERS and m.how.startswith("name")]
        for m in listed:
            if any(m.first < n.first and n.last <= m.last for n in listed):
                continue
            if out and not _LISTING.issuperset(view.lower[out[-1].last:m.first]):
                break
            out.append(m)
        return out if len(out) > 1 else []

    def _signer(self, mentions: Sequence[Mention]) -> Mention | None:
        """The person whose statement a document is: "Statement by Minister Delorme", "Foreign Minister Steinmeier on the ceasefire"."""
        view = self.view
        for m in mentions:
            verb = view.head[m.head]
            issued = view.dep[m.head] == "obl:agent" and view.lemma[verb] in _ISSUING and any(
                view.dep[i] == "nsubj:pass" and view.lower[i] in _STATEMENTS for i in view.children[verb])
            if m.kind == "person" and issued:  # "The statement was issued by Jane Roe"
                return m
            if view.sentence[m.first] > 2:
                continue
            if m.kind != "person" or m.how.startswith("pronoun"):
                continue
            first = m.begin
            before, after = view.lower[max(first - 2, 0):first], view.lower[m.last:m.last + 1]
            if (view.dep[m.head] == "nsubj" and view.lemma[verb] in (*SAYING, *_ISSUING)
                    or "by" in before and any(word in _STATEMENTS for word in view.lower[:first])
                    or first == 0 and after and after[0] in ("on", ":")):  # fmt: skip
                return m
        return None

    def means(self, token: int) -> list[Mention]:
        """For whom a word of the first person stands: "I" for the speaker, "we" for the body that he speaks for."""
        spoken = self._spoken(token)
        speaker = self.of(token) if spoken or not (self.author or self.joint) else None
        if self.view.lower[token] in SINGULAR:
            if speaker is None or speaker.kind != "person":
                speaker = self.signer or (None if self.author else speaker)
            return [speaker] if speaker else []
        if speaker is None and self.joint:
            return self.joint
        here = self.view.sentence[token]
        if not spoken and self.teller and not any(said[0] == here for said in self.sayings):
            speaker = self.teller
        speaker = speaker or self.author
        if speaker:
            speaker = self.homes.body(speaker) or speaker if speaker.kind == "person" else self.homes.behind(speaker)
        return [speaker] if speaker else []

    def _spoken(self, token: int) -> bool:
        """Whether somebody whom the text names speaks the words at a token, not whoever issued the text."""
        before = [s for s in self.sayings if s[1] < token]
        return self.quoted[token] or bool(before) and before[-1][2]

    def of(self, token: int) -> Mention | None:
        """The mention of who says the words at a token, or None; what is said within a quotation tells not whose it is."""
        here, sayings = self.view.sentence[token], self._around(self.quoted[token])
        same = [s for s in sayings if s[0] == here]
        if same:
            return min(same, key=lambda s: abs(s[1] - token))[3]
        before = [s for s in sayings if s[0] < here]
        after = [s for s in sayings if s[0] > here]
        if before and before[-1][2]:
            return before[-1][3]
        if before and here - before[-1][0] <= _BACK:
            return before[-1][3]
        if after and after[0][0] - here <= _AHEAD:
            return after[0][3]
        return before[-1][3] if before and here - before[-1][0] <= _FAR else None

    def _around(self, quoted: bool) -> list[tuple[int, int, bool, Mention | None]]:
        """The sayings that can tell whose some words are: of quoted ones those outside of quotations."""
        return [s for s in self.sayings if not self.quoted[s[1]]] if quoted else self.sayings

    def beyond(self, start: int, end: int) -> Mention | None:
        """Who says all of the tokens start … end, as another sentence tells: a statement after "said:", a quotation that goes on."""
        here, quoted = self.view.sentence[start], self._in_quotes(start, end)
        sayings = self._around(quoted)
        if not sayings or any(s[0] == here for s in sayings):
            return None
        before = [s for s in sayings if s[0] < here]
        if before and before[-1][2]:
            told = self.view.sentence_of(before[-1][1])[1]
            return before[-1][3] if quoted or not any(self.quoted[told:told + 2]) else None
        return self.of(start) if quoted else None

    def narrator(self, start: int, end: int) -> Mention | None:
        """Who issued the text, where its own prose says the tokens start … end: the "we" or "I" that it last told before their end, or
        tells after them, or the body that opens a statement."""
        here = self.view.sentence[start]
        if any(s[0] == here for s in self.sayings) or any(self.quoted[start:end]):
            return None
        told = [m for m in self.narrating if m.first < end]
        return told[-1] if told else next(iter(self.narrating), self.author)

    @property
    def quoted(self) -> list[bool]:
        """For every token, whether it stands inside quotation marks; a mark without its fellow ends with its paragraph."""
        if self._quoted is None:
            inside, self._quoted = False, []
            for i, word in enumerate(self.view.words):
                if inside and ("\n" in word or i and "\n" in self.view.text[self.view.ends[i - 1]:self.view.starts[i]]):
                    inside = False
                way = _QUOTES.get(word)
                if way is not None and not (i and self._mark(i - 1)):
                    way = way or self._opening(i)
                    inside = not inside if way == 0 else way > 0
                self._quoted.append(inside or way is not None)
        return self._quoted

    def _mark(self, i: int) -> bool:
        """Whether the token i is a quotation mark that touches the one after it: files often double them."""
        return self.view.words[i] in _QUOTES and self.view.ends[i] == self.view.starts[i + 1]

    def _opening(self, i: int) -> int:
        """Whether a mark that may open or close does either, as the space beside it tells: 1, -1, or 0 for unknown."""
        text, start, end = self.view.text, self.view.starts[i], self.view.ends[i]
        before, after = start == 0 or text[start - 1].isspace(), end == len(text) or text[end].isspace()
        return int(before) - int(after)

    def _in_quotes(self, start: int, end: int) -> bool:
        if not any(self.quoted[start:end]):
            return False
        words = [i for i in range(start, end) if self.view.words[i][0].isalnum()]
        return bool(words) and all(self.quoted[i] for i in words)
