"""The lexicon: which words stand for which type of tie, and which words govern the status of an act."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from geoanalysis import resources
from geoanalysis.errors import DataError
from geoanalysis.reading import valency

COLUMNS = ["lemma", "pos", "particle", "object", "prep", "type", "source", "target", "status"]
GOVERNOR_COLUMNS = ["lemma", "pos", "status", "type", "note"]
#: the word classes of the lexicon, and the roles that a row of each has where it names none
DEFAULT_ROLES = {"VERB": ("subj", "obj"), "NOUN": ("poss", "prep"), "ADJ": ("subj", "prep"), "PARTICIPLE": ("mod", "head")}
#: the word classes by the first two letters of a tag
CLASSES = {"VB": "VERB", "JJ": "ADJ", "NN": "NOUN"}
#: the acts that a noun names only together with the preposition its row asks for: "troops in", but not "the troops said"
DIRECTED = {"MOBILIZE", "RETREAT"}
#: the acts that come "from" who does them, as their nouns say: "aid from Oman"
GIVEN = {"AID", "ACCUSE"}
#: the nouns that tell for whom somebody else acts: "signed it on behalf of"
FOR_OTHERS = {"behalf", "in the name"}
#: the nouns that only count what follows their "of": "fired dozens of rockets"
COUNTING = {"dozens", "hundreds", "thousands", "tens", "millions", "scores", "number", "lot", "lots", "majority", "couple", "handful",
            "series", "range", "most", "some", "many", "batch", "barrage", "salvo", "wave", "string"}
#: what a row asks for that takes any second object or predicative: "called the step reckless", "called him a militia leader"
ANY = "*"


@dataclass(frozen=True, slots=True)
class Sense:
    """One row of lexicon.csv: what it asks for, and the tie that it stands for.

    source, target: the slots that fill the roles; rows: how many rows the lemma has, a measure of how much it needs its context;
    row: the row's own words, by which the judge remembers it
    """

    lemma: str
    pos: str
    particle: str
    objects: frozenset
    preps: frozenset
    type: str
    source: str
    target: str
    status: str
    rows: int = 1
    row: str = ""

    @property
    def standing(self):
        """Whether the type is a standing tie, as tie_types.yaml says."""
        return resources.tie_types()[self.type].kind == "standing"

    @property
    def plain(self):
        """Whether it is a verb's row that asks for no more than a subject and an object."""
        asks = self.particle or self.objects or self.preps or " " in self.lemma
        return (self.pos, self.source, self.target) == ("VERB", "subj", "obj") and not asks

    @property
    def bare(self):
        """Whether it acts upon nobody but its very object, as valency.LIGHT says."""
        return self.lemma in valency.LIGHT and self.plain

    @property
    def mutual(self):
        """Whether both ends do it to each other, as tie_types.yaml says."""
        return resources.tie_types()[self.type].mutual


@dataclass(frozen=True, slots=True)
class Governor:
    """One row of governors.csv: what a governing word does to the act below it."""

    lemma: str
    pos: str
    status: str
    type: str


