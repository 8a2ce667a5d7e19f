"""Resolves what means two or three actors within a document: "both sides", "the two countries", "the three states", "the latter"."""

from collections import Counter
from collections.abc import Mapping, Sequence

from geoanalysis.reading.binding import SUBJECTS, first_conjunct
from geoanalysis.reading.mentions import POWERS, Mention, View
from geoanalysis.reading.spelling import word_set
from geoanalysis.reading.story import Story

_OF_STATES = word_set("countries nations states neighbors neighbours governments government capitals powers navies republics kingdoms")
_PERSONS = word_set(
    """leaders men women presidents ministers officials generals candidates founders premiers commanders envoys chiefs rulers
    negotiators"""
)
#: Nouns of those who fight or talk with each other, be they states or other bodies.
_OF_BODIES = word_set("sides side armies delegations combatants belligerents camps adversaries foes enemies rivals allies parties")
_PAIRS = _OF_STATES | _PERSONS | _OF_BODIES | {"groups"}
_KINDS_OF = {"parties": ("party", "armed_group"), "groups": ("armed_group", "party", "organization")}
_SEVERAL = {"three": 3, "four": 4, "five": 5, "six": 6}
#: How often the state that issued a document counts as named in it.
_AUTHOR = 3
#: What stands between the names of a list.
_BETWEEN = frozenset((",", "and", "the", "(", ")"))
_ARGUMENTS = frozenset(("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod"))
#: Words that mean several actors without a noun.
ALONE = frozenset(("both", "each", "former", "latter", "two", *_SEVERAL))


