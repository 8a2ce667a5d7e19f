"""Did it happen, and on whose word: negation, modality and governing words of an act, read off the syntax."""

from dataclasses import dataclass

from geoanalysis.reading.attribution import speaker_at_the_end, speaker_beside, speaker_of, verb_of_saying
from geoanalysis.reading.clauses import FINITE
from geoanalysis.reading.cues import (
    AHEAD,
    AIMS,
    ANSWERING,
    ASKING,
    BYSTANDERS,
    CAMPAIGNS,
    COMPLEMENT,
    COURTESIES,
    DEFINITE,
    DONE_WITH,
    DURING,
    ENDING,
    ERRANDS,
    HAPPENING,
    HOSTING,
    INTENDED,
    LASTING,
    LIGHT,
    MEETINGS,
    MOTION,
    NEGATION,
    OBJECTS,
    ORDINALS,
    PEOPLE,
    PERFORMED,
    PRESUPPOSING,
    SETTLED,
    SHORT_OF,
    SPEECH,
    TELLING,
    TYING,
    UNDOING,
    UNINFINITIVE,
    USING,
    UTTERANCES,
    WANTING,
)
from geoanalysis.reading.polarity import HEARSAY, own_cues, to_infinitive
from geoanalysis.reading.valency import CLAIMS, DENYING, OBJECT_CONTROL


@dataclass(frozen=True, slots=True)
class Reading:
    """How an act is put forward.

    status: actual, planned, alleged or negated
    speaker: token index of the nearest one on whose word it rests, or -1
    governor: the type that the nearest governing word itself stands for ("agreed to …" → AGREE), or ""
    cues: the words that decided, for the judge and for people
    """

    status: str
    speaker: int
    governor: str
    cues: tuple


#: the cues that one of them speaks, and that the act is not what the speaker asserts
BYSTANDER, BACKGROUND = "bystander", "background"
#: the statuses, of which the first that any word gives wins
RANKING = ("negated", "alleged", "planned", HEARSAY, "actual")
#: what a name or a title carries is stated as a fact, whatever becomes of the act in its sentence
STATED = Reading("actual", -1, "", ())
#: … but an office that has been voted and not yet taken
ELECT = Reading("planned", -1, "", ("elect",))


class _Found:
    """What a walk has gathered so far."""

    def __init__(self):
        self.statuses, self.cues = set(), []
        self.speaker, self.governor = -1, ""

    def add(self, status, cue):
        self.statuses.add(status)
        self.cues.append(cue)

    def heard(self, speaker, asserted):
        """Remember who speaks; what stands only at the edge of the reported clause is background, not the news told."""
        self.speaker = speaker
        if speaker >= 0 and not asserted:
            self.cues.append(BACKGROUND)

    def reading(self, syntax):
        if self.speaker >= 0 and not BYSTANDERS.isdisjoint(syntax.lemma[t] for t in (self.speaker, *syntax.children[self.speaker])):
            self.cues.append(BYSTANDER)
        status = min(self.statuses, key=RANKING.index, default="actual")
        return Reading("alleged" if status == HEARSAY else status, self.speaker, self.governor, tuple(self.cues))


def read_modality(syntax, i, *, lexicon, standing=False):
    """Return the Reading of the act at token i.

    The walk goes from the act up to its sentence's root: each step adds the cues of that word (negation, auxiliaries, adverbs) and the
    effect of the governing word above it (governors.csv). Nearer cues win over farther ones; a negation wins over an
    allegation, that over a plan, and a plan over hearsay.

    Parameters
    ----------
    syntax : Syntax
    i : int
        token of the predicate.
    lexicon : Lexicon
        for its governors.
    standing : bool
        True where the noun names who somebody is ("members", "ambassador"): what others want of them does not touch that.
    """
    found = _Found()
    standing = (standing or syntax.lemma[i] in PEOPLE) and syntax.dep[i] != "xcomp"  # but "wants to become an ally"
    while syntax.dep[i] == "compound" and not syntax.is_verb(i):
        i = syntax.head[i]  # "never signed a peace treaty": the peace is as real as the treaty
    # "have | armed Hamas", the participle read as an adjective of its object
    perfect = i > 0 and syntax.dep[i] == "amod" and syntax.tag[i] == "VBN" and syntax.lemma[i - 1] == "have"
    node, reach, beside = i - perfect, True, False
    for _ in range(8):
        if reach and not beside:
            own_cues(syntax, node, found, lexicon=lexicon, noun=node == i and not syntax.is_verb(i))
        if found.speaker < 0:
            found.heard(syntax.once(speaker_beside, node), reach)
        up = syntax.head[node]
        if up == node:
            if reach and to_infinitive(syntax, node):
                found.add("planned", "to")
            break
        reach = reach and (syntax.is_verb(i) or not standing)
        beside = syntax.dep[node] == "conj" and syntax.is_verb(node) and syntax.tag[node] in FINITE
        node, reach = up, _step(syntax, lexicon, node, found, reach=reach, first=node == i)
    if found.speaker < 0:
        found.heard(speaker_at_the_end(syntax, i), reach)
    if standing and not syntax.is_verb(i) and syntax.child(i, "cop") is None:
        found.speaker = -1  # "RUF representatives left, he said": that they are representatives nobody needs to say
    return found.reading(syntax)


