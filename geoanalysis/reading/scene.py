"""One sentence as a scene: which actors' mentions stand in the slots of a predicate, and how they got there."""

from dataclasses import dataclass

from geoanalysis.reading.clauses import MODIFIER
from geoanalysis.reading.lexicon import Sense
from geoanalysis.reading.modality import Reading

#: what joins two names as well as "and" does: "US-Iran tensions", "U.S./French differences"
JOINTS = {"-", "–", "/", ","}
#: how many steps into a noun phrase an actor is looked for
DEPTH = 3


@dataclass(frozen=True, slots=True)
class Fill:
    """A mention in a slot of a predicate.

    mention: its number in the scene; slot, prep, via: as in clauses.Argument
    path: "=" where the mention is the argument itself; poss, mod, appos, of, nmod or conj where it stands inside it ("+": deeper)
    depth: how many steps inside; outer: True where the argument itself is another actor's mention
    """

    mention: int
    slot: str
    prep: str = ""
    via: str = "own"
    path: str = "="
    depth: int = 0
    outer: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tie that the words allow; the judge says how likely it is meant.

    source, target: Fill; sense: the row of the lexicon; predicate: its token; rule: the case of grammar, for people;
    specificity: how much of what the row asks for is there; rank: place among the rows that
    are as specific; senses: how many those are;
    source_fit, target_fit: 3 coordinated, 2 the slot that the row names, 1 one that may stand for it, 0 only near;
    reading: status and speaker; rivals: how many pairs the same row offers here;
    consumed: the predicate is the object that another sense asks for ("severed ties": the ties are no alliance)
    """

    source: Fill
    target: Fill
    sense: Sense
    predicate: int
    rule: str
    specificity: int
    rank: int
    senses: int
    source_fit: int
    target_fit: int
    reading: Reading
    rivals: int
    consumed: bool = False


class Scene:
    """The tokens start … end of one sentence, its mentions, and which of them a noun phrase holds.

    inside: the mentions that stand in the sentence; mentions: those, then the ones that it takes from the rest of the document:
    who says it (`speaker`: the token of his mention there, or -1) and the states of office-holders
    """

    def __init__(self, syntax, inside, start, end, *, speaker=None):
        self.syntax, self.inside, self.start, self.end = syntax, inside, start, end
        self.mentions = [*inside, speaker] if speaker else list(inside)
        self.speaker = speaker.head if speaker else -1
        self.headed, self.covering = {}, {}
        for k, m in enumerate(self.mentions):
            self.headed.setdefault(m.head, []).append(k)
            for token in range(m.first, m.last):
                self.covering.setdefault(token, []).append(k)
        self._phrases, self._known = {}, {}

    def once(self, key, work):
        """What some work on this scene gives, done once for each key: several candidates ask the same."""
        if key not in self._known:
            self._known[key] = work()
        return self._known[key]

    def add(self, mention):
        """Take in a mention from outside the words, which no slot holds; returns its number."""
        self.mentions.append(mention)
        return len(self.mentions) - 1

    def predicates(self):
        """The tokens that may name an act or a tie: verbs, nouns and adjectives outside names."""
        s = self.syntax
        return [i for i in range(self.start, self.end)
                if s.tag[i][:2] in ("VB", "NN", "JJ") and s.dep[i] not in ("aux", "aux:pass", "cop") and not self.in_name(i)]

    def in_name(self, i):
        """True for a word of somebody's name: the "Council" of a body is no predicate."""
        return i in self.covering and self.syntax.tag[i].startswith("NNP") and i not in self.headed

    def phrase(self, token):
        """The mentions in the noun phrase of a token, outermost first: list of (mention, path, depth, outer)."""
        if token not in self._phrases:
            direct = self.headed.get(token) or self.covering.get(token, [])
            named = {self.mentions[k].actor_id for k in direct}
            found = [(k, "=", 0, False) for k in direct]
            for child in self.syntax.children[token]:
                step = self._step(child)
                if step:
                    found.extend(x for x in self._through(child, step, bool(direct))
                                 if x[2] <= DEPTH and self.mentions[x[0]].actor_id not in named)
            self._phrases[token] = found
        return self._phrases[token]

    def _through(self, child, step, outer):
        for k, path, steps, below in self.phrase(child):
            if step == "conj":
                yield k, "conj" if path == "=" else path, steps, below
            else:
                yield k, step if path in ("=", "conj") else step + "+", steps + 1, outer or below

    def _step(self, child):
        """The name of the step from a noun to its child; "" where the noun phrase ends."""
        dep = self.syntax.dep[child]
        if dep == "conj":
            return "" if self.syntax.is_verb(child) else "conj"
        if dep in MODIFIER and self.syntax.head[child] - child == 2 and self.syntax.lower[child + 1] in JOINTS:
            return "conj"
        if dep == "nmod:poss":
            return "poss"
        if dep == "appos":
            return "appos"
        if dep in MODIFIER:
            return "mod"
        if dep.startswith("nmod"):
            return "of" if self.syntax.preposition(child) == "of" else "nmod"
        return ""

    def fills(self, predicate):
        """All mentions in the slots of a predicate; a mention that names the predicate itself fills the slot "self"."""
        found = {}
        for a in self.syntax.arguments(predicate):
            if self.start <= a.token < self.end:
                for k, path, depth, outer in self.phrase(a.token):
                    beside = path == "appos+" or path == "conj" and a.via == "apposition"
                    if self.mentions[k].head != predicate and not beside:
                        found.setdefault((k, a.slot, a.prep), Fill(k, a.slot, a.prep, a.via, path, depth, outer))
        return [*found.values(), *(Fill(k, "self") for k in self.headed.get(predicate, ()))]

    def apart(self, k, j):
        """True where two mentions stand for two actors."""
        return self.mentions[k].actor_id != self.mentions[j].actor_id
