"""Resolves pronouns within a document: he, it, their, who, both; a pronoun that nothing fits yields no mention."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

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
        self.seen: list[Mention] = []
        self.by_head: dict[int, list[Mention]] = defaultdict(list)

    def add(self, mention: Mention) -> None:
        self.seen.append(mention)
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
        sentence = view.sentence[token]
        best, score_of_best = None, _FLOOR
        candidates = [m for m in reversed(self.seen) if sentence - view.sentence[m.first] <= _REACH[sort]]
        verb = self._verb(token)
        for order, m in enumerate(candidates):
            score = self._fit(m, sort)
            if score is None or self._bound(token, m, word, verb):
                continue
            score += self._salience(m, token, verb) - 0.15 * order
            if score > score_of_best:
                best, score_of_best = m, score
        if best is None or score_of_best < 0:
            ahead = self._cataphor(token, mentions, sort)
            best = ahead or best
        if best is None:
            return []
        group = self._together(best, sort)
        return [self._made(token, m) for m in group]

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
            view.dep[i] == "conj" and i in self.by_head and any(view.lower[j] == "and" or view.lower[j] == "&" for j in view.children[i])
            for i in view.children[m.head]
        )

    def _fit(self, m: Mention, sort: str) -> float | None:
        """How well kind, number and gender fit; None when they cannot."""
        if m.kind == "place":
            return None
        if sort in ("m", "f"):
            if m.number == "p" or m.gender not in ("", sort):
                return None
            if m.kind == "person":
                return 1.0 if m.gender == sort else 0.5
            if m.how.startswith("office") or m.how.startswith("description"):
                return 0.4
            return 0.0 if m.kind in ("population", "armed_group") and m.how == "group" and m.number == "s" and m.gender != "n" else None
        if sort == "n":
            if m.number == "p" or m.kind == "person" or m.gender in ("m", "f") or m.how.startswith("office"):
                return None
            if m.how in ("demonym", "people"):
                return -2.5
            return -0.5 if m.how.startswith("place:") else 0.8
        if m.number == "p":
            return 1.0 if m.how != "people" or m.text[-1] == "s" else 0.2
        if self._coordinated(m):
            return 1.0
        if m.how in ("demonym",) or m.how.startswith("place:"):
            return -3.0
        if m.how.startswith("pronoun:they") or m.how.startswith("pronoun:their") or m.how.startswith("pronoun:them"):
            return 1.0
        if m.kind == "person":
            return None
        return -1.2 if m.kind in _COLLECTIVE else -2.2

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
        if view.dep[token] in ("obj", "iobj", "obl") and m.head == self._subject(verb):
            return True
        same_clause = self._verb(m.head) == verb and view.dep[m.head] in _SUBJECTS | {"obj", "iobj", "obl", "obl:agent"}
        direct = view.head[m.head] == view.head[token] or (view.dep[m.head] in _SUBJECTS and view.head[m.head] == verb)
        return same_clause and direct and view.sentence[m.head] == view.sentence[token]

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

    def _salience(self, m: Mention, token: int, verb: int) -> float:
        """Near, subject and parallel candidates win."""
        view = self.view
        distance = view.sentence[token] - view.sentence[m.first]
        score = -2.0 * distance
        agent = view.dep[token] in _SUBJECTS or view.lower[token] in _POSSESSIVE
        head = self._first_conjunct(m.head)
        dep = view.dep[head]
        if dep in _SUBJECTS:
            score += 2.5 if agent else 1.5
            outer = view.head[head]
            if distance == 0 and head == self._first_conjunct(self._governor(token)):
                score += 1.6 if agent else 0.4
            if outer == verb and view.lower[token] in _POSSESSIVE:
                score += 1.5
            if view.dep[outer] in ("acl:relcl", "acl"):
                score -= 1.0
            if view.dep[token] in _SUBJECTS:
                score += 0.5
        elif dep in ("obj", "iobj"):
            score += 1.2
            if view.lower[token] in _POSSESSIVE and view.head[head] == verb:
                score += 0.3
        elif dep in ("nmod:poss", "compound", "amod"):
            score -= 0.6
        elif dep in ("obl:agent", "root", "appos"):
            score += 0.8
        elif dep in ("nmod", "obl"):
            score -= 0.1
        if m.how.startswith("pronoun"):
            score += 0.6
        if view.lower[verb] in _DENYING and view.lower[view.head[head]] in _BLAMING and dep in ("obj", "obl", "nsubj:pass"):
            score += 3.5
        return score

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

    def _cataphor(self, token: int, mentions: Sequence[Mention], sort: str) -> Mention | None:
        """ "In his speech, Obama said …": the subject that follows a pronoun in an opening phrase."""
        view = self.view
        first, last = view.sentence_of(token)
        for m in mentions:
            if not token < m.first < last or view.dep[m.head] not in _SUBJECTS or self._fit(m, sort) is None:
                continue
            root = view.head[m.head]
            opening = [i for i in view.children[root] if i < m.first and view.dep[i] in ("obl", "advcl", "obl:unmarked", "obl:npmod")]
            if any(self._under(token, i) for i in opening):
                return m
            return None
        return None

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
