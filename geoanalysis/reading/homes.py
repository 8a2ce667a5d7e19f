"""Tells whose an office-holder is: the body or state that his title names, or that the gazetteer knows where the words do not say it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geoanalysis.reading.mentions import Mention

if TYPE_CHECKING:
    from geoanalysis.reading.gazetteer import Gazetteer

#: what may stand between an office and its body: "spokesman for the coalition", "head of the army"
_LINKS = frozenset(("for", "of", "to", "in", "at", "the", "'s", "’s"))
_BODIES = frozenset(("state", "government", "organization", "party", "armed_group", "media"))


def issuer(publisher: str, gazetteer: "Gazetteer") -> Mention | None:
    """For whom the "we" of a document stands that somebody issued: the state in a publisher's name, or of a listed ministry, or the body.

    Media speak for nobody. The mention has no place in the text.
    """
    found = [gazetteer.actor(f.entry.actor_id) for f in gazetteer.find(publisher)]
    actor = next((a for a in found if a.kind == "state"), next(iter(found), None))
    if actor is not None and actor.kind == "government":
        actor = gazetteer.state(actor.country) or actor
    if actor is None or actor.kind not in ("state", "government", "organization"):
        return None
    return Mention(0, 0, -1, -1, -1, publisher, actor.actor_id, actor.name, actor.kind, "publisher", number="s", gender="n")


def state_of(person: Mention, gazetteer: "Gazetteer") -> Mention | None:
    """The state whose government or army a listed person's is: "Saddam Hussein's government"."""
    actor = gazetteer.actors.get(person.actor_id)
    state = gazetteer.state(actor.country) if actor and actor.kind == "person" else None
    return replace(person, actor_id=state.actor_id, name=state.name, kind="state", how="name", gender="n") if state else None


class Homes:
    """The bodies that the persons of one document stand for."""

    def __init__(self, lower: Sequence[str], mentions: Sequence[Mention], gazetteer: "Gazetteer | None"):
        self.lower, self.gazetteer = lower, gazetteer
        self.states = {m.actor_id for m in mentions if m.kind == "state"}
        self.bodies = [m for m in mentions if m.kind in _BODIES and not m.how.startswith(("pronoun", "office", "description"))]
        self.told: dict[str, Mention] = {}
        for m in mentions:
            if m.kind == "person" and m.actor_id not in self.told and (named := self.named(m)):
                self.told[m.actor_id] = named[0]

    def named(self, person: Mention) -> list[Mention]:
        """The bodies that the words of a mention's own office name: "407th AEG commander", "spokesman for the coalition"."""
        if person.how.startswith("office:"):
            first, last = person.first, person.last
            while last < len(self.lower) and self.lower[last] in _LINKS:
                last += 1
            return [m for m in self.bodies if first <= m.first and (m.last <= person.last or m.first == last > person.last)]
        return [m for m in self.bodies if person.title and person.title_first <= m.first and m.last <= person.first]

    def body(self, person: Mention) -> Mention | None:
        """The body or state on whose behalf somebody speaks: the one that the document names with him, else his state."""
        return self.told.get(person.actor_id) or self._state(person)

    def implied(self, person: Mention) -> Mention | None:
        """The state of an office-holder whose title does not name it ("Foreign Secretary Boris Johnson"), standing on the title's words,
        where the document names that state elsewhere."""
        if person.how.startswith("office:"):
            first, last = person.first, person.last
        elif person.title:
            first, last = person.title_first, person.first
        else:
            return None
        state = self._state(person)
        if state is None or state.actor_id not in self.states or not all(self._organ(m, state) for m in self.named(person)):
            return None
        return replace(state, first=first, last=last, head=last - 1, title="", title_first=first)

    def _organ(self, body: Mention, state: Mention) -> bool:
        """Whether a body is known as a part of the state's government: "Foreign Office Minister"."""
        actor = self.gazetteer.actors.get(body.actor_id)
        return body.kind == "government" and actor is not None and actor.country == self.gazetteer.actor(state.actor_id).country

    def _state(self, person: Mention) -> Mention | None:
        return state_of(person, self.gazetteer) if self.gazetteer else None