class Lexicon:
    """Senses by the last word of their lemma and by a word that they ask for beside it, governors by lemma. Immutable after loading."""

    def __init__(self, senses, governors):
        self._senses = defaultdict(dict)
        for number, sense in enumerate(senses):
            for lemma in dict.fromkeys((sense.lemma, sense.lemma.replace("-", " "))):  # "co-chair" is one word or three
                words = lemma.split()
                verb = sense.pos == "VERB"
                rows = self._senses[words[0] if verb else words[-1], sense.pos]
                for asked in sense.objects or (words[1:2] if verb else words[-2:-1]) or ("",):
                    rows.setdefault(asked, {})[number] = words, sense
        self._senses = dict(self._senses)
        self._governors = defaultdict(list)
        for governor in sorted(governors, key=lambda g: -len(g.lemma.split())):
            first, *rest = governor.lemma.split()
            self._governors[first, governor.pos].append((rest, governor))
        self._governors = dict(self._governors)

    def senses(self, syntax, i):
        """The senses of token i that its context admits, most specific first.

        Returns a list of (Sense, specificity): 4 for a matching object, 2 for a particle or a second word of the lemma, 1 for a
        preposition; only the most specific ones are kept, equal ones in the order of the file, which is that
        of likelihood; plain rows of other types, which they shut out, come last with -1.
        """
        return syntax.once(self._admitted, i)

    def _admitted(self, syntax, i):
        """What `senses` gives, which many ask."""
        rows = self._rows(syntax, i)
        if not rows:
            return []
        arguments, offered, found = syntax.arguments(i), {}, []
        preps, objects = {a.prep for a in arguments if a.prep}, _objects(syntax, arguments)
        for word in rows if rows.keys() == {""} else rows.keys() & _beside(syntax, i, arguments):
            offered |= rows[word]
        for _, (words, sense) in sorted(offered.items()):
            if sense.particle and sense.particle not in _particles(syntax, i, preps):
                continue
            if sense.objects and sense.objects.isdisjoint(objects):
                continue
            points = _fit(sense, words, syntax, i, preps)
            if points >= 0:
                found.append((sense, points))
        best = max([points for _, points in found], default=0)
        # a preposition alone does not shut out the bare rows: "fought for two months"
        kept = sorted([x for x in found if x[1] >= best - 1], key=lambda x: -x[1])
        if len(kept) == len(found):
            return kept
        # what a verb does by itself it may still do: "raided the palace" ASSAULT, and COERCE; but "called him a liar" is no call
        types = {s.type for s, _ in kept} | {"CONSULT"}
        return kept + [(s, -1) for s, p in found if p == 0 and s.plain and s.type not in types]

    def _rows(self, syntax, i):
        """The rows for the lemma of token i, by the word that they ask for beside it."""
        pos = word_class(syntax, i)
        rows = self._senses.get((syntax.lemma[i], pos))
        if rows is None and pos == "NOUN":  # a capitalised noun keeps its plural as lemma
            rows = self._senses.get((syntax.lower[i], pos)) or self._senses.get((syntax.lower[i].removesuffix("s"), pos))
        return rows

    def participle(self, word):
        """The senses of the second half of a compound: "backed" in "Iran-backed", "pro" in "pro-Iranian"."""
        return [sense for _, sense in self._senses.get((word, "PARTICIPLE"), {}).get("", {}).values()]

    def governor(self, syntax, i):
        """The Governor that token i is, the longest one whose words stand beside it ("rule out" before "rule"), or None."""
        return next(self.governors(syntax, i), None)

    def governors(self, syntax, i):
        """All that token i may be, the longest first: "prepare to" and "prepare" where it "prepares an offensive to retake" a town."""
        rows = self._governors.get((syntax.lemma[i], word_class(syntax, i)), ())
        behind = syntax.lower[i + 1:i + 10] if rows else ()
        for rest, governor in rows:
            if not rest or all(w in behind for w in rest) and (behind[0] != "to" or "to" in rest):  # not "trying to … for"
                yield governor


def word_class(syntax, i):
    """VERB, NOUN or ADJ: the word class of the lexicon for token i."""
    return CLASSES.get(syntax.tag[i][:2]) or syntax.pos[i]


def _beside(syntax, i, arguments):
    """The words that a row for token i may ask for, and "" for nothing: the words after a verb, the one before a noun, arguments."""
    before = i - 1
    while before > 0 and syntax.lower[before] == "-":
        before -= 1
    words = {"", ANY, syntax.lemma[before], syntax.lower[before]}
    if syntax.tag[i].startswith("VB"):
        words.update(syntax.lemma[i + 1:i + 5], _marks(syntax, i))
    elif syntax.tag[i].startswith("NN"):
        words.update(_predicative(syntax, i))
    for a in arguments:
        words.add(syntax.lemma[_counted(syntax, a.token)])
        if a.prep:
            words.update(a.prep.split())
    return words


def _marks(syntax, i):
    """The marks of the clauses below token i: "to" in "told the new ambassador of Russia on Monday to leave"."""
    return {syntax.lower[m] for c in syntax.children[i] if c > i and syntax.child(c, "nsubj") is None
            for m in syntax.children[c] if syntax.dep[m] == "mark"}


def _predicative(syntax, i):
    """The adjective that noun i is said to be: "relations remain | strained", "ties are | close"; none or one word, as it stands."""
    head = syntax.head[i]
    if not syntax.dep[i].startswith("nsubj") or head == i:
        return ()
    said = head if syntax.tag[head] in ("JJ", "VBN") else syntax.child(head, "xcomp")
    return (syntax.lower[said],) if said is not None and said > i and syntax.tag[said] in ("JJ", "VBN") else ()


def _particles(syntax, i, preps):
    """The words that may be the particle of token i."""
    found = [syntax.lower[c] for c in syntax.children[i] if syntax.dep[c] in ("compound:prt", "advmod")]
    if preps and i + 1 < len(syntax.lower) and syntax.dep[i + 1] == "case":
        found.append(syntax.lower[i + 1])  # "flew in 700 soldiers": the parser takes the particle for a preposition
    return found