def _step(syntax, lexicon, node, found, *, reach, first):
    """Go from node to the word above it; returns whether what stands there still reaches the act."""
    d, up = syntax.dep[node], syntax.head[node]
    if d == "conj":
        if reach and _shares_auxiliary(syntax, node):
            if syntax.tag[node] in FINITE:  # "does not recognise him and urges him", "refused to come and attacked"
                return syntax.tag[up] != "VB"
            own_cues(syntax, up, found, lexicon=lexicon, noun=False, shared=True)
            return True
        return reach and not syntax.is_verb(node)
    if d in ("amod", "compound") and syntax.tag[node] == "VBG":  # "accused of supplying weapons", the participle read as an adjective
        return reach and node > 0 and syntax.dep[node - 1] in ("case", "mark")
    if (verb := verb_of_saying(syntax, node)) is not None:
        found.heard(speaker_of(syntax, verb) if found.speaker < 0 else found.speaker, reach or found.speaker >= 0)
        entry = lexicon.governor(syntax, verb)
        return bool(entry and entry.status and reach) and _governed(syntax, verb, "ccomp", entry, found, given=False)
    if d.startswith("acl") and syntax.lemma[node] in DENYING and syntax.lemma[up] in CLAIMS:
        return False  # "a claim that all rejected"
    if d == "acl:relcl" and any(syntax.lower[c] == "that" and syntax.dep[c] == "mark" for c in syntax.children[node]):
        d = "acl"  # "rumours that Turkey bought oil"
    if d not in COMPLEMENT and d != "parataxis":
        return False
    fought = up if d == "acl" else syntax.child(up, "obj") if d == "xcomp" else None
    if fought is not None and syntax.lemma[node] in AIMS and syntax.lemma[fought] in CAMPAIGNS:
        return reach  # who wages a campaign to defeat somebody fights him
    if found.speaker < 0 and (d == "ccomp" and syntax.lemma[up] in SPEECH or d == "obj" and first and syntax.lemma[up] in TELLING):
        found.heard(speaker_of(syntax, up), reach)
    if d == "xcomp" and syntax.lemma[node] in PERFORMED and syntax.lemma[up] in WANTING:
        return False
    yet = d == "xcomp" and syntax.lemma[up] in ("have", "be", "remain") and any(syntax.lower[c] == "yet" for c in syntax.children[up])
    if yet and reach:
        found.add("negated", "yet to")
        return False
    verb, entry = _governor(syntax, lexicon, node, d)
    bound = syntax.child(up, "obj") if d == "advcl" and syntax.lemma[up] in LIGHT and to_infinitive(syntax, node) else None
    if bound is not None and syntax.lemma[bound] in SETTLED:  # "signed a deal with Syria | to arm it": what they agreed on
        d, verb, entry = "acl", bound, lexicon.governor(syntax, bound)
    told = {"REJECT": UTTERANCES, "SUPPORT": UTTERANCES | SETTLED}
    uttered = entry and d in OBJECTS and first and syntax.lemma[node] in told.get(entry.type, COURTESIES)
    named = entry and entry.status == "planned" and d == "xcomp" and not syntax.is_verb(node)  # "was elected president"
    if entry and reach and not (uttered or named) and _governs(syntax, entry, node, d):
        found.governor = found.governor or entry.type
        if entry.status == "alleged" and found.speaker < 0:
            found.heard(speaker_of(syntax, verb), reach)
        given = not syntax.is_verb(node) and _given(syntax, node, ahead=entry.status == "planned" and entry.type != "SUPPORT")
        return _governed(syntax, verb, d, entry, found, given=given)
    return reach and _ungoverned(syntax, node, d, found, first=first)


