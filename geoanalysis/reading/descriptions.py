"""Resolves descriptions within a document: "the group", "the minister", "the two countries", "both sides", "the latter"."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import exp

from geoanalysis.reading.gazetteer import Gazetteer
from geoanalysis.reading.groups import Noun, Nouns, noun_at
from geoanalysis.reading.mentions import Mention, View
from geoanalysis.reading.spelling import word_set

_DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "his", "her", "their"))
_STATE_NOUNS = frozenset(["country", "nation", "homeland", "state", "kingdom", "republic"])
#: Pronouns whose nouns belong to the one they mean.
_OWNERS = frozenset(("his", "her", "its", "their", "whose"))
_PAIRS = word_set(
    """countries nations sides states leaders parties governments men women neighbors neighbours presidents ministers officials
    allies groups armies rivals capitals powers side government"""
)
_OF_STATES = word_set("countries nations states neighbors neighbours governments government capitals powers armies")
_KINDS_OF = {"parties": ("party", "armed_group"), "groups": ("armed_group", "party", "organization")}
_SEVERAL = {"three": 3, "four": 4, "five": 5, "six": 6}
_SIDES = ("state", "armed_group", "party", "government", "organization")
#: Descriptions that fit any body.
_BODY_NOUNS = word_set(
    """group organization organisation movement agency company firm party bank militia faction network newspaper body association
    alliance bloc coalition ministry council commission court institution charity union team gang cartel regime administration"""
)
#: Nouns that stand for the state of a document when no owner is told.
_OF_STATE = word_set(
    """government regime army military authorities police troops forces soldiers officials navy leadership cabinet administration
    security forces"""
)
#: Forces that are those of the state that the text is about, without an article.
_BARE = frozenset(["government troops", "government forces", "government soldiers", "security forces", "regime forces", "regime troops",
                   "federal troops", "federal forces", "ground troops"])  # fmt: skip
#: Fighters that are those of the only armed group that a document names.
_FIGHTERS = word_set("""militants insurgents fighters rebels guerrillas jihadists terrorists gunmen extremists""")
_ARMED = word_set("""terrorist militant armed extremist jihadist jihadi rebel insurgent guerrilla separatist paramilitary""")
#: Titles of those who have a state's government and forces.
_RULERS = frozenset(("president", "premier", "prime", "king", "emir", "sultan", "dictator"))
#: Words before a noun that do not tell which one is meant: "the militant group", "the transitional government".
_OPEN = word_set(
    """militant armed islamist terrorist rebel oil news two same shiite sunni military interim transitional provisional federal central
    civilian national elected legitimate recognized recognised internationally ruling regular current outgoing communist socialist"""
)
_BODIES = frozenset(("armed_group", "party", "organization", "media", "government"))
#: What speaks for what a description can mean and by how much; fitted to annotated documents and rounded.
_WEIGHTS = {
    "called so": 1.2,
    "armed": 1.0,
    "often": 0.2,
    "same sentence": 0.4,
    "sentence before": 0.4,
    "named first": 0.6,
    "description": 0.6,
}
#: How many sentences back a description may reach.
_REACH = 6


class Describer:
    """Finds what the descriptions of one document stand for."""

    def __init__(self, view: View, mentions: Sequence[Mention], nouns: Nouns, *, gazetteer: Gazetteer):
        self.view = view
        self.nouns = nouns
        self.gazetteer = gazetteer
        self.heads: dict[int, list[Mention]] = {}
        for mention in mentions:
            self.heads.setdefault(mention.head, []).append(mention)
        self.named = [m for m in mentions if not m.how.startswith(("group", "office"))]
        self.called = self._called(mentions)
        self.country = self._countries(mentions)
        self.story = self._story()
        self.named_first = next((m.actor_id for m in self.named if m.kind in _BODIES), "")

    def _story(self) -> tuple[str, str, str] | None:
        """The state that a document is about: of all those whose places, people or officials it names, the one it names most.

        What opens the document counts three times, and where something happens twice: "Mali's army said … in Gao".
        """
        weight: dict[tuple[str, str, str], float] = {}
        for m in self.named:
            if (state := self._state_behind(m)) is None:
                continue
            where = m.kind == "place" or (m.first and self.view.lower[m.first - 1] == "in")
            opens = self.view.sentence[m.first] == 0
            weight[state] = weight.get(state, 0) + (3 if opens else 1) * (2 if where else 1)
        story = max(weight, key=weight.__getitem__, default=None)
        self.story_share = weight[story] / sum(weight.values()) if story else 0.0
        return story

    def _state_behind(self, m: Mention) -> tuple[str, str, str] | None:
        """The state that a name speaks of: itself, the one whose capital it is, or a person's."""
        if m.kind == "person":
            return self._state_of(m)
        actor = self.gazetteer.actors.get(self.gazetteer.lookup(m.text)) if m.kind == "place" else None
        if actor and actor.kind == "state":
            return actor.actor_id, actor.name, actor.kind
        return (m.actor_id, m.name, m.kind) if m.kind == "state" else None

    def _countries(self, mentions: Sequence[Mention]) -> dict[str, Mention]:
        """The states of the persons whom the document names with their title: "Turkish President Turgut Ozal"."""
        states = [m for m in mentions if m.kind == "state" and not m.how.startswith("group")]
        starts = {m.first: m for m in states}
        apposed = {m.head: m for m in states if m.how == "demonym" or self.view.dep[m.head] == "nmod:poss"}
        country: dict[str, Mention] = {}
        for m in mentions:
            if m.kind != "person" or m.actor_id in country:
                continue
            if m.how.startswith("office"):  # "the Turkish ambassador in Baghdad, Selin Aksoy"
                if m.first in starts:
                    country[m.actor_id] = starts[m.first]
                continue
            beside = [i for i in self.view.children[m.head] if self.view.dep[i] in ("appos", "nmod:desc", "flat")]
            if self.view.dep[m.head] in ("appos", "flat"):
                beside.append(self.view.head[m.head])
            inside = [starts[i] for i in range(m.title_first, m.first) if i in starts] if m.title else []
            inside += [apposed[i] for token in beside for i in self.view.children[token] if i in apposed]
            if inside:
                country[m.actor_id] = inside[-1]
        return country

    def _called(self, mentions: Sequence[Mention]) -> dict[str, set[str]]:
        """The nouns that the document itself calls an actor by: "Hamas, a militant group", "the Islamist group Hamas"."""
        view = self.view
        heads = {}
        for m in mentions:
            if not m.how.startswith(("group", "office")):
                heads.setdefault(m.head, m)
        called: dict[str, set[str]] = {}
        for token, m in heads.items():
            words = called.setdefault(m.actor_id, set())
            words |= {word.lower() for word in m.name.split()[-1:]} | {word.lower() for word in m.title.split()}
            if m.kind == "person":
                words |= {"premier"} if "prime" in words else {"prime", "minister"} if "premier" in words else set()
            words |= {view.lower[i] for i in view.children[token] if view.dep[i] in ("appos", "compound", "nmod:desc", "flat")}
            outer = view.head[token]
            if view.dep[token] in ("appos", "flat", "nmod:desc") or (view.dep[token] == "nmod" and view.lower[outer] in _FIGHTERS):
                words.add(view.lower[outer])
            if view.dep[token] in ("nsubj",) and any(view.dep[i] == "cop" for i in view.children[outer]):
                words.add(view.lower[outer])
            if m.first > 0 and view.lower[m.first - 1] in self.nouns:
                words.add(view.lower[m.first - 1])
        return called

    def resolve(self, mention: Mention, seen: Sequence[Mention]) -> list[Mention]:
        """The mention itself, or what it stands for."""
        view = self.view
        noun = view.lower[mention.last - 1]
        person = mention.kind == "person" and mention.how == f"group:{noun}"  # "the government of Ahmad Tejan Kabbah"
        if mention.how not in ("group", "office") and not person:
            return [mention]
        before = view.lower[mention.first - 1] if mention.first else ""
        if (owned := self._of_pronoun(mention, seen)) is not None:
            return owned
        if mention.text.lower() == "regional government" and (region := self._region(seen)):
            return [replace(mention, actor_id=region[0], name=region[1], kind="government", how="description:regional government")]
        if state := self._ruled(mention, noun):
            return [replace(mention, actor_id=state[0], name=state[1], kind=state[2], how=f"group:{noun}")]
        if person:
            return [mention]
        if noun == "government" and before in ("his", "her") and self.story:
            return [replace(self._of_story(mention), how=f"description:{before} government")]
        pair = before in ("two", "both", "either", "neither") or view.lower[mention.first] in ("two", "both")
        if before in _SEVERAL and noun in _OF_STATES and (found := self._listed(mention, seen, _SEVERAL[before])):
            return found
        place = noun in ("side", "sides") and self._owned(mention)  # "both sides of the border"
        if pair and noun in _PAIRS and not place and (found := self._pair(mention, seen, noun)):
            return found
        if (noun == "side" or place) and mention.how == "group":
            return []
        if beside := self._beside(mention):
            how = f"description:{mention.text.lower()}"
            return [replace(mention, actor_id=beside.actor_id, name=beside.name, kind=beside.kind, how=how)]
        if noun in _FIGHTERS and before not in _OWNERS and (armed := self._armed(mention, noun, seen)):
            return [replace(mention, actor_id=armed.actor_id, name=armed.name, kind=armed.kind, how=f"description:{mention.text.lower()}",
                            certainty=armed.certainty)]  # fmt: skip
        bare = mention.text.lower() in _BARE or (mention.first == mention.last - 1 and self._bare(mention.first))
        definite = (
            bare
            or before in _DEFINITE
            or noun in ("coalition", "regime")
            or (before.isalpha() and mention.first > 1 and view.lower[mention.first - 2] in ("the", "both"))
        )
        alone = [] if noun == "alliance" else [mention]  # "formed an alliance" is a tie and no actor
        if not definite or before in ("its", "his", "her", "their") or (not bare and self._owned(mention)):
            return alone
        found = self._antecedent(mention, noun, seen)
        if found is None:
            return alone
        how = f"description:{before + ' ' if before in _DEFINITE else ''}{mention.text.lower()}"
        return [replace(mention, actor_id=found.actor_id, name=found.name, kind=found.kind, how=how, gender=found.gender or mention.gender,
                        certainty=found.certainty)]  # fmt: skip

    def _of_pronoun(self, mention: Mention, seen: Sequence[Mention]) -> list[Mention] | None:
        """What belongs to somebody whom a pronoun means: "his country", "its troops", "whose fighters"; None for other nouns."""
        view = self.view
        token = mention.last - 1
        row = self.nouns.get(view.lower[token])
        before = [i for i in view.children[token] if i < mention.first and view.dep[i] == "nmod:poss"]
        owner = next((i for i in before if view.lower[i] in _OWNERS), None)
        if owner is None or row is None or mention.how != "group":
            return None
        country = view.lower[token] in _STATE_NOUNS and mention.number == "s"
        out = []
        for m in (m for m in seen if m.first == owner and m.last == owner + 1):
            if m.kind == "person":
                state = self._state_of(m) if country or row.canonical == "owner" else None
            else:
                fits = m.kind == "state" and (country or row.canonical == "owner")
                fits = fits or (m.kind in ("armed_group", "party", "government") and row.canonical in ("owner", "body"))
                state = (m.actor_id, m.name, m.kind) if fits and m.how.startswith("pronoun") and m.number != "p" else None
            if state:
                how = f"description:{view.lower[owner]} {mention.text.lower()}"
                out.append(replace(mention, actor_id=state[0], name=state[1], kind=state[2], how=how, certainty=m.certainty))
        return out or None

    def _ruled(self, mention: Mention, noun: str) -> tuple[str, str, str] | None:
        """The state whose government or forces are called by who rules it: "the government of President Kabbah", "Kabila's troops"."""
        view, token = self.view, mention.last - 1
        owners = [i for i in view.children[token] if view.dep[i] in ("nmod:poss", "compound")
                  or view.dep[i] == "nmod" and any(view.lower[j] == "of" for j in view.children[i])]  # fmt: skip
        person = next((m for i in owners for m in self.heads.get(i, ()) if m.kind == "person"), None)
        if person is None or noun not in _OF_STATE or mention.how == "office":
            return None
        rules = _RULERS.intersection(self.called.get(person.actor_id, ()))
        state = self._state_of(person) if rules or noun in ("government", "regime", "army") else None
        return state or (self.story if rules or noun == "government" else None)

    def _state_of(self, person: Mention) -> tuple[str, str, str] | None:
        """The state of a person: as the document says, else as listed."""
        if state := self.country.get(person.actor_id):
            return state.actor_id, state.name, state.kind
        actor = self.gazetteer.actors.get(person.actor_id)
        parent = self.gazetteer.actors.get(actor.parent) if actor else None
        state = parent if parent and parent.actor_id == "krg" else self.gazetteer.state(actor.country) if actor else None
        return (state.actor_id, state.name, state.kind) if state else None

    def _region(self, seen: Sequence[Mention]) -> tuple[str, str] | None:
        """The Kurdistan Regional Government where the text has spoken of Kurds or Kurdistan."""
        krg = self.gazetteer.actors.get("krg")
        known = krg and any(m.actor_id == "krg" or "kurd" in m.name.lower() or "kurd" in m.text.lower() for m in seen)
        return (krg.actor_id, krg.name) if known else None

    def _beside(self, mention: Mention) -> Mention | None:
        """The name that a description stands beside or is said to be: "Hamas, a militant group", "the militant group Hamas"."""
        view = self.view
        token = mention.last - 1
        if mention.number == "p":
            return None
        beside = [i for i in view.children[token] if view.dep[i] in ("appos", "flat", "nmod:desc", "compound") and i > token]
        if view.dep[token] in ("appos", "flat", "compound", "nmod:desc"):
            beside.append(view.head[token])
        if any(view.dep[i] == "cop" and view.lower[i] in ("is", "was", "'s", "are", "be", "been") for i in view.children[token]):
            beside += [i for i in view.children[token] if view.dep[i] == "nsubj"]
        verb = view.head[token]
        if view.dep[token] in ("xcomp", "obj") and view.lower[verb] in ("became", "become", "becomes", "remains", "remained", "remain"):
            beside += [i for i in view.children[verb] if view.dep[i] == "nsubj"]
        start = mention.first - 1 if view.lower[mention.first - 1] in ("a", "an", "the") else mention.first
        owned = next((m.first for ms in self.heads.values() for m in ms if view.tag[start - 1] == "POS" and m.last == start - 1), None)
        start = start if owned is None else owned  # "IRNA, Iran's state media,"
        set_off = owned is not None and view.lower[mention.last : mention.last + 1] in ([","], ["."], [";"])
        comma = start > 0 and view.lower[start - 1] == "," and (view.dep[token] in ("appos", "conj") or set_off) and not any(
            view.dep[i] == "cc" for i in view.children[token])  # fmt: skip
        near = [m.head for m in self.named if m.first == mention.last or (comma and m.last == start - 1)]
        beside = near + beside if set_off else beside + near
        bodies = mention.kind not in ("person", "population")
        return next((m for i in beside for m in self.heads.get(i, ()) if m is not mention and m.kind not in ("place", "population")
                     and not (bodies and m.kind == "person") and _proper(m)), None)  # fmt: skip

    def _owned(self, mention: Mention) -> bool:
        """Whether the words themselves tell which one is meant: "the leader of Hamas", "the group that …", "the opposition party"."""
        view = self.view
        token = mention.last - 1
        found = noun_at(view, token, self.nouns)
        noun_first = found[1] if found else token
        return any(
            (view.dep[i] == "nmod" and any(view.lower[j] in ("of", "for", "in") for j in view.children[i]))
            or view.dep[i] == "nmod:poss"
            or (view.dep[i] == "acl:relcl" and view.lower[token + 1] != ",")
            or (
                view.dep[i] in ("compound", "amod")
                and i < noun_first
                and view.lower[i] not in _OPEN
            )
            for i in view.children[token]
        )

    def _antecedent(self, mention: Mention, noun: str, seen: Sequence[Mention]) -> Mention | None:
        """The last fitting mention before a description."""
        view = self.view
        row = self.nouns.get(noun)
        here = view.sentence[mention.first]
        if noun in _STATE_NOUNS and self.story:
            return self._of_story(mention)
        if noun in _OF_STATE:
            return self._told(mention, noun, seen) or (self._of_story(mention) if self.story else None)
        bodies = noun in _BODY_NOUNS and mention.number == "s"
        fitting = [
            m
            for m in reversed(seen)
            if here - view.sentence[m.first] <= _REACH and m.last <= mention.first and m.head != view.head[mention.head]
            and (bodies or not m.how.startswith("pronoun")) and self._fits(m, mention, noun, row, here)
        ]  # fmt: skip
        if not bodies:
            return next(iter(fitting), None)
        return self._likeliest(fitting, noun, here)

    def _likeliest(self, fitting: Sequence[Mention], noun: str, here: int) -> Mention | None:
        """The body most likely meant of those that fit, with its share in what speaks for any of them as its certainty."""
        often = Counter(m.actor_id for m in fitting)
        odds: dict[str, float] = {}
        best: dict[str, Mention] = {}
        for m in fitting:
            much = exp(sum(_WEIGHTS[name] * much for name, much in self._evidence(m, noun, often[m.actor_id], here).items()))
            if much > odds.get(m.actor_id, 0):
                odds[m.actor_id], best[m.actor_id] = much, m
        if not odds:
            return None
        actor = max(odds, key=odds.__getitem__)
        return replace(best[actor], certainty=min(odds[actor] / sum(odds.values()), best[actor].certainty))

    def _evidence(self, m: Mention, noun: str, often: int, here: int) -> dict[str, float]:
        """What speaks for a fitting body, by the names of _WEIGHTS: the document calls it so, goes on about it, has just named it."""
        distance = here - self.view.sentence[m.first]
        return {
            "called so": noun in self.called.get(m.actor_id, ()) or (_proper(m) and noun == m.text.lower().split()[-1]),
            "armed": m.kind == "armed_group",
            "often": min(often, 9) ** 0.5,
            "same sentence": distance == 0,
            "sentence before": distance == 1,
            "named first": self.named_first == m.actor_id,
            "description": m.how.startswith("description"),
        }

    def _of_story(self, mention: Mention) -> Mention:
        actor_id, name, kind = self.story
        return replace(mention, actor_id=actor_id, name=name, kind=kind, certainty=self.story_share)

    def _armed(self, mention: Mention, noun: str, seen: Sequence[Mention]) -> Mention | None:
        """The armed group whose "rebels" are meant: the only one that a document names, or with an article the likeliest one so far."""
        named = {m.actor_id for m in self.named if self._fights(m) and not m.how.startswith("demonym")}
        here = self.view.sentence[mention.first]
        earlier = [m for m in seen if m.actor_id in named and m.last <= mention.first]
        only = len(named) == 1 and mention.first == mention.last - 1
        if not only and (self.view.lower[mention.first - 1] not in _DEFINITE or self._owned(mention)):
            return None
        if not earlier:  # "pro-Russian separatists … the rebels"
            earlier = [m for m in seen if m.kind == "armed_group" and m.number == "p" and m.last - m.first > 1 and m.last <= mention.first]
        return self._likeliest(earlier[::-1], noun, here)

    def _fights(self, m: Mention) -> bool:
        """Whether an actor is an armed group, or the document calls it one: "rebels of the Permanent Strategic Framework"."""
        called = m.kind in ("organization", "party") and self.called.get(m.actor_id, frozenset()) & (_FIGHTERS | _ARMED)
        return m.kind == "armed_group" or bool(called)

    def _bare(self, token: int) -> bool:
        """Whether the forces of the state that a text is about need no article: "troops entered", "an army drone"."""
        view = self.view
        if view.lower[token] not in _OF_STATE:
            return False
        alone = not any(view.dep[i] in ("nummod", "det", "amod", "nmod:poss", "advmod") for i in view.children[token])
        return view.dep[token] == "compound" or (view.lower[token] == "troops" and alone)

    def _told(self, mention: Mention, noun: str, seen: Sequence[Mention]) -> Mention | None:
        """Whose the document has already said it is: "the regime" after "the Asad regime", or after Assad himself."""
        before = [m for m in reversed(seen) if m.last <= mention.first]
        told = [m for m in before if m.kind == "state" and m.how.startswith("group:") and m.text.lower().split()[-1] == noun]
        if told:
            return replace(told[0], certainty=sum(m.actor_id == told[0].actor_id for m in told) / len(told))
        for m in before if noun == "regime" else ():
            if m.kind == "person" and (state := self._state_of(m)) and any(
                    row["of"] == state[0] and row["tie"] == "LEADS" for row in self.gazetteer.held(m.actor_id)):
                return replace(m, actor_id=state[0], name=state[1], kind=state[2])
        return None

    def _fits(self, m: Mention, mention: Mention, noun: str, row: Noun | None, here: int) -> bool:
        """Whether an earlier mention can be meant by a description."""
        view = self.view
        earlier = view.sentence[m.first] < here
        called = self.called.get(m.actor_id, ())
        if noun in _STATE_NOUNS:
            return m.kind == "state" and m.how != "people" and not (m.how == "demonym" and view.dep[m.head] == "amod" and not earlier)
        if mention.number == "s" and m.kind == "person" and m.number != "p":
            return (
                noun in called
                and (noun != "minister" or all(word in called for word in mention.text.lower().split()))
                and row is not None
                and row.kind in ("person", "population", "government", "party")
            )
        if m.kind != "armed_group" and _ARMED.intersection(mention.text.lower().split()):
            return False
        if mention.number == "s" and noun in _BODY_NOUNS and not m.how.startswith(("group", "office")) and m.kind in (
            "armed_group", "party", "organization", "media", "government"):  # fmt: skip
            return noun in called or (
                row is not None
                and noun not in ("court", "council", "ministry", "commission", "team")
                and (
                    row.kind == m.kind
                    or (noun in ("group", "organization", "movement") and m.kind in ("armed_group", "party", "organization"))
                )
            )
        same = noun in m.text.lower().split() and m.actor_id != mention.actor_id and m.kind not in ("place", "state", "person")
        return same and mention.last - mention.first == 1 and m.last - m.first > 1 and here - view.sentence[m.first] <= 4

    def _pair(self, mention: Mention, seen: Sequence[Mention], noun: str) -> list[Mention]:
        """Two mentions for "the two countries": those that follow, else the last two fitting actors."""
        how = f"description:{mention.text.lower()}"
        if after := self._listed_after(mention):
            return [replace(mention, actor_id=m.actor_id, name=m.name, kind=m.kind, how=how) for m in after]
        states = noun in _OF_STATES
        persons = noun in ("leaders", "men", "women", "presidents", "ministers", "officials")
        bodies = _KINDS_OF.get(noun)
        found = self._main_two(mention.first, seen, states=states) if states or noun in ("sides", "side") else []
        found = found or self._last_two(mention.first, [m for m in seen if not bodies or m.kind in bodies], states=states, persons=persons)
        if noun in ("sides", "side") and {"person", "state"} == {m.kind for m in found}:
            found = [self._as_state(m) for m in found]
        if not found and persons:
            found = self._last_two(mention.first, seen, states=True, persons=False)
        if len({m.actor_id for m in found}) < 2:
            return []
        certainty = self._share(found, seen)
        return [replace(mention, actor_id=m.actor_id, name=m.name, kind=m.kind, how=how, certainty=certainty) for m in found]

    def _share(self, found: Sequence[Mention], seen: Sequence[Mention]) -> float:
        """How much of what a document says of actors of their kinds it says of those found."""
        kinds, actors = {m.kind for m in found}, {m.actor_id for m in found}
        rivals = [m.actor_id in actors for m in seen if m.kind in kinds and m.how not in ("group", "demonym")]
        return sum(rivals) / len(rivals) if rivals else 1.0

    def _listed(self, mention: Mention, seen: Sequence[Mention], count: int) -> list[Mention]:
        """The last list of so many states: "the four states" after "Saudi Arabia, Bahrain, Egypt and Kuwait cut ties"."""
        for first in reversed(seen):
            conjuncts = [first.head]
            for token in conjuncts:  # each may hang on the first or on the one before
                conjuncts += [i for i in self.view.children[token] if self.view.dep[i] == "conj"]
            found = {m.actor_id: m for i in conjuncts for m in self.heads.get(i, ()) if m.kind == "state" and m.last <= mention.first}
            if len(found) == count:
                how = f"description:{mention.text.lower()}"
                return [replace(mention, actor_id=m.actor_id, name=m.name, kind=m.kind, how=how) for m in found.values()]
        return []

    def _listed_after(self, mention: Mention) -> list[Mention]:
        """The two names that follow: "the two ruling parties, the KDP and the PUK"."""
        view = self.view
        first = next((i for i in view.children[mention.last - 1] if view.dep[i] == "appos" and i >= mention.last), None)
        if first is None:
            return []
        tokens = [first, *(i for i in view.children[first] if view.dep[i] == "conj")]
        found = [m for i in tokens for m in self.heads.get(i, ())[:1] if m in self.named]
        return found if len({m.actor_id for m in found}) == len(tokens) == 2 else []

    def _as_state(self, m: Mention) -> Mention:
        state = self._state_of(m) if m.kind == "person" else None
        return replace(m, actor_id=state[0], name=state[1], kind=state[2]) if state else m

    def _main_two(self, token: int, seen: Sequence[Mention], *, states: bool) -> list[Mention]:
        """The two states or parties that a document has spoken of most so far; who speaks of both sides is neither."""
        over = self._subjects_over(token, seen)
        fitting = {
            m.actor_id: m
            for m in seen
            if m.last <= token and m.actor_id not in over and m.how not in ("group", "demonym")
            and (m.kind == "state" if states else m.kind in _SIDES)
        }  # fmt: skip
        often = Counter(m.actor_id for m in seen if m.how not in ("group", "demonym"))
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
                else m.kind not in ("place", "") and m.how not in ("group", "demonym")
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
            token = view.head[token]
            subject = next((i for i in view.children[token] if view.dep[i] == "nsubj"), None)
            if subject is not None:
                heads = {subject, *(i for i in view.children[subject] if view.dep[i] == "conj")}
                return {m.actor_id for m in seen if m.head in heads}
        return set()

    def pair(self, token: int, seen: Sequence[Mention]) -> list[Mention]:
        """ "both" alone, "the former", "the latter"."""
        view = self.view
        word = view.lower[token]
        if word == "both":
            bare = view.dep[token] == "advmod" and view.tag[token + 1 : token + 2] in (["VBD"], ["VBZ"], ["VBP"], ["MD"])
            alone = (bare or view.dep[token] in ("nsubj", "obj", "nsubj:pass", "obl")) and not any(m for m in seen if m.first == token)
            following = token + 1 < len(view.words) and (view.tag[token + 1].startswith(("NN", "JJ", "PRP$")))
            if not alone or following:
                return []
        elif not (token and view.lower[token - 1] == "the" and view.dep[token] not in ("amod", "compound", "advmod")):
            return []
        found = self._last_two(token, seen, states=False, persons=False)
        certainty = self._share(found, seen)
        if word == "former":
            found = found[:1]
        elif word == "latter":
            found = found[1:]
        return [
            replace(m, start=view.starts[token], end=view.ends[token], first=token, last=token + 1, head=token, text=view.words[token],
                    how=f"description:{word}", title="", title_first=token, certainty=certainty)
            for m in found
        ]  # fmt: skip


def _proper(m: Mention) -> bool:
    """Whether a mention is a name, be it of nouns that act: "Allied Democratic Forces", "the Haqqani network"; not "Iraqi army"."""
    if m.how.startswith(("office", "demonym")):
        return False
    return not m.how.startswith("group") or (m.kind != "state" and (m.how != "group" or all(word[0].isupper() for word in m.text.split())))
