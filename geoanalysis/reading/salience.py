"""Weighs what speaks for each of the mentions that a pronoun can mean: how near it stands, what it does there, and who does such things."""

from collections import Counter
from collections.abc import Callable, Sequence

from geoanalysis.reading.binding import POSSESSIVE, SUBJECTS, first_conjunct, governor, predicate
from geoanalysis.reading.cues import SAYING
from geoanalysis.reading.mentions import Mention, View
from geoanalysis.reading.speakers import Speakers
from geoanalysis.reading.spelling import word_set
from geoanalysis.reading.valency import DENYING
from geoanalysis.reading.weighing import odds

#: Pronoun → who it can stand for: (m)an, (f) woman, (n) a body or state, (p) several.
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("it", "its", "itself"), "n"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "p"),
}
#: "India blamed Pakistan. It denied …": who is blamed denies.
_BLAMING = frozenset(("accuse", "blame", "suspect", "charge", "criticize", "criticise"))
#: "who took over from Roe after Spain killed him": whose office it was.
_SUCCEEDING = frozenset(("succeed", "replace", "take over"))
#: "thanked Turkey for its help": what is done to somebody because of him.
_REASON = frozenset(("for", "over", "because", "in"))
#: Bodies of followers, who are more at home in "they" than others.
_FOLLOWED = frozenset(("armed_group", "party"))
#: What bodies have and states have not, and the other way round.
_OF_BODIES = word_set(
    """leader leaders member members chairman founder fighter fighters supporters followers activists militants militia wing cadres
    positions spokesman spokeswoman commander commanders men chief headquarters offices candidate deputy militiamen guerrillas lawmakers"""
)
_OF_STATES = word_set(
    """territory border borders ambassador government army troops forces president minister soil airspace embassy citizens parliament
    capital neighbour neighbours neighbor neighbors sovereignty independence people land waters nationals economy coast police"""
)
_OBJECTS = frozenset(("obj", "obl"))
#: Clauses whose subject another clause often goes on about: "after the army lost the town, they …", "attacked it before they …".
_JOINED = frozenset(("conj", "advcl"))
#: How many mentions of an actor tell that a document is about him; more tell nothing more.
_OFTEN = 16
#: What speaks for what a pronoun can mean and by how much, after Lappin & Leass (1994); fitted to annotated documents and rounded.
_WEIGHTS = {
    "same sentence": 3.1,
    "sentence before": 1.6,
    "first": 0.5,
    "topic, of a later sentence": 0.7,
    "subject of the sentence": 0.7,
    "subject of the sentence before": 1.2,
    "subject before, of an object": -0.4,
    "subject, of a subject": 0.4,
    "subject above, a body": 0.5,
    "says so": 0.6,
    "object of the same sentence": 1.0,
    "oblique": -0.3,
    "agent": -0.4,
    "modifier": -1.1,
    "complement and reason": 1.4,
    "denies": 1.6,
    "predecessor": 3.0,
    "same pronoun": 1.0,
    "pronoun": -0.9,
    "only in his words": -1.4,
    "unsure": -3.0,
    "known sex": 0.4,
    "no person": -2.3,
    "nobody named": -1.5,
    "one body": -0.7,
    "followers": 1.5,
    "a body of followers": 0.9,
    "what bodies have, a state": -2.2,
    "what states have, a state": 0.8,
    "in a clause of a noun": -0.6,
    "subject of the joined clause": 0.6,
    "object, of a later object": 0.5,
    "often": 0.6,
    "a person, of they": 0.9,
    "a place only": -1.3,
    "people, of they": 1.5,
}