def _ungoverned(syntax, node, d, found, *, first):
    """A step without a governing word; returns whether what stands above still reaches the act."""
    up = syntax.head[node]
    if any(syntax.lower[c] == "including" and syntax.dep[c] == "mark" for c in syntax.children[node]):
        return True  # "asked China to do more, including cutting trade"
    if d == "advcl":
        if syntax.tag[node] == "VBG" and any(syntax.lower[c] in AHEAD for c in syntax.children[node]):
            return True  # "will visit Seoul before travelling to Beijing"
        if (syntax.lower[up], _link(syntax, node)) in SHORT_OF:
            found.add("negated", syntax.lower[up])
        elif to_infinitive(syntax, node):
            if _to_come(syntax, node, up) if syntax.lemma[node] in DONE_WITH else syntax.lemma[up] in OBJECT_CONTROL | ERRANDS:
                found.add("planned", "purpose")
            return True
        return False
    ahead = d == "obl" and syntax.preposition(node) == "for" and syntax.lemma[up] in MOTION
    if d == "acl" or ahead:
        done = syntax.lemma[node] in DONE_WITH and not _to_come(syntax, node, up)
        if done or any(syntax.tag[c] == "JJS" or syntax.lower[c] in ORDINALS or syntax.lower[c - 1] == "most"
                                                  for c in syntax.children[up] if c < up):
            return True  # "the first country to recognise it", "the most senior envoy to visit"
        if ahead or to_infinitive(syntax, node):
            found.add("planned", "for" if ahead else "to")
        return False
    answered = syntax.lemma[node] in UTTERANCES and syntax.lemma[up] in ANSWERING
    if d == "obl" and syntax.is_verb(up) and first and not answered:
        # "will return to the talks", "will host him for talks", "will sign it at the talks"
        link = syntax.preposition(node)
        return link == "to" or link == "for" and syntax.lemma[up] in HOSTING or link in DURING and syntax.lemma[node] in MEETINGS
    if d == "nsubj":
        return first and not syntax.is_verb(node) and syntax.is_verb(up) and syntax.lemma[up] in HAPPENING
    if d in OBJECTS:
        # "to break Israel's blockade", "to lift sanctions": there is one, there are some
        known = _given(syntax, node) and syntax.lemma[up] not in LIGHT or syntax.lemma[up] in PRESUPPOSING
        return d in ("obj", "nsubj:pass") and syntax.is_verb(up) and first and not (known or answered)
    doing = syntax.lemma[node] in DONE_WITH or syntax.lemma[up] in USING
    if d == "xcomp" and syntax.child(up, "obj") is not None and to_infinitive(syntax, node) and not doing:
        found.add("planned", "purpose")
    return d in ("xcomp", "csubj")


def _governor(syntax, lexicon, node, d):
    """The governing word above node and its entry: (token, Governor), or (token, None)."""
    up = syntax.head[node]
    # "is said to", "is going to", "is expected to": the entry is that of the passive or the copula
    for c in syntax.children[up] if d in ("xcomp", "ccomp") else ():
        if syntax.dep[c] in ("aux:pass", "aux", "cop") and syntax.lemma[c] == "be":
            entry = lexicon.governor(syntax, c)
            beside = {syntax.lower[up], *(syntax.lower[k] for k in syntax.children[up])}
            if entry and entry.lemma.startswith("be ") and entry.lemma.split()[1] in beside - {"to"}:
                return up, entry
    entries = list(lexicon.governors(syntax, up))
    plans = (e for e in entries[1:] if (e.status, e.type) == ("planned", "") and _governs(syntax, e, node, d))
    entry = entries[0] if entries else None
    if entry and not _governs(syntax, entry, node, d):  # "prepares an offensive to retake it": not what "prepare to" governs
        entry = next(plans, entry)
    if entry is None and d in ("nmod", "acl", "advcl", "obl:unmarked") and syntax.head[up] != up:
        # "accused Iran | of supplying": the deed may hang on the accused
        above = syntax.head[up]
        far = lexicon.governor(syntax, above)
        if far and " " in far.lemma and far.lemma.split()[-1] == _link(syntax, node) != "to" and above < up:
            return above, far
    for c in syntax.children[up] if entry is None and d == "acl" else ():  # "accused | two men of killing", read as "two accused men"
        far = lexicon.governor(syntax, c) if syntax.dep[c] == "amod" else None
        if far and " " in far.lemma and far.lemma.split()[-1] == _link(syntax, node) != "to":
            return c, far
    return up, entry


