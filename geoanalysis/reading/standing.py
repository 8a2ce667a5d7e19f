"""The standing ties that names carry: titles, organs of a state, and compounds such as "Iran-backed" and "pro-Iranian"."""

from geoanalysis.reading.lexicon import Sense
from geoanalysis.reading.modality import STATED
from geoanalysis.reading.scene import Candidate, Fill

#: kinds of actor that can be an organ of another one
BODIES = {"government", "organization", "media", "party", "armed_group", "population"}
#: what may stand between the owner and its organ ("Iran's Supreme National …", "Russian state-run news agency …")
ORGAN = Sense("", "NOUN", "", frozenset(), frozenset(), "MEMBER_OF", "self", "poss", "")
OWNED = Sense("", "NOUN", "", frozenset(), frozenset(), "LEADS", "poss", "self", "")
#: how a mention came about where it is no name
NOT_NAMED = ("pronoun", "description", "group")
COMMAS = {",", "-", "–", "—", "("}
TITLE_LINKS = {"of", "for", "to", "in", "'s", "’s", "'", "’"}
WINDOW = 14
DASHES = {"-", "–", "—"}
PREFIXES = ("pro-", "anti-")


def carried_ties(scene, lexicon, homes):
    """All candidates that titles, organs and compounds of one scene give."""
    return [*_titles(scene, lexicon), *_organs(scene), *_compounds(scene, lexicon), *_implied(scene, lexicon, homes), *_parts(scene)]


def _parts(scene):
    """ "the RAF and other Coalition forces", "groups such as Hamas", "several parties, including the PUK": one of many belongs to them."""
    s, out = scene.syntax, []
    for j, whole in enumerate(scene.inside):
        for k, part in enumerate(scene.inside):
            if not scene.apart(j, k) or whole.kind in ("person", "place"):
                continue
            if part.last < whole.first <= part.last + 4 and s.lower[part.last:part.last + 2] in (["and", "other"], ["or", "other"]):
                via = "other"
            elif whole.last <= part.first and _such(s, whole.last, part.head, whole.head):
                via = "such"
            else:
                continue
            out.append(Candidate(Fill(k, "self", via=via), Fill(j, "poss", via=via), ORGAN, whole.head, "part", 0, 0, 1, 2, 2, STATED, 1))
    return out


def _such(syntax, after, part, whole):
    """Whether a list of parts opens right after the whole: "such as", "including", "among them"; the part is its first or another item."""
    while syntax.dep[part] == "conj" and syntax.head[part] > whole:
        part = syntax.head[part]
    words = syntax.lower[after:after + 3]
    opened = next((i for i, word in enumerate(words) if word in ("including", "such", "like")), None)
    return opened is not None and after + opened < part < after + opened + 8


def _implied(scene, lexicon, homes):
    """ "Foreign Secretary Boris Johnson": the title belongs to a state that the words do not name."""
    out = []
    for k, person in enumerate(scene.inside):
        state = homes.implied(person) if person.kind == "person" else None
        if state is None:
            continue
        offices = [(p, senses) for p in range(state.first, state.last)
                   if (senses := [x for x in lexicon.senses(scene.syntax, p) if x[0].standing])]
        j = scene.add(state) if offices else -1
        for p, senses in offices:
            for rank, (sense, points) in enumerate(senses):
                out.append(Candidate(Fill(k, "subj", via="title"), Fill(j, "mod", via="title"), sense, p, "title", points, rank,
                                     len(senses), 2, 2, STATED, 1))
    return out


def _titles(scene, lexicon):
    """ "Iran's ambassador to Russia Kazem Jalali", "Ali Shamkhani, secretary of the council,": the offices around a name, tied to the
    bodies among their words. Read off the order of the words, because a parser often breaks long titles up."""
    out = []
    for k, person in enumerate(scene.inside):
        if person.kind == "person" and not person.how.startswith(NOT_NAMED):
            for via, words in _title_words(scene, person):
                out.extend(_offices(scene, lexicon, k, words=words, via=via))
    return out


def _title_words(scene, person):
    """The stretches of words in which the offices of a person may stand: before the name, and set off by commas on either side."""
    s = scene.syntax
    if 0 <= person.title_first < person.first:
        yield "title", range(person.title_first, person.first)
    if s.lower[person.first - 1] in COMMAS and person.first - 1 > scene.start:
        left = person.first - 1
        while left > scene.start and person.first - left < WINDOW and _office_word(s, left - 1):
            left -= 1
        yield "apposed", range(left, person.first - 1)
    if person.last + 1 < scene.end and s.lower[person.last] in COMMAS:
        right = person.last + 1
        while right < scene.end and right - person.last < WINDOW and _office_word(s, right):
            right += 1
        if right < scene.end and s.tag[right] in (",", ".", ":", "HYPH"):
            yield "apposed", range(person.last + 1, right)


def _office_word(syntax, t):
    return syntax.tag[t].startswith(("JJ", "NN", "POS", "CD", "DT", "PRP$", "HYPH")) or syntax.lower[t] in TITLE_LINKS


