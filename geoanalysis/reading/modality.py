"""Did it happen, and who says so: negation, modality, governing words and speakers of an act, read off the syntax."""

from dataclasses import dataclass

NEGATION = {"not", "n't", "never", "no", "hardly", "neither", "nor", "without", "nobody", "none", "nt"}
#: auxiliaries that put the act into the future or into the mind
PLANNED_AUX = {"will", "'ll", "wo", "would", "'d", "may", "might", "could", "should", "must", "shall", "ought", "ca", "can"}
ALLEGED_ADVERBS = {"allegedly", "reportedly", "supposedly", "purportedly", "apparently"}
PLANNED_ADVERBS = {"possibly", "soon", "potentially"}
SPEECH_PREPOSITIONS = {"according to"}
#: marks of a subordinate clause that make the act only a possibility
CONDITIONAL = {"if", "unless", "whether", "lest"}
#: the relations over which a governing word reaches the act below it
COMPLEMENT = {"xcomp", "ccomp", "acl", "obj", "nsubj:pass", "obl", "nmod", "advcl", "csubj", "nsubj", "obl:agent"}
#: of those, the ones where only a governor passes, not the modality of what stands above
OBJECTS = {"obj", "nsubj:pass", "obl", "nmod", "nsubj"}
#: the speech verbs that take a clause beside them ("…", he said)
SPEECH = {"say", "tell", "report", "announce", "claim", "state", "add", "declare", "note", "insist", "argue", "believe", "confirm",
          "warn", "allege", "suggest", "acknowledge", "write", "explain", "accuse", "admit", "indicate", "reveal", "stress",
          "assert", "maintain", "complain", "contend", "describe", "recall", "quote", "charge", "think", "deny", "tweet"}


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


#: what a name or a title carries is stated as a fact, whatever becomes of the act in its sentence
STATED = Reading("actual", -1, "", ())


def read_modality(syntax, lexicon, i, sense_status=""):
    """Return the Reading of the act at token i.

    The walk goes from the act up to its sentence's root: each step adds the cues of that word (negation, auxiliaries, adverbs) and the
    effect of the governing word above it (governors.csv). Nearer cues win over farther ones; a negation wins over a plan, a plan over
    a report.
    """
    found, cues, speaker, governor = set(), [], -1, ""
    if sense_status:
        found.add(sense_status)
    node, reach, steps = i, True, 0
    while steps < 8:
        if reach:
            _own_cues(syntax, node, found, cues, noun=node == i and not syntax.is_verb(i), lexicon=lexicon)
        if speaker < 0:
            speaker = _beside(syntax, node)
        d, up = syntax.dep[node], syntax.head[node]
        if up == node:
            break
        if d == "conj" and reach and _shares_auxiliary(syntax, node):
            _own_cues(syntax, up, found, cues, noun=False, lexicon=lexicon, shared=True)
        elif d in COMPLEMENT or d == "parataxis":
            entry = lexicon.governor(syntax, up)
            complement = d in ("xcomp", "ccomp", "acl", "csubj") or (d in OBJECTS and not syntax.is_verb(node)) or d == "advcl"
            if d == "ccomp" and speaker < 0 and syntax.lemma[up] in SPEECH:
                speaker = _speaker(syntax, up)
            if entry and complement and reach and not (d in ("nsubj", "advcl", "obl") and entry.status in ("", "alleged") and node == i):
                reach = _governed(syntax, up, d, entry, found, cues)
                governor = governor or entry.type
                if entry.status == "alleged" and speaker < 0:
                    speaker = _speaker(syntax, up)
            elif d == "advcl" and reach:
                if _purpose(syntax, node):
                    found.add("planned")
                    cues.append("purpose")
                reach = False
            elif d in OBJECTS or d in ("ccomp", "parataxis"):
                reach = reach and d in ("obj", "nsubj:pass") and syntax.is_verb(up) and node == i
        else:
            reach = reach and d == "xcomp"
        node, steps = up, steps + 1
    return Reading(_status(found), speaker, governor, tuple(cues))


def _status(found):
    for status in ("negated", "alleged", "planned"):
        if status in found:
            return status
    return "actual"


def _own_cues(syntax, i, found, cues, *, noun, lexicon, shared=False):
    for c in syntax.children[i]:
        word, d = syntax.lower[c], syntax.dep[c]
        if shared and not d.startswith("aux"):
            continue
        if word in NEGATION and d in ("advmod", "det", "mark", "cc:preconj", "case"):
            if not (word == "no" and d == "det" and not noun):
                found.add("negated")
                cues.append(word)
        elif d == "aux" and word in PLANNED_AUX:
            found.add("planned")
            cues.append(word)
        elif d == "advmod" and word in ALLEGED_ADVERBS:
            found.add("alleged")
            cues.append(word)
        elif d == "advmod" and word in PLANNED_ADVERBS or d == "mark" and word in CONDITIONAL:
            found.add("planned")
            cues.append(word)
        elif noun and d == "amod":
            entry = lexicon.governor(syntax, c)
            if entry and entry.status:
                found.add(entry.status)
                cues.append(word)
        elif word == "going" and d == "aux":
            found.add("planned")


def _governed(syntax, up, relation, entry, found, cues):
    """Apply a governing word; returns whether the words above it still reach the act."""
    negated = any(syntax.lower[c] in NEGATION and syntax.dep[c] in ("advmod", "det") for c in syntax.children[up])
    if entry.status == "actual":
        return True
    if entry.status:
        # "did not agree to release": not done either; "did not deny attacking" says nothing sure
        found.add("alleged" if entry.status == "negated" and negated else "negated" if negated and entry.status == "planned" else entry.status)
        cues.append(entry.lemma)
        return False
    return relation == "xcomp"


def _shares_auxiliary(syntax, i):
    """True for "(will visit and) meet": a second verb without subject and auxiliary of its own."""
    return syntax.is_verb(i) and syntax.child(i, "nsubj", "nsubj:pass", "aux", "aux:pass") is None


def _purpose(syntax, i):
    """True for "(arrived) to urge": an adverbial infinitive."""
    return any(syntax.lower[c] == "to" and syntax.dep[c] in ("mark", "aux") for c in syntax.children[i])


def _speaker(syntax, verb):
    for argument in syntax.arguments(verb):
        if argument.slot == "subj":
            return argument.token
    return -1


def _beside(syntax, i):
    """The speaker that stands beside a clause: "…, he said", "according to IRNA, …"; -1 for none."""
    for c in syntax.children[i]:
        if syntax.dep[c] == "parataxis" and syntax.lemma[c] in SPEECH:
            found = _speaker(syntax, c)
            if found >= 0:
                return found
        if syntax.dep[c] in ("obl", "nmod") and syntax.preposition(c) in SPEECH_PREPOSITIONS:
            return c
    return -1