def _governs(syntax, entry, node, d):
    """Whether a governing word takes the act in the place d as its object."""
    up, link = syntax.head[node], _link(syntax, node)
    *_, last = entry.lemma.split()
    if entry.lemma in UNINFINITIVE and to_infinitive(syntax, node):
        return False
    if d == "nsubj:pass" and entry.lemma in INTENDED and syntax.child(up, "xcomp", "advcl") is not None:
        return False  # "the visit is meant to mend relations"
    if " " in entry.lemma and last in TYING and entry.lemma[:3] != "be ":
        # "sent weapons to" does not govern the weapons
        particle = any(syntax.lower[c] == last and syntax.dep[c] in ("compound:prt", "advmod") for c in syntax.children[up])
        asked = syntax.is_verb(node) and any(syntax.preposition(c) == last for c in syntax.children[up])  # "called on Israel to"
        if not (link == last or particle or asked or d == "ccomp" or d == "xcomp" and (link != "to" or last in ("on", "for"))):
            return False
        if last == "to" and not syntax.is_verb(node) and entry.status == "planned" and entry.type != "AGREE":
            return False
    if d in ("advcl", "obl"):
        aimed = d == "advcl" and link == "to" and (syntax.child(up, "obj") is not None or entry.status != "planned" or " " in entry.lemma)
        return link in TYING and (last == link or syntax.is_verb(node)) and not aimed  # but "decided on Monday to leave"
    if d == "nsubj":
        return entry.pos == "ADJ" and not syntax.is_verb(node)
    if d == "acl" and syntax.tag[node] in ("VBN", "VBG") and not link and syntax.child(node, "mark", "nsubj", "nsubj:pass") is None:
        return False  # a participle says more of the word, and is not its content
    return d != "parataxis" and not (d in OBJECTS and syntax.is_verb(node) and not link and d != "obj")


def _governed(syntax, up, relation, entry, found, *, given):
    """Apply a governing word; returns whether the words above it still reach the act."""
    negated = any(syntax.lower[c] in NEGATION and syntax.dep[c] in ("advmod", "det") for c in syntax.children[up])
    if entry.status == "actual":
        return relation not in OBJECTS or entry.lemma not in LASTING  # "needs to continue the talks": they go on already
    first = entry.lemma.split()[0]
    if entry.lemma in ENDING and relation in ("xcomp", "ccomp", "advcl"):  # "must stop sending rifles": they are being sent
        return False
    if relation in OBJECTS and (first in ENDING or given and first not in UNDOING and entry.status != "alleged"):
        return False
    if entry.status:
        # "did not agree to release": not done either; "did not deny attacking" says nothing sure
        status = entry.status
        if negated:
            status = {"negated": "alleged", "planned": "negated"}.get(status, "negated" if entry.lemma == "evidence" else status)
        found.add(status, entry.lemma)
        return entry.pos == "NOUN" and status != "negated"  # "denied reports that", "gave up plans to"
    return relation == "xcomp"


def _given(syntax, i, *, ahead=False):
    """True where noun i is somebody's or known already: "Israel's blockade", "the ongoing talks"; what "the arrest of Mejia" speaks of
    may be ahead where it is ordered or proposed."""
    known = {syntax.lower[c] for c in syntax.children[i]} & DEFINITE
    if ahead and known == {"the"} and any(syntax.preposition(c) == "of" for c in syntax.children[i]):
        return False
    return bool(known) or syntax.child(i, "nmod:poss") is not None


def _link(syntax, node):
    """The word that ties node to the one above it: its preposition or its mark, "" for none."""
    for c in syntax.children[node]:
        if syntax.dep[c] == "mark" and syntax.lower[c] in TYING:
            return syntax.lower[c]
        if syntax.dep[c] == "amod" and syntax.tag[c] == "VBG" and (link := _link(syntax, c)):  # "of supplying | weapons"
            return link
    if syntax.dep[node] == "acl" and syntax.tag[node - 1] == "JJ" and syntax.head[node - 1] == syntax.head[node] != node - 2:
        return syntax.preposition(node - 1)  # "inquiries | into Russian meddling"
    return syntax.preposition(node)


def _to_come(syntax, node, up):
    """Whether the purpose of what stands at token up is ahead: of somebody in a headline, and of a stay that is under way."""
    if syntax.head[up] == up and not syntax.is_verb(up) and syntax.child(up, "cop", "nsubj") is None:
        return True  # "Lavrov to warn China"
    now = syntax.child(up, "aux" if syntax.is_verb(up) else "cop")
    return now is not None and syntax.lower[now] in ("is", "are", "am") and syntax.lemma[node] in ASKING


def _shares_auxiliary(syntax, i):
    """True for "(will visit and) meet": a second verb without subject and auxiliary of its own."""
    return syntax.is_verb(i) and syntax.child(i, "nsubj", "nsubj:pass", "aux", "aux:pass") is None
