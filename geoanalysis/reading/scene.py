"""One sentence as a scene: which actors' mentions stand in the slots of a predicate, and how they got there."""

from dataclasses import dataclass

from geoanalysis.reading.clauses import MODIFIER

#: how many steps into a noun phrase an actor is looked for
DEPTH = 3


@dataclass(frozen=True, slots=True)
class Fill:
    """A mention in a slot of a predicate.

    mention: its number in the scene; slot, prep, via: as in clauses.Argument
    path: "=" where the mention is the argument itself; poss, mod, appos, of, nmod or conj where it stands inside the argument ("+": deeper)
    depth: how many steps inside; outer: True where the argument itself is another actor's mention
    """

    mention: int
    slot: str
    prep: str = ""
    via: str = "own"
    path: str = "="
    depth: int = 0
    outer: bool = False


class Scene:
    """The tokens start … end of one sentence, its mentions, and which of them a noun phrase holds."""

    def __init__(self, syntax, mentions, start, end):
        self.syntax, self.mentions, self.start, self.end = syntax, mentions, start, end
        self.headed, self.covering = {}, {}
        for k, m in enumerate(mentions):
            self.headed.setdefault(m.head, []).append(k)
            for token in range(m.first, m.last):
                self.covering.setdefault(token, []).append(k)
        self._phrases = {}

    def predicates(self):
        """The tokens that may name an act or a tie: verbs, nouns and adjectives outside names."""
        s = self.syntax
        return [i for i in range(self.start, self.end)
                if s.tag[i][:2] in ("VB", "NN", "JJ") and s.dep[i] not in ("aux", "aux:pass", "cop") and not self.in_name(i)]

    def in_name(self, i):
        """True for a word of somebody's name: the "Council" of a body is no predicate."""
        return i in self.covering and self.syntax.tag[i].startswith("NNP") and i not in self.headed

    def phrase(self, token, depth=0):
        """The mentions in the noun phrase of a token, outermost first: list of (mention, path, depth, outer)."""
        if token not in self._phrases:
            direct = self.headed.get(token) or self.covering.get(token, [])
            named = {self.mentions[k].actor_id for k in direct}
            found = self._phrases[token] = [(k, "=", 0, False) for k in direct]
            if depth < DEPTH:
                for child in self.syntax.children[token]:
                    step = self._step(child)
                    if step:
                        found.extend(x for x in self._through(child, step, bool(direct), depth)
                                     if self.mentions[x[0]].actor_id not in named)
        return self._phrases[token]

    def _through(self, child, step, outer, depth):
        for k, path, steps, below in self.phrase(child, depth + 1):
            if step == "conj":
                yield k, "conj" if path == "=" else path, steps, below
            else:
                yield k, step if path in ("=", "conj") else step + "+", steps + 1, outer or below

    def _step(self, child):
        """The name of the step from a noun to its child; "" where the noun phrase ends."""
        dep = self.syntax.dep[child]
        if dep == "conj":
            return "" if self.syntax.is_verb(child) else "conj"
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
                    if self.mentions[k].head != predicate and path != "appos+":
                        found.setdefault((k, a.slot, a.prep), Fill(k, a.slot, a.prep, a.via, path, depth, outer))
        return [*found.values(), *(Fill(k, "self") for k in self.headed.get(predicate, ()))]

    def apart(self, k, j):
        """True where two mentions stand for two actors."""
        return self.mentions[k].actor_id != self.mentions[j].actor_id
