"""What parsers hang on the wrong word, and where it belongs: subjects, joined verbs, relative clauses, doers, parts of a whole."""

from geoanalysis.reading import valency

#: the subject relations of UD; a passive subject is the object of the act
SUBJECT = {"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"}
FINITE = {"VBD", "VBZ", "VBP"}
#: what precedes a noun of time
TIMES = {"after", "before", "since", "until"}
#: the tenses with which no verb of another is joined: "told him that Spain stands firm and | urged"
CLASHING = {"past": {"present", "modal", ""}, "present": {"past", ""}}
#: what precedes a part of a group: "the citizens, including the film director Roe", "fifteen hostages, among them Roe"
PARTS = {"including", "among"}
WHOLES = {"obj", "nsubj", "nsubj:pass", "obl:agent"}
#: what precedes those who do as the subject does
ALIKE = {"like", "along with", "together with", "alongside"}
#: what precedes some of many
EXAMPLES = {"such as", "like", "including"}
#: what belongs to the noun before it whatever governs that
NEARER = {"", "of"} | EXAMPLES
#: what precedes those whom a stance concerns
TOWARDS = {"to", "toward", "towards", "for"}
#: how many nouns up a relative clause may belong to another one than the nearest
HEIGHT = 3


def own_subject(syntax, i):
    """The subject that hangs on word i, or None; of two the nearer one: "DUBAI - | Spain recalled", "Days later | Spain recalled"."""
    found = [c for c in syntax.children[i] if syntax.dep[c] in SUBJECT]
    near = [c for c in found if c < i and syntax.dep[c] in ("nsubj", "nsubj:pass")]
    if not near or syntax.child(near[-1], "cc") is not None:  # "the king, who rules, and the prince met"
        return found[0] if found else None
    return near[-1]


def stranded(syntax, i):
    """The preposition that relative clause i leaves without a noun: "the rebels Iran gave weapons | to"; "" for none."""
    return next((syntax.lower[c] for c in syntax.children[i] if c > i and syntax.lower[c] in valency.STRANDED and not syntax.children[c]
                 and syntax.dep[c] in ("obl", "case", "advmod", "compound:prt")), "")


def main_subject(syntax, i):
    """The subject of a participle that is the missed verb of its sentence, or None: "The Department | called on Iran to"."""
    if syntax.dep[i] != "acl" or syntax.tag[i] == "VBG" or syntax.child(i, "aux:pass", "obl:agent") is not None:
        return None
    above, (first, last) = syntax.view.above(syntax.head[i]), syntax.view.sentence_of(i)
    verbs = (t for t in range(first, last)
             if syntax.tag[t] in FINITE and syntax.dep[t] in ("root", "conj", "parataxis", "advcl", "ccomp"))
    if not all(syntax.tag[t].startswith("NN") for t in above) or syntax.child(above[-1], "cop", *SUBJECT) is not None or (
            "." not in syntax.lower[last - 2:last] or any(syntax.dep[syntax.head[t]] != "acl" for t in verbs)):
        return None
    return next(t for t in above if syntax.dep[t] not in ("nmod", "conj"))


def misread_subject(syntax, i):
    """The noun right before the finite verb i that the parser took for a noun of time: "hours after | Armenia and Russia signed"."""
    begin = syntax.view.sentence_of(i)[0]
    if i == begin or syntax.child(i, "mark") is not None:
        return None
    noun = i - 1
    while noun > begin and (syntax.dep[noun] == "conj" and syntax.head[noun] < noun or syntax.dep[noun] in ("flat", "aux", "advmod")):
        noun = syntax.head[noun] if syntax.dep[noun] in ("conj", "flat") else noun - 1
    return noun if syntax.dep[noun] == "obl" and syntax.preposition(noun) in TIMES else None


def cut_off(syntax, i):
    """The noun that a clause or phrase in commas cuts off from the verb i, or None: "; Oman, which borders it, | asked them to"."""
    first = min([c for c in syntax.children[i] if syntax.dep[c].startswith("aux")], default=i)
    if not 0 < first <= i or syntax.lower[first - 1] != "," or syntax.tag[first] not in (*FINITE, "MD"):
        return None
    begin = syntax.view.sentence_of(i)[0]
    comma = next((t for t in range(first - 2, begin, -1) if syntax.lower[t] == "," and (
        syntax.tag[t + 1] in ("WDT", "WP", "WP$") or syntax.lower[t + 1] == "with")), begin)
    noun = comma - 1
    if comma == begin or not syntax.tag[noun].startswith("NN") or syntax.dep[noun] in SUBJECT:
        return None
    while noun > begin and syntax.tag[noun - 1].startswith(("NN", "DT", "JJ")):
        noun -= 1
    opening = noun == begin or syntax.lower[noun - 1] in (";", ":") or syntax.lower[noun - 2:noun] in ([",", "and"], [",", "but"])
    return comma - 1 if opening else None


