"""Tells what grammar alone says of a pronoun: which mentions it cannot mean, what stands above it, and that an empty "it" means nobody."""

from collections.abc import Sequence

from geoanalysis.reading.mentions import NAME_TAGS, NOUN_TAGS, Mention, View
from geoanalysis.reading.spelling import word_set
from geoanalysis.reading.valency import UNDERGONE

SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "nsubj:outer"))
POSSESSIVE = frozenset(("his", "her", "its", "their", "hers", "theirs"))
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
#: Who does what he speaks of to another himself: "promised France to help it".
_PROMISING = frozenset(("promise", "vow", "threaten", "pledge"))
#: Words of help, whose "in" tells what those do who are helped: "helped Iraq in its fight", and what stands before these.
_HELP = word_set("help support assist back aid stand assistance backing solidarity")
_HELPED = frozenset(("for", "to", "with", "by", "of"))
#: What facts and events do, and no actor: "It underscores the importance of …".
_OF_FACTS = word_set("underscore underline mean illustrate happen matter sound suit reflect signify")
#: The forms of "be" that say what somebody is, and the verbs that make him so.
_COPULAS = frozenset(("is", "was", "'s", "’s", "are", "am", "be", "been", "being", "were"))
_NAMING = frozenset(("appoint", "elect", "name", "declare", "proclaim", "crown", "swear"))


def modified(view: View, token: int) -> int:
    """The noun whose relative clause a token stands in; -1 when the parser saw none."""
    for _ in range(6):
        if view.dep[token] in ("acl:relcl", "acl"):
            return view.head[token]
        token = view.head[token]
    return -1


def predicate(view: View, token: int) -> int:
    """The predicate whose argument a token is, directly or inside a noun phrase."""
    i = token
    for _ in range(6):
        dep = view.dep[i]
        i = view.head[i]
        if dep in SUBJECTS or dep in ("obj", "iobj", "obl", "obl:agent", "xcomp", "ccomp", "advcl", "root"):
            return i
    return i


def first_conjunct(view: View, token: int) -> int:
    """The first of the nouns or verbs that a token is coordinated with, or the token itself."""
    for _ in range(8):
        if view.dep[token] != "conj":
            break
        token = view.head[token]
    return token


def governor(view: View, token: int) -> int:
    """The nearest subject above a token, other than itself; -1 without one."""
    i = token
    for _ in range(14):
        if view.head[i] == i:
            return -1
        i = view.head[i]
        own = [j for j in view.children[i] if view.dep[j] in SUBJECTS and j != token and view.lower[j] != view.lower[token]]
        if own and not under(view, token, own[0]):
            return own[0]
    return -1


def empty(view: View, token: int) -> bool:
    """ "It is clear that …", "it remains to be seen", "it underscores …", "it was India that …": nobody is meant."""
    verb = view.head[token]
    if view.dep[token] not in SUBJECTS:
        return False
    kids = view.children[verb]
    if view.lemma[verb] in _OF_FACTS:
        return True
    if any(view.dep[i] == "cop" for i in kids) and view.tag[verb] in NAME_TAGS:
        return True
    clause = any(view.dep[i] in ("csubj", "csubj:outer", "ccomp", "csubj:pass") for i in kids)
    if view.lower[verb] in ("remains", "remained", "seems", "appears", "becomes", "became", "is", "was") and any(
        view.dep[i] == "xcomp" and view.tag[i].startswith("JJ") for i in kids):  # fmt: skip
        return True
    if view.tag[verb].startswith("JJ") or view.lower[verb] in ("time", "unclear", "raining", "snowing", "late"):
        return clause or any(view.dep[i] in ("xcomp", "advcl") for i in kids)
    passive = view.dep[token] == "nsubj:pass" or any(view.dep[i] == "aux:pass" for i in kids)
    return clause and (passive or view.lower[verb] in ("seems", "appears", "emerged", "turned", "remains", "means", "is", "was"))


def allowed(view: View, token: int, near: Sequence[Mention]) -> list[Mention]:
    """The mentions that grammar lets a pronoun mean: "himself" the subject above it, others nobody of whom one mention is forbidden."""
    if view.lower[token] in _REFLEXIVE:
        above = governor(view, token)
        return [m for m in near if m.head == above]
    verb = predicate(view, token)
    barred = {m.actor_id for m in near if _bound(view, token, m, verb=verb)}
    return [m for m in near if m.actor_id not in barred]


def _bound(view: View, token: int, m: Mention, *, verb: int) -> bool:
    """Whether grammar forbids the pair: "Iran attacked it" is not Iran, "his minister" is not the minister."""
    if m.first <= token < m.last:
        return True
    if view.lower[token] in POSSESSIVE:
        # "His ally X", "his ally is X", "X, his ally", "X is one of his allies": a possessor is none of the nouns that hang on its own
        # noun, or on which it hangs, nor who is said to be it.
        noun = view.head[token]
        if view.lower[noun] in UNDERGONE and view.dep[noun] == "obj" and first_conjunct(view, m.head) == _subject(view, verb):
            return True  # "France welcomed his arrest"
        beside = view.dep[noun] in SUBJECTS and view.head[noun] == m.head or _apposed(view, noun) == m.head
        return beside or _above(view, m.head, noun) or first_conjunct(view, m.head) == _likened(view, noun)
    head = first_conjunct(view, m.head)
    if view.dep[token] in ("obj", "iobj", "obl") and head == _subject(view, verb):
        return True
    return view.head[head] == view.head[token] != head or view.dep[head] in SUBJECTS and view.head[head] == verb != head


