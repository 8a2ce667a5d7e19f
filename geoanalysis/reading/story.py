"""Tells what a document is about: the state that it speaks of most, whose its persons are, and what it calls its actors."""

from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from geoanalysis.reading.gazetteer import Gazetteer
from geoanalysis.reading.groups import Nouns, owner_of
from geoanalysis.reading.mentions import Mention, View
from geoanalysis.reading.spelling import word_set
from geoanalysis.resources import read_csv

#: Fighters, who are those of an armed group: of the only one that a document names, or of the one they are told of.
FIGHTERS = word_set("""militants insurgents fighters rebels guerrillas jihadists terrorists gunmen extremists
    paramilitaries militiamen""")
#: Nouns that stand for a state: what fights for it, and what governs it.
FORCES = word_set("army military troops forces soldiers navy police")
RULE = word_set("government regime authorities officials leadership cabinet administration")
#: How much a name counts that only follows, and the state that issued the document, by the weight of all names; where it says "this
#: country" or "the Government" with a capital.
_LATER, _ISSUER, _OWN = 0.3, 0.1, 2.0
#: Titles of heads of state, and the words that make another office of them.
_HEADS = word_set("president king queen emir sultan emperor")
_LESSER = word_set("vice deputy former ex")
#: What somebody is called too who bears one of some titles: an ambassador "the diplomat", a senator "the lawmaker".
_CALLED_TOO = {
    "diplomat": word_set("ambassador envoy consul"),
    "envoy": word_set("ambassador"),
    "lawmaker": word_set("senator sen. congressman congresswoman rep. mp parliamentarian deputy"),
    "politician": word_set("senator sen. congressman congresswoman rep. mp parliamentarian"),
    "officer": word_set("general gen. colonel col. major maj. captain capt. lieutenant brigadier"),
    "cleric": word_set("sheikh ayatollah imam mullah mufti archbishop bishop"),
    "prelate": word_set("archbishop bishop cardinal"),
}
#: Nouns of states that tell how they are governed: "the kingdom" is Saudi Arabia, not Iran.
_REALMS = ("kingdom", "emirate", "sultanate")


@cache
def federations() -> frozenset[str]:
    """The states of federations.csv, which have or had governments of their own below a federal one.

    Examples
    --------
    >>> "malaysia" in federations()
    True
    """
    return frozenset(row["actor_id"] for row in read_csv("federations.csv", ("actor_id",)))


class State(NamedTuple):
    """A state, or what governs like one, as mentions tell who is meant."""

    actor_id: str
    name: str
    kind: str


