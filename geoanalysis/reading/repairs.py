"""Mends the tree where the parser is mostly wrong: an office-holder's name on the body ("the leader of the party, Jane Roe"), a dateline
as the subject ("CAIRO (AP) - Egypt said"), an empty "it" that does something ("It is now threatening to leave"), what somebody is taken
as ("took the envoy hostage")."""

from bisect import insort

from geoanalysis.reading.binding import SUBJECTS
from geoanalysis.reading.groups import Nouns, noun_at
from geoanalysis.reading.mentions import NAME_TAGS, NOUN_TAGS, View
from geoanalysis.reading.nobody import datelines

#: the relative pronouns of persons, whose clause goes with the name: "the leader of the party, Jane Roe, who"
_WHO = frozenset(("who", "whom", "whose"))
#: what an "it" that nobody is may be doing: "it is raining", "it is becoming clear that", "it was taking the army months to"
_EMPTY = frozenset(("rain", "snow", "get", "become", "take", "look", "seem", "appear", "be", "cost", "happen", "grow"))

#: what somebody may be taken as, and the verbs that say so
_CAPTIVE = frozenset(("hostage", "captive", "prisoner"))
_TAKING = frozenset(("take", "hold", "keep"))
#: within how many words behind its verb that word stands
_NEAR = 16


def attach_names(view: View, nouns: Nouns) -> None:
    """Hang the names of persons that stand in apposition to a body on the one whom a noun before it tells; doing it twice does no harm."""
    for first, last, label in view.names:
        name = view.head_of(first, last) if label == "PERSON" else first
        if label == "PERSON" and view.dep[name] == "appos" and "," in view.lower[view.head[name]:first]:
            body, office = view.head[name], _office(view, view.head[name], nouns)
            who = _WHO.intersection(view.lower[last:last + 2])
            for child in () if office is None else [c for c in view.children[body] if c == name or who and c > name]:
                _hang(view, child, office, view.dep[child])


def fill_subjects(view: View) -> None:
    """Make an "it" the subject of what only somebody can be doing, where the parser sees an empty one; doing it twice does no harm."""
    for it, dep in enumerate(view.dep):
        verb = view.head[it]
        if dep == "expl" and view.lower[it] == "it" and view.tag[verb] == "VBG" and view.lemma[verb] not in _EMPTY:
            deps = {view.dep[i]: i for i in view.children[verb]}
            is_ = deps.get("aux", deps.get("cop"))
            if is_ is not None and deps.keys().isdisjoint(("csubj", "ccomp", *SUBJECTS)):
                view.dep[it], view.dep[is_] = "nsubj", "aux"


def free_captives(view: View) -> None:
    """Hang what somebody is taken as on the verb: "took two guards of the embassy | hostage" tells of no "embassy hostage"; doing it twice
    does no harm."""
    for i in [i for i, word in enumerate(view.lower) if word in _CAPTIVE and i]:
        noun, before = i - 1, range(i - 1, max(i - _NEAR, -1), -1)
        verb = next((t for t in before if view.lemma[t] in _TAKING and view.tag[t].startswith("VB")), None)
        one = view.tag[noun] in NAME_TAGS and any(view.lower[c] in ("a", "an") for c in view.children[i])  # "took a US hostage"
        if verb is None or view.sentence[verb] != view.sentence[i] or view.tag[noun] not in NOUN_TAGS or one or view.head[i] == i:
            continue
        if view.head[noun] == i:
            for child in [c for c in view.children[i] if c != noun]:
                _hang(view, child, noun if child < i else verb, view.dep[child])
            _hang(view, noun, view.head[i], view.dep[i])
        _hang(view, i, verb, "xcomp")
        view.tag[i] = "JJ"  # nobody's name


def detach_datelines(view: View) -> None:
    """Take datelines out of the clause behind their dash, and give it the subject that hangs on them; doing it twice does no harm."""
    for start, end in datelines(view.text):
        first, last = view.tokens(start, end)
        for top in [i for i in range(first, last) if view.dep[i] in SUBJECTS or view.dep[i] == "root"]:
            verb, dep = view.head[top], view.dep[top]
            behind = [i for i in view.children[top] if i >= last and view.dep[i] != "punct"]
            heir = next((i for i in behind if dep != "root" or view.dep[i] in ("parataxis", "ccomp")), None)
            if dep == "root" and heir is not None:
                _hang(view, heir, heir, "root")
                _hang(view, top, heir, "parataxis")
            elif dep != "root" and any(i >= last and view.dep[i] in SUBJECTS for i in view.children[verb]):
                _hang(view, top, verb, "parataxis")
            elif dep != "root" and heir is not None:
                _hang(view, top, verb, "parataxis")
                _hang(view, heir, verb, dep)
                for i in behind[1:]:
                    _hang(view, i, heir, view.dep[i])


def _hang(view: View, token: int, head: int, dep: str) -> None:
    """Give a token another head and relation."""
    if view.head[token] != token:
        view.children[view.head[token]].remove(token)
    view.head[token], view.dep[token] = head, dep
    if head != token:
        insort(view.children[head], token)


def _office(view: View, body: int, nouns: Nouns) -> int | None:
    """The one person above a noun that tells of nobody: "chief" for "army" in "the chief of the general staff of the army"."""
    while view.dep[body].startswith("nmod") and not _one(view, body, nouns):
        body = view.head[body]
        if _one(view, body, nouns):
            return body
    return None


def _one(view: View, token: int, nouns: Nouns) -> bool:
    """Whether a noun tells of one person: "the leader", "an official", "a member"."""
    found = noun_at(view, token, nouns)
    return found is not None and (found[0].kind == "person" or found[0].number == "s" and (
        found[0].kind == "population" or found[0].canonical == "body")) and not view.tag[token].endswith("S")
