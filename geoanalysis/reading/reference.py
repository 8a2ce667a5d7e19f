"""Resolves pronouns within a document: he, it, their, who, both; a pronoun that nothing fits yields no mention."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from geoanalysis.reading.cues import SAYING
from geoanalysis.reading.descriptions import Describer
from geoanalysis.reading.gazetteer import Gazetteer
from geoanalysis.reading.groups import Nouns
from geoanalysis.reading.homes import Homes
from geoanalysis.reading.mentions import Mention, View
from geoanalysis.reading.speakers import FIRST_PERSON, Speakers
from geoanalysis.reading.spelling import word_set

#: Pronoun → who it can stand for: (m)an, (f) woman, (n) a body or state, (p) several.
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("it", "its", "itself"), "n"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "p"),
}
RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_POSSESSIVE = frozenset(("his", "her", "its", "their", "hers", "theirs"))
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
#: How many sentences back an antecedent may stand.
_REACH = {"m": 3, "f": 3, "n": 2, "p": 2}
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "nsubj:outer"))
#: "India blamed Pakistan. It denied …": who is blamed denies.
_BLAMING = word_set(
    """accuse accuses accused accusing blame blames blamed blaming suspect suspects suspected charge charged criticize criticized"""
)
_DENYING = word_set("deny denies denied denying reject rejects rejected rejecting dismiss dismisses dismissed")
_COLLECTIVE = frozenset(("armed_group", "government", "organization", "party", "media", "population"))
#: A candidate must score more than this to be taken.
_FLOOR = -4.5
HOOK = None
_MEETING = frozenset("meet discuss talk speak visit receive hold sign host telephone call welcome greet join".split())
BODYNOUNS = frozenset("leader leaders founder commander commanders members member chairman wing fighters ranks units unit backers spokesman headquarters bases camps militants chief branch deputy secretary-general cadres supporters".split())
STATENOUNS = frozenset("government army border borders territory soil people president minister ministers capital independence sovereignty constitution forces troops ambassador embassy citizens waters airspace economy".split())
_WEIGHTS = {}


def resolve(
    view: View, mentions: Sequence[Mention], *, gazetteer: Gazetteer, nouns: Nouns, author: Mention | None = None
) -> list[Mention]:
    """Add the mentions that pronouns make, and give descriptions ("the group", "both sides") the actors they stand for.

    Parameters
    ----------
    view : View
        The parsed document.
    mentions : sequence of Mention
        Names and groups found so far, in order.
    gazetteer : Gazetteer
        For the gender and kind of listed actors.
    nouns : Nouns
        The nouns of groups.csv.
    author : Mention, optional
        Who issued the document.

    Returns
    -------
    list of Mention
        The mentions given, descriptions resolved, and those of pronouns.
    """
    describer = Describer(view, mentions, nouns, gazetteer=gazetteer)
    resolver = _Resolver(view)
    by_token: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_token[mention.first].append(mention)
    out: list[Mention] = []
    for token, word in enumerate(view.lower):
        for mention in by_token.get(token, ()):
            for found in describer.resolve(mention, resolver.seen):
                out.append(found)
                resolver.add(found)
        if word in PRONOUNS or word in RELATIVE:
            found = resolver.relative(token) if word in RELATIVE else resolver.pronoun(token, mentions)
        elif word in ("both", "former", "latter"):
            found = describer.pair(token, resolver.seen)
        else:
            continue
        out += found
        for mention in found:
            resolver.add(mention)
    return out + resolver.first_person(out, gazetteer, author)


class _Resolver:
    """The mentions read so far, and the choice among them."""

    def __init__(self, view: View):
        self.view = view
        self.times = Counter()
        self.covered = set()
        self.topic = ""
        self.saying = {i for i, l in enumerate(view.lemma) if l in SAYING}
        self.quoted = Speakers(view, [], None).quoted
        self.seen: list[Mention] = []
        self.by_head: dict[int, list[Mention]] = defaultdict(list)

    def add(self, mention: Mention) -> None:
        self.seen.append(mention)
        self.times[mention.actor_id] += 1
        self.covered.update(range(mention.title_first if mention.title else mention.first, mention.last))
        if not self.topic and mention.kind != "place" and self.view.dep[mention.head] in _SUBJECTS:
            self.topic = mention.actor_id
        self.by_head[mention.head].append(mention)

    def first_person(self, mentions: Sequence[Mention], gazetteer: Gazetteer, author: Mention | None) -> list[Mention]:
        """The mentions that "I" and "we" make: whoever speaks, or the body that he speaks for."""
        tokens = [i for i, word in enumerate(self.view.lower) if word in FIRST_PERSON and self.view.tag[i].startswith("PRP")]
        if not tokens:
            return []
        speakers = Speakers(self.view, mentions, Homes(self.view.lower, mentions, gazetteer), author=author)
        return [self._made(i, speaker) for i in tokens if (speaker := speakers.means(i)) and not speaker.first <= i < speaker.last]

    def relative(self, token: int) -> list[Mention]:
        """The noun that a relative clause hangs on: "militias who …", "the IRGC, whose commander …"."""
        view = self.view
        if not view.tag[token].startswith("W") or view.dep[token] == "mark":
            return []
        noun = self._modified(token)
        found = [m for m in self.by_head.get(noun, ()) if m.last <= token] or [
            m for m in self.seen if m.last <= token and (m.title_first if m.title else m.first) <= noun < m.last and m.how != "demonym"
        ]
        word = view.lower[token]
        if not found or (word in ("who", "whom") and all(m.kind in ("state", "place", "media") for m in found)):
            if noun >= 0 and word in ("which", "that"):
                return []
            before = token - 1 if view.lower[token - 1] == "," else token
            found = [m for m in self.seen if m.last == before and m.how != "demonym" and not m.how.startswith("pronoun")]
        if not found:
            return []
        plural = {m.actor_id: m for m in found}
        best = [max(plural.values(), key=lambda m: m.last - m.first)] if len(plural) > 1 and not _shared(found) else list(plural.values())
        if word in ("who", "whom") and best[0].kind in ("state", "place") and best[0].how.startswith(("name", "place", "capital")):
            return []
        return [self._made(token, m) for m in best]

    def _modified(self, token: int) -> int:
        """The noun whose relative clause a token stands in; -1 when the parser saw none."""
        view = self.view
        for _ in range(6):
            if view.dep[token] in ("acl:relcl", "acl"):
                return view.head[token]
            token = view.head[token]
        return -1

    def _made(self, token: int, m: Mention) -> Mention:
        view = self.view
        word = view.words[token]
        return replace(m, start=view.starts[token], end=view.ends[token], first=token, last=token + 1, head=token, text=word,
                       how=f"pronoun:{word.lower()}", title="", title_first=token)  # fmt: skip

    def pronoun(self, token: int, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions that a personal or possessive pronoun makes."""
        view = self.view
        word, sort = view.lower[token], PRONOUNS[view.lower[token]]
        if view.tag[token] not in ("PRP", "PRP$") or view.dep[token].startswith("expl") or (word == "it" and self._empty(token)):
            return []
        verb = self._verb(token)
        near = [m for m in reversed(self.seen) if view.sentence[token] - view.sentence[m.first] <= _REACH[sort]]
        bound = {m.actor_id for m in near if self._bound(token, m, word, verb)} if word not in _REFLEXIVE else set()
        near = [m for m in near + self._ahead(token, mentions) if self._fits(m, sort) and m.actor_id not in bound
                and not (word in _REFLEXIVE and self._bound(token, m, word, verb)) and not self._predicated(m)]
        rank: dict[str, int] = {}
        for m in near:
            rank.setdefault(m.actor_id, len(rank))
        scored = [(self._score(self._features(m, token, verb, sort, rank[m.actor_id])), m) for m in near]
        if HOOK: HOOK(self, token, near, [self._features(m, token, verb, sort, rank[m.actor_id]) for m in near])
        score, best = max(scored, key=lambda pair: pair[0], default=(_FLOOR, None))
        if score <= _FLOOR:
            return []
        return [self._made(token, m) for m in self._together(best, sort)]

    def _score(self, features):
        return sum(_WEIGHTS.get(k, 0) * v for k, v in features.items())

    def _features(self, m: Mention, token: int, verb: int, sort: str, rank: int) -> dict[str, float]:
        view = self.view
        distance = view.sentence[token] - view.sentence[m.first]
        head = self._first_conjunct(m.head)
        dep, outer = view.dep[head], view.head[head]
        possessive = view.lower[token] in _POSSESSIVE
        place = "possessive" if possessive else "subject" if view.dep[token] in _SUBJECTS else "object"
        role = ("subject" if dep in _SUBJECTS else "object" if dep in ("obj", "iobj", "obl:agent") else "possessor" if dep == "nmod:poss" else
                "modifier" if dep in ("compound", "amod") else "oblique" if dep.startswith(("obl", "nmod")) else "appos" if dep in ("appos", "nmod:desc", "flat") else "other")
        f = {f"distance {distance}": 1, "rank": min(rank, 6), role: 1, f"{role} for {place}": 1,
             "times": min(self.times[m.actor_id], 8) ** 0.5}
        pro = m.how.startswith("pronoun")
        if pro: f["pronoun"] = 1
        if pro and PRONOUNS.get(m.text.lower()) == sort: f["same pronoun"] = 1
        if m.how in ("group", "office") or m.how.startswith("description") and not m.actor_id: f["unnamed"] = 1
        if m.how in ("demonym", "people"): f["demonym"] = 1
        if m.how.startswith(("place:", "capital")): f["place"] = 1
        if sort == "n": f[f"kind n {m.kind}"] = 1
        if sort in "mf":
            f["other person"] = m.kind != "person"
            f["known sex"] = m.gender == sort
        if sort == "p":
            f["plural"] = m.number == "p"
            f["plural name"] = m.number != "p" and m.kind in ("armed_group", "party", "population") and m.text.endswith("s")
            f["met"] = self._partner(m) is not None
            f["coordinated"] = m.number != "p" and self._coordinated(m)
            f["collective"] = m.number != "p" and not f["coordinated"] and not f["met"] and not f["plural name"]
            f["collective state"] = f["collective"] and m.kind == "state"
        if dep in _SUBJECTS:
            if view.dep[outer] == "root": f["main subject"] = 1
            if view.dep[outer] in ("acl:relcl", "acl"): f["relative subject"] = 1
            if distance == 0 and head == self._first_conjunct(self._governor(token)): f["governor"] = 1; f[f"governor for {place}"] = 1
            if outer == verb and possessive: f["own subject"] = 1
        elif outer == verb and possessive and role == "object":
            f["own object"] = 1
            if any(view.lower[i] in ("for", "over", "of", "because", "from") and view.dep[i] == "case" for i in view.children[view.head[token]]): f["own object for"] = 1
        first = view.sentence_of(m.first)[0]
        if all(view.sentence_of(o.first)[0] != first or o.first >= m.first for o in self.seen[-12:]): f["first"] = 1
        if m.actor_id == self.topic: f["topic"] = 1
        if m.first > token: f["ahead"] = 1
        if view.lower[verb] in _DENYING and view.lower[outer] in _BLAMING and dep in ("obj", "obl", "nsubj:pass"): f["denying"] = 1
        if self.quoted[token] and not self.quoted[m.first]: f["said of before"] = 1
        if not self.quoted[token] and self.quoted[m.first]: f["only in quote"] = 1
        if self.quoted[token] and not self.quoted[m.first] and outer in self.saying and dep in _SUBJECTS: f["speaker"] = 1
        if not self.quoted[token] and not self.quoted[m.first] and outer in self.saying and dep in _SUBJECTS and view.head[token] in self.saying: f["says again"] = 1
        if possessive:
            noun = view.lower[view.head[token]]
            if noun in BODYNOUNS: f["body's"] = m.kind in ("armed_group", "party", "organization"); f["body's state"] = m.kind == "state"
            if noun in STATENOUNS: f["state's"] = m.kind == "state"
        return f

    def _ahead(self, token: int, mentions: Sequence[Mention]) -> list[Mention]:
        """ "In his speech, Obama said …": the subject that follows a pronoun in an opening phrase."""
        view = self.view
        last = view.sentence_of(token)[1]
        following = (m for m in mentions if token < m.first < last and view.dep[m.head] in _SUBJECTS)
        for m in following:
            opening = [i for i in view.children[view.head[m.head]] if i < m.first and view.dep[i] in ("obl", "advcl", "obl:unmarked", "obl:npmod")]
            return [m] if any(self._under(token, i) for i in opening) else []
        return []

    def _together(self, best: Mention, sort: str) -> list[Mention]:
        """For "they": all actors of the coordination that the chosen one stands in, or that share its words."""
        if sort != "p":
            return [best]
        shared = [m for m in self.seen if (m.start, m.end) == (best.start, best.end) and m.actor_id != best.actor_id]
        shared += [
            m for m in self.seen if m.head == best.head and m.how.startswith("group:") and m.actor_id != best.actor_id and m.number == "p"
        ]
        if shared:
            return [best, *shared]
        if not self._coordinated(best) and (partner := self._partner(best)):
            return [best, partner]
        top = self._first_conjunct(best.head)
        members = {}
        for m in self.seen:
            if self._first_conjunct(m.head) == top and (m.head == top or self.view.dep[m.head] == "conj"):
                members.setdefault(m.actor_id, m)
        return list(members.values()) or [best]

    def _first_conjunct(self, token: int) -> int:
        view = self.view
        for _ in range(8):
            if view.dep[token] != "conj":
                break
            token = view.head[token]
        return token

    def _coordinated(self, m: Mention) -> bool:
        """Whether a mention is the first of several actors joined by "and"."""
        view = self.view
        return any(
            view.dep[i] == "conj" and i in self.covered and any(view.lower[j] == "and" or view.lower[j] == "&" for j in view.children[i])
            for i in view.children[m.head]
        )

    def _fits(self, m: Mention, sort: str) -> bool:
        """Whether kind, number and gender allow a pronoun."""
        if m.kind == "place":
            return False
        if sort in ("m", "f"):
            group = m.kind in ("population", "armed_group") and m.how == "group" and m.number == "s" and m.gender != "n"
            return m.number != "p" and m.gender in ("", sort) and (m.kind == "person" or m.how.startswith(("office", "description")) or group)
        if sort == "n":
            return m.number != "p" and m.kind != "person" and m.gender not in ("m", "f") and not m.how.startswith("office")
        return m.number == "p" or m.kind != "person" or self._coordinated(m) or m.how.startswith("pronoun:the") or self._partner(m) is not None

    def _partner(self, m: Mention) -> Mention | None:
        """With whom the subject of a meeting meets: "X met Y. They discussed …"."""
        view, verb = self.view, self.view.head[m.head]
        if m.number == "p" or view.dep[m.head] not in _SUBJECTS or view.lemma[verb] not in _MEETING:
            return None
        with_ = [i for i in view.children[verb] if i > verb and view.dep[i] in ("obj", "obl")]
        with_ += [j for i in with_ for j in view.children[i] if view.dep[j] == "nmod"]
        return next((n for i in with_ for n in self.by_head.get(i, ()) if n.kind == m.kind and n.actor_id != m.actor_id), None)

    def _verb(self, token: int) -> int:
        """The predicate whose argument a token is, directly or inside a noun phrase."""
        view = self.view
        i = token
        for _ in range(6):
            dep = view.dep[i]
            i = view.head[i]
            if dep in _SUBJECTS or dep in ("obj", "iobj", "obl", "obl:agent", "xcomp", "ccomp", "advcl", "root"):
                return i
        return i

    def _bound(self, token: int, m: Mention, word: str, verb: int) -> bool:
        """Whether grammar forbids the pair: "Iran attacked it" is not Iran, "his minister" is not the minister."""
        view = self.view
        if m.first <= token < m.last or m.head == view.head[token] and word in _POSSESSIVE:
            return True
        if word in _REFLEXIVE:
            return m.head != self._governor(token)
        if word in _POSSESSIVE:
            # "His ally X": a possessor is none of the nouns that hang on its own noun.
            return self._above(m.head, view.head[token])
        head = self._first_conjunct(m.head)
        if view.dep[token] in ("obj", "iobj", "obl") and head == self._subject(verb):
            return True
        return view.head[head] == view.head[token] != head or view.dep[head] in _SUBJECTS and view.head[head] == verb != head

    def _predicated(self, m: Mention) -> bool:
        """Whether a noun only says what somebody else is: "X is a rebel leader", "the ambassador, X"."""
        view, head = self.view, self._first_conjunct(m.head)
        if m.how not in ("group", "office"):
            return False
        beside = [i for i in view.children[head] if view.dep[i] in ("appos", "flat")]
        beside += [view.head[head]] if view.dep[head] in ("appos", "nmod:desc") else []
        if any(view.dep[i] == "cop" for i in view.children[head]):
            beside += [i for i in view.children[head] if view.dep[i] in _SUBJECTS]
        return any(self.by_head.get(i) for i in beside)

    def _subject(self, verb: int) -> int:
        """The subject of a predicate, its own or the one that it shares: "X met Y and urged him"; -1 without one."""
        view = self.view
        for _ in range(4):
            if own := [i for i in view.children[verb] if view.dep[i] in _SUBJECTS]:
                return self._first_conjunct(own[0])
            if view.dep[verb] not in ("conj", "xcomp") or view.head[verb] == verb:
                return -1
            verb = view.head[verb]
        return -1

    def _governor(self, token: int) -> int:
        """The nearest subject above a token, other than itself; -1 without one."""
        view = self.view
        i = token
        for _ in range(14):
            if view.head[i] == i:
                return -1
            i = view.head[i]
            own = [j for j in view.children[i] if view.dep[j] in _SUBJECTS and j != token and view.lower[j] != view.lower[token]]
            if own and not self._under(token, own[0]):
                return own[0]
        return -1

    def _above(self, token: int, top: int) -> bool:
        view = self.view
        for _ in range(6):
            if token == top:
                return True
            if view.dep[token] not in ("appos", "flat", "compound", "amod", "nmod", "nmod:poss", "nmod:desc"):
                return False
            token = view.head[token]
        return False

    def _empty(self, token: int) -> bool:
        """ "It is clear that …", "it remains to be seen": nobody is meant."""
        view = self.view
        verb = view.head[token]
        if view.dep[token] not in _SUBJECTS:
            return False
        kids = view.children[verb]
        clause = any(view.dep[i] in ("csubj", "csubj:outer", "ccomp", "csubj:pass") for i in kids)
        if view.lower[verb] in ("remains", "remained", "seems", "appears", "becomes", "became", "is", "was") and any(
            view.dep[i] == "xcomp" and view.tag[i].startswith("JJ") for i in kids):  # fmt: skip
            return True
        if view.tag[verb].startswith("JJ") or view.lower[verb] in ("time", "unclear", "raining", "snowing", "late"):
            return clause or any(view.dep[i] in ("xcomp", "advcl") for i in kids)
        passive = view.dep[token] == "nsubj:pass" or any(view.dep[i] == "aux:pass" for i in kids)
        return clause and (passive or view.lower[verb] in ("seems", "appears", "emerged", "turned", "remains", "means", "is", "was"))

    def _under(self, token: int, top: int) -> bool:
        view = self.view
        for _ in range(12):
            if token == top:
                return True
            if view.head[token] == token:
                return False
            token = view.head[token]
        return False


def _shared(mentions: Sequence[Mention]) -> bool:
    """Whether several mentions stand on the same words."""
    return len({(m.start, m.end) for m in mentions}) == 1
