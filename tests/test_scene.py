"""The scene of a sentence: what a noun phrase holds does not depend on what was asked before."""

import pytest

from geoanalysis.reading.actors import find_mentions
from geoanalysis.reading.candidates import find_candidates
from geoanalysis.reading.clauses import Syntax
from geoanalysis.reading.gazetteer import load_gazetteer
from geoanalysis.reading.language import parse
from geoanalysis.reading.lexicon import load_lexicon
from geoanalysis.reading.scene import Scene

TEXTS = [
    "Rice met the head of the staff of the office of the president of the parliament of Iraq, an ally of Iran.",
    "Iranian Foreign Minister Javad Zarif praised the decision of the leaders of Hamas, Hezbollah and the Houthis.",
    "The commander of the troops of the army of Turkey's neighbour Syria accused Israel.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_phrases_are_the_same_in_whatever_order_they_are_asked(text):
    doc = next(parse([text]))
    mentions = find_mentions(doc, load_gazetteer())
    tokens = range(len(doc))
    scenes = [Scene(Syntax(doc), mentions, 0, len(doc)) for _ in range(2)]
    forward = {t: scenes[0].phrase(t) for t in tokens}
    backward = {t: scenes[1].phrase(t) for t in reversed(tokens)}
    assert mentions and forward == backward


def test_a_phrase_holds_its_actors_outermost_first():
    doc = next(parse(["The troops of Turkey attacked Syria."]))
    scene = Scene(Syntax(doc), find_mentions(doc, load_gazetteer()), 0, len(doc))
    syria = next(t.i for t in doc if t.text == "Syria")
    assert [(scene.mentions[k].name, path) for k, path, _, _ in scene.phrase(syria)] == [("Syria", "=")]


LISTS = [
    ("Lula will hold talks with French President Emmanuel Macron, German Chancellor Olaf Scholz and Russian President Vladimir Putin.",
     "talks", ("prep", "with"), {"Emmanuel Macron", "Olaf Scholz", "Vladimir Putin"}),
    ("The navies of India, Japan and Australia trained together.", "trained", ("subj", ""), {"India", "Japan", "Australia"}),
    ("Mexico, as well as Brazil and Chile, recognized Palestine.", "recognized", ("subj", ""), {"Mexico", "Brazil", "Chile"}),
    ("Mexico regretted his anti-Iranian speeches.", "speeches", ("prep", "against"), {"Iran"}),
    ("One of Smith's supporters attacked the mayor.", "supporters", ("self", ""), {"supporters"}),
    ("Sergei Lavrov, the foreign minister of Russia, invited Hakan Fidan.", "invited", ("subj", ""), {"Sergey Lavrov"}),
]


@pytest.mark.parametrize(("text", "predicate", "slot", "names"), LISTS, ids=[row[1] for row in LISTS])
def test_the_items_of_a_list_fill_the_same_slot(text, predicate, slot, names):
    doc = next(parse([text]))
    scene = Scene(Syntax(doc), find_mentions(doc, load_gazetteer()), 0, len(doc))
    fills = scene.fills(next(t.i for t in doc if t.text == predicate))
    assert names == {scene.mentions[f.mention].name for f in fills if (f.slot, f.prep) == slot and f.path in ("=", "conj")}


def test_a_state_holds_no_office_in_the_one_beside_it():
    found = {names for _, names in _candidates("Mr. Hill will meet his Norwegian and Danish counterparts on Monday.")}
    assert ("Hill", "Denmark", "CONSULT") in found and not {names for names in found if names[:2] == ("Norway", "Denmark")}


def test_a_name_behind_an_office_acts_itself():
    text = "Espen Eide and the Danish minister, Lars Rasmussen, signed an agreement."
    assert ("Espen Eide", "Lars Rasmussen", "AGREE") in {names for _, names in _candidates(text)}


def test_troops_move_nowhere_without_a_preposition():
    moves = {text: {names[:2] for _, names in _candidates(text) if names[2] == "MOBILIZE"}
             for text in ("Turkish troops in Iraq were shelled.", "Iraqi officials praised the Turkish troops.")}
    assert list(moves.values()) == [{("Turkey", "Iraq")}, set()]


@pytest.mark.parametrize(("text", "tie"), [
    ("Norway condemns the shelling. We remember the dead. Homs has long known the savagery of the Assad regime.", "Norway ACCUSE Syria"),
    ("Norway condemns the shelling. We remember the dead. Russia must end its support.", "Norway REQUEST Russia"),
    ("The attack shows the cowardice of Hamas, Jane Roe said.", "Jane Roe ACCUSE Hamas"),
    ("Kenya said that the Somali army was drunk.", "Kenya ACCUSE Somalia"),
    ("We remember the dead. Russia ended its support.", ""),
    ("Hamas is a party. Homs has long known the savagery of the Assad regime.", ""),
])
def test_who_issued_a_text_judges_by_what_judges(text, tie):
    doc = next(parse([text]))
    found = find_candidates(Syntax(doc), find_mentions(doc, load_gazetteer()), lexicon=load_lexicon(),
                            sentences=[(s.start, s.end) for s in doc.sents])
    told = [f"{scene.mentions[c.source.mention].name} {c.sense.type} {scene.mentions[c.target.mention].name}" for scene, c in found
            if c.rule in ("appraisal", "obligation")]
    assert told == [tie] * bool(tie)


@pytest.mark.parametrize(("text", "ties"), [
    ("Oman accused Chad of spying. Chad denies this.", ["Chad REJECT Oman"]),
    ("Oman accused Chad of spying. Peru met Chad. The accusation was rejected by Chad.", []),
    ("Oman and Peru accused Chad of spying. Chad rejected the accusations.", ["Chad REJECT Oman", "Chad REJECT Peru"]),
    ("Oman urged Chad to leave. Peru urged Mali to stay. Chad rejected the demand.", ["Chad REJECT Peru"]),
    ("Oman accused Chad of spying and Peru accused Mali of fraud. Chad denied the charge.", ["Chad REJECT Oman"]),
    ("Oman accused Chad of spying. Chad rejected the demands of Peru.", []),
    ("Oman accused Chad of spying. Oman denies this.", []),
    ("Oman accused Chad of spying. Chad denied a visa.", []),
    ("Chad shelled Mali. Oman condemned the attack.", ["Oman ACCUSE Chad"]),
    ("Chad shelled Mali. Oman praised the operation and condemned the attack of Peru.", ["Oman SUPPORT Chad"]),
    ("Chad shelled Mali. Oman investigated the attack.", []),
])
def test_who_answers_or_judges_an_act_does_so_to_those_who_did_it(text, ties):
    doc = next(parse([text]))
    found = find_candidates(Syntax(doc), find_mentions(doc, load_gazetteer()), lexicon=load_lexicon(),
                            sentences=[(s.start, s.end) for s in doc.sents])
    assert sorted(f"{scene.mentions[c.source.mention].name} {c.sense.type} {scene.mentions[c.target.mention].name}" for scene, c in found
                  if c.rule in ("answer", "verdict")) == ties


def _candidates(text):
    """The rule, source, target and type of each candidate."""
    doc = next(parse([text]))
    found = find_candidates(Syntax(doc), find_mentions(doc, load_gazetteer()), lexicon=load_lexicon(), sentences=[(0, len(doc))])
    return [(c.rule, (*(scene.mentions[f.mention].name for f in (c.source, c.target)), c.sense.type)) for scene, c in found]


@pytest.mark.parametrize(("text", "doer"), [
    ("Turkey condemned Israel, as did Jordan.", "Jordan"),
    ("Turkey condemned Israel, and so did Jordan.", "Jordan"),
    ("Turkey condemned Israel in May, and Jordan did the same in June.", "Jordan"),
    ("Iran and Israel accused each other of lying.", "Israel"),
])
def test_who_does_what_another_verb_says(text, doer):
    assert any(key[0] == doer and key[2] == "ACCUSE" for _, key in _candidates(text))


def test_the_leader_of_a_following_leads_no_state():
    kinds = {(key[1], key[2]) for _, key in _candidates("Abu Omar, an Iraqi militia leader, met Iran's president.")}
    assert ("Iraq", "MEMBER_OF") in kinds and ("Iraq", "LEADS") not in kinds


def test_an_agent_may_stand_behind_the_receiver():
    assert ("verb:subj/agent>to", ("Iran", "Hamas", "AID")) in _candidates("Weapons were given to Hamas by Iran.")


@pytest.mark.parametrize(("text", "tie", "listed"), [
    ("Nechirvan Barzani, the president of the Kurdistan Regional Government, spoke.",
     ("Nechirvan Barzani", "Kurdistan Regional Government", "LEADS"), 1),
    ("Nechirvan Barzani, the president of Iraq, spoke.", ("Nechirvan Barzani", "Iraq", "LEADS"), -1),
    ("Lena Aas, the president of Iraq, spoke.", ("Lena Aas", "Iraq", "LEADS"), 0),
    ("The IRGC Quds Force shelled Erbil.", ("Quds Force", "Islamic Revolutionary Guard Corps", "MEMBER_OF"), 1),
])
def test_an_office_is_known_to_the_gazetteer_denied_by_it_or_unknown(text, tie, listed):
    doc = next(parse([text]))
    found = find_candidates(Syntax(doc), find_mentions(doc, load_gazetteer()), lexicon=load_lexicon(), sentences=[(0, len(doc))],
                            gazetteer=load_gazetteer())  # fmt: skip
    named = [(*(scene.mentions[f.mention].name for f in (c.source, c.target)), c.sense.type) for scene, c in found]
    assert {c.listed for (_, c), key in zip(found, named, strict=True) if key == tie} == {listed}


def test_a_phrase_before_the_clause_gives_its_subject_no_office():
    text = "According to a separate media report in Azerbaijan, Putin has also discussed a corridor."
    assert not {key for _, key in _candidates(text) if key[2] == "MEMBER_OF"}


def test_a_noun_with_a_doer_of_its_own_is_no_deed_of_the_subject_beside_it():
    told = {key for _, key in _candidates("Oman and Chad have had close ties since the US invasion of Mali in 2003.")}
    assert ("United States", "Mali", "ASSAULT") in told
    assert not {("Oman", "Mali", "ASSAULT"), ("Chad", "Mali", "ASSAULT")} & told


def test_all_states_of_a_list_behind_a_preposition_of_place_are_places():
    doc = next(parse(["The militias attacked US forces in Iraq, Jordan and Syria on Monday."]))
    how = {m.text: m.how.partition(":")[0] for m in find_mentions(doc, load_gazetteer())}
    assert how["Iraq"] == how["Jordan"] == how["Syria"] == "place"


STANDING = [
    ("The leader of the Labour Party, Jane Roe, rejected the plan.", ("Jane Roe", "Labour Party", "LEADS")),
    ("The envoy of the coalition, Jane Roe, whom Spain expelled, flew home.", ("Spain", "Jane Roe", "SANCTION")),
    ("The Eastern Front is a militia of 900 men under Colonel Richard Roe.", ("Richard Roe", "Eastern Front", "LEADS")),
    ("The Eastern Front, under the command of Richard Roe, attacked Kenya.", ("Richard Roe", "Eastern Front", "LEADS")),
    ("The Eastern Front, the largest of the rebel groups, attacked Kenya.", ("Eastern Front", "rebel groups", "MEMBER_OF")),
    ("Richard Roe signed the treaty on behalf of the African Union.", ("Richard Roe", "African Union", "REPRESENTS")),
    ("Kenya armed the Eastern Front against Ethiopia.", ("Eastern Front", "Ethiopia", "HOSTILE_TO")),
    ("The Iran-backed Houthi militia fired rockets.", ("Iran", "Houthis", "SPONSORS")),
    ("Burundian contingents of AMISOM left Somalia.", ("Burundi", "AMISOM", "MEMBER_OF")),
    ("They joined the Customs Union of Russia, Belarus and Kazakhstan.", ("Belarus", "Customs Union", "MEMBER_OF")),
    ("The Eastern Front is a movement founded in 1980 in a Kenyan camp by Richard Roe.", ("Richard Roe", "Eastern Front", "LEADS")),
    ("It was cold, said Col. Richard Roe, 12th Maintenance Group Commander.", ("Richard Roe", "12th Maintenance Group", "LEADS")),
    ("Sudan and its backers, notably Kenya, bombed the town.", ("Kenya", "Sudan", "SPONSORS")),
    ("Defence Secretary Jane Roe said that Kenya would help.", ("Jane Roe", "Kenya", "MEMBER_OF")),
    ("Sgt. Jane Roe, 12th Security Squadron, guards the gate.", ("Jane Roe", "12th Security Squadron", "MEMBER_OF")),
    ("Sudan's army left the town. Prime Minister Richard Roe welcomed it.", ("Richard Roe", "Sudan", "LEADS")),
]


@pytest.mark.parametrize(("text", "tie"), STANDING, ids=[" ".join(tie) for _, tie in STANDING])
def test_what_ties_an_actor_to_a_body(text, tie):
    assert tie in [key for _, key in _candidates(text)]


@pytest.mark.parametrize("text", [
    "The Kenya-backed Eastern Front attacked Somalia.",
    "Soldiers of the Kenya-led Eastern Front attacked Somalia.",
    "Kenya and its backers, Spain and Norway, condemned Somalia.",
    "We thank our Kenyan partners.",
    "In Kenya Colonel Jane Roe met the opposition.",
])
def test_who_stands_beside_somebody_is_none_of_his(text):
    assert not {key for _, key in _candidates(text) if key[1] == "Kenya" and key[2] == "MEMBER_OF"}


@pytest.mark.parametrize(("text", "state"), [
    ("The Eastern Front's commander, the Kenyan general Richard Roe, left.", "Kenya"),
    ("A spokesman of the Kenyan foreign ministry in Somalia left.", "Kenya"),
    ("Kenya thanked Jane Roe and the members of the African Union.", "Kenya"),
])
def test_an_office_is_held_by_nobody_but_its_holder(text, state):
    assert not {key for rule, key in _candidates(text) if key[0] == state and rule.startswith("noun:")}
def test_where_an_object_is_says_nothing_of_the_place():
    assert not {key for _, key in _candidates("Angela Merkel praised a school in Gwoza and thanked Nigeria.") if "Gwoza" in key}


@pytest.mark.parametrize(("text", "tie"), [
    ("Like Egypt, Jordan condemned Israel.", ("Egypt", "Israel", "ACCUSE")),
    ("Israel arrested a Hamas commander, along with two leaders of the Houthis.", ("Israel", "Houthis", "COERCE")),
    ("Support for Hamas came from Iran.", ("Iran", "Hamas", "SUPPORT")),
    ("Israel has a hostile attitude toward Iran.", ("Israel", "Iran", "HOSTILE_TO")),
    ("Critics of Iran, such as Israel, were angry.", ("Israel", "Iran", "ACCUSE")),
    ("Israel pursues a policy that Egypt has condemned.", ("Egypt", "Israel", "ACCUSE")),
    ("Jane Roe was one of the founders of Hamas.", ("Jane Roe", "Hamas", "LEADS")),
    ("Jane Roe, the mayor of Goma and head of the Labour Party, complained.", ("Jane Roe", "Labour Party", "LEADS")),
    ("Jane Roe, with the Labour Party, said the road was open.", ("Jane Roe", "Labour Party", "MEMBER_OF")),
    ("Jane Roe (Labour Party) voted against.", ("Jane Roe", "Labour Party", "MEMBER_OF")),
    ("The groups (Hamas and Hezbollah) refused.", ("Hezbollah", "groups", "MEMBER_OF")),
    ("Putin's Russia has no friends.", ("Vladimir Putin", "Russia", "LEADS")),
    ("Jane Roe with Vladimir Putin in Sochi on Monday.", ("Jane Roe", "Vladimir Putin", "CONSULT")),
    ("Putin is in Beijing for a day.", ("Vladimir Putin", "Beijing", "CONSULT")),
    ("Turkish troops landed at Muscat under the command of Admiral Jane Roe.", ("Jane Roe", "Turkey", "LEADS")),
    ("Jane Roe is in Israeli custody.", ("Israel", "Jane Roe", "COERCE")),
])
def test_who_stands_beside_whom_may_tell_a_tie(text, tie):
    assert tie in {key for _, key in _candidates(text)}