class Salience:
    """What one document has told of its actors so far, by which one of them is on the reader's mind.

    Attributes
    ----------
    first : dict of int
        Sentence → the token of its first mention.
    topic : str
        The actor that the document begins with, be it only as a heading: "Aweys, Hassan Dahir, Somali cleric".
    often : Counter
        Actor → how many mentions it has had.
    """

    def __init__(self, view: View):
        self.view = view
        self.first: dict[int, int] = {}
        self.topic = ""
        self.often: Counter[str] = Counter()
        self.quoted = Speakers(view, (), None).quoted
        self.speaking = {i for i, lemma in enumerate(view.lemma) if lemma in SAYING}

    def add(self, m: Mention) -> None:
        """Take notice of the next mention."""
        self.often[m.actor_id] += 1
        self.first.setdefault(self.view.sentence[m.first], m.first)
        if not self.topic and m.kind != "place" and self.view.dep[m.head] in (*SUBJECTS, "root"):
            self.topic = m.actor_id

    def weigh(self, near: Sequence[Mention], token: int, *, several: Callable[[Mention], bool]) -> list[tuple[float, Mention]]:
        """How much speaks for each of some mentions at a pronoun; `several` tells whether a mention is one of several together."""
        evidence = self.evidence(token, several)
        return [(odds(evidence(m), _WEIGHTS), m) for m in near]

    def evidence(self, token: int, several: Callable[[Mention], bool]) -> Callable[[Mention], dict[str, float]]:
        """What speaks for and against a mention at a pronoun, by the names of _WEIGHTS."""
        view, sort = self.view, PRONOUNS[self.view.lower[token]]
        verb, noun, here, quoted = predicate(view, token), view.head[token], view.sentence[token], self.quoted[token]
        possessive, after = view.lower[token] in POSSESSIVE, view.dep[token] in SUBJECTS
        above = first_conjunct(view, governor(view, token)) if after or possessive else -1
        clause = first_conjunct(view, noun)
        saying = view.head[clause] if after and view.dep[clause] == "ccomp" and view.head[clause] in self.speaking else -1
        of_bodies, of_states = (possessive and view.lower[noun] in words for words in (_OF_BODIES, _OF_STATES))
        reason = possessive and any(view.dep[i] == "case" and view.lower[i] in _REASON for i in view.children[noun])
        denies = view.lemma[verb] in DENYING
        succeeding = self._succeeding(first_conjunct(view, verb))

        def of(m: Mention) -> dict[str, float]:
            head = first_conjunct(view, m.head)
            dep, outer, number = view.dep[head], view.head[head], view.sentence[m.first]
            subject, same, before = dep in SUBJECTS, number == here, number == here - 1
            main = subject and view.dep[outer] == "root"
            complement = possessive and verb < head < token and predicate(view, head) == verb
            return {
                "same sentence": same,
                "sentence before": before,
                "first": self.first.get(number) == m.first,
                "topic, of a later sentence": not same and m.actor_id == self.topic,
                "subject of the sentence": main and same,
                "subject of the sentence before": main and before,
                "subject before, of an object": subject and before and not (after or possessive),
                "subject, of a subject": subject and same and after,
                "subject above, a body": subject and same and sort == "n" and head == above,
                "says so": subject and outer == saying,
                "object of the same sentence": same and dep == "obj",
                "oblique": dep in ("obl", "nmod"),
                "agent": dep == "obl:agent",
                "modifier": dep in ("compound", "amod"),
                "complement and reason": complement and reason,
                "denies": denies and view.lemma[outer] in _BLAMING and dep in ("obj", "obl", "nsubj:pass"),
                "predecessor": outer == succeeding and dep in ("obj", "obl"),
                "same pronoun": PRONOUNS.get(m.text.lower()) == sort,
                "pronoun": m.how.startswith("pronoun"),
                "only in his words": self.quoted[m.first] and not quoted,
                "unsure": 1 - m.certainty,
                "known sex": m.gender == sort,
                "no person": sort in "mf" and m.kind != "person",
                "nobody named": m.how in ("group", "office"),
                "one body": sort == "p" and m.kind != "population" and not several(m),
                "followers": sort == "p" and m.kind in _FOLLOWED,
                "a body of followers": sort == "n" and m.kind in _FOLLOWED,
                "what bodies have, a state": of_bodies and m.kind == "state",
                "what states have, a state": of_states and m.kind == "state",
                "in a clause of a noun": any(view.dep[i] in ("acl", "acl:relcl") for i in view.above(head)),
                "subject of the joined clause": subject and after and same and outer != noun and (
                    view.dep[noun] in _JOINED and view.head[noun] == outer or view.dep[outer] == "advcl" and view.head[outer] == noun),
                "object, of a later object": dep in _OBJECTS and view.dep[token] in _OBJECTS and not same,
                "often": min(self.often[m.actor_id], _OFTEN) ** 0.5,
                "a person, of they": sort == "p" and m.kind == "person",
                "a place only": m.how.startswith("place"),
                "people, of they": sort == "p" and m.kind == "population",
            }

        return of

    def _succeeding(self, verb: int) -> int:
        """The verb of coming into another's office under which an adverbial clause stands; -1 for others."""
        view, above = self.view, self.view.head[verb]
        words = [view.lemma[above], *(view.lower[i] for i in view.children[above] if view.dep[i] == "compound:prt")]
        return above if view.dep[verb] == "advcl" and " ".join(words) in _SUCCEEDING else -1