def _objects(syntax, arguments):
    """The objects and predicatives among some arguments, as lemmas; with ANY where there are two of them and no mere name: not "called
    himself", "called Renamo"."""
    found = [a for a in arguments if a.slot in ("obj", "iobj", "attr") and a.via != "shared"]
    words = [syntax.lemma[_counted(syntax, a.token)] for a in found if a.slot != "iobj"]
    tokens = {a.token for a in found}
    reflexive = any(syntax.lower[t].endswith(("self", "selves")) for t in tokens)
    return words if len(tokens) < 2 or reflexive or syntax.tag[max(tokens)].startswith("NNP") else [*words, ANY]


def _counted(syntax, i):
    """The noun that noun i counts, or itself: "troops" in "hosts tens of thousands of troops"."""
    while syntax.lower[i] in COUNTING:
        below = next((c for c in syntax.children[i] if c > i and syntax.dep[c] == "nmod" and syntax.preposition(c) == "of"), None)
        if below is None:
            break
        i = below
    return i


def _fit(sense, words, syntax, i, preps):
    """How specifically a sense whose particle and object are there fits token i; -1 where what else it asks for is not there."""
    points = 2 * bool(sense.particle) + (4 if sense.objects and ANY not in sense.objects else 2 * bool(sense.objects))
    if sense.bare and ("as" in preps or syntax.child(i, "compound:prt", "xcomp", "ccomp") is not None):  # "took off", "saw it fall"
        return -1
    if len(words) > 1:
        if not _has_words(words, sense.pos, syntax, i):
            return -1
        points += 2
    if sense.preps:
        agent = sense.target != "prep" and "by" in sense.preps and any(a.via == "agent" for a in syntax.arguments(i))
        if agent or not sense.preps.isdisjoint(preps):  # "were encouraged by the decision of"
            points += 1
        elif sense.objects and sense.target == "prep":
            points -= 2  # "took over part of Iraq" is not "took part in"
        elif sense.pos == "ADJ" or sense.pos == "VERB" and not sense.objects or sense.pos == "NOUN" and sense.type in DIRECTED:
            return -1
    return points


def _has_words(words, pos, syntax, i):
    """True where the other words of a lemma stand beside token i: before a noun or said of it, behind a verb (up to three words on, or
    among its arguments: "sent the novelist to prison", "told the new ambassador of Russia on Monday to leave")."""
    if pos == "VERB":
        tail = syntax.lemma[i + 1:i + 5]
        if not all(w in tail for w in words[1:]):
            tail = {w for a in syntax.arguments(i) for w in (*a.prep.split(), syntax.lemma[a.token])}
            tail |= _marks(syntax, i)
        return all(w in tail for w in words[1:])
    if len(words) == 2 and words[0] in _predicative(syntax, i):
        return True
    start, k = i - 1, len(words) - 2
    while k >= 0 and start >= 0:
        if syntax.lemma[start] == words[k] or syntax.lower[start] == words[k]:
            k -= 1
        elif syntax.lower[start] != "-":
            return False
        start -= 1
    return k < 0


def load_lexicon():
    """Load the lexicon and check every row.

    Raises
    ------
    DataError
        for an unknown type or word class, with file and row.
    """
    types = resources.tie_types()
    table = resources.read_csv("lexicon.csv", COLUMNS)
    rows = Counter((row["lemma"], row["pos"]) for row in table)
    senses = []
    for number, row in enumerate(table, start=2):
        if row["pos"] not in DEFAULT_ROLES or row["type"] not in types:
            raise DataError(f"lexicon row {number}: pos {row['pos']!r}, type {row['type']!r}; allowed: pos {', '.join(DEFAULT_ROLES)}, "
                            f"type {', '.join(types)}. Correct that row.")
        source, target = DEFAULT_ROLES[row["pos"]]
        if row["pos"] == "VERB" and row["prep"] and not row["target"]:
            target = "prep"
        objects = frozenset(o.replace("-", " ").split()[-1] for o in row["object"].split("|") if o)
        preps = frozenset(filter(None, row["prep"].split("|")))
        senses.append(Sense(row["lemma"], row["pos"], row["particle"], objects, preps, row["type"], row["source"] or source,
                            row["target"] or target, row["status"], rows[row["lemma"], row["pos"]],
                            " ".join((row["lemma"], row["pos"], row["particle"], row["object"][:24], row["prep"]))))
    return Lexicon(senses, [Governor(r["lemma"], r["pos"], r["status"], r["type"])
                            for r in resources.read_csv("governors.csv", GOVERNOR_COLUMNS)])
