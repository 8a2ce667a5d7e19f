"""Resolves pronouns within a document: he, it, their, who, both; a pronoun that nothing fits yields no mention."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from geoanalysis.reading.binding import POSSESSIVE, SUBJECTS, allowed, empty, first_conjunct, governor, helped_in, modified, under
from geoanalysis.reading.descriptions import FOLLOWERS, Describer
from geoanalysis.reading.gazetteer import Gazetteer
from geoanalysis.reading.groups import Nouns
from geoanalysis.reading.homes import Homes
from geoanalysis.reading.mentions import BODIES, Mention, View
from geoanalysis.reading.pairs import ALONE
from geoanalysis.reading.salience import PRONOUNS, Salience
from geoanalysis.reading.speakers import FIRST_PERSON, Speakers
from geoanalysis.reading.weighing import likeliest

RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
#: How many sentences back an antecedent may stand.
_REACH = {"m": 4, "f": 4, "n": 2, "p": 2}
#: "X met Y. They discussed …"
_MEETING = frozenset(("meet", "discuss", "talk", "speak", "visit", "receive", "hold", "sign", "host", "call", "welcome", "join"))


def resolve(
    view: View, mentions: Sequence[Mention], *, gazetteer: Gazetteer, nouns: Nouns, author: Mention | None = None,
    published: str | None = None
) -> list[Mention]:  # fmt: skip
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
    published : str, optional
        ISO date of the document, which tells who held an office.

    Returns
    -------
    list of Mention
        The mentions given, descriptions resolved, and those of pronouns.
    """
    describer = Describer(view, mentions, nouns, gazetteer=gazetteer, author=author, published=published)
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
        elif word in ("each", "one") and view.lower[token + 1 : token + 2] in (["other"], ["another"]) or (
                word == "other" and _of_each(view, token)):
            found = resolver.reciprocal(token)
        elif word in ALONE:
            found = describer.pairs.alone(token, resolver.seen)
        else:
            continue
        out += found
        for mention in found:
            resolver.add(mention)
    return resolver.first_person(out, describer, author)


def _of_each(view: View, token: int) -> bool:
    """Whether "other" at a token is the other of two of whom "each" stands before it: "each side accused | the other"."""
    noun = view.dep[token] in ("amod", "det")  # "the other countries"
    return not noun and view.lower[token - 1] == "the" and "each" in view.lower[view.sentence_of(token)[0] : token]


