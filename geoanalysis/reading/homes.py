"""Tells whose an office-holder is: the body or state that his title names, or that the gazetteer knows where the words do not say it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geoanalysis.reading.mentions import BODIES, NOUN_TAGS, Mention, View
from geoanalysis.reading.spelling import slug, word_set

if TYPE_CHECKING:
    from geoanalysis.reading.gazetteer import Gazetteer

#: what may stand between an office and its body: "spokesman for the coalition", "head of the army"
_LINKS = frozenset(("for", "of", "to", "in", "at", "the", "'s", "’s"))
_BODIES = BODIES | {"state"}
#: words before a name that tell of no office
_CIVIL = word_set(
    """mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir lord dame lady father sister brother mother reverend rev rev. rabbi"""
)
#: words of the offices that only states have
_OF_STATE = word_set(
    """president minister premier governor ambassador mayor senator general gen gen. brigadier brig brig. colonel col col. major maj maj.
    lieutenant lt lt. captain capt capt. admiral adm adm. marshal police prosecutor foreign defence defense interior"""
)
#: those who speak for their state and need no name for it
_SERVANTS = frozenset(("official", "officials", "diplomat", "diplomats", "officer", "officers", "negotiator", "adviser"))
#: the last words of the offices that tell of a state even where no word beside them does
_RULING = word_set("president minister premier chancellor king queen ambassador")
#: the words before them that make another office
_DEPUTIES = frozenset(("vice", "deputy"))
#: how much a state counts for what a document is about where its first sentence names it, and where it comes only later
_OPENING, _LATER = 3.0, 0.3
#: how much more it counts where it acts in the very sentence
_BESIDE = 2.0
#: the pronouns of those who issue or tell a document
_OURS = frozenset(("we", "our", "us"))
#: words in the names of bodies whose "we" is their state's
_MINISTRIES = frozenset(("ministry", "department", "office", "foreign"))
#: words in the names of those who issue what a state or the press says
_ORGANS = word_set(
    """ministry ministries department embassy mission consulate government army armed forces force military command corps navy naval fleet
    air office minister secretary president presidency parliament senate police defence defense affairs state house court
    radio news tv television"""
)
#: words in the names of bodies that publish what they think, and are no media
_INSTITUTES = word_set("institute centre center forum front movement party community union organization organisation network watch")
#: the tags and prepositions between a name and the body in its apposition: ", 26, the officer commanding the 44th Infantry Group"
_APPOSED = (*NOUN_TAGS, "DT", "JJ", "JJR", "JJS", "CD", "POS", "HYPH", "PRP$", "VBG", "VBN", "CC")
_BELONGING = frozenset(("of", "for", "at", "from", "with", "to", "in"))
#: verbs whose object is the body that somebody leads
_LEADING = frozenset(("lead", "head", "found", "command", "chair"))


def issuer(publisher: str, gazetteer: "Gazetteer", mentions: Sequence[Mention] = ()) -> Mention | None:
    """For whom the "we" of a document stands that somebody issued: the state in a publisher's name, or of a listed ministry, or the body;
    a body that nobody listed as the document names it, or as it names itself: "Institute for Great Lakes Policy".

    Media speak for nobody, and an institute not for the state in its name: "Burma Watch". The mention has no place in the text.
    """
    words = set(re.findall(r"\w+", publisher.lower()))
    institute = not _INSTITUTES.isdisjoint(words) and _ORGANS.isdisjoint(words)
    found = [gazetteer.actor(f.entry.actor_id) for f in gazetteer.find(publisher)
             if not publisher[:f.start].lower().removesuffix("the ").endswith((" to ", " in ", " at "))]  # fmt: skip
    found = [a for a in found if a.kind in _BODIES and not (institute and a.kind == "state")]
    actor = next((a for a in found if a.kind == "state"), next(iter(found), None))
    if actor is not None and actor.kind == "government":
        actor = gazetteer.state(actor.country) or actor
    if actor is None:
        named = (m for m in mentions if m.kind in _BODIES and m.how.startswith(("name", "acronym", "alias")))
        actor = next((m for m in named if f" {m.text.lower()} " in f" {publisher.lower()} "), None)
    if actor is None and institute:
        return Mention(0, 0, -1, -1, -1, publisher, slug(publisher), publisher, "organization", "publisher", number="s", gender="n")
    if actor is None or actor.kind not in _BODIES or actor.kind == "media":
        return None
    return Mention(0, 0, -1, -1, -1, publisher, actor.actor_id, actor.name, actor.kind, "publisher", number="s", gender="n")


def state_of(person: Mention, gazetteer: "Gazetteer") -> Mention | None:
    """The state whose government or army a listed person's is: "Saddam Hussein's government"."""
    actor = gazetteer.actors.get(person.actor_id)
    state = gazetteer.state(actor.country) if actor and actor.kind == "person" else None
    return replace(person, actor_id=state.actor_id, name=state.name, kind="state", how="name", gender="n") if state else None


