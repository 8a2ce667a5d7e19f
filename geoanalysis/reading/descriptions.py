"""Resolves descriptions within a document: "the group", "the minister", "the regime", "his troops", "the rebels"."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from geoanalysis.reading.binding import SUBJECTS, first_conjunct, governor, predicated, same_sort
from geoanalysis.reading.fighters import ARMED, DEFINITE, HOLDINGS, Fighters, ownerless
from geoanalysis.reading.gazetteer import Actor, Gazetteer
from geoanalysis.reading.groups import Noun, Nouns, noun_at, owns_title
from geoanalysis.reading.homes import Homes
from geoanalysis.reading.mentions import BODIES, Mention, View
from geoanalysis.reading.pairs import Pairs
from geoanalysis.reading.spelling import word_set
from geoanalysis.reading.story import FIGHTERS, FORCES, RULE, State, Story, head_noun
from geoanalysis.reading.successions import succession
from geoanalysis.reading.units import FORMATIONS
from geoanalysis.reading.weighing import likeliest, odds

_DEFINITE = DEFINITE | {"its", "his", "her", "their"}
_DETERMINERS = _DEFINITE | {"both"}
_STATE_NOUNS = frozenset(["country", "nation", "homeland", "state", "kingdom", "republic", "emirate", "sultanate"])
#: Pronouns whose nouns belong to the one they mean.
_OWNERS = frozenset(("his", "her", "its", "their", "whose"))
_NEIGHBOURS = frozenset(["neighbor", "neighbour"])
#: What comes between a description and its name: "a militia known as", "an armed group called".
_NAMING, _NAMED = frozenset(("called", "named", "known", "dubbed", "nicknamed", "styled")), ("xcomp", "obl", "obj")
#: Descriptions that fit any body.
_BODY_NOUNS = word_set(
    """group organization organisation movement agency company firm party bank militia faction network newspaper body association
    alliance bloc coalition ministry council commission court institution charity union team gang cartel regime administration"""
)
#: Those of military units, which "unit" means too.
_UNITS = FORMATIONS | word_set("squad flotilla battery platoon detachment contingent force unit")
#: Descriptions that fit only a body whose name has the noun, or that the document calls so.
_CALLED_SO = _UNITS | word_set("court council ministry commission team mission coalition faction fleet front command force")
#: Nouns that stand for the state of a document when no owner is told.
_OF_STATE = (FORCES | RULE) - {"police"}
#: Forces that are those of the state that the text is about, without an article.
_BARE = frozenset(["government troops", "government forces", "government soldiers", "government officials", "security forces",
                   "regime forces", "regime troops", "federal troops", "federal forces", "ground troops"])  # fmt: skip
#: Titles of those who have a state's government and forces.
_RULERS = frozenset(("president", "premier", "prime", "king", "emir", "sultan", "dictator"))
#: Words before a noun that do not tell which one is meant: "the militant group", "the transitional government".
_OPEN = word_set(
    """militant armed islamist terrorist rebel oil news two same shiite sunni military interim transitional provisional federal central
    civilian national elected legitimate recognized recognised internationally ruling regular current outgoing communist socialist new
    backed led linked aligned affiliated funded supported sponsored enemy"""
)
#: Verbs whose "of" belongs not to their object.
_OF_VERBS = frozenset(("accuse", "suspect", "convict", "warn", "inform", "remind", "rid"))
#: Nouns of those whom somebody leads, who are the body that he leads: "his men", "Savimbi's movement".
FOLLOWERS = FIGHTERS | FORCES - {"police"} | word_set(
    """men group organization organisation movement party militia faction network front alliance coalition bloc"""
)
#: What speaks for what a description can mean and by how much; fitted to annotated documents and rounded.
_WEIGHTS = {
    "called so": 1.6,
    "armed": 2.0,
    "often": 0.2,
    "subject": 0.5,
    "same sentence": 0.4,
    "sentence before": 1.3,
    "description": -0.2,
    "pronoun": -0.9,
    "unsure": -0.8,
    "of lower rank": -1.4,
    "of another state": -1.1,
}
#: What a title has whose holder is not called by the rest of it alone: "the president" is no vice president.
_LOWER = frozenset(("vice", "deputy", "former", "ex", "press", "assistant", "acting", "under"))
_RANKS = word_set("prime foreign interior military political supreme chief general federal national regional late next")
#: How many sentences back a description may reach, and that of a person.
_REACH, _FAR = 6, 10


class Describer:
    """Finds what the descriptions of one document stand for."""

    def __init__(self, view: View, mentions: Sequence[Mention], nouns: Nouns, *, gazetteer: Gazetteer,
                 author: Mention | None = None, published: str | None = None):  # fmt: skip
        self.view = view
        self.published = published
        self.nouns = nouns
        self.gazetteer = gazetteer
        self.heads: dict[int, list[Mention]] = {}
        for mention in mentions:
            self.heads.setdefault(mention.head, []).append(mention)
        self.story = Story(view, mentions, nouns, gazetteer=gazetteer, author=author)
        self.fighters = Fighters(view, self.story)
        self.pairs = Pairs(view, self.story, heads=self.heads)
        self.homes = Homes(view, mentions, gazetteer)

    def resolve(self, mention: Mention, seen: Sequence[Mention]) -> list[Mention]:
        """The mention itself, or what it stands for."""
        view = self.view
        noun = head_noun(mention.text) if mention.how == "office" else view.lower[mention.last - 1]  # "the Secretary of State"
        person = mention.kind == "person" and mention.how == f"group:{noun}"  # "the government of Ahmad Tejan Kabbah"
        if mention.how not in ("group", "office") and not person:
            called = self._called(mention) if view.words[mention.last - 1].islower() else None  # "pro-Iranian militias, called X, which"
            return [mention.meaning(called, how=f"description:{mention.text.lower()}")] if called else [mention]
        before = view.lower[mention.first - 1] if mention.first else ""
        if other := succession(view, mention, seen, gazetteer=self.gazetteer, published=self.published):
            return [other]
        if led := self._led(mention, noun, seen):
            return [led]
        if (owned := self._of_pronoun(mention, seen)) is not None:
            return owned
        if mention.text.lower() == "regional government" and (region := self._region(seen)):
            return [mention.meaning(region, how="description:regional government")]
        if state := self._ruled(mention, noun):
            return [mention.meaning(state, how=f"group:{noun}")]
        if person:
            return [mention]
        if noun == "government" and before in ("his", "her") and self.story.state:
            return [replace(self._of_story(mention), how=f"description:{before} government")]
        place = noun in ("side", "sides") and self._owned(mention)  # "both sides of the border"
        if not place and (found := self.pairs.counted(mention, seen)):
            return found
        if (noun == "side" or place) and mention.how == "group":
            return []
        how = f"description:{mention.text.lower()}"
        if beside := self._beside(mention, seen):
            return [mention.meaning(beside, how=how)]
        if before not in _OWNERS and (armed := self._armed(mention, noun, seen)):
            return [mention.meaning(armed, how=how, certainty=armed.certainty)]
        bare = mention.text.lower() in _BARE or mention.first == mention.last - 1 and (
            self._bare(mention.first) or owns_title(view, mention.first))  # fmt: skip
        definite = (
            bare
            or before in _DEFINITE
            or noun in ("coalition", "regime")
            or any(view.dep[i] == "det" and view.lower[i] in _DETERMINERS for i in view.children[mention.last - 1])
        )
        alone = self.fighters.flown(mention, seen) if ownerless(view, mention, self.nouns) else [mention]
        if not definite or before in ("its", "his", "her", "their") or (not bare and self._owned(mention)):
            return alone
        found = self._antecedent(mention, noun, seen) or (self._incumbent(mention) if mention.how == "office" else None)
        if found is None:
            return alone
        how = f"description:{before + ' ' if before in _DEFINITE else ''}{mention.text.lower()}"
        return [mention.meaning(found, how=how, gender=found.gender or mention.gender, certainty=found.certainty)]

    def _led(self, mention: Mention, noun: str, seen: Sequence[Mention]) -> Mention | None:
        """The body of whoever leads those that are his: "Savimbi's men", "the rebel commander said his group", "whose movement"."""
        view, token = self.view, mention.last - 1
        if noun not in FOLLOWERS or mention.how != "group" or not view.words[token].islower():
            return None
        owners = {i for i in view.children[token] if view.dep[i] == "nmod:poss" or view.dep[i] == "nmod" and view.lower[i - 1] == "of"}
        person = next((m for m in reversed(seen) if m.head in owners and m.kind == "person"), None) if owners else None
        body = self.homes.led(person) if person else None
        if person and body is None and not ARMED.isdisjoint(self.story.called.get(person.actor_id, ())):
            body = self._armed(mention, noun, seen)
        if body is None or body.kind == "government" and noun not in FIGHTERS | FORCES | {"men"}:
            return None
        return mention.meaning(body, how=f"group:{noun}", certainty=person.certainty)

    def _of_pronoun(self, mention: Mention, seen: Sequence[Mention]) -> list[Mention] | None:
        """What belongs to somebody whom a pronoun means: "his country", "its troops", "whose fighters"; None for other nouns."""
        view = self.view
        token = mention.last - 1
        row = found[0] if (found := noun_at(view, token, self.nouns)) else None  # "military intelligence", not "intelligence"
        before = [i for i in view.children[token] if i < mention.first and view.dep[i] == "nmod:poss"]
        owner = next((i for i in before if view.lower[i] in _OWNERS), None)
        if owner is None or row is None or mention.how != "group":
            return None
        if mention.text.lower() in _NEIGHBOURS:
            return self._neighbour(mention, owner, seen)
        country = view.lower[token] in _STATE_NOUNS and mention.number == "s"
        out = []
        for m in (m for m in seen if m.first == owner and m.last == owner + 1):
            if m.kind == "person":
                state = self.story.state_of(m) if country or row.owned else None
            else:
                fits = m.kind == "state" and (country or row.owned)
                fits = fits or (m.kind in ("armed_group", "party", "government") and (row.owned or row.canonical == "body"))
                fits = fits or (m.kind == "organization" and view.lower[token] in FIGHTERS)
                state = m if fits and m.how.startswith("pronoun") and m.number != "p" else None
            if state:
                how = f"description:{view.lower[owner]} {mention.text.lower()}"
                out.append(mention.meaning(state, how=how, certainty=m.certainty))
        return out or None

    def _neighbour(self, mention: Mention, owner: int, seen: Sequence[Mention]) -> list[Mention] | None:
        """The state beside the one whose neighbour it is that a document has spoken of most so far: "Sudan accuses its neighbour"."""
        own = {m.actor_id for m in seen if m.first == owner}
        own |= {state.actor_id for m in seen if m.first == owner and m.kind == "person" and (state := self.story.state_of(m))}
        others = [m for m in reversed(seen) if m.kind == "state" and m.actor_id not in own and m.last <= owner]
        if not own or not others:
            return None
        often = Counter(m.actor_id for m in others)
        meant = max(others, key=lambda m: often[m.actor_id])  # of equals the nearest
        how = f"description:{self.view.lower[owner]} {mention.text.lower()}"
        return [mention.meaning(meant, how=how, certainty=often[meant.actor_id] / len(others))]

    def _ruled(self, mention: Mention, noun: str) -> State | None:
        """The state whose government or forces are called by who rules it, or by where: "Kabila's troops", "the government in Bamako"."""
        view, token = self.view, mention.last - 1
        seats = [m for ms in self.heads.values() for m in ms
                 if m.kind == "place" and m.first == token + 2 and view.lower[token + 1] == "in"]  # fmt: skip
        if noun in RULE and mention.how == "group" and seats and (state := self.story.state_behind(seats[0])):
            return state
        owners = [i for i in view.children[token] if view.dep[i] in ("nmod:poss", "compound")
                  or view.dep[i] == "nmod" and any(view.lower[j] == "of" for j in view.children[i])]  # fmt: skip
        person = next((m for i in owners for m in self.heads.get(i, ()) if m.kind == "person"), None)
        if person is None or noun not in _OF_STATE or mention.how == "office":
            return None
        rules = _RULERS.intersection(self.story.called.get(person.actor_id, ()))
        state = self.story.state_of(person) if rules or noun in ("government", "regime", "army") else None
        return state or (self.story.state if rules or noun == "government" else None)

    def _region(self, seen: Sequence[Mention]) -> Actor | None:
        """The Kurdistan Regional Government where the text has spoken of Kurds or Kurdistan."""
        known = any(m.actor_id == "krg" or "kurd" in m.name.lower() or "kurd" in m.text.lower() for m in seen)
        return self.gazetteer.actors.get("krg") if known else None

    def _beside(self, mention: Mention, seen: Sequence[Mention]) -> Mention | None:
        """Whom a description stands beside or is said to be: "Hamas, a militant group", "the militant group Hamas", "he is an aide"."""
        view = self.view
        token = mention.last - 1
        if mention.number == "p":
            return self._called(mention)
        beside = [i for i in view.children[token] if view.dep[i] in ("appos", "flat", "nmod:desc", "compound") and i > token]
        if view.dep[token] in ("appos", "flat", "compound", "nmod:desc"):
            beside.append(view.head[token])
        beside += (told := predicated(view, token))
        start = mention.first - 1 if view.lower[mention.first - 1] in ("a", "an", "the") else mention.first
        owned = next((m.first for ms in self.heads.values() for m in ms if view.tag[start - 1] == "POS" and m.last == start - 1), None)
        start = start if owned is None else owned  # "IRNA, Iran's state media,"
        set_off = owned is not None and view.lower[mention.last : mention.last + 1] in ([","], ["."], [";"])
        comma = start > 0 and view.lower[start - 1] == "," and (view.dep[token] in ("appos", "conj") or set_off) and not any(
            view.dep[i] == "cc" for i in view.children[token])  # fmt: skip
        near = [m.head for m in self.story.named if m.first == mention.last or (comma and m.last == start - 1)]
        meant = self._called(mention) or self._meant(mention, near + beside if set_off else beside + near)
        return meant or next((m for m in seen if m.head in told and m.how.startswith("pronoun") and same_sort(mention, m)), None)

    def _called(self, mention: Mention) -> Mention | None:
        """The name that a description is given behind it: "militias known as Wazalendo"; behind a comma the parser hangs it elsewhere."""
        view, after = self.view, mention.last + (self.view.lower[mention.last : mention.last + 1] == [","])
        naming = [i for i in (*view.children[mention.last - 1], after) if view.lower[i : i + 1] and view.lower[i] in _NAMING]
        return self._meant(mention, [k for i in naming if view.tag[i] == "VBN" for k in view.children[i] if view.dep[k] in _NAMED])

    def _meant(self, mention: Mention, beside: Sequence[int]) -> Mention | None:
        """The first name headed by one of some words that a description can mean."""
        return next((m for i in beside for m in self.heads.get(i, ()) if m is not mention and same_sort(mention, m) and _proper(m)), None)

    def _owned(self, mention: Mention) -> bool:
        """Whether the words themselves tell which one is meant: "the leader of Hamas", "the group that …", "the opposition party"."""
        view = self.view
        token = mention.last - 1
        found = noun_at(view, token, self.nouns)
        noun_first = 0 if mention.how == "office" else found[1] if found else token
        told = view.lemma[view.head[token]] in _OF_VERBS  # "accused the army of burning villages", "informed the minister that"
        links = ("of", "for") if view.lower[token] in FIGHTERS | _BODY_NOUNS else ("of", "for", "in")  # "has fought the group in Mali"
        return any(
            (view.dep[i] == "nmod" and not told and any(view.lower[j] in links for j in view.children[i]))
            or view.dep[i] == "nmod:poss"
            or (view.dep[i] == "acl:relcl" and view.lower[token + 1] != "," and not told)
            or (
                view.dep[i] in ("compound", "amod")
                and i < noun_first
                and view.lower[i] not in _OPEN
            )
            for i in view.children[token]
        )

    def _idle(self, token: int) -> bool:
        """Whether a word before an office tells nothing of the office itself: "the captive premier", not "the foreign minister"."""
        view = self.view
        return not view.words[token].isalnum() or view.words[token].islower() and view.tag[token] in ("JJ", "VBG", "VBN") and (
            view.lower[token] not in _LOWER | _RANKS)  # fmt: skip

    def _antecedent(self, mention: Mention, noun: str, seen: Sequence[Mention]) -> Mention | None:
        """The last fitting mention before a description."""
        view = self.view
        row = self.nouns.get(noun)
        here = view.sentence[mention.first]
        if noun in _STATE_NOUNS and self.story.state and (state := self._of_story(mention)):
            return state
        if noun in _OF_STATE:
            before, apart = [m for m in reversed(seen) if m.last <= mention.first], self._apart(mention)
            told = self.story.told(noun, before, token=mention.first, apart=apart)
            return told or (self._of_story(mention) if self.story.state else None)
        weighed = mention.number == "s" and (noun in _BODY_NOUNS | _CALLED_SO or mention.kind == "person")
        reach = _FAR if mention.kind == "person" else _REACH
        fitting = [
            m
            for m in reversed(seen)
            if here - view.sentence[m.first] <= reach and m.last <= mention.first and m.head != view.head[mention.head]
            and (weighed or not m.how.startswith("pronoun")) and self._fits(m, mention, noun, row, here)
        ]  # fmt: skip
        return self._likeliest(fitting, mention, noun) if weighed else next(iter(fitting), None)

    def _incumbent(self, mention: Mention) -> Mention | None:
        """Who had an office then, of whoever issued a document, of the state that it is about, or of a body in it; for a title with a
        capital even somebody whom it does not name."""
        bodies = {m.actor_id for m in (self.story.author, self.story.state, *self.story.named) if m and m.kind in ("state", "organization")}
        held = {self.gazetteer.holder(mention.text.lower(), body, self.published) for body in bodies if self.published} - {None, ""}
        if mention.number == "p" or not held:
            return None
        sole = self.gazetteer.actors.get(*held) if len(held) == 1 and mention.text.istitle() else None
        return next((m for m in self.story.named if m.actor_id in held), sole and mention.meaning(sole, gender=sole.gender))

    def _likeliest(self, fitting: Sequence[Mention], mention: Mention, noun: str) -> Mention | None:
        """The body most likely meant of those that fit, with its share in what speaks for any of them as its certainty."""
        often = Counter(m.actor_id for m in fitting)
        best: dict[str, tuple[float, Mention]] = {}
        for m in fitting:
            weighed = odds(self._evidence(m, mention, noun=noun, often=often[m.actor_id]), _WEIGHTS), m
            best[m.actor_id] = max(best.get(m.actor_id, weighed), weighed, key=lambda pair: pair[0])
        return likeliest(list(best.values())) if best else None

    def _evidence(self, m: Mention, mention: Mention, *, noun: str, often: int) -> dict[str, float]:
        """What speaks for a fitting body, by the names of _WEIGHTS: the document calls it so, goes on about it, has just named it."""
        distance = self.view.sentence[mention.first] - self.view.sentence[m.first]
        return {
            "called so": noun in self.story.called.get(m.actor_id, ()) or (_proper(m) and noun == m.text.lower().split()[-1]),
            "armed": m.kind == "armed_group",
            "often": min(often, 9) ** 0.5,
            "same sentence": distance == 0,
            "sentence before": distance == 1,
            "subject": self.view.dep[first_conjunct(self.view, m.head)] in SUBJECTS,
            "description": m.how.startswith("description"),
            "pronoun": m.how.startswith("pronoun"),
            "unsure": 1 - m.certainty,
            "of another state": self._foreign(m, mention),
            "of lower rank": m.kind == "person" and not _LOWER.isdisjoint(self.story.called.get(m.actor_id, ())),
        }

    def _foreign(self, m: Mention, mention: Mention) -> bool:
        """Whether a person is of another state than the one whose document writes an office with a capital: "the Foreign Minister"."""
        author, token = self.story.author, mention.last - 1
        own = author and m.kind == "person" and self.view.words[token].istitle() and token > self.view.sentence_of(token)[0]
        state = self.story.state_of(m) if own else None
        return state is not None and state.actor_id != author.actor_id

    def _of_story(self, mention: Mention) -> Mention | None:
        view, token = self.view, mention.last - 1
        own = view.words[token].istitle() or view.lower[mention.first - 1] == "this"
        apart = self._apart(mention) if view.lower[token] == "regime" else set()
        state, share = self.story.state_at(mention.first, view.lower[token], own=own, apart=apart)
        return mention.meaning(state, certainty=share) if state else None

    def _armed(self, mention: Mention, noun: str, seen: Sequence[Mention]) -> Mention | None:
        """The armed group whose "rebels" or "enemy fighters" are meant."""
        # "terrorist positions" are those of the terrorists
        held = noun in ARMED and self.view.lower[self.view.head[mention.last - 1]] in HOLDINGS
        found = self.fighters.before(mention, noun + "s" * held, seen, owned=self._owned(mention))
        return self._likeliest(found, mention, noun) if found else None

    def _bare(self, token: int) -> bool:
        """Whether the forces of the state that a text is about need no article: "troops entered", "an army drone"."""
        view = self.view
        if view.lower[token] not in _OF_STATE:
            return False
        if view.words[token] == "Government" and self.story.author:  # "Government expects Pakistan to act": who issues it
            return view.dep[token].startswith("nsubj")
        alone = not any(view.dep[i] in ("nummod", "det", "amod", "nmod:poss", "advmod") for i in view.children[token])
        return view.dep[token] == "compound" or (view.lower[token] == "troops" and alone)

    def _apart(self, mention: Mention) -> set[str]:
        """Whom "the regime" cannot mean: who issued the text, and the subject of its clause."""
        subject = self.heads.get(governor(self.view, mention.head), ())
        behind = [state for m in subject if (state := self.story.state_behind(m))]
        return {m.actor_id for m in (*subject, *behind, self.story.author) if m}

    def _fits(self, m: Mention, mention: Mention, noun: str, row: Noun | None, here: int) -> bool:
        """Whether an earlier mention can be meant by a description."""
        view = self.view
        earlier = view.sentence[m.first] < here
        called = self.story.called.get(m.actor_id, ())
        if noun in _STATE_NOUNS:
            return m.kind == "state" and m.how != "people" and not (m.how == "demonym" and view.dep[m.head] == "amod" and not earlier)
        if mention.number == "s" and m.kind == "person" and m.number != "p":
            return (
                noun in called
                and all(view.lower[i] in called or self._idle(i) for i in range(mention.first, mention.last - 1))
                and row is not None
                and row.kind in ("person", "population", "government", "party")
            )
        if m.kind != "armed_group" and ARMED.intersection(mention.text.lower().split()):
            return False
        if mention.number == "s" and noun in _BODY_NOUNS | _CALLED_SO and not m.how.startswith(("group", "office")) and m.kind in BODIES:
            return noun in called or (noun == "unit" and not _UNITS.isdisjoint(called)) or (
                row is not None
                and noun not in _CALLED_SO
                and (
                    row.kind == m.kind
                    or (noun in ("group", "organization", "movement") and m.kind in ("armed_group", "party", "organization"))
                )
            )
        same = noun in m.text.lower().split() and m.actor_id != mention.actor_id and m.kind not in ("place", "state", "person")
        return same and mention.last - mention.first == 1 and m.last - m.first > 1 and here - view.sentence[m.first] <= 4


def _proper(m: Mention) -> bool:
    """Whether a mention is a name, be it of nouns that act: "Allied Democratic Forces", "the Haqqani network"; not "Iraqi army"."""
    if m.how.startswith(("office", "demonym")):
        return False
    return not m.how.startswith("group") or (m.kind != "state" and (m.how != "group" or all(word[0].isupper() for word in m.text.split())))