class _Resolver:
    """The mentions read so far, and the choice among them."""

    def __init__(self, view: View):
        self.view = view
        self.seen: list[Mention] = []
        self.by_head: dict[int, list[Mention]] = defaultdict(list)
        self.covered: set[int] = set()
        self.salience = Salience(view)

    def add(self, mention: Mention) -> None:
        self.seen.append(mention)
        self.by_head[mention.head].append(mention)
        self.covered.update(range(mention.begin, mention.last))
        self.salience.add(mention)

    def first_person(self, mentions: list[Mention], describer: Describer, author: Mention | None) -> list[Mention]:
        """The mentions with those that "I" and "we" make: whoever speaks, or the body that he speaks for, whose "our forces" are too."""
        tokens = [i for i, word in enumerate(self.view.lower) if word in FIRST_PERSON and self.view.tag[i].startswith("PRP")]
        if not tokens:
            return mentions
        homes = Homes(self.view, mentions, describer.gazetteer, author=author, story=describer.story.state)
        speakers = Speakers(self.view, mentions, homes, author=author)
        meant = {i: [m for m in speakers.means(i) if not m.first <= i < m.last] for i in tokens}
        whose = {i + 1: meant[i] for i in tokens if self.view.lower[i] == "our" and meant[i]}
        out = []
        for m in mentions:
            ours = whose.get(m.first, ()) if m.how == "group" else ()
            how, organ = f"description:our {m.text.lower()}", ours and self._organ(m, describer.nouns)
            led = ours and self.view.lower[m.last - 1] in FOLLOWERS  # "our fighters", "our organization"
            out += [m.meaning(s, how=how) for s in ours if s.kind != "person" and (organ or led and s.kind in BODIES)] or [m]
        return out + [self._made(i, m) for i in tokens for m in meant[i]]

    def _organ(self, m: Mention, nouns: Nouns) -> bool:
        """Whether a noun stands for the state whose it is: "our forces", "our country", not "our allies"."""
        noun = self.view.lower[m.last - 1]
        return noun in ("country", "countries", "nation") or noun in nouns and nouns[noun].owned

    def relative(self, token: int) -> list[Mention]:
        """The noun that a relative clause hangs on: "militias who …", "the IRGC, whose commander …"."""
        view = self.view
        if not view.tag[token].startswith("W") or view.dep[token] == "mark":
            return []
        noun = modified(view, token)
        found = [m for m in self.by_head.get(noun, ()) if m.last <= token] or [
            m for m in self.seen if m.last <= token and m.begin <= noun < m.last and m.how != "demonym"
        ]
        word = view.lower[token]
        if word == "whose" and view.tag[view.head[token]] in ("NN", "NNP"):  # "France, Italy and Malta, whose president": the last
            end = token - (view.lower[token - 1] in (",", "-", "--", "–", "—"))
            found = [m for m in self.seen if m.last == end and first_conjunct(view, m.head) == noun] or found
        if not found or (word in ("who", "whom") and all(m.kind in ("state", "place", "media") for m in found)):
            if noun >= 0 and word in ("which", "that"):
                return []
            before = token - 1 if view.lower[token - 1] == "," else token
            found = [m for m in self.seen if m.last == before and m.how != "demonym" and not m.how.startswith("pronoun")]
        if not found:
            return []
        if word in ("who", "whom") and all(m.gender == "n" for m in found):
            found = self._described(noun) or found
        plural = {m.actor_id: m for m in found}
        best = [max(plural.values(), key=lambda m: m.last - m.first)] if len(plural) > 1 and not _shared(found) else list(plural.values())
        if word in ("who", "whom") and best[0].kind in ("state", "place") and best[0].how.startswith(("name", "place", "capital")):
            return []
        return [self._made(token, m) for m in best]

    def _described(self, noun: int) -> list[Mention]:
        """The person whom a body's name helps to describe: "X, a founder of the group, who …"."""
        for _ in range(4):
            if noun < 0 or self.view.dep[noun] not in ("nmod", "nmod:poss", "appos"):
                break
            noun = self.view.head[noun]
            if persons := [m for m in self.by_head.get(noun, ()) if m.kind == "person" and not self._predicated(m)]:
                return persons[-1:]
        return []

    def reciprocal(self, token: int) -> list[Mention]:
        """All those who do to "each other" what the verb says."""
        view, verb = self.view, token
        while verb != view.head[verb] and not view.tag[verb].startswith("VB"):
            verb = view.head[verb]
        doers = [i for i in view.children[verb] if view.dep[i] in SUBJECTS]
        doers += [i for doer in doers for i in view.children[doer] if view.dep[i] == "conj"]
        found = {m.actor_id: m for i in doers for m in self.by_head.get(i, ())}
        return [self._made(token, m) for m in found.values()] if len(found) > 1 else []

    def _made(self, token: int, m: Mention) -> Mention:
        return self.view.standing_for(token, m, how=f"pronoun:{self.view.lower[token]}")

    def pronoun(self, token: int, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions that a personal or possessive pronoun makes."""
        view = self.view
        word, sort = view.lower[token], PRONOUNS[view.lower[token]]
        if view.tag[token] not in ("PRP", "PRP$") or view.dep[token].startswith("expl") or (word == "it" and empty(view, token)):
            return []
        near = [m for m in reversed(self.seen) if view.sentence[token] - view.sentence[m.first] <= _REACH[sort]]
        near += self._ahead(token, mentions)
        speakers = self._speakers(token, mentions)
        near = [m for m in allowed(view, token, near)
                if m.actor_id not in speakers and self._fits(m, sort) and not self._predicated(m)]  # fmt: skip
        if view.lower[token + 1 : token + 2] == ["own"]:  # "Oman said that its own citizens had been killed"
            above = governor(view, token)
            near = [m for m in near if m.head == above and (sort in "np" or m.how not in ("group", "office"))] or near
        elif word in POSSESSIVE and view.lower[token - 1] in ("and", "or") and view.dep[view.head[token]] == "conj":
            beside = view.head[view.head[token]]  # "condemned the militia and its backers"
            near = [m for m in near if m.head == beside] or near
        elif word in POSSESSIVE and (helped := helped_in(view, token)):
            near = [m for m in near if m.head in helped] or near
        if not near:
            return []
        best = likeliest(self.salience.weigh(near, token, several=self._several))
        return [replace(self._made(token, m), certainty=best.certainty) for m in self._together(self._whose(best), sort)]

    def _speakers(self, token: int, mentions: Sequence[Mention]) -> set[str]:
        """Who says the whole sentences between quotation marks in which a pronoun stands, and so is no "he" there: "He lies," Roe said."""
        view, quoted, start = self.view, self.salience.quoted, token
        while start and quoted[start - 1]:
            start -= 1
        if not quoted[token] or not any(word[0].isupper() for word in view.words[start : start + 2]):
            return set()
        for number in (view.sentence[token], view.sentence[token] - 1):
            first, last = view.sentence_of(view.sentence_first[number]) if number >= 0 else (0, 0)
            sayers = [i for verb in range(first, last) if verb in self.salience.speaking and not quoted[verb]
                      for i in view.children[verb] if view.dep[i] == "nsubj"]  # fmt: skip
            if sayers:
                who = min(sayers, key=lambda i: abs(i - token))
                return {m.actor_id for m in (*self.by_head.get(who, ()), *mentions) if m.head == who}
        return set()

    def _ahead(self, token: int, mentions: Sequence[Mention]) -> list[Mention]:
        """ "In his speech, Obama said …": the subject that follows a pronoun in an opening phrase."""
        view = self.view
        last = view.sentence_of(token)[1]
        for m in mentions:
            if token < m.first < last and view.dep[m.head] in SUBJECTS:
                opening = [i for i in view.children[view.head[m.head]] if i < m.first and view.dep[i].startswith(("obl", "advcl"))]
                return [m] if any(under(view, token, i) for i in opening) else []
        return []

    def _whose(self, m: Mention) -> Mention:
        """For fighters and members without a name the body whose they are: "fighters of the Revolutionary United Front"."""
        of = (n for i in self.view.children[m.head] if self.view.dep[i] == "nmod" for n in self.by_head.get(i, ()))
        return next((n for n in of if n.kind in ("armed_group", "party")), m) if m.how == "group" and m.number == "p" else m

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
        top = first_conjunct(self.view, best.head)
        members = {}
        for m in self.seen:
            if first_conjunct(self.view, m.head) == top and (m.head == top or self.view.dep[m.head] == "conj"):
                members.setdefault(m.actor_id, m)
        return list(members.values()) or [best]

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
            someone = m.kind in ("population", "armed_group") and m.how == "group" and m.number == "s" and m.gender != "n"
            person = m.kind == "person" or m.how.startswith(("office", "description")) or someone
            return person and m.number != "p" and m.gender in ("", sort)
        if sort == "n":
            return m.number != "p" and m.kind != "person" and m.gender not in ("m", "f") and not m.how.startswith("office")
        return m.kind != "person" or self._several(m) or m.how.startswith("pronoun:the")

    def _several(self, m: Mention) -> bool:
        """Whether a mention is plural, the first of several joined by "and", or meets somebody."""
        return m.number == "p" or self._coordinated(m) or self._partner(m) is not None

    def _partner(self, m: Mention) -> Mention | None:
        """With whom the subject of a meeting meets: "X met Y. They discussed …"."""
        view, verb = self.view, self.view.head[m.head]
        if m.number == "p" or view.dep[m.head] not in SUBJECTS or view.lemma[verb] not in _MEETING:
            return None
        with_ = [i for i in view.children[verb] if i > verb and view.dep[i] in ("obj", "obl")]
        with_ += [j for i in with_ for j in view.children[i] if view.dep[j] == "nmod"]
        return next((n for i in with_ for n in self.by_head.get(i, ()) if n.kind == m.kind and n.actor_id != m.actor_id), None)

    def _predicated(self, m: Mention) -> bool:
        """Whether a noun only says what somebody else is: "X is a rebel leader", "the ambassador, X"."""
        view, head = self.view, first_conjunct(self.view, m.head)
        if m.how not in ("group", "office") and (m.kind == "person" or not m.how.startswith("office")):
            return False
        beside = [i for i in view.children[head] if view.dep[i] in ("appos", "flat")]
        beside += [view.head[head]] if view.dep[head] in ("appos", "nmod:desc") else []
        if any(view.dep[i] == "cop" for i in view.children[head]):
            beside += [i for i in view.children[head] if view.dep[i] in SUBJECTS]
        return any(self.by_head.get(i) for i in beside)


def _shared(mentions: Sequence[Mention]) -> bool:
    """Whether several mentions stand on the same words."""
    return len({(m.start, m.end) for m in mentions}) == 1