def _official(person: Mention) -> bool:
    """Whether a mention tells that somebody holds an office: "Minister Delorme", "the Foreign Secretary", not "Mr. Delorme"."""
    return person.how.startswith("office:") or any(word not in _CIVIL for word in person.title.lower().split())


def _ruling(person: Mention) -> tuple[str, ...] | None:
    """The office of state in a person's title: "foreign minister", "president"; None for others."""
    words = (person.title or person.text * person.how.startswith("office:")).lower().split()
    if words[-1:] == ["secretary"] and words[-2:-1] and words[-2] in _OF_STATE:
        return tuple(words[-2:])
    if person.how.startswith("office") or not words or words[-1] not in _RULING:
        return None
    return tuple(words[-2:] if words[-1] == "minister" or words[-2:-1] and words[-2] in _DEPUTIES else words[-1:])


class Homes:
    """The bodies that the persons of one document stand for."""

    def __init__(self, view: View, mentions: Sequence[Mention], gazetteer: "Gazetteer | None", *, author: Mention | None = None,
                 story: tuple[str, str, str] | None = None):  # fmt: skip
        self.view, self.lower, self.gazetteer, self.author, self.story = view, view.lower, gazetteer, author, story
        self.states = {m.actor_id for m in mentions if m.kind == "state"}
        self.bodies = [m for m in mentions if m.kind in _BODIES and not m.how.startswith(("pronoun", "office", "description"))]
        self.places = {m.first: m for m in mentions if m.kind == "place"}
        self.told: dict[str, Mention] = {}
        for m in mentions:
            if m.kind == "person" and m.actor_id not in self.told and (named := self.named(m) or self._apposed(m)):
                self.told[m.actor_id] = named[0]
        self.heads = {m.head: m for m in self.bodies}
        for m in mentions:
            known = self.told.get(m.actor_id)
            if m.kind == "person" and (known is None or known.how == "group") and (body := self._headed(m)):
                self.told[m.actor_id] = body
        self.persons = persons = [m for m in mentions if m.kind == "person"]
        self._named_states = [m for m in mentions if m.kind == "state" and m.how != "group" and (
            m.text.lower() in _OURS or not m.how.startswith(("pronoun", "description")))]  # fmt: skip
        self._ruled: dict[tuple[str, ...], dict[str, str]] | None = None
        self.officials = {m.actor_id for m in persons if _official(m)}
        self.servants = {m.actor_id for m in persons if not _OF_STATE.isdisjoint((m.title or m.text).lower().split())}

    def named(self, person: Mention) -> list[Mention]:
        """The bodies that the words of a mention's own office name: "407th AEG commander", "spokesman for the coalition"."""
        if person.how.startswith("office:"):
            first, last = person.first, person.last
            while last < len(self.lower) and self.lower[last] in _LINKS:
                last += 1
            return [m for m in self.bodies if first <= m.first and (m.last <= person.last or m.first == last > person.last)]
        return [m for m in self.bodies if person.title and person.title_first <= m.first and m.last <= person.first]

    def _apposed(self, person: Mention) -> list[Mention]:
        """The bodies in what stands behind a name: "Keogh, the officer commanding the 44th Infantry Group", "Ali, 26, of the brigade"."""
        view, start = self.view, person.last
        end = view.sentence_of(person.first)[1]
        if start + 1 < end and view.lower[start] == ",":
            start += 3 if view.tag[start + 1] == "CD" and view.lower[start + 2:start + 3] == [","] else 1
        elif view.lower[start:start + 1] != ["of"]:
            return []
        last = start
        while last < end and (view.tag[last] in _APPOSED or view.lower[last] in _BELONGING):
            last += 1
        found = [m for m in self.bodies if start <= m.first and m.last <= last and m.kind != "media" and m.how != "group"]
        linked = [m for m in found if any(view.lower[i] in ("of", "for", "commanding") for i in range(max(start, m.first - 2), m.first))]
        if linked and view.lower[start] in ("of", "from") and linked[0].first <= start + 2:
            return linked
        within = {i for m in found for i in range(m.first, m.last)}
        return (linked or found) if any(view.tag[i] in NOUN_TAGS and i not in within for i in range(start, last)) else []

    def _headed(self, person: Mention) -> Mention | None:
        """The body that a clause or a possessive tells to be somebody's: "a group led by Roe", "Roe, who heads the party"."""
        view, token = self.view, person.head
        verb = view.head[token]
        if view.dep[token] == "nmod:poss":
            return self._body_at(verb)
        if view.dep[token] == "obl:agent" and view.lemma[verb] in _LEADING:
            return self._body_at(view.head[verb]) if view.dep[verb].startswith("acl") else self._depending(verb, ("nsubj:pass",))
        if view.dep[token] == "nsubj" and view.lemma[verb] in _LEADING:
            return self._depending(verb, ("obj",))
        clauses = [i for i in view.children[token] if view.dep[i] == "acl:relcl" and view.lemma[i] in _LEADING]
        return self._depending(clauses[0], ("obj",)) if clauses else None

    def _depending(self, verb: int, relations: tuple[str, ...]) -> Mention | None:
        return next((body for i in self.view.children[verb] if self.view.dep[i] in relations and (body := self._body_at(i))), None)

    def _body_at(self, token: int) -> Mention | None:
        """The body named at a token or beside it: "Ansar Dine, a group"."""
        beside = (token, self.view.head[token]) if self.view.dep[token] == "appos" else (token,)
        found = (self.heads.get(i) for i in beside[::-1])
        return next((m for m in found if m and m.kind != "state" and m.how != "group"), None)

    def body(self, person: Mention) -> Mention | None:
        """The body or state on whose behalf somebody speaks: the one that the document names with him, else the one whose office he has,
        else his state, else whoever issued the document (organizations quote others too), else the state that it is about."""
        found = self.told.get(person.actor_id) or self._served(person) or self._state(person)
        if found is None and self.author and (self.author.kind != "organization" or person.actor_id in self.officials):
            return self.author
        if found is None and self.story and person.actor_id in self.servants:  # "Regional governor Vitaliy Kim"
            actor_id, name, kind = self.story
            return replace(person, actor_id=actor_id, name=name, kind=kind, how="name", title="", gender="n")
        return self.behind(found) if found else None

    def own(self, someone: Mention, state: Mention) -> bool:
        """Whether somebody is a person and a state his own."""
        home = self.body(someone) if someone.kind == "person" and state.kind == "state" else None
        return home is not None and home.actor_id == state.actor_id

    def led(self, person: Mention) -> Mention | None:
        """The body whose fighters or members are somebody's: the one that the document names with him, or that he is listed to lead."""
        found = self.told.get(person.actor_id) or self._served(person)
        return found if found and found.kind in BODIES - {"media"} else None

    def _served(self, person: Mention) -> Mention | None:
        """The body that a listed person leads or speaks for, where the document names it and no state that he has an office of."""
        served = {row["of"] for row in self.gazetteer.held(person.actor_id)} if self.gazetteer else set()
        named = [m for m in self.bodies if m.actor_id in served]
        return next((m for m in named if m.kind == "state"), next(iter(named), None))

    def behind(self, body: Mention) -> Mention:
        """The state for which a ministry or an unnamed official speaks ("an official in Doha"), or the body itself."""
        if body.how == "group" and self.lower[body.last - 1] in _SERVANTS:
            return self._whose(body) or body
        if body.kind != "government" or not _MINISTRIES.intersection(body.name.lower().split()):
            return body
        actor = self.gazetteer.actors.get(body.actor_id) if self.gazetteer else None
        state = self.gazetteer.state(actor.country) if actor else None
        if self.author and self.author.kind == "state" and (state is None or body.name.lower() in self.author.text.lower()):
            return self.author
        return replace(body, actor_id=state.actor_id, name=state.name, kind="state") if state else body

    def _whose(self, someone: Mention) -> Mention | None:
        """The state that the words for somebody name, or the one in whose capital he sits."""
        if own := [m for m in self.bodies if someone.first <= m.first and m.last <= someone.last and m.kind == "state"]:
            return own[0]
        seat = self.gazetteer and self.lower[someone.last : someone.last + 1] == ["in"] and self.places.get(someone.last + 1)
        state = self.gazetteer.actors.get(self.gazetteer.lookup(seat.text)) if seat else None
        return someone.meaning(state) if state and state.kind == "state" else None

    def listed(self, source: Mention, target: Mention, *, member: bool) -> int:
        """What the gazetteer knows of an office, or of being a `member` too: 1 that it is in the other, -1 that it is not, 0 nothing."""
        actor = self.gazetteer.actors.get(source.actor_id) if self.gazetteer else None
        if actor is None or actor.kind == "state":
            return 0
        state = self.gazetteer.state(actor.country)
        homes = {row["of"] for row in self.gazetteer.held(actor.actor_id)}
        if member or not homes:  # the president of a region is of its state, but leads the region
            homes |= {actor.parent, state.actor_id if state else ""} - {""}
        return 1 if target.actor_id in homes else -1 if homes and target.actor_id in self.gazetteer.actors else 0

    def implied(self, person: Mention) -> Mention | None:
        """The state of an office-holder whose title does not name it ("Foreign Secretary Boris Johnson"), standing on the title's words,
        where the document names that state elsewhere."""
        if person.how.startswith("office:"):
            first, last = person.first, person.last
        elif person.title:
            first, last = person.title_first, person.first
        elif person.how.startswith("alias:") and person.last - person.first > 1:
            first, last = person.first, person.first + 1  # "President Clinton", listed so
        else:
            return None
        state = self._state(person)
        if state is None:
            state = None if self.named(person) else self._about(person)
        elif state.actor_id not in self.states or not all(self._organ(m, state) for m in self.named(person)):
            return None
        if state is None:
            return None
        return replace(state, first=first, last=last, head=last - 1, title="", title_first=first)

    def _about(self, person: Mention) -> Mention | None:
        """The state of an office-holder whom nothing but the document tells of: the one that he is named with elsewhere, else the one that
        it speaks of most and in which nobody else has that office."""
        if (office := _ruling(person)) is None:
            return None
        told = self.told.get(person.actor_id)
        if told is not None:
            return replace(told, how="story") if told.kind == "state" else None
        weight: dict[str, float] = {}
        held = self._rulers().get(office, {})
        for m in self._named_states:
            if held.get(m.actor_id, person.actor_id) == person.actor_id:
                sentence = self.view.sentence[m.first]
                much = (1.0 if sentence else _OPENING) * (1.0 if m.first < person.first else _LATER)
                much += _BESIDE * (sentence == self.view.sentence[person.first] and self.view.dep[m.head].startswith("nsubj"))
                weight[m.actor_id] = weight.get(m.actor_id, 0.0) + much
        most = max(weight, key=weight.__getitem__, default=None)
        return next((replace(m, how="story") for m in self._named_states if m.actor_id == most), None)

    def _rulers(self) -> dict[tuple[str, ...], dict[str, str]]:
        """Office → state → the first person who has it by the words of his title or as listed."""
        if self._ruled is None:
            self._ruled = {}
            for m in self.persons:
                office = _ruling(m)
                state = office and (next((b for b in self.named(m) if b.kind == "state"), None) or self._state(m))
                if state:
                    self._ruled.setdefault(office, {}).setdefault(state.actor_id, m.actor_id)
        return self._ruled

    def _organ(self, body: Mention, state: Mention) -> bool:
        """Whether a body is known as a part of the state's government: "Foreign Office Minister"."""
        actor = self.gazetteer.actors.get(body.actor_id)
        return body.kind == "government" and actor is not None and actor.country == self.gazetteer.actor(state.actor_id).country

    def _state(self, person: Mention) -> Mention | None:
        return state_of(person, self.gazetteer) if self.gazetteer else None