def _subject(view: View, verb: int) -> int:
    """The subject of a predicate, its own or the one that it shares: "X met Y and urged him", "X fired to stop him", "Y asked X to
    help him"; -1 without one."""
    for _ in range(5):
        kids, dep, outer = view.children[verb], view.dep[verb], view.head[verb]
        if own := [i for i in kids if view.dep[i] in SUBJECTS]:
            return first_conjunct(view, own[0])
        if dep not in ("conj", "xcomp", "advcl") or outer == verb:
            return outer if dep == "acl" else -1
        asked = [i for i in view.children[outer] if view.dep[i] in ("obj", "iobj") and i < verb] if dep == "xcomp" else ()
        if asked and view.lemma[outer] not in _PROMISING:
            return asked[0]
        verb = outer
    return -1


def helped_in(view: View, token: int) -> list[int]:
    """The nouns of those whom somebody helps in what a possessive owns: "backed Chad and Mali in their fight", "support for Chad in its
    fight"."""
    noun = view.head[token]
    if not any(view.dep[i] == "case" and view.lower[i] == "in" and i < token for i in view.children[noun]):
        return []
    for helping in range(token - 1, view.sentence_of(token)[0] - 1, -1):
        beside = view.head[noun] == view.head[helping] and view.tag[helping] in NOUN_TAGS  # "voiced | support for Chad | in its fight"
        if view.lemma[helping] in _HELP and (beside or under(view, noun, helping)):
            found = [i for i in view.children[helping] if helping < i < token and (view.dep[i] in ("obj", "iobj") or any(
                view.dep[j] == "case" and view.lower[j] in _HELPED for j in view.children[i]))]
            return [*found, *(j for i in found for j in view.children[i] if view.dep[j] == "conj" and j < token)]
    return []


def _likened(view: View, noun: int) -> int:
    """Who is said to be a noun, or one of such: "Chad is its ally", "Chad was named as one of its allies", "lists Chad as its ally"; -1
    where nobody is."""
    if view.dep[noun] == "nmod" and view.lower[view.head[noun]] == "one":
        noun = view.head[noun]
    kids = view.children[noun]
    preps = [view.lower[i] for i in kids if view.dep[i] == "case"]
    if preps == ["as"]:
        verb = view.head[noun]
    elif any(view.dep[i] == "cop" for i in kids) and not preps:  # not "is on its way"
        verb = noun
    else:
        return -1
    slots = ("obj", *SUBJECTS) if verb != noun else SUBJECTS
    found = {view.dep[i]: i for i in view.children[verb] if view.dep[i] in slots}
    return next((found[slot] for slot in slots if slot in found), -1)


def _apposed(view: View, token: int) -> int:
    """The noun to which a noun phrase is apposed that a token belongs to: "Jang, the husband of his sister"; -1 without one."""
    for _ in range(4):
        if view.dep[token] == "appos":
            return view.head[token]
        if view.dep[token] not in ("compound", "nmod", "nmod:poss", "nmod:desc"):
            break
        token = view.head[token]
    return -1


def _above(view: View, token: int, top: int) -> bool:
    """Whether a token belongs to the noun phrase of another."""
    for _ in range(6):
        if token == top:
            return True
        if view.dep[token] not in ("appos", "flat", "compound", "amod", "nmod", "nmod:poss", "nmod:desc"):
            return False
        token = view.head[token]
    return False


def predicated(view: View, token: int) -> list[int]:
    """Of whom a noun is said: "Hamas is a group", "Roe became president", "Poe was appointed governor"."""
    verb = view.head[token]
    if any(view.dep[i] == "cop" and view.lower[i] in _COPULAS for i in view.children[token]):
        return [i for i in view.children[token] if view.dep[i] == "nsubj"]
    if view.dep[token] in ("xcomp", "obj") and view.lemma[verb] in ("become", "remain"):
        return [i for i in view.children[verb] if view.dep[i] == "nsubj"]
    if view.dep[token] == "xcomp" and view.lemma[verb] in _NAMING:
        return [i for i in view.children[verb] if view.dep[i] in ("nsubj:pass", "obj")]
    return []


def same_sort(noun: Mention, m: Mention) -> bool:
    """Whether somebody can be what a noun says of him: a person a "member", a body a "group"."""
    unlike = noun.kind not in ("person", "population") if m.kind == "person" else noun.kind == "person"
    return m.kind not in ("place", "population") and not unlike


def under(view: View, token: int, top: int) -> bool:
    """Whether a token hangs on another, by however many words between."""
    for _ in range(12):
        if token == top:
            return True
        if view.head[token] == token:
            return False
        token = view.head[token]
    return False
