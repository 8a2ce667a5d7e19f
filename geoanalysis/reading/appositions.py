"""Mends the tree where the parser hangs the name of an office-holder on the body: "the leader of the party, Jane Roe"."""

from bisect import insort

from geoanalysis.reading.groups import Nouns, noun_at
from geoanalysis.reading.mentions import View

#: the relative pronouns of persons, whose clause goes with the name: "the leader of the party, Jane Roe, who"
_WHO = frozenset(("who", "whom", "whose"))


def attach_names(view: View, nouns: Nouns) -> None:
    """Hang the names of persons that stand in apposition to a body on the one whom a noun before it tells; doing it twice does no harm."""
    for first, last, label in view.names:
        name = view.head_of(first, last) if label == "PERSON" else first
        if label == "PERSON" and view.dep[name] == "appos" and "," in view.lower[view.head[name]:first]:
            body, office = view.head[name], _office(view, view.head[name], nouns)
            who = _WHO.intersection(view.lower[last:last + 2])
            for child in () if office is None else [c for c in view.children[body] if c == name or who and c > name]:
                view.children[body].remove(child)
                view.head[child] = office
                insort(view.children[office], child)


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