class Pairs:
    """Finds which two or more actors of one document are meant; `heads` are its mentions by their heads."""

    def __init__(self, view: View, story: Story, *, heads: Mapping[int, Sequence[Mention]]):
        self.view, self.story, self.heads = view, story, heads

    def counted(self, mention: Mention, seen: Sequence[Mention]) -> list[Mention]:
        """The actors that a counted noun means: "the three states", "both sides", "neither government"; none for other nouns."""
        noun, opening = self.view.lower[mention.last - 1], self.view.lower[mention.first]
        before = self.view.lower[mention.first - 1] if mention.first else ""
        if before in _SEVERAL and noun in _OF_STATES and (found := self._listed(mention, seen, _SEVERAL[before])):
            return found
        plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
        if "each" in (before, opening) and plural in _PAIRS and mutual(self.view, mention.first):
            return self._pair(mention, seen, plural)
        two = before in ("two", "both", "either", "neither") or opening in ("two", "both")
        outer = self.view.lower[mention.first - 2] if mention.first > 1 else ""
        other = outer == "-" or noun in _PERSONS and before == "two" and outer != "the"  # "twenty-two groups", "two generals fled"
        return self._pair(mention, seen, noun) if two and noun in _PAIRS and not other else []

    def alone(self, token: int, seen: Sequence[Mention]) -> list[Mention]:
        """ "both" alone, "the former", "the latter", "the two", "the four"."""
        view = self.view
        word = view.lower[token]
        if word == "both":
            bare = view.dep[token] == "advmod" and view.tag[token + 1 : token + 2] in (["VBD"], ["VBZ"], ["VBP"], ["MD"])
            alone = (bare or view.dep[token] in _ARGUMENTS) and not any(m for m in seen if m.first == token)
            following = token + 1 < len(view.words) and (view.tag[token + 1].startswith(("NN", "JJ", "PRP$")))
            if not alone or following:
                return []
        elif word == "each":  # "the ministers met, and each accused the other", "each side blaming the other"
            token = view.head[token] if view.lower[token + 1 : token + 2] == ["side"] else token
            if view.dep[token] not in SUBJECTS or not mutual(view, token):
                return []
        elif not (token and view.lower[token - 1] == "the" and view.dep[token] not in ("amod", "compound", "advmod")):
            return []
        bare = view.dep[token] in _ARGUMENTS and not any(view.dep[i] == "nmod" for i in view.children[token])
        if word in (*_SEVERAL, "two") and not (bare and seen):
            return []
        if word in _SEVERAL:
            return [view.standing_for(token, m, how=f"description:{word}")
                    for m in self._listed(view.standing_for(token, seen[-1]), seen, _SEVERAL[word])]  # fmt: skip
        found = self._last_two(token, seen, states=False, persons=False)
        if word in ("both", "each", "two") and len({m.kind == "person" for m in found}) > 1:  # of a body and a person no pair is made
            doers = [m for m in seen if view.dep[first_conjunct(view, m.head)] in SUBJECTS]
            alike = [self._last_two(token, [m for m in doers if (m.kind == "person") is person], states=False, persons=False)
                     for person in (False, True)]  # fmt: skip
            found = max(alike, key=lambda pair: min((m.first for m in pair), default=-1))
        certainty = self._share(found, seen)
        if word == "former":
            found = found[:1]
        elif word == "latter":
            found = found[1:]
        return [view.standing_for(token, m, how=f"description:{word}", certainty=certainty) for m in found]

    def _pair(self, mention: Mention, seen: Sequence[Mention], noun: str) -> list[Mention]:
        """Two mentions for "the two countries": those that follow, else the last two fitting actors."""
        how = f"description:{mention.text.lower()}"
        if (after := self._listed_after(mention)) and not (noun in _OF_STATES and any(m.kind == "person" for m in after)):
            return [mention.meaning(m, how=how) for m in after]
        states, persons = noun in _OF_STATES, noun in _PERSONS
        bodies = _KINDS_OF.get(noun)
        both = "both" in (self.view.lower[mention.first - 1], self.view.lower[mention.first])
        found = self._joined_two(mention.first, seen) if states and both else []
        found = found or (self._main_two(mention.first, seen, states=states) if states or noun in _OF_BODIES and not bodies else [])
        found = found or self._last_two(mention.first, [m for m in seen if not bodies or m.kind in bodies], states=states, persons=persons)
        found = found or (self._main_two(mention.first, seen, states=False) if noun in _OF_BODIES else [])
        if noun in _OF_BODIES and {"person", "state"} == {m.kind for m in found}:
            found = [self._as_state(m) for m in found]
        if not found and persons:
            found = self._last_two(mention.first, seen, states=True, persons=False)
        if len({m.actor_id for m in found}) < 2:
            return []
        certainty = self._share(found, seen)
        return [mention.meaning(m, how=how, certainty=certainty) for m in found]

    def _share(self, found: Sequence[Mention], seen: Sequence[Mention]) -> float:
        """How much of what a document says of actors of their kinds it says of those found."""
        kinds, actors = {m.kind for m in found}, {m.actor_id for m in found}
        rivals = [m.actor_id in actors for m in seen if m.kind in kinds and _named(m)]
        return sum(rivals) / len(rivals) if rivals else 1.0

    def _listed(self, mention: Mention, seen: Sequence[Mention], count: int) -> list[Mention]:
        """The last list of so many states: "the four states" after "Saudi Arabia, Bahrain, Egypt and Kuwait cut ties"."""
        how = f"description:{mention.text.lower()}"
        found = next((found for found in self._lists(mention.first, seen) if len(found) == count), ())
        return [mention.meaning(m, how=how) for m in found]

    def _lists(self, token: int, seen: Sequence[Mention]) -> list[list[Mention]]:
        """The lists of states before a token, the last one first: "Saudi Arabia, the United Arab Emirates (UAE) and Egypt"."""
        view, lists, joined = self.view, [], set()
        last: Mention | None = None
        for m in seen:
            if m.last > token or m.how.startswith(("pronoun", "description")) or last and m.last <= last.last:
                continue
            between = view.lower[last.last : m.first] if last else []
            if between and _BETWEEN.issuperset(between) and m.kind == "state":
                lists[-1][m.actor_id] = m
                joined |= {len(lists) - 1} if "and" in between else set()
            else:
                lists.append({m.actor_id: m} if m.kind == "state" else {})
            last = m
        return [list(found.values()) for number, found in enumerate(lists) if number in joined][::-1]

    def _joined_two(self, token: int, seen: Sequence[Mention]) -> list[Mention]:
        """The last two that "and" joins, here or in the sentence before: "accused Rwanda and Uganda, charges both countries deny"."""
        here = self.view.sentence[token]
        return next((found for found in self._lists(token, seen) if len(found) == 2 and here - self.view.sentence[found[0].first] <= 1), [])

    def _listed_after(self, mention: Mention) -> list[Mention]:
        """The two names that follow: "the two ruling parties, the KDP and the PUK"."""
        view = self.view
        first = next((i for i in view.children[mention.last - 1] if view.dep[i] == "appos" and i >= mention.last), None)
        if first is None:
            return []
        tokens = [first, *(i for i in view.children[first] if view.dep[i] == "conj")]
        found = [m for i in tokens for m in self.heads.get(i, ())[:1] if m in self.story.named]
        return found if len({m.actor_id for m in found}) == len(tokens) == 2 else []

    def _as_state(self, m: Mention) -> Mention:
        state = self.story.state_of(m) if m.kind == "person" else None
        return m.meaning(state) if state else m

    def _main_two(self, token: int, seen: Sequence[Mention], *, states: bool) -> list[Mention]:
        """The two states or parties that a document has spoken of most so far; who speaks of both sides is neither."""
        over = self._subjects_over(token, seen)
        fitting = {
            m.actor_id: m
            for m in seen
            if m.last <= token and m.actor_id not in over and (_named(m) if states else _named(m) or m.kind == "armed_group")
            and (m.kind == "state" if states else m.kind in POWERS)
        }  # fmt: skip
        often = Counter(m.actor_id for m in seen if m.actor_id in fitting)
        if (author := self.story.author) and author.kind == "state" and author.actor_id not in over:  # "the two sides" of talks with us
            fitting.setdefault(author.actor_id, author)
            often[author.actor_id] += _AUTHOR
        return sorted(fitting.values(), key=lambda m: -often[m.actor_id])[:2] if len(fitting) > 1 else []

    def _last_two(self, token: int, seen: Sequence[Mention], *, states: bool, persons: bool) -> list[Mention]:
        """The two actors that stand nearest before a token, both in one sentence where there is such a one."""
        view = self.view
        here = view.sentence[token]
        by_sentence: dict[int, dict[str, Mention]] = {}
        over = self._subjects_over(token, seen)
        for m in reversed(seen):
            distance = here - view.sentence[m.first]
            if distance > 3:
                break
            if m.actor_id in over:
                continue
            fits = (
                m.kind == "state"
                if states
                else m.kind == "person"
                if persons
                else m.kind not in ("place", "") and _named(m)
            )
            if fits and m.how != "office" and not m.how.startswith("pronoun"):
                by_sentence.setdefault(distance, {}).setdefault(m.actor_id, m)
        for distance in sorted(by_sentence):
            actors = list(by_sentence[distance].values())
            if len(actors) >= 2:
                subjects = [m for m in actors if view.dep[m.head] in ("nsubj", "nsubj:pass")]
                joined = [m for m in actors if view.dep[m.head] == "conj"]
                if len(actors) > 2 and len(subjects) == 1 and joined:
                    pairs = [m for m in joined if view.head[m.head] == subjects[0].head]
                    if pairs:
                        return [subjects[0], pairs[0]]
                return [actors[1], actors[0]] if len(actors) == 2 or not states else [actors[-1], actors[-2]]
        merged: dict[str, Mention] = {}
        for distance in sorted(by_sentence):
            for actor, m in by_sentence[distance].items():
                merged.setdefault(actor, m)
        actors = list(merged.values())
        return [actors[1], actors[0]] if len(actors) >= 2 else []

    def _subjects_over(self, token: int, seen: Sequence[Mention]) -> set[str]:
        """Who does something to the two, and is neither: "Washington armed neither side"."""
        view = self.view
        if view.dep[token] in ("nsubj", "nsubj:pass", "advmod"):  # "and both rejected a truce"
            return set()
        for _ in range(6):
            if view.dep[token].startswith("acl"):  # "Rwanda sent troops under treaties that the two countries signed"
                break
            token = view.head[token]
            subject = next((i for i in view.children[token] if view.dep[i] == "nsubj"), None)
            if subject is not None:
                heads = {subject, *(i for i in view.children[subject] if view.dep[i] == "conj")}
                return {m.actor_id for m in seen if m.head in heads}
        return set()


def mutual(view: View, token: int) -> bool:
    """Whether what stands before or at a token is done to "the other" of two."""
    rest = view.lower[token : view.sentence_of(token)[1]]
    return any(pair == ("the", "other") for pair in zip(rest, rest[1:], strict=False))


def _named(m: Mention) -> bool:
    return m.how not in ("group", "demonym")
