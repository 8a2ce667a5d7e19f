"""What hangs on the word of an act itself and tells whether it took place: negations, auxiliaries, marks and adverbs."""

from geoanalysis.reading.cues import (
    AHEAD,
    ALLEGED_ADVERBS,
    CALLINGS,
    CONDITIONAL,
    NEGATION,
    NONE,
    PLANNED_ADVERBS,
    PLANNED_AUX,
    SCHEDULED,
    SHORT_OF,
    WEEKDAYS,
)

#: a status for the time of the walk: an adverb of hearsay doubts what is told as done, and takes nothing from what is to come
HEARSAY = "hearsay"


def own_cues(syntax, i, found, *, lexicon, noun, shared=False):
    """Add the cues that hang on token i itself."""
    for c in syntax.children[i]:
        word, d = syntax.lower[c], syntax.dep[c]
        if shared and not d.startswith("aux"):
            continue
        if _negates(syntax, c, noun) or c < i - 1 and (word, syntax.lower[c + 1]) in SHORT_OF:  # "far from supporting Hamas"
            found.add("negated", word)
        elif _plans(syntax, c):
            found.add("planned", word)
        elif d == "advmod" and word in ALLEGED_ADVERBS:
            found.add(HEARSAY, word)
        elif noun and (_scheduled(syntax, c) or d == "case" and "ahead" in (word, syntax.lower[c - 1])):
            found.add("planned", word)
        elif noun and d == "amod":
            entry = lexicon.governor(syntax, c)
            if entry and entry.status and syntax.child(c, "compound") is None:  # "Iran-backed attacks" are no plan
                found.add(entry.status, word)


def _scheduled(syntax, c):
    """True for "talks | scheduled for May", "a visit | which is expected soon", not for the place "where he is expected to speak"."""
    about = syntax.child(c, "nsubj:pass")
    return syntax.lower[c] in SCHEDULED and syntax.dep[c].startswith("acl") and (about is None or syntax.lower[about] in ("which", "that"))


def _plans(syntax, c):
    """True where the child c moves the word that it hangs on into the future or into the mind."""
    i, word, d = syntax.head[c], syntax.lower[c], syntax.dep[c]
    if d == "mark" and word in CONDITIONAL or d == "advmod" and word in PLANNED_ADVERBS:
        return True
    if d in ("mark", "advmod") and word in AHEAD:  # "before he visits India", "will leave after it has signed"
        perfect, main = (syntax.child(t, "aux") for t in (i, syntax.head[i]))
        will = main is not None and syntax.lower[main] in PLANNED_AUX
        return syntax.tag[i] in ("VBZ", "VBP") or will and perfect is not None and syntax.lower[perfect] in ("has", "have")
    if word == "due" and syntax.tag[i] == "VB":  # "is due to visit"
        return True
    weekday = word in WEEKDAYS and syntax.preposition(c) in ("on", "")
    if d.startswith("obl") and (word == "tomorrow" or weekday or any(syntax.lower[k] == "next" for k in syntax.children[c])):
        finite = syntax.child(i, "aux", "aux:pass")  # "visits Qatar next week", "are leaving next month"
        return syntax.tag[i if finite is None else finite] in ("VBZ", "VBP") and (
            finite is None or syntax.tag[i] == "VBG" and syntax.lemma[finite] == "be")
    if d == "aux" and word == "had" and syntax.dep[i] in ("advcl", "ccomp"):
        return c < (syntax.child(i, "nsubj", "nsubj:pass") or 0)  # "had Iran attacked, …"
    if d in ("aux", "cop", "aux:pass") and syntax.lemma[c] == "be" and word != "be":
        subject = syntax.child(i, "nsubj", "nsubj:outer")
        return to_infinitive(syntax, i) and (subject is None or syntax.lemma[subject] not in CALLINGS)  # "is to visit"
    return d == "aux" and word in PLANNED_AUX and not (word == "'d" and _had(syntax, i))


def _had(syntax, i):
    """True where "'d" before token i is "had": "he'd met Putin", not "he'd be met", "he'd have met"."""
    return syntax.tag[i] == "VBN" and not any(syntax.lower[c] in ("be", "have") for c in syntax.children[i])


def _negates(syntax, c, noun):
    """True where the child c takes back the word that it hangs on."""
    word, d = syntax.lower[c], syntax.dep[c]
    if d in ("advmod", "mark", "cc:preconj", "case") and word in NEGATION or d == "det" and word in NEGATION and (noun or word != "no"):
        return True
    if d == "cc" and word == "nor":
        return True
    if d == "advmod" and word == "longer":
        return any(syntax.lower[k] == "no" for k in syntax.children[c])
    if d in ("nsubj", "nsubj:pass", "obj") and not noun:
        return word in NONE or any(syntax.lower[k] in NONE and syntax.dep[k] in ("det", "cc:preconj") for k in syntax.children[c])
    return False


def to_infinitive(syntax, i):
    """True for "(arrived) to urge", "(Zarif) to visit", "(officials) to be charged"."""
    bare = syntax.tag[i] in ("VB", "VBP") or any(syntax.dep[c] == "aux:pass" and syntax.lower[c] == "be" for c in syntax.children[i])
    return bare and any(syntax.lower[c] == "to" and syntax.dep[c] in ("mark", "aux") for c in syntax.children[i])