def _offices(scene, lexicon, k, *, words, via):
    out = []
    bodies = [j for j, m in enumerate(scene.inside) if m.first in words and m.last - 1 in words and scene.apart(j, k)
              and not scene.syntax.lower[m.first].startswith(PREFIXES)]
    for p in words if bodies else ():
        if any(scene.mentions[j].kind != "person" for j in scene.covering.get(p, ())):
            continue  # a word of a body's own name
        senses = [x for x in lexicon.senses(scene.syntax, p) if x[0].standing]
        for rank, (sense, points) in enumerate(senses):
            for j in bodies:
                body = scene.mentions[j]
                before = body.last <= p
                slot = Fill(j, "mod", via=via, depth=p - body.last) if before else \
                    Fill(j, "prep", scene.syntax.lower[p + 1], via, depth=body.first - p)
                out.append(Candidate(Fill(k, "subj", via=via), slot, sense, p, via, points, rank, len(senses), 2, 2 if before else 1,
                                     STATED, len(bodies)))
    return out


def _organs(scene):
    """ "Iran's Supreme National Security Council", "the Iranian parliament", "IRGC Quds Force": the body belongs to its owner."""
    out = []
    for k, body in enumerate(scene.inside):
        if body.kind not in (*BODIES, "person") or body.how.startswith(("pronoun", "description")):
            continue
        paths = ("of", "nmod", "poss") if body.kind == "person" else ("poss", "mod", "appos+", "of", "nmod")
        owners = {j: path for j, path, _, _ in scene.phrase(body.head) if path in paths}
        for j, m in enumerate(scene.inside if body.kind != "person" else ()):
            if m.last <= body.first <= m.last + 3 and all(_noun_word(scene.syntax, t) for t in range(m.last, body.first)):
                owners.setdefault(j, "before")
        for j, m in enumerate(scene.inside if body.kind != "person" else ()):
            if m.last < body.last and (m.first == body.first or scene.syntax.lower[body.first] in ("the", "royal") and
                                       m.first == body.first + 1) and scene.syntax.lower[m.last] not in DASHES:
                owners.setdefault(j, "inside")
        for j, path in owners.items():
            if j == k or not scene.apart(j, k) or scene.mentions[j].kind == "place":
                continue
            if scene.mentions[j].kind != "person":
                source, target, sense = Fill(k, "self"), Fill(j, "poss", path=path, via="organ"), ORGAN
            elif body.kind not in ("population", "person"):  # "his government", "Mr. Abbas' Fatah", "the party of Prime Minister Talat"
                source, target, sense = Fill(j, "poss", path=path, via="organ"), Fill(k, "self"), OWNED
            else:
                continue
            out.append(Candidate(source, target, sense, body.head, "organ:" + path, 0, 0, 1, 2, 2, STATED, len(owners)))
    return out


def _noun_word(syntax, t):
    return syntax.tag[t].startswith(("JJ", "NN", "POS", "VBN")) or syntax.lower[t] in DASHES


def _compounds(scene, lexicon):
    """ "Iran-backed militias", "US-led coalition", "pro-Iranian groups", "anti-American protest"."""
    words, out = scene.syntax.lower, []
    for j, m in enumerate(scene.inside):
        if m.kind == "place":
            continue
        if words[m.first].startswith(PREFIXES):
            p = m.first
        elif m.last + 1 < scene.end and words[m.last] in DASHES:
            p = m.last + 1
        elif m.first - 2 >= scene.start and words[m.first - 1] in DASHES:
            p = m.first - 2
        else:
            continue
        senses = lexicon.participle(words[p].split("-")[0])
        for k in _headed_from(scene, max(p, m.last), j) if senses else ():
            far = scene.mentions[k].head - p
            for rank, sense in enumerate(senses):
                one, other = Fill(j, "mod", via="compound"), Fill(k, "head", via="compound", depth=far)
                source, target = (other, one) if sense.source == "head" else (one, other)
                out.append(Candidate(source, target, sense, p, "compound", 0, rank, len(senses), 2, 2, STATED, 1))
    return out


def _headed_from(scene, token, but):
    """The mentions on the nearest head within nine tokens of a compound adjective, and the name that this noun is said of: "Kataib
    Hezbollah, one of the Iranian-backed militias"."""
    s, whole = scene.syntax, range(token, min(token + 9, scene.end))
    if s.tag[s.head[token]].startswith("NN") and s.head[token] in whole:
        whole = [s.head[token]]  # "Iran-backed attacks on US forces" says nothing of the forces
    for t in whole:
        found = [k for k in scene.headed.get(t, ()) if k != but and scene.apart(k, but)]
        if found:
            return found + [k for k in scene.headed.get(_said_of(scene.syntax, t), ()) if k not in found and scene.apart(k, but)]
    return []


def _said_of(syntax, t):
    """The token that the noun t stands in apposition to, itself or as one of a number ("one of", "a group of"); -1 for none."""
    if syntax.dep[t] == "nmod" and syntax.preposition(t) == "of":
        t = syntax.head[t]
    return syntax.head[t] if syntax.dep[t] == "appos" else -1