def joined(syntax, i):
    """The word that verb i is joined to: its head, but the neighbour across "and" where the tree says the verb of saying above both
    ("said troops shot and killed a man"), and the verb of its own tense further up ("told him that Spain stands firm and urged")."""
    near, h = i - 2, syntax.head[i]
    if near >= 0 and syntax.lower[i - 1] in ("and", "or") and syntax.dep[near] == "ccomp" and syntax.head[near] == h:
        return near
    tense = _tense(syntax, i)
    if (syntax.is_verb(h) or syntax.child(h, "cop") is not None) and _tense(syntax, h) in CLASHING.get(tense, ()):
        return next((t for t in syntax.view.above(h)[1:] if t < h and syntax.is_verb(t) and _tense(syntax, t) == tense), h)
    return h


def _tense(syntax, i):
    """ "past", "present", "modal" ("will come") or "perfect" ("has come") of a finite verb, else ""."""
    finite = next((t for t in (*syntax.children[i], i) if (t == i or syntax.dep[t].startswith(("aux", "cop"))) and
                   syntax.tag[t] in (*FINITE, "MD")), None)
    if finite is None:
        return ""
    if finite != i and syntax.lower[finite] in ("has", "have"):
        return "perfect"
    return {"VBD": "past", "MD": "modal"}.get(syntax.tag[finite], "present")


def antecedent(syntax, i):
    """The noun that the relative clause i tells of: its head, but the people of a body before "who" and a plural verb: "members of the
    party, who resent", "supporters of Roe who have"; and a deed before what only deeds do: "attacks in the town of Goma, which killed"."""
    noun, upper = syntax.head[i], syntax.head[syntax.head[i]]
    if not any(syntax.lower[c] == "who" for c in syntax.children[i]):
        deed = deed_above(syntax, noun) if syntax.lemma[i] in valency.HARMING else None
        return noun if deed is None else deed
    if syntax.dep[noun] != "nmod" or syntax.tag[upper] != "NNS" or syntax.tag[noun] == "NNS" or syntax.preposition(noun) != "of":
        return noun
    plural = syntax.tag[i] == "VBP" or any(syntax.tag[c] == "VBP" for c in syntax.children[i] if syntax.dep[c].startswith("aux"))
    return upper if plural or syntax.child(noun, "det") is not None else noun


def deed_above(syntax, noun):
    """The deed that a noun tells the place or the victim of: "suicide attacks in the town of Goma"; None where it tells of none."""
    for _ in range(HEIGHT + 1):
        if syntax.lemma[noun] in valency.STRIKES:
            return noun
        if syntax.dep[noun] not in ("nmod", "appos", "conj", "obl", "compound"):
            break
        noun = syntax.head[noun]
        if syntax.is_verb(noun):
            noun = syntax.child(noun, "obj") or noun
    return None


def said_of(syntax, i):
    """Who is said to be what the clause i tells of, or one of such, or None: "Roe, the Swede who leads it", "it is one of the groups backed
    by Iran"."""
    noun = syntax.head[i]
    first = min([*syntax.children[i], i])
    if "," in syntax.lower[first - 1:first + 1]:
        return None
    if syntax.dep[noun] == "nmod" and syntax.preposition(noun) in ("of", "among"):
        noun = syntax.head[noun]
        if syntax.lower[noun] != "one" and syntax.tag[noun] not in ("JJS", "JJ", "CD"):
            return None
    if syntax.dep[noun] == "appos":  # "Roe, an ally of the king backed by Iran"
        bare = syntax.tag[i] == "VBN" and syntax.child(i, "aux", "nsubj") is None
        return None if bare and noun == syntax.head[i] else syntax.head[noun]
    subject = syntax.child(noun, "nsubj") if syntax.child(noun, "cop") is not None else None
    return None if subject is None or syntax.lower[subject] in valency.RELATIVE else subject