class Story:
    """What one document tells of its actors by naming them.

    Attributes
    ----------
    named : list of Mention
        The mentions by name.
    called : dict of set of str
        Actor → the nouns that the document calls it by.
    state, share : State or None, float
        What the document is about, and how much of it.
    """

    def __init__(self, view: View, mentions: Sequence[Mention], nouns: Nouns, *, gazetteer: Gazetteer, author: Mention | None = None):
        self.view, self.gazetteer, self.author = view, gazetteer, author
        self.named = [m for m in mentions if m.title or not m.how.startswith(("group", "office"))]
        self.called = self._called(nouns, [m for m in mentions if m.kind == "person" and m.how.startswith("office:")])
        self._country = self._countries(mentions)
        self._named = self._weigh()
        self._told = [m for m in mentions if m.kind == "state" and m.how.startswith("group:")]
        self.state, self.share = self.state_at(len(view.words))

    def state_at(self, token: int, noun: str = "", *, own: bool = False, apart: Set[str] = frozenset()) -> tuple[State | None, float]:
        """The state that a document is about for its reader at a token: of all that it names, the one it names most; its share.

        Of a state that is told, other nouns of its forces or of its government remind: "the Congolese army … the troops". What is
        written as the issuer's own speaks for it: "the Government", "this country". Those `apart` are not meant.
        """
        weight: dict[State, float] = {}
        for first, state, much in self._named:
            weight[state] = weight.get(state, 0) + (much if first < token else much * _LATER)
        kin = next((kin for kin in (FORCES, RULE) if noun in kin), ())
        for m in self._told:
            if m.first < token and (state := State(m.actor_id, m.name, m.kind)) in weight and m.text.lower().split()[-1] in kin:
                weight[state] += 1
        if self.author and self.author.kind == "state":
            state = State(self.author.actor_id, self.author.name, self.author.kind)
            weight[state] = weight.get(state, 0) + (_OWN if own else _ISSUER) * max(sum(weight.values()), 1)
        weight = {state: much for state, much in weight.items() if state.actor_id not in apart and self._federal(state, token)}
        if noun == "regime":  # "signed a deal with Syria to arm the regime"
            here = {m.actor_id for m in self.named if m.how != "demonym" and m.first < token
                    and self.view.sentence[m.first] == self.view.sentence[token]}  # fmt: skip
            weight = {state: much for state, much in weight.items() if state.actor_id in here} or weight
        if noun in _REALMS:
            realms = {s: much for s, much in weight.items() if self.gazetteer.lookup(f"{noun.title()} of {s.name}") == s.actor_id}
            weight = realms or (weight if noun == "kingdom" else {})
        most = max(weight, key=weight.__getitem__, default=None)
        return most, weight[most] / sum(weight.values()) if most else 0.0

    def told(self, noun: str, before: Sequence[Mention], *, token: int, apart: Set[str]) -> Mention | None:
        """Whose a document has already said the forces or the government are: "the regime" after "the Asad regime", or after Assad himself,
        but not in "a deal with Syria to arm the regime".

        before : the mentions until that token, the last one first
        apart : who cannot be meant
        """
        told = [m for m in before if m.kind == "state" and not m.how.startswith(("description", "pronoun"))
                and m.text.lower().split()[-1] == noun and self._federal(m, token)]  # fmt: skip
        if told:
            return replace(told[0], certainty=sum(m.actor_id == told[0].actor_id for m in told) / len(told))
        for m in before if noun == "regime" else ():
            here = self.view.sentence[m.first] == self.view.sentence[token]
            if here and m.kind == "state" and m.how != "demonym" and m.actor_id not in apart:
                return None
            if m.kind == "person" and (state := self.state_of(m)) and state.actor_id not in apart and any(
                    row["of"] == state.actor_id and row["tie"] == "LEADS" for row in self.gazetteer.held(m.actor_id)):  # fmt: skip
                return m.meaning(state)
        return None

    def _federal(self, state: State | Mention, token: int) -> bool:
        """Whether a state can be meant by what begins at a token: only a federation by "the federal government"."""
        return self.view.lower[token : token + 1] != ["federal"] or state.actor_id in federations()

    def _weigh(self) -> list[tuple[int, State, float]]:
        """All states whose places, people or officials a document names: the token, the state, and how much that tells.

        What opens the document counts three times, and where something happens twice: "Mali's army said … in Gao".
        """
        named = []
        for m in self.named:
            if (state := self.state_behind(m)) is None:
                continue
            where = m.kind == "place" or (m.first and self.view.lower[m.first - 1] == "in")
            opens = self.view.sentence[m.first] == 0
            named.append((m.first, state, (3 if opens else 1) * (2 if where else 1)))
        return named

    def state_behind(self, m: Mention) -> State | None:
        """The state that a name speaks of: itself, the one whose capital it is, or a person's."""
        if m.kind == "person":
            return self.state_of(m)
        actor = self.gazetteer.actors.get(self.gazetteer.lookup(m.text)) if m.kind == "place" else None
        who = actor if actor and actor.kind == "state" else m
        return State(who.actor_id, who.name, who.kind) if who.kind == "state" else None

    def state_of(self, person: Mention) -> State | None:
        """The state of a person: as the document says, else as listed."""
        state = self._country.get(person.actor_id)
        if state is None and (actor := self.gazetteer.actors.get(person.actor_id)):
            parent = self.gazetteer.actors.get(actor.parent)
            state = parent if parent and parent.actor_id == "krg" else self.gazetteer.state(actor.country)
        return State(state.actor_id, state.name, state.kind) if state else None

    def _countries(self, mentions: Sequence[Mention]) -> dict[str, Mention]:
        """The states of the persons whom the document names with their title: "Turkish President Turgut Ozal"."""
        states = [m for m in mentions if m.kind == "state" and not m.how.startswith("group")]
        starts = {m.first: m for m in states}
        apposed = {m.head: m for m in states if m.how == "demonym" or self.view.dep[m.head] == "nmod:poss"}
        heads: dict[int, list[Mention]] = {}
        for m in states:
            heads.setdefault(m.head, []).append(m)
        country: dict[str, Mention] = {}
        for m in mentions:
            if m.kind != "person" or m.actor_id in country:
                continue
            if m.how.startswith("office"):  # "the Turkish ambassador in Baghdad, Selin Aksoy", "Bhutan's ambassador to India, …"
                if state := starts.get(m.first) or owner_of(self.view, m.last - 1, heads)[1]:
                    country[m.actor_id] = state
                continue
            beside = [i for i in self.view.children[m.head] if self.view.dep[i] in ("appos", "nmod:desc", "flat")]
            if self.view.dep[m.head] in ("appos", "flat"):
                beside.append(self.view.head[m.head])
            inside = [starts[i] for i in range(m.title_first, m.first) if i in starts] if m.title else []
            inside += [apposed[i] for token in beside for i in self.view.children[token] if i in apposed]
            if inside:
                country[m.actor_id] = inside[-1]
        return country

    def _called(self, nouns: Nouns, offices: Sequence[Mention]) -> dict[str, set[str]]:
        """The nouns that the document itself calls an actor by: "Hamas, a militant group", "the Islamist group Hamas"; some by their
        offices: "the Foreign Minister of Chad, Jane Roe"."""
        view = self.view
        heads: dict[int, Mention] = {}
        for m in self.named:
            heads.setdefault(m.head, m)
        called: dict[str, set[str]] = {}
        for m in offices:
            words = (word for word in m.text.lower().split() if word not in nouns or nouns[word].kind == "person")  # no "brigade"
            called.setdefault(m.actor_id, set()).update(words)
        for token, m in heads.items():
            words = called.setdefault(m.actor_id, set())
            words |= {head_noun(m.name), *m.title.lower().split()}
            if m.kind == "person":
                words |= {"head", "of", "state"} if not _HEADS.isdisjoint(words) and _LESSER.isdisjoint(words) else set()
                words |= {"premier"} if "prime" in words else {"prime", "minister"} if "premier" in words else set()
                words |= {noun for noun, titles in _CALLED_TOO.items() if not titles.isdisjoint(words)}
            words |= {view.lower[i] for i in view.children[token] if view.dep[i] in ("appos", "compound", "nmod:desc", "flat")}
            outer = view.head[token]
            if view.dep[token] in ("appos", "flat", "nmod:desc") or (view.dep[token] == "nmod" and view.lower[outer] in FIGHTERS):
                words.add(view.lower[outer])
            if view.dep[token] == "nsubj" and any(view.dep[i] == "cop" for i in view.children[outer]):
                words.add(view.lower[outer])
            if m.first > 0 and view.lower[m.first - 1] in nouns:
                words.add(view.lower[m.first - 1])
        return called


def head_noun(name: str) -> str:
    """The noun that a name turns on: "mission" in "African Union Mission in Somalia"."""
    words = name.lower().split()
    return next((before for before, word in zip(words, words[1:], strict=False) if word in ("of", "for", "in", "to")), words[-1])
