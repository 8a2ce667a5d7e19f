"""One sentence as a scene: which actors' mentions stand in the slots of a predicate, and how they got there."""

from dataclasses import replace
from typing import NamedTuple

from geoanalysis.reading.cast import read_cast
from geoanalysis.reading.clauses import MODIFIER
from geoanalysis.reading.lexicon import Sense
from geoanalysis.reading.mentions import BODIES, Once
from geoanalysis.reading.modality import RANKING, Reading, read_modality

#: what joins two names as well as "and" does: "US-Iran tensions", "U.S./French differences"
JOINTS = {"-", "–", "/", ","}
#: what joins the halves of a compound
DASHES = {"-", "–", "—"}
#: what joins two items of a list as "and" does
ALONG = {"as well as", "along with", "together with", "alongside"}
#: the relations by which a parser hangs an item of a list on another item
LOOSE = {"conj", "appos", "compound", "flat", "nmod:desc", "nmod:unmarked", "obl:unmarked", "dep", "list", "parataxis", "vocative", "amod"}
#: the paths of a mention inside a slot on which the other items of its list follow
LISTED = {"=", "conj", "appos", "of", "nmod"}
#: those who have leaders of their own
FOLLOWINGS = {"militia", "militant", "rebel", "opposition", "party", "union", "guerrilla", "separatist", "insurgent", "student", "tribal",
              "church", "gang", "cartel", "community", "business", "protest", "resistance"}
#: how many steps into a noun phrase an actor is looked for
DEPTH = 3


class Fill(NamedTuple):
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

    @property
    def itself(self):
        """Whether the mention is the argument or joined to it, and no part of another actor's mention."""
        return not self.outer and self.path in ("=", "conj")