def told_as(syntax, i):
    """Who the noun or adjective i is told to be or to do, as (token, via), or None: "its donors are | Norway and Chad", "its members
    include Chad", "the envoy is a | cruel man", "he is in Rome for | talks", "support for the rebels came from | Chad"."""
    d, h = syntax.dep[i], syntax.head[i]
    who, via = None, "copula"
    if d == "nsubj" and syntax.lemma[h] == "include":
        who = syntax.child(h, "obj")
    elif d == "nsubj" and syntax.lemma[h] in valency.COMING:
        who, via = next((c for c in syntax.children[h] if syntax.dep[c] == "obl" and syntax.preposition(c) == "from"), None), "light"
    elif d in ("nsubj", "amod", "obl", "nmod") and syntax.child(h, "cop") is not None:
        placed = bool(syntax.preposition(h))  # "is in Rome", whose talks are his, unlike those of who "is angry after talks"
        if d == "nsubj":
            who = h if syntax.tag[h].startswith("NNP") and not placed else None
        elif placed and (d == "obl" or d == "nmod" and syntax.preposition(i) == "for"):
            who, via = syntax.child(h, "nsubj"), "adjunct"
        elif d == "amod" and not placed:
            who = syntax.child(h, "nsubj")
    return None if who is None else (who, via)


def predicative(syntax, i, verb):
    """Who is said to be noun i below a verb, as a list of a token or none: "became president", "served as governor"."""
    if syntax.dep[i] != "xcomp" and syntax.preposition(i) != "as":
        return []
    by_slot = {a.slot: a.token for a in syntax.arguments(verb) if a.token != i and a.slot in ("subj", "obj", "iobj")}
    own = syntax.lemma[i] == "part" or syntax.lemma[verb] in valency.HAVING  # "bombed the town as part of"
    order = ("subj", "obj") if own else ("obj", "iobj", "subj")  # "appointed him as envoy"
    return [by_slot[slot] for slot in order if slot in by_slot][:1]


def before_relative(syntax, c):
    """The noun before a relative pronoun with its preposition, where the tree says no relative clause: "Mali, to which they sent"."""
    before = min((k for k in syntax.children[c] if syntax.dep[k] == "case"), default=c) - 1
    before -= before > 0 and syntax.lower[before] == ","
    if before < 0 or not syntax.tag[before].startswith("NN"):
        return None
    while syntax.dep[before] in ("flat", "compound") and syntax.head[before] > before - HEIGHT:
        before = syntax.head[before]
    return before


def further(syntax, i):
    """What else verb i governs, as the fields of an Argument: the nouns that are joined to it or to one of its nouns and repeat the
    preposition of another ("spoke with Roe on Monday and with his son"), the objects of a verb that stands for it ("funds Hamas the way
    it does Hezbollah"), those of whom its object are some ("refugees, ten of whom they held"), and who does or undergoes it as well."""
    obliques = [k for k in syntax.children[i] if syntax.dep[k].startswith("obl")]
    repeated = [c for k in (i, *obliques) for c in syntax.children[k] if syntax.dep[c] == "conj" and not syntax.is_verb(c) and any(
        j != k and j < c and syntax.preposition(j) == syntax.preposition(c) != "" for j in obliques)]
    manners = [v for c in syntax.children[i] for v in (syntax.children[c] if syntax.lower[c] == "way" else (c,))
               if syntax.lemma[v] == "do" and syntax.dep[v] in ("acl:relcl", "advcl")]
    objects = [k for v in manners for k in syntax.children[v] if syntax.dep[k] == "obj"]
    if syntax.dep[i].endswith("relcl"):
        objects += [syntax.head[i] for c in syntax.children[i] if syntax.dep[c] == "obj" and c < i
                    and any(syntax.lower[k] in ("whom", "which") for k in syntax.children[c])]
    alike = _alike(syntax, i)
    doing, undergoing = ([], alike) if syntax.passive(i) else (alike, [])
    undergoing += [c for c in obliques if _joining(syntax, c) == "along with" and "," in syntax.lower[i:c]
                   and syntax.child(i, "obj") is not None]  # "captured a leader, along with two aides"
    return [*(("prep", syntax.preposition(c), c, "active") for c in repeated), *(("subj", "", c, "shared") for c in doing),
            *(("obj", "", c, "shared") for c in (*objects, *undergoing))]


