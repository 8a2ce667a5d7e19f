"""Parsed text → clauses: who stands in which slot of a predicate; voice undone, gaps filled. Pure grammar (UD)."""

from itertools import accumulate
from typing import NamedTuple

from geoanalysis.reading import attachment, valency
from geoanalysis.reading.attachment import FINITE, SUBJECT
from geoanalysis.reading.cues import SPEECH
from geoanalysis.reading.mentions import Once, view

#: what stands inside a noun phrase in front of its head: "US strike", "Iranian attack", "President Bush"
MODIFIER = {"compound", "amod", "nmod:desc", "nmod:unmarked", "flat", "det", "nummod"}
#: which arguments of a noun a noun before it has as well: "peace talks between", "gave food aid to"
SHARED = {"own", "light", "chained", "apposition", "copula"}
#: how a noun stands that sums up the clause before it: "bombed the camp, a move condemned by"
SUMMED = {"appos", "parataxis", "obl:unmarked"}


class Argument(NamedTuple):
    """One slot of a predicate.

    slot: subj, obj, iobj, prep, poss, mod, comp (inside the complement clause) or attr (predicative complement)
    prep: the preposition of a `prep` slot, else ""
    token: index of the head of the argument
    via: the case of grammar that gave it (active, passive, shared, control, relative, participle, light, …)
    """

    slot: str
    prep: str
    token: int
    via: str


