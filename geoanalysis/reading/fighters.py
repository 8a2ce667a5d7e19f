"""Tells whose fighters are meant within a document: "the rebels", "enemy forces", "the attackers"; and which groups are nobody's."""

from collections.abc import Sequence

from geoanalysis.reading.binding import SUBJECTS
from geoanalysis.reading.groups import Nouns, noun_at
from geoanalysis.reading.mentions import BODIES, Mention, View
from geoanalysis.reading.spelling import word_set
from geoanalysis.reading.story import FIGHTERS, FORCES, Story

#: What an armed group is called before its name or instead of it.
ARMED = word_set("""terrorist militant armed extremist jihadist jihadi rebel insurgent guerrilla separatist paramilitary""")
#: What those who fight have, whom an adjective names: "terrorist facilities", "militant control", not "a terrorist attack".
HOLDINGS = word_set(
    """facility facilities position positions stronghold strongholds base bases camp camps hideout hideouts target targets objective
    objectives infrastructure depot depots convoy convoys area areas territory territories control lines headquarters site sites
    bastion bastions enclave enclaves outpost outposts compound compounds checkpoint checkpoints trenches vehicles warehouses arsenal
    neighborhood neighborhoods neighbourhood neighbourhoods redoubt sanctuaries sanctuary havens"""
)
#: Those who did what a text has just told.
_DOERS = word_set("attackers assailants")
#: Aircraft of war.
_AIRCRAFT = word_set("helicopter helicopters gunship gunships warplane warplanes jets planes bombers fighter-bombers")
#: Words in the names of bodies that fight a state.
_LIBERATING = frozenset(("front", "liberation", "resistance", "insurgency", "revolutionary"))
#: Words before a noun that tell that one knows who is meant.
DEFINITE = frozenset(("the", "this", "that", "these", "those"))


def ownerless(view: View, mention: Mention, nouns: Nouns) -> bool:
    """Whether a group is nobody where no owner is told: "two jets", "military" in "a military operation", "formed an alliance"."""
    token = mention.last - 1
    noun, thing, found = view.lower[token], view.lower[view.head[token]], noun_at(view, token, nouns)  # "tanks", not "think tanks"
    of_thing = view.dep[token] == "amod" and thing not in nouns and not (noun in ARMED and thing in HOLDINGS)
    told = any(word[0].isupper() for word in view.words[mention.first:token])  # "the main Islamist alliance", "his Danish colleague"
    nobody = found is not None and found[0].canonical == "thing" and not (told and found[0].kind == "population")
    return noun == "alliance" and not told or of_thing or nobody


class Fighters:
    """The armed groups of one document, of whom its nouns of fighters can be."""

    def __init__(self, view: View, story: Story):
        self.view, self.story = view, story

    def before(self, mention: Mention, noun: str, seen: Sequence[Mention], *, owned: bool) -> list[Mention]:
        """The mentions so far that a noun of fighters can mean, the last one first: the only armed group of the document or, with an
        article, any; none for other nouns. `owned` tells whether its words say whose they are."""
        if self._hostile(mention, noun):
            return [m for m in reversed(seen) if m.last <= mention.first and self._foe(m)]
        if noun not in FIGHTERS and noun not in _DOERS:
            return []
        named = {m.actor_id for m in self.story.named if self._fights(m) and not m.how.startswith("demonym")}
        earlier = [m for m in seen if m.actor_id in named and m.last <= mention.first]
        only = len(named) == 1 and mention.first == mention.last - 1 and noun in FIGHTERS
        if not only and (self.view.lower[mention.first - 1] not in DEFINITE or owned):
            return []
        if noun in _DOERS:
            return earlier[::-1]
        if not earlier:  # bodies that fight by their names: "Mozambique National Resistance … the rebels"
            earlier = [m for m in seen if m.kind in BODIES - {"media"} and m.last <= mention.first
                       and not _LIBERATING.isdisjoint(m.name.lower().split())]  # fmt: skip
        if not earlier:  # "pro-Russian separatists … the rebels"
            earlier = [m for m in seen if m.kind == "armed_group" and m.number == "p" and m.last - m.first > 1 and m.last <= mention.first]
        return earlier[::-1]

    def flown(self, mention: Mention, seen: Sequence[Mention]) -> list[Mention]:
        """Aircraft of war whose owner is not told, as those of the state of whose aircraft a text last told, or of the only one whose
        army it told: "Israeli jets … helicopters opened fire"; nobody's otherwise."""
        noun = self.view.lower[mention.last - 1]
        if noun not in _AIRCRAFT or mention.how != "group" or self.view.dep[mention.last - 1] not in (*SUBJECTS, "obl:agent"):
            return []
        kids = self.view.children[mention.last - 1]
        if any(self.view.dep[i] == "nummod" or self.view.lower[i] in ("a", "an", "another", "some") for i in kids):  # "two planes collided"
            return []
        told = [m for m in reversed(seen) if m.kind == "state" and m.last <= mention.first and m.how.startswith("group:")]
        words = [(m, m.text.lower().split()[-1]) for m in told]
        flown = [m for m, word in words if word in _AIRCRAFT or word == "force"]
        armies = {m.actor_id: m for m, word in reversed(words) if word in FORCES - {"police"}}
        found = flown[:1] or (list(armies.values()) if len(armies) == 1 else [])
        return [mention.meaning(m, how=f"description:{mention.text.lower()}") for m in found]

    def _hostile(self, mention: Mention, noun: str) -> bool:
        """Whether the words call somebody the enemy: "the enemy", "enemy fighters", "heavy enemy fire", not "an enemy of the state"."""
        view, token = self.view, mention.last - 1
        if view.lower[mention.first] == "enemy" and mention.last - mention.first > 1:
            return True
        before = view.lower[mention.first - 1] if mention.first else ""
        bare = view.dep[token] == "compound" or before in DEFINITE or before in ("our", "back")
        return noun == "enemy" and bare and not any(view.dep[i] == "nmod" for i in view.children[token])

    def _foe(self, m: Mention) -> bool:
        """Whether an armed group has a name, be it "the Taliban's fighters", and is not who issues the text."""
        named = m.how.startswith("group:") or not m.how.startswith(("group", "office", "demonym"))
        return m.kind == "armed_group" and named and not (self.story.author and m.actor_id == self.story.author.actor_id)

    def _fights(self, m: Mention) -> bool:
        """Whether an actor is an armed group, or the document calls it one: "rebels of the Permanent Strategic Framework"."""
        called = m.kind in BODIES - {"media"} and self.story.called.get(m.actor_id, frozenset()) & (FIGHTERS | ARMED)
        return m.kind == "armed_group" or bool(called)
