"""Who says so: the speaker of a clause whom its own sentence names, read off the syntax."""

from geoanalysis.reading.clauses import FINITE
from geoanalysis.reading.cues import SPEECH, SPEECH_PREPOSITIONS, WRITINGS


def speaker_of(syntax, verb):
    """Who says what hangs on a verb of saying; -1 for nobody named."""
    above = syntax.head[verb]
    if syntax.dep[verb] == "advcl" and syntax.lemma[above] in ("quote", "cite"):  # "quoted Zarif as saying"
        quoted = syntax.child(above, "obj", "nsubj:pass")
        if quoted is not None:
            return quoted
    for argument in syntax.arguments(verb):
        if argument.slot == "subj":
            return _author(syntax, argument.token)
    return -1


def verb_of_saying(syntax, node):
    """The verb of saying whose clause the parser hangs on the word before it: "said on Tuesday | that Iran had attacked"; or None."""
    up = syntax.head[node]
    verb = syntax.head[up]
    if syntax.dep[node] != "acl:relcl" or syntax.dep[up] not in ("obl", "obl:unmarked", "obj", "iobj") or syntax.lemma[verb] not in SPEECH:
        return None
    that = min(syntax.children[node], default=node)
    opens = syntax.lower[that] == "that" and syntax.dep[that] in ("mark", "obl:unmarked", "obl", "advmod")
    return verb if opens and syntax.child(verb, "ccomp") is None else None


def speaker_at_the_end(syntax, i):
    """The speaker whom the sentence of token i names at its end, whatever the parser hangs him on: "…, the Pentagon says"; or -1."""
    speaker, first = syntax.once(_at_the_end, syntax.view.sentence_of(i))
    return speaker if i < first else -1


def _at_the_end(syntax, sentence):
    """Who speaks at the end of a sentence, and the first token that tells of it; -1 twice for nobody."""
    begin, end = sentence
    verb = next((t for t in range(end - 1, begin, -1) if syntax.tag[t] in FINITE and syntax.is_verb(t)), begin)
    speaker = syntax.child(verb, "nsubj") if syntax.lemma[verb] in SPEECH else None
    if speaker is None or syntax.child(verb, "ccomp", "obj", "xcomp", "mark") is not None:
        return -1, -1
    first = speaker
    while left := [c for c in syntax.children[first] if c < first and syntax.dep[c] != "punct"]:
        first = left[0]
    return (_author(syntax, speaker), min(first, verb)) if syntax.lower[first - 1] in (",", "''", '"', "”") else (-1, -1)


def _author(syntax, speaker):
    """Who speaks: of a writing the one before it or behind it, "a Greek army | statement said", "an investigation by | the OPCW found"."""
    if syntax.lemma[speaker] not in WRITINGS:
        return speaker
    around = [*syntax.children[speaker], *(k for c in syntax.children[speaker] if syntax.dep[c] == "acl" for k in syntax.children[c])]
    return max((c for c in around if syntax.dep[c] in ("nmod:poss", "compound")
                or syntax.dep[c] == "nmod" and syntax.preposition(c) in ("by", "of", "from")
                or syntax.dep[c] in ("obl", "obl:agent") and syntax.preposition(c) == "by"), default=speaker)


def speaker_beside(syntax, i):
    """The speaker that stands beside a clause: "…, he said", "according to IRNA, …"; -1 for none."""
    for c in syntax.children[i]:
        if syntax.dep[c] == "parataxis" and syntax.is_verb(c) and syntax.lemma[c] in SPEECH:
            found = speaker_of(syntax, c)
            if found >= 0:
                return found
        if syntax.dep[c] in ("obl", "nmod") and syntax.preposition(c) in SPEECH_PREPOSITIONS:
            return _author(syntax, c)
        if syntax.dep[c] in ("nsubj", "nsubj:pass"):  # "Israel, according to Nasrallah, has bombed"
            for k in syntax.children[c]:
                if syntax.preposition(k) in SPEECH_PREPOSITIONS:
                    return _author(syntax, k)
    return -1
