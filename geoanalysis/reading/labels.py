"""The one place where ClearNLP labels, those of spaCy's own English pipelines, become Universal Dependencies."""

from dataclasses import dataclass

import numpy as np
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.tokens import Doc, Span

COMPONENT = "geoanalysis_labels"

#: Labels that only ClearNLP has: one of them tells its scheme.
CLEARNLP = frozenset({"nsubjpass", "dobj", "pobj", "auxpass", "attr", "acomp", "prep"})
RENAMED = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "dobj": "obj",
    "auxpass": "aux:pass",
    "poss": "nmod:poss",
    "prt": "compound:prt",
    "relcl": "acl:relcl",
    "neg": "advmod",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "quantmod": "advmod",
    "intj": "discourse",
    "meta": "dep",
    "subtok": "goeswith",
    "dative": "iobj",
    "oprd": "xcomp",
    "attr": "xcomp",
    "acomp": "xcomp",
    "prep": "advmod",
    "agent": "advmod",
    "pcomp": "advcl",
    "pobj": "obl",
}
ADPOSITIONS = frozenset({"prep", "agent", "dative"})
PREDICATES = ("attr", "acomp")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
#: spaCy's kinds of names (OntoNotes) → ours; the others (dates, money …) are dropped.
ENTITIES = {"PERSON": "PERSON", "ORG": "ORG", "NORP": "NORP", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


@dataclass
class Tree:
    """Heads (places of tokens; the root has its own), labels, parts of speech and lemmas, to be changed in place."""

    heads: list[int]
    deps: list[str]
    pos: list[str]
    lemmas: list[str]

    def children(self, head: int, *deps: str) -> list[int]:
        """Places of the dependents of a token, in order, of the given labels or of all."""
        return [i for i, h in enumerate(self.heads) if h == head != i and (not deps or self.deps[i] in deps)]

    def replace(self, old: int, new: int) -> None:
        """Put a dependent of `old` in its place in the tree; `old` then depends on it, and so do the others."""
        self.heads[new] = new if self.heads[old] == old else self.heads[old]
        self.deps[new] = self.deps[old]
        for child in self.children(old):
            self.heads[child] = new
        self.heads[old] = new


@Language.component(COMPONENT)
def to_universal(doc: Doc) -> Doc:
    """Turn the labels and heads of a parsed document into Universal Dependencies, and its names into four kinds.

    In "Iraq was hit by Iran" the agent becomes the ``obl:agent`` with "by" as its ``case``; in "Zarif is in Baghdad"
    and "Zarif is the minister" the predicate becomes the head and "is" its ``cop``. Compounds stay as they are, so a
    name keeps its last word as its head.
    """
    deps = ["compound" if t.dep_ == "nmod" else t.dep_ for t in doc]  # ClearNLP's nmod is no UD nmod
    tree = Tree([t.head.i for t in doc], deps, [t.pos_ for t in doc], [t.lemma_ for t in doc])
    _raise_objects(tree)
    _raise_predicates(tree)
    _spread_conjuncts(tree)
    for i, dep in enumerate(tree.deps):
        if dep == "npadvmod":
            tree.deps[i] = "nmod:unmarked" if tree.pos[tree.heads[i]] in NOMINAL else "obl:unmarked"
        else:
            tree.deps[i] = RENAMED.get(dep, dep)
    _write(doc, tree)
    return doc


def _raise_objects(tree: Tree) -> None:
    """Let the object of a preposition take its place: prep + pobj → obl, nmod; prep + pcomp → advcl, acl."""
    for prep in reversed(range(len(tree.heads))):
        if tree.deps[prep] not in (*ADPOSITIONS, "conj", "pcomp", "ROOT"):
            continue
        objects = tree.children(prep, "pobj") or tree.children(prep, "pcomp")
        if not objects:
            continue
        new, label, old_label = objects[0], tree.deps[objects[0]], tree.deps[prep]
        tree.replace(prep, new)
        noun_above = tree.pos[tree.heads[new]] in NOMINAL
        tree.deps[prep] = "case" if label == "pobj" else "mark"
        if old_label == "agent":
            tree.deps[new] = "obl:agent"
        elif old_label == "prep" and tree.deps[tree.heads[new]] in ADPOSITIONS and tree.pos[tree.heads[new]] == "ADP":
            tree.deps[new] = label  # "out of Iraq": the next preposition up takes it as its own object
        elif old_label in ADPOSITIONS:
            tree.deps[new] = {"pobj": ("obl", "nmod"), "pcomp": ("advcl", "acl")}[label][noun_above]
        elif old_label == "pcomp":
            tree.deps[new] = label


def _raise_predicates(tree: Tree) -> None:
    """Let the predicate of a copula take its place: be + attr, acomp, or a prepositional phrase alone."""
    for verb, lemma in enumerate(tree.lemmas):
        if lemma != "be" or tree.deps[verb] in ("aux", "auxpass", "cop"):
            continue
        predicates = tree.children(verb, *PREDICATES)
        if not predicates and not tree.children(verb, "expl", "ccomp", "xcomp", "advcl"):
            predicates = [i for i in tree.children(verb, "obl") if i > verb]
        if not predicates or tree.children(verb, "expl"):
            continue
        tree.replace(verb, predicates[0])
        tree.deps[verb] = "cop"


def _spread_conjuncts(tree: Tree) -> None:
    """Attach all conjuncts to the first one, and each conjunction to the conjunct that follows it."""
    for i, dep in enumerate(tree.deps):
        if dep != "conj":
            continue
        first = tree.heads[i]
        seen = {i}
        while tree.deps[first] == "conj" and first not in seen:
            seen.add(first)
            first = tree.heads[first]
        for cc in tree.children(tree.heads[i], "cc"):
            if tree.heads[i] < cc < i:
                tree.heads[cc] = i
        tree.heads[i] = first


def _write(doc: Doc, tree: Tree) -> None:
    strings = doc.vocab.strings
    offsets = np.array([head - i for i, head in enumerate(tree.heads)], dtype=np.int64).astype(np.uint64)
    deps = np.array([strings.add(dep) for dep in tree.deps], dtype=np.uint64)
    if len(doc):
        doc.from_array([HEAD, DEP], np.stack([offsets, deps], axis=1))
    doc.set_ents([Span(doc, ent.start, ent.end, ENTITIES[ent.label_]) for ent in doc.ents if ent.label_ in ENTITIES])