def _alike(syntax, i):
    """Who does as the subject of verb i does: "Like Chad, Mali backs", "Mali, along with Chad, condemned"."""
    subject = syntax.child(i, "nsubj", "nsubj:pass")
    if subject is None:
        return []
    fronted = [c for c in syntax.children[i] if c < i and syntax.dep[c] == "obl"]
    behind = [c for c in syntax.children[subject] if c > subject and syntax.dep[c] == "nmod" and "," in syntax.lower[subject:c]]
    return [c for c in fronted + behind if _joining(syntax, c) in ALIKE]


def _joining(syntax, c):
    """The preposition in front of token c; parsers make "along with" one preposition or two."""
    found = syntax.preposition(c)
    return "along with" if found == "along" and any(syntax.lower[k] == "with" for k in syntax.children[c]) else found


def fronted(syntax, i):
    """The noun that an infinitive acts upon although its pronoun hangs on the verb above: "a group which it seeks to arm"; or no item."""
    h, own = syntax.head[i], syntax.child(i, "obj")
    if syntax.dep[i] != "xcomp" or not syntax.dep[h].endswith("relcl") or own is not None and syntax.lower[own] != "way":
        return []
    return [] if syntax.lemma[h] in valency.OBJECT_CONTROL | valency.OF_OTHERS else [
        antecedent(syntax, h) for c in syntax.children[h] if c < h and syntax.dep[c] == "obj" and syntax.lower[c] in valency.RELATIVE]


def whole_of(syntax, c):
    """The noun of which c names a part, where both hang on one verb, or None: "detained the men in May, including the director"."""
    if syntax.preposition(c) not in PARTS:
        return None
    i = syntax.head[c]
    before = [k for k in syntax.children[i] if k < c and syntax.dep[k] in WHOLES and syntax.tag[k].startswith("NN")]
    return before[-1] if before else None


def doers(syntax, i):
    """Who did what the passive verb i tells as part of a deed: "in operations conducted by the army three men were killed", "the attack by
    rebels on the town, in which three men were killed"."""
    for c in syntax.children[i]:
        if syntax.dep[c] != "obl" or syntax.preposition(c) != "in":
            continue
        noun = c
        if syntax.lower[c] in valency.RELATIVE and (noun := before_relative(syntax, c)) is None:
            noun = syntax.head[i]
        for _ in range(HEIGHT):
            if syntax.is_verb(noun) and noun != i:  # "conducted a strike on a vessel, in which"
                noun = syntax.child(noun, "obj") or noun
            if syntax.lemma[noun] in valency.STRIKES:
                return _doers_of(syntax, noun)
            if noun == c or syntax.dep[noun] not in ("nmod", "appos", "conj", "obl"):
                break
            noun = syntax.head[noun]
    return []


def _doers_of(syntax, deed):
    """ "an attack by rebels", "an operation conducted by the army", "its strike"; "launched an attack" where nothing else tells."""
    found = []
    for k in syntax.children[deed]:
        if syntax.dep[k] == "nmod:poss" or syntax.dep[k] == "nmod" and syntax.preposition(k) == "by":
            found.append(k)
        elif syntax.dep[k] == "acl" and (agent := syntax.child(k, "obl:agent")) is not None:
            found.append(agent)
    if not found and syntax.dep[deed] == "obj" and (who := syntax.subject(syntax.head[deed])) is not None:
        found.append(who[0])
    return found


def example(syntax, i, c):
    """Whether c names some of those whom the plural noun i names: "critics such as Roe", "the allies of Oman, including Spain"."""
    return syntax.tag[i] == "NNS" and syntax.dep[c] == "nmod" and syntax.preposition(c) in EXAMPLES


def towards(syntax, i):
    """Whom an adjective before a noun concerns by what stands behind the noun: "a hostile attitude | toward Mali", and whose that is."""
    noun = syntax.head[i]
    if syntax.dep[i] != "amod" or not syntax.tag[i].startswith("JJ") or not any(
            syntax.dep[c] == "nmod" and syntax.preposition(c) in TOWARDS for c in syntax.children[noun]):
        return []
    return [a._replace(via="toward") for a in syntax.arguments(noun)
            if a.token != i and (a.slot in ("poss", "subj") or a.prep in TOWARDS)]
