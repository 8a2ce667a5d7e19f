"""How well an actor in a slot of a predicate suits the role that a sense wants, and whom a charge is not about."""

from geoanalysis.reading import valency
from geoanalysis.reading.lexicon import DIRECTED, FOR_OTHERS, GIVEN

#: the ties of an office-holder, and how somebody comes beside the office without holding it: "Zarif met the head of the PMF"
OFFICES = {"LEADS", "MEMBER_OF", "REPRESENTS"}
BYSTANDING = {"attendant", "light", "adjunct", "participle", "of"}


def suits(sense, fill, wanted, *, source):
    """How well a fill suits the slot that a sense wants: 2 exactly, 1 perhaps, 0 not."""
    slot, verb = fill.slot, sense.pos == "VERB"
    aside = fill.prep and fill.prep not in sense.preps and fill.prep != "out of" and (  # "in support of"
        " " in fill.prep or fill.prep in valency.ASIDE or fill.prep in valency.ASIDE_OF.get(sense.pos, ()))
    if slot == "comp" and (sense.type == "CONSULT" or fill.via != "xcomp" and fill.prep != "subj") or aside:
        return 0
    owner = source and slot == "poss" and sense.source != "poss"  # "Iran's membership in": its member, but not "Iran's ambassador to"
    beside = slot == "subj" and fill.via.split(" ")[0] in BYSTANDING and sense.lemma not in FOR_OTHERS
    if sense.type in OFFICES and not verb and (beside or owner):
        return 0
    if wanted == "subj":
        # "troops were stationed in Niger": those who are moved are who moves
        moved = slot == "obj" and fill.via.startswith("passive") and sense.objects and sense.type in DIRECTED
        return 2 if slot in ("subj", "self") else int(slot == "poss" and not verb or bool(moved))
    if wanted == "poss":
        if slot in ("poss", "mod") or slot == "subj" and not verb:
            return 2
        return int(slot == "prep" and fill.prep in ("of", "between", "from"))
    if wanted == "of":
        owner = slot == "poss" and sense.source == "subj" or slot in ("poss", "mod") and sense.standing  # "her supporters"
        return 2 if fill.prep == "of" or owner else int(slot == "prep")
    if wanted == "prep":
        if slot == "prep" and (fill.prep in sense.preps or not sense.preps):
            return 2
        if sense.pos == "NOUN" and (sense.type in DIRECTED or fill.prep == "from" and sense.type in GIVEN and not source):
            return 0  # "the presence of": no presence in
        if not verb and slot == "prep":
            other = fill.via == "adjunct" or fill.via.startswith("shared")  # "at talks on the island": no talks with it
            return int(not other and not (source and fill.prep in ("for", "in", "on")))  # "support for Oman": not Oman's
        named = slot == "subj" or sense.standing and slot in ("poss", "mod")  # "China's attack": not on China
        return int(slot in ("prep", "obj", "iobj", "comp") or not verb and named and not source)
    if wanted in ("obj", "iobj"):
        return 2 if slot == wanted else int(slot in ("obj", "iobj", "prep", "comp") and not source)
    return 2 * (slot == wanted)


def wronged(scene, sense, p, *, mention):
    """Whether the deed that a charge is about is done to somebody: "condemned the attack on Mali", "criticized the arrest of Roe"."""
    s, head = scene.syntax, scene.mentions[mention].head
    if sense.type != "ACCUSE" or sense.pos != "VERB" or s.dep[head] != "nmod" or s.head[s.head[head]] != p or (
            sense.target == "prep" and s.preposition(head) in sense.preps):  # "blamed the attack on Mali"
        return False
    return s.preposition(head) in valency.UPON or s.preposition(head) == "of" and s.lemma[s.head[head]] in valency.UNDERGONE