class Candidate(NamedTuple):
    """A tie that the words allow; the judge says how likely it is meant.

    source, target: Fill; sense: the row of the lexicon; predicate: its token; rule: the case of grammar, for people;
    specificity: how much of what the row asks for is there; rank: place among the rows that
    are as specific; senses: how many those are;
    source_fit, target_fit: 3 coordinated, 2 the slot that the row names, 1 one that may stand for it, 0 only suggested;
    reading: status and speaker; rivals: how many pairs the same row offers here;
    consumed: the predicate is the object that another sense asks for ("severed ties": the ties are no alliance)
    listed: what the gazetteer knows of an office or membership: 1 that it is so, -1 that it is one in others, 0 nothing
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
    listed: int = 0


class Scene(Once):
    """The tokens start … end of one sentence, its mentions, and which of them a noun phrase holds.

    inside: the mentions that stand in the sentence; mentions: those, then the ones that it takes from the rest of the document:
    who says it (`speaker`: the token of his mention there, or -1), or else who issued the text (`narrator`: his number, or -1), and the
    states of office-holders; quoted: for every token of the document, whether it stands inside quotation marks;
    cast: the part of each actor of the document (`read_cast`); number: the place of the sentence in the document; odds: what a Context
    makes of its pairs of mentions, if one has read it
    """

    def __init__(self, syntax, inside, start, end, *, speakers=None, cast=None):
        super().__init__()
        self.cast = read_cast(syntax, inside) if cast is None else cast
        self.number = syntax.view.sentence[start]
        self.quoted = speakers.quoted if speakers else [False] * len(syntax.lower)
        speaker, narrator = (speakers.beyond(start, end), speakers.narrator(start, end)) if speakers else (None, None)
        self.syntax, self.inside, self.start, self.end = syntax, inside, start, end
        teller = speaker or narrator
        self.mentions = [*inside, teller] if teller and teller not in inside else list(inside)
        self.speaker = speaker.head if speaker else -1
        self.narrator = self.mentions.index(narrator) if narrator and not speaker else -1
        self.headed, self.covering = {}, {}
        for k, m in enumerate(self.mentions):
            if m.how.startswith("letter:"):
                continue  # the party in "Jane Roe, R-Texas" does nothing that she does
            self.headed.setdefault(m.head, []).append(k)
            for token in range(m.first, m.last):
                self.covering.setdefault(token, []).append(k)
        self.actors = [m.actor_id for m in self.mentions]
        #: the words of the sentence and their lemmas, to ask once whether a rule has anything to look for
        self.words = {*syntax.lower[start:end], *syntax.lemma[start:end]}
        self._names = {t for t in self.covering if syntax.tag[t].startswith("NNP") and t not in self.headed}
        self._holding = self._above()
        self._phrases, self._fills, self._readings = {}, {}, {}
        self.odds = None

    def add(self, mention):
        """Take in a mention from outside the words, which no slot holds; returns its number."""
        self.mentions.append(mention)
        self.actors.append(mention.actor_id)
        return len(self.mentions) - 1

    def predicates(self):
        """The tokens that may name an act or a tie: verbs, nouns and adjectives outside names."""
        return self.once(Scene._predicates)

    def _predicates(self):
        s = self.syntax
        return [i for i in range(self.start, self.end)
                if s.tag[i][:2] in ("VB", "NN", "JJ") and i not in self._names and s.dep[i] not in ("aux", "aux:pass", "cop")]

    def senses(self, lexicon, p):
        """The senses of a predicate; a capitalised noun is an office or a body, not an event ("March", "the Gulf War")."""
        found = lexicon.senses(self.syntax, p)
        return [x for x in found if x[0].standing] if self.syntax.tag[p].startswith("NNP") else found

    def stood_for(self, lexicon, fill, reading):
        """The reading of a predicate, or where "do" stands for it that of "do": "plans to fund Hamas the way it does Hezbollah"."""
        if (fill.slot, fill.via) != ("obj", "shared"):
            return reading
        verb = self.syntax.head[self.mentions[fill.mention].head]
        return self.reading(lexicon, verb) if self.syntax.lemma[verb] == "do" and self.syntax.is_verb(verb) else reading

    def reading(self, lexicon, p, *, status="", standing=False):
        """Status and speaker of a predicate, worked out once for all its senses; where the sentence names no speaker, the one whom another
        sentence names."""
        key = p, status, standing
        if key not in self._readings:
            if status == "actual":  # "asked them to release the hostages": they hold them
                found = replace(self.reading(lexicon, p, standing=standing), status=status, governor="")
            elif status:
                found = self.reading(lexicon, p, standing=standing)
                found = replace(found, status=min(status, found.status, key=RANKING.index))
            else:
                found = read_modality(self.syntax, p, lexicon=lexicon, standing=standing)
                found = replace(found, speaker=self.speaker) if found.speaker < 0 <= self.speaker else found
            self._readings[key] = found
        return self._readings[key]

    def _above(self):
        """The tokens of mentions and those that they hang on: nobody is in the phrase of any other."""
        out, head = set(), self.syntax.head
        for token in self.covering.keys() | self.headed.keys():
            while token not in out:
                out.add(token)
                token = head[token]
        return out

    def phrase(self, token):
        """The mentions in the noun phrase of a token, outermost first: list of (mention, path, depth, outer)."""
        if token not in self._holding:
            return []
        if token not in self._phrases:
            direct = self.headed.get(token) or self.covering.get(token, [])
            named = {self.actors[k] for k in direct}
            found = [(k, "=", 0, False) for k in direct]
            for child in self.syntax.children[token]:
                step = self._step(child)
                if step and not (direct and step == "mod" and self._half(child)):
                    if named and step in ("of", "nmod", "mod") and self._shared_by(child, named):
                        step = "conj"
                    found.extend(x for x in self._through(child, step, bool(direct))
                                 if x[2] <= DEPTH and self.actors[x[0]] not in named)
            self._phrases[token] = found
        return self._phrases[token]

    def _half(self, child):
        """Whether a modifier is half of a compound that says what is done to the noun: "US" in "US-led coalition"."""
        s = self.syntax
        return s.tag[child + 2:child + 3] == ["VBN"] and s.lower[child + 1] in DASHES

    def _shared_by(self, token, named):
        """ "the navies of Iran, China and Russia", "Norwegian and Danish ships": they stand for the first of a list, and so for all."""
        joined = any(self.syntax.dep[c] == "conj" for c in self.syntax.children[token])
        return joined and any(self.actors[k] in named for k, path, _, _ in self.phrase(token) if path == "=")

    def _through(self, child, step, outer):
        for k, path, steps, below in self.phrase(child):
            if step == "conj":
                yield k, "conj" if path == "=" else path, steps, below
            else:
                # "his counterpart, Jane Roe, met": she is whom the noun before her name stands for
                yield k, step if path in ("=", "conj") else step + "+", steps + 1, outer and (step, path) != ("appos", "=") or below

    def _step(self, child):
        """The name of the step from a noun to its child; "" where the noun phrase ends."""
        dep = self.syntax.dep[child]
        if dep == "conj":
            return "" if self.syntax.is_verb(child) else "conj"
        head = self.syntax.head[child]
        if dep in MODIFIER and abs(head - child) == 2 and self.syntax.lower[(head + child) // 2] in JOINTS:
            return "conj"
        if dep == "nmod:poss":
            return "poss"
        if dep == "appos":
            return "appos"
        if dep in MODIFIER:  # who leads or backs others is not among them: "Saudi-led coalition warplanes"
            return "" if self.syntax.tag[child] == "VBN" and self.syntax.lower[child - 1] in DASHES else "mod"
        if dep.startswith("nmod") and not self.syntax.linked(child, ""):  # "an attack in support of Mali" holds no Mali
            return "of" if self.syntax.preposition(child) == "of" else "nmod"
        return ""

    def fills(self, predicate):
        """All mentions in the slots of a predicate, worked out once; a mention that names the predicate itself fills the slot "self"."""
        if predicate not in self._fills:
            self._fills[predicate] = self._fill(predicate)
        return self._fills[predicate]

    def _fill(self, predicate):
        found, several = {}, self.syntax.tag[predicate].endswith("S")
        for a in self.syntax.arguments(predicate):
            if self.start <= a.token < self.end:
                for k, path, depth, outer in self.phrase(a.token):
                    beside = path == "appos+" or path == "conj" and a.via == "apposition" and not several
                    if self.mentions[k].head != predicate and not beside:
                        slot, prep = ("prep", "against") if a.slot == "mod" and self._opposed(a.token) else (a.slot, a.prep)
                        found.setdefault((k, slot, prep), Fill(k, slot, prep, a.via, path, depth, outer))
        lists = self.once(Scene._lists)
        for f in list(found.values()) if lists else ():
            for k in lists.get(f.mention, ()) if f.path in LISTED and (several or f.via != "apposition") else ():
                now = found.get((k, f.slot, f.prep))
                if self.mentions[k].head != predicate and (now is None or now.path not in ("=", "conj") and now.depth >= f.depth):
                    path, depth, outer = ("conj", 0, False) if f.path in ("=", "conj", "appos") else (f.path, f.depth, f.outer)
                    found[k, f.slot, f.prep] = Fill(k, f.slot, f.prep, f.via, path, depth, outer)
        counted = [k for k in self.covering.get(predicate, ()) if several and self.mentions[k].last == predicate + 1
                   and self.mentions[k].head == self.syntax.head[predicate] < self.mentions[k].first
                   and self.syntax.preposition(predicate) == "of"]  # "one of her supporters": they hang where "one" does
        kept = [f for f in found.values() if f.mention not in counted]
        return kept + [self._itself(k, predicate) for k in (*self.headed.get(predicate, ()), *counted)]

    def _opposed(self, token):
        """Whether a modifier names whom a thing is against: "an anti-Iranian campaign"."""
        return self.syntax.lower[token].startswith("anti-") or self.syntax.lower[max(token - 2, 0):token] == ["anti", "-"]

    def _itself(self, k, predicate):
        """The fill of a mention that hangs where the predicate does: itself, or its body in "members of the coalition"."""
        m = self.mentions[k]
        return Fill(k, "self") if m.first <= predicate < m.last or m.kind == "person" else Fill(k, "prep", "of")

    def _lists(self):
        """For each mention in a list the other items, read off the order of the words, because parsers break lists of names with titles up:
        "with President Macron, Chancellor Merkel and President Putin"."""
        units, end = [], -1
        for k in sorted(range(len(self.inside)), key=lambda k: (self.mentions[k].begin, -self.mentions[k].last)):
            m = self.mentions[k]
            if units and (m.first, m.last) == (self.mentions[units[-1][0]].first, end):
                units[-1].append(k)  # "both sides"
            elif m.begin >= end:
                units.append([k])
                end = m.last
        out, items, sure = {}, [], 0  # the items so far, and how many of them stand up to the last "and"
        for n, unit in enumerate(units):
            joint = self._joint(self.mentions[units[n - 1][0]], self.mentions[unit[0]]) if n else ""
            if not joint:
                out |= _others(items[:sure])
                items, sure = [], 0
            items.extend(unit)
            sure = len(items) if joint == "and" else sure
        return out | _others(items[:sure])

    def _joint(self, m, n):
        """ "and" or "," where two mentions are items of one list and nothing else stands between them, else ""."""
        s = self.syntax
        if "place" in (m.kind, n.kind) or (m.kind == "person") != (n.kind == "person"):
            return ""
        words = range(m.last, n.begin)
        joined = [s.lower[t] for t in words if s.tag[t] not in ("DT", "JJ", "PRP$", "CD")]
        phrase = " ".join(w for w in joined if w != ",")
        if phrase in ALONG:
            return "and" if s.dep[m.head].startswith("nsubj") or phrase == "as well as" else ""
        if phrase not in ("", "and", "or", "nor") or not joined or not (s.dep[m.head] in LOOSE or s.dep[n.head] in LOOSE):
            return ""
        return "and" if phrase else ","

    def list_of(self, k, *, after):
        """The names that a list joins to a name: "France" for "Italy" in "France and Italy, members of"; those after it for "The members,
        France and Italy,"."""
        order = range(len(self.inside)) if after else range(len(self.inside) - 1, -1, -1)
        out, last, joined = [], self.inside[k], False
        for j in order:
            m = self.inside[j]
            one, other = (last, m) if after else (m, last)
            joint = [word for word in self.syntax.lower[one.last:other.begin] if word != "the"]
            if (m.kind == last.kind or {m.kind, last.kind} <= BODIES) and joint in (["and"], [","], [",", "and"]):
                out.append(j)
                last, joined = m, joined or "and" in joint
        return out if joined else []

    def private(self, p):
        """Whether the noun p is an office in a following of its own: "an Iraqi militia leader" leads no state."""
        s = self.syntax
        return any(s.lower[c] in FOLLOWINGS for c in s.children[p] if s.dep[c] in ("compound", "amod"))

    def same(self, k, j):
        """Whether one of two mentions says who the other is: "a former guard, Richard Roe", "his counterpart, Jane Roe"."""
        dep, head, ends = self.syntax.dep, self.syntax.head, (self.mentions[k].head, self.mentions[j].head)
        described = self.mentions[k if ends[0] < ends[1] else j].how.startswith(("group", "office", "description"))
        return described and any(dep[x] == "appos" and head[x] == y and x > y for x, y in (ends, ends[::-1]))

    def apart(self, k, j):
        """True where two mentions stand for two actors."""
        return self.actors[k] != self.actors[j]


def _others(items):
    return {k: [j for j in items if j != k] for k in items}