class Syntax(Once):
    """A parsed document as plain lists, and the arguments of its predicates.

    The lists (`lower`, `lemma`, `tag`, `pos`, `dep`, `head`, `children`) have one item a token; reading them is many
    times faster than asking spaCy's tokens. `verbs_before` and `subjects_before` count those that stand before a token.
    """

    def __init__(self, doc):
        super().__init__()
        self.view = seen = view(doc)
        self.lower, self.lemma, self.tag, self.pos = seen.lower, seen.lemma, seen.tag, seen.pos
        self.dep, self.head, self.children = seen.dep, seen.head, seen.children
        self._arguments = {}
        self.preposition = self._prepositions().__getitem__
        clausal = [d not in ("aux", "aux:pass", "cop", "case") for d in self.dep]
        #: True for a verb in any form, also one that is tagged as an auxiliary but heads a clause
        self.is_verb = [tag.startswith("VB") and heads for tag, heads in zip(self.tag, clausal, strict=True)].__getitem__
        predicates = (tag.startswith("VB") and not dep.startswith(("aux", "cop")) for tag, dep in zip(self.tag, self.dep, strict=True))
        self.verbs_before = list(accumulate(predicates, initial=0))
        self.subjects_before = list(accumulate((dep.startswith("nsubj") for dep in self.dep), initial=0))

    def child(self, i, *deps):
        """The first child of token i with one of these relations, or None."""
        for c in self.children[i]:
            if self.dep[c] in deps:
                return c
        return None

    def _prepositions(self):
        """The preposition in front of each token, which a parser may hang on the title before a name: "with", "out of", or ""."""
        cases, out = {}, [""] * len(self.dep)
        for c in (c for c, dep in enumerate(self.dep) if dep == "case" and self.tag[c] != "POS"):
            cases.setdefault(self.head[c], []).append(c)
        for i, found in cases.items():
            words = [found[0], *(f for f in self.children[found[0]] if self.dep[f] == "fixed")]
            if len(words) == 1 < len(found) and self.lower[words[0]] == "out":  # parsers make "out of" one preposition or two
                words.append(found[1])
            out[i] = " ".join([self.lower[w] for w in words])
        titles = [i for i in sorted(cases) if i < self.head[i] and self.dep[i] in ("nmod:desc", "compound")]
        beside = [i for i in cases if self.tag[i + 1:i + 2] == ["NNP"]
                  and (self.head[i], self.dep[i]) == (self.head[i + 1], self.dep[i + 1])]
        for title, name in (*((i, self.head[i]) for i in titles), *((i, i + 1) for i in beside)):
            out[name] = out[name] or out[title]
        return out

    def passive(self, i):
        """True when the surface subject of verb i is the one acted upon."""
        if self.tag[i] not in ("VBN", "VBD"):
            return False
        if self.child(i, "aux:pass", "nsubj:pass", "csubj:pass", "obl:agent") is not None:
            return True
        if any(self.dep[c] == "aux" and self.lemma[c] == "have" for c in self.children[i]):
            return False  # "has called on them … by Friday"
        if self.child(i, "obj") is not None and self.lemma[i] not in valency.DITRANSITIVE:
            return False
        by = (c for c in self.children[i] if self.dep[c].startswith("obl") and self.preposition(c) == "by" and c > i)
        if self.child(i, "obj") is None and any(self.tag[c] not in ("CD", "VBG") and self.lemma[c] not in valency.MEANS for c in by):
            return True  # headlines leave the auxiliary out: "Two soldiers killed by militants"
        if self.tag[i] == "VBD" or self.child(i, "aux") is not None:
            return False
        if self.dep[i] == "conj" and self.is_verb(self.head[i]) and self.child(i, "nsubj") is None:
            return self.passive(self.head[i])
        # "forces killed by", "surrounded by rebels, they …"
        return self.dep[i] in ("acl", "advcl", "acl:relcl") and self.child(i, "nsubj") is None and attachment.main_subject(self, i) is None

    def subject(self, i, depth=0):
        """The surface subject of verb i as (token, via), looked up through shared, controlled and gapped subjects.

        Returns None where the sentence does not say it.
        """
        own = attachment.own_subject(self, i)
        if own is None and (aux := self.child(i, "aux", "aux:pass", "cop")) is not None:
            own = self.child(aux, *SUBJECT)  # "has today imposed": the parser hangs the subject on the auxiliary
        if own is None and depth and not self.is_verb(i):
            own = self.child(i, "compound")  # a verb that the tagger took for a noun: "troops shot and killed"
        d, h = self.dep[i], self.head[i]
        if own is not None:
            if self.lower[own] in valency.RELATIVE and d.endswith("relcl"):
                return attachment.antecedent(self, i), "relative"
            return own, "own"
        if depth > 4 or h == i:
            return None
        if self.tag[i] in FINITE and (missed := attachment.misread_subject(self, i)) is not None:
            return missed, "own"
        if d in ("conj", "parataxis") and (missed := attachment.cut_off(self, i)) is not None:
            return missed, "own"
        if d == "conj":
            return self._rename(self.subject(attachment.joined(self, i), depth + 1), "shared")
        if d in ("xcomp", "ccomp"):
            controller = self._object(h)
            own_act = self.lemma[h] in valency.SUBJECT_CONTROL or self.passive(h) or attachment.fronted(self, i)
            if controller is not None and controller < i and not own_act:
                return controller, "object control"
            return self._rename(self.subject(h, depth + 1), "control")
        if d == "advcl" and (controlled := self._controlled(h, i)) is not None:
            return controlled, "object control"
        participle = d in ("advcl", "parataxis", "csubj") and self.tag[i] in ("VBG", "VBN", "VB")
        if participle and (self.is_verb(h) or self.child(h, *SUBJECT) is not None):
            return self._rename(self.subject(h, depth + 1), "adjunct")
        if d.startswith("acl"):
            if self.tag[i] == "VBG" and self.lemma[h] in valency.PAPERS and (above := self.head[h]) != h:
                # "signed a decree pardoning X": the signer pardons
                owner = self.child(h, "nmod:poss")
                if (writer := (owner, "own") if owner is not None else self.subject(above, depth + 1)) is not None:
                    return self._rename(writer, "infinitive")
            if self.tag[i] == "VBG" and self.dep[h] == "obl:agent" and any(self.lower[c] in ("of", "for") for c in self.children[i]):
                return self._rename(self.subject(self.head[h], depth + 1), "control")  # "accused by Kyiv | of sending rifles"
            if self.tag[i] in ("VBN", "VBG", "VBD"):
                return (h, "participle") if (main := attachment.main_subject(self, i)) is None else (main, "own")
            # "its plan to attack", "efforts by rebels to seize": the noun's owner, else the subject of the clause that it is in
            owner = self._owner(h)
            if owner is not None:
                return owner, "infinitive"
            if self.dep[h] == "root":
                return self._rename(self.subject(h, depth + 1), "infinitive") or (h, "headline")  # "Zarif to visit Iraq"
            if self.dep[h] in ("obj", "obl", "xcomp") and not (self.dep[h] == "obj" and self.lemma[self.head[h]] in valency.JUDGING):
                return self._rename(self.subject(self.head[h], depth + 1), "infinitive")
        return None

    def _owner(self, noun):
        """Whose plan or effort a noun is: "its plan", "a bid by rebels"; None where nothing tells."""
        owner = self.child(noun, "nmod:poss")
        return owner if owner is not None else next(
            (c for c in self.children[noun] if self.dep[c] == "nmod" and self.preposition(c) == "by"), None)

    def _object(self, h):
        """The object of a verb, or whom it calls on: "called on the army to leave"."""
        found = self.child(h, "obj", "iobj")
        if found is None and self.lemma[h] in valency.CALLING:
            found = next((c for c in self.children[h] if self.dep[c] == "obl" and self.preposition(c) in ("on", "upon", "to")), None)
        return found

    def _controlled(self, h, i):
        """The object of h where it is the one who does i, or None: "forced Iraq to close the border", "sent an envoy to negotiate",
        "accused them of killing"."""
        found = self._object(h)
        if found is None or found > i or self.passive(h):
            return None
        if self.lemma[h] in valency.OBJECT_CONTROL or self.lemma[h] in valency.SENDING:
            return found
        if self.tag[i] == "VB" and self.lemma[found] in valency.ENDEAVOURS:
            return self._owner(found)  # "hampered efforts by the army to"
        marked = any(self.dep[m] == "mark" and self.lower[m] in ("of", "for", "from", "into") for m in self.children[i])
        return found if marked and self.tag[i] == "VBG" else None

    @staticmethod
    def _rename(found, via):
        return found and (found[0], via)

    def arguments(self, i):
        """All arguments of the predicate at token i (list of Argument), worked out once."""
        if i not in self._arguments:
            self._arguments[i] = []  # a cycle of inherited arguments ends here
            self._arguments[i] = self._verb(i) if self.is_verb(i) else self._noun(i)
        return self._arguments[i]

    def _verb(self, i):
        passive = self.passive(i)
        out = []
        found = self.subject(i)
        if found:
            token, via = found
            if not passive:
                out.append(Argument("subj", "", token, via))
            elif self.child(i, "obj") is not None and self.lemma[i] in valency.DITRANSITIVE:
                out.append(Argument("iobj", "", token, "passive"))  # "was given weapons by"
            else:
                out.append(Argument("obj", "", token, "passive" if via == "own" else "passive " + via))
            if via == "object control" and self.lemma[self.head[i]] in valency.SENDING and (sender := self.subject(self.head[i])):
                out.append(Argument("subj", "", sender[0], "adjunct"))
            if via in ("control", "adjunct") and self.lemma[self.head[i]] in valency.WORKING_WITH:
                out.extend(a._replace(slot="subj", prep="", via="companion") for a in self.arguments(self.head[i])
                           if a.prep == "with" or a.via == "agent")
        top = self.head[i] if self.dep[i] == "conj" else i
        if self.dep[top] == "acl" and self.tag[top] == "VB" and (not found or found[0] != self.head[top]):
            # "coalition efforts to defeat them", "leads the coalition to defeat them": the noun and its owner as well
            out.append(Argument("subj", "", self.head[top], "infinitive"))
        for c in self.children[i]:
            out.extend(self._verb_child(i, c, passive))
        out.extend(Argument(*more) for more in attachment.further(self, i))
        out.extend(self._relative_gap(i, out))
        out.extend(self._denied(i, found))
        if passive and all(a.via != "agent" for a in out):
            out.extend(Argument("subj", "", k, "agent") for k in attachment.doers(self, i))
        if self.dep[top].startswith("acl") and (who := attachment.said_of(self, top)) is not None:
            out.extend(Argument(a.slot, a.prep, who, "said of") for a in out[:] if a.token == self.head[top])
        return out + self._shared_object(i, out)

    def _verb_child(self, i, c, passive):
        if (d := self.dep[c]) == "vocative" and c < i:
            return [Argument("subj", "", c, "headline")]  # "US, Iran hold talks"
        if self.lower[c] in valency.RELATIVE and self.dep[i].endswith("relcl") and d in ("obj", "obl"):
            prep = self.preposition(c) or attachment.stranded(self, i)
            return [Argument("prep" if prep else "obj", prep, self.head[i], "relative")]
        if self.lower[c] in valency.RELATIVE and d == "obl" and (noun := attachment.before_relative(self, c)) is not None:
            return [Argument("prep", self.preposition(c), noun, "relative")]
        stand_in = self.lemma[c] == "do" and any(self.lower[k] in valency.STAND_INS for k in self.children[c])
        if stand_in and d in ("conj", "advcl", "parataxis"):
            doer = next((k for d in ("nsubj", "obj") if (k := self.child(c, d)) is not None), None)  # "as did Jordan": an inverted subject
            return [Argument("subj", "", doer, "shared")] if doer is not None and not passive else []
        if d in ("obj", "iobj"):
            # "demanded compensation from Iraq": the phrase may hang on the object and belong to the verb
            return [Argument(d, "", c, "active"), *self._behind(c, "object's", passive=passive)]
        if d == "obl:agent" or (passive and d == "obl" and self.preposition(c) == "by"):
            # "imposed by Washington on Iran", "struck by Egypt with Israel"
            return [Argument("subj", "", c, "agent"), *(a for a in self._behind(c, "chained") if a.prep in valency.AGAINST)]
        if d.startswith("obl") and self.lower[c] in ("hand", "hands") and self.preposition(c) == "at":
            return [Argument("subj", "", k, "agent") for k in self.children[c] if self.dep[k].startswith("nmod")]
        if d.startswith("obl") and d != "obl:unmarked" or d == "nmod":
            if (whole := attachment.whole_of(self, c)) is not None:
                return [Argument(a.slot, a.prep, c, a.via) for a in self._verb_child(i, whole, passive)[:1]]
            # "given to Hamas by Iran", "killed in an attack by militants"
            agents = [a for a in self._behind(c, "", passive=passive) if a.via == "agent"]
            return self.linked(c, "active") or [Argument("prep", self.preposition(c), c, "active"), *agents]
        if d in ("xcomp", "ccomp", "advcl", "acl"):
            if d == "xcomp" and not self.is_verb(c):  # "was called a martyr by two ministers"
                return [Argument("attr", "", c, "active"), *(a for a in self._behind(c, "", passive=passive) if a.via == "agent")]
            if d.endswith("comp") or (d == "advcl" and self.child(c, "mark") is not None):
                return self._complement(c)
        return []

    def linked(self, c, via):
        """Those behind a noun that is part of a preposition: "in support of Mali" is not in the support."""
        part = f"{self.preposition(c)} {self.lemma[c]} " if self.lemma[c] in valency.LINKING else ""
        inner = [k for k in self.children[c] if self.dep[k] == "nmod"] if part.startswith(("in ", "on ", "as ", "with ")) else ()
        return [Argument("prep", part + self.preposition(k), k, via) for k in inner]

    def _behind(self, c, via, *, passive=False):
        """The phrases that a parser may hang on the noun before them although they belong to what governs it: "compensation from Iraq",
        "by militants on the embassy"."""
        out = []
        named = [a for a in self.children[c] if self.dep[a] == "appos" and a > c and self.tag[a] == "NNP"]  # "by | General Roe to Iraq"
        for k in (k for noun in (c, *named) for k in self.children[noun]):
            prep = self.preposition(k) if self.dep[k] == "nmod" else ""
            if prep == "by" and passive:
                out.append(Argument("subj", "", k, "agent"))
            elif prep not in attachment.NEARER:
                out.extend(self.linked(k, via) or [Argument("prep", prep, k, via)])
        return out

    def _complement(self, c):
        """Those inside a complement clause: "demanded that X resign", "agreed to release X", "accused of killing X"."""
        marks = [self.lower[m] for m in self.children[c] if self.dep[m] == "mark"]
        if self.dep[c] == "advcl" and not set(marks) & {"for", "of", "from", "against", "with", "into", "over"}:
            return []
        out = []
        for k in self.children[c]:
            d = self.dep[k]
            prep = "prep" if d.startswith("obl") and d != "obl:unmarked" else ""
            if slot := "subj" if d in SUBJECT else "obj" if d in ("obj", "iobj") else prep:
                out.append(Argument("comp", slot, k, self.dep[c]))
        if not self.is_verb(c):
            out.append(Argument("comp", "attr", c, self.dep[c]))
        for k in self.children[c]:
            if self.dep[k] in ("xcomp", "conj") and self.is_verb(k):
                out.extend(Argument("comp", a.slot, a.token, "deep") for a in self.arguments(k)
                           if a.slot in ("obj", "prep") or (a.slot, a.via) == ("subj", "own"))
        return out

    def _denied(self, i, subject):
        """Whose charge or move it is: "The West accuses Iran of seeking weapons, a charge Iran denies", "a move deplored by Baghdad"."""
        claim, up = self.child(i, "obj"), self.head[i]
        said = self.lemma[i] in valency.DENYING and (
            claim is None or self.lemma[claim] in valency.CLAIMS or self.lower[claim] in valency.RELATIVE)
        summed = self.lemma[up] in valency.MOVES and self.dep[up] in SUMMED and self.dep[i].startswith("acl")
        above, found = i, []
        while (said or summed) and self.head[above] != above:
            above = self.head[above]
            agent = self.child(above, "obl:agent")  # "has been accused by London of supplying rebels, which he denies"
            who = (agent, "agent") if agent is not None else self.subject(above) if self.is_verb(above) else None
            doing = who and who[1] != "object control" and not (summed and self.dep[above] == "acl:relcl")
            if doing and (subject is None or who[0] != subject[0]):
                found.append((said and self.lemma[above] in SPEECH, who[0]))
        return [Argument("obj", "", max(found, key=lambda x: x[0])[1], "denial")] if found else []

    def _relative_gap(self, i, out):
        """The noun before a relative clause fills its missing object: "the man the US killed", "which it seeks to arm"."""
        if not self.dep[i].endswith("relcl"):
            return [Argument("obj", "", k, "relative") for k in attachment.fronted(self, i)]
        left = attachment.stranded(self, i)
        filled = any(a.slot == "obj" and not left or a.via == "relative" for a in out)
        if filled or any(self.lower[c] in ("where", "when", "why") for c in self.children[i]):
            return []
        return [Argument("prep" if left else "obj", left, self.head[i], "relative")] if any(a.slot == "subj" for a in out) else []

    def _shared_object(self, i, out):
        """ "ambushed and killed three soldiers": the one verb's object, which stands behind both, is the other's too."""
        if any(a.slot == "obj" for a in out) or self.child(i, "obl", "xcomp", "ccomp") is not None:
            return []
        joined = [self.head[i]] if self.dep[i] == "conj" else [c for c in self.children[i] if self.dep[c] == "conj" and c == i + 2]
        shared = [k for verb in joined if self.is_verb(verb) and (k := self.child(verb, "obj") or 0) > max(i, verb)]
        return [Argument("obj", "", k, "shared") for k in shared]

    def _noun(self, i):
        out = []
        for c in self.children[i]:
            d = self.dep[c]
            if d in SUBJECT:
                gap = self.lower[c] in valency.RELATIVE and self.dep[i].endswith("relcl")
                out.append(Argument("subj", "", self.head[i] if gap else c, "copula"))
            elif d == "appos" or attachment.example(self, i, c):
                out.append(Argument("subj", "", c, "apposition"))
            elif d == "nmod:poss":
                out.append(Argument("poss", "", c, "own"))
            elif d in MODIFIER:
                out.append(Argument("mod", "", c, "own"))
            elif d.startswith(("nmod", "obl")) and d != "obl:unmarked":
                found = self.linked(c, "own") or [Argument("prep", self.preposition(c), c, "own"), *self._behind(c, "chained")]
                if found[0].prep == "by" and (last := max((k for k in self.children[c] if self.dep[k] == "conj"), default=0)):
                    found.extend(a for a in self._behind(last, "chained") if a.prep in valency.AGAINST)  # "attacks by rebels and units on"
                out.extend(self._agent(a) for a in found)
            elif d in ("acl", "acl:relcl") and self.is_verb(c):
                out.extend(self._from_verb(i, c, "participle"))
        if self.dep[i] == "nmod" and self.preposition(i) in valency.ATTENDANT and not any(a.slot == "poss" for a in out):
            out.append(Argument("subj", "", self.head[i], "attendant"))
            above = self.arguments(self.head[i]) if self.lemma[i] in valency.LINKING else ()  # "the militia's attack in support of"
            out.extend(Argument("subj", "", a.token, "attendant") for a in above if a.slot in ("subj", "poss") and a.token != i)
        return out + self._outside(i, out)

    def _outside(self, i, inside):
        """What the place of noun i in its sentence gives: its light verb's subject, its appositive, the act it goes with."""
        d, h = self.dep[i], self.head[i]
        if h == i:
            return []
        if (told := attachment.told_as(self, i)) is not None:
            return [Argument("subj", "", *told), *attachment.towards(self, i)]
        if d in ("obj", "nsubj:pass") and self.is_verb(h):
            return self._from_verb(i, h, "light")
        if d in ("obl", "xcomp", "advcl") and self.is_verb(h):
            holders = attachment.predicative(self, i, h)
            return [Argument("subj", "", k, "predicative") for k in holders] + self._from_verb(i, h, "adjunct")
        if d in ("appos", "amod") or d in ("acl", "acl:relcl") and not self.is_verb(i):
            return [Argument("subj", "", h, "apposition" if d == "appos" else "modifier"), *attachment.towards(self, i)]
        if d in ("conj", "compound", "nmod:desc") and not self.is_verb(h):
            have = {(a.slot, a.prep) for a in inside}
            return [Argument(a.slot, a.prep, a.token, "shared") for a in self.arguments(h)
                    if a.token != i and (a.slot, a.prep) not in have and not i < a.token < h and (d == "conj" or a.via in SHARED)]
        if d == "nmod" and self.preposition(i) == "as":  # "enjoy close relations as members of the alliance"
            return [Argument("subj", "", a.token, "predicative") for a in self.arguments(h) if a.slot in ("subj", "poss")]
        if d == "nmod" and (self.preposition(i) == "of" or self.lemma[h] in valency.SHARES):
            # "a series of attacks on", "denied involvement in the attack": the place of the measure is the place of the act
            return [Argument(a.slot, a.prep, a.token, "of " + a.via) for a in self._outside(h, [])
                    + [a for a in self.arguments(h) if a.slot in ("poss", "prep") and a.token != i]]
        return []

    def _from_verb(self, i, verb, via):
        """The arguments that noun i takes from a verb: subject as actor, prepositional ones as they are."""
        turned = self._turned(i, self.lemma[verb], via)
        taken = [a for a in self.arguments(verb) if a.token != i and a.slot in ("subj", "prep", "iobj", "obj")]
        taken = [Argument(slot, a.prep, a.token, via) for a in taken if (slot := turned.get(a.prep or a.slot, a.slot))]
        return [self._agent(a) for a in taken] if via == "light" else taken

    def _turned(self, i, verb, via):
        """What the slots of a verb are for the deed i, where its subject did not do that: {slot or preposition: slot, or None}."""
        grounds = via == "adjunct" and self.preposition(i) in (valency.GROUNDS if verb not in valency.INVOLVING else {"in"})
        if grounds and verb in valency.CHARGING:  # who thanks for a deed is whom it was done to
            return {"obj": "subj", "subj": "obj" if verb == "thank" else None}
        if verb == "blame" and via != "adjunct":  # "the attack, which Chad blamed on Mali"
            return {"subj": None} | ({"on": "subj"} if via == "participle" else {})
        judged = verb in valency.JUDGING and (grounds or via != "adjunct")
        return {"subj": None} if judged or verb in valency.ASTRIDE and self.lemma[i] in valency.FIGHTS else {}

    @staticmethod
    def _agent(a):
        """Who does a noun's deed stands behind "by" as an owner stands before it: "the killing of ten men by soldiers"."""
        return Argument("poss", "by", a.token, a.via) if (a.slot, a.prep) == ("prep", "by") else a
