"""Who fights whom where the sentence tells it in a roundabout way: candidates before the judge."""

import pytest

from geoanalysis.reading.actors import find_mentions
from geoanalysis.reading.candidates import find_candidates
from geoanalysis.reading.clauses import Syntax
from geoanalysis.reading.gazetteer import load_gazetteer
from geoanalysis.reading.language import parse
from geoanalysis.reading.lexicon import load_lexicon


def _fights(text):
    """The fights that the candidates of a text tell of: (who, whom)."""
    doc = next(parse([text]))
    found = find_candidates(Syntax(doc), find_mentions(doc, load_gazetteer()), lexicon=load_lexicon(),
                            sentences=[(s.start, s.end) for s in doc.sents], gazetteer=load_gazetteer())  # fmt: skip
    return {tuple(scene.mentions[f.mention].name for f in (c.source, c.target)) for scene, c in found
            if c.sense.type == "ASSAULT"}


ATTACKS = "Norway condemned Boko Haram's attacks in the town of Gwoza in Borno State, which killed dozens of civilians."

LIBERATION = ("Boko Haram killed twenty people in Gwoza. Gwoza fell to Boko Haram. "
              "Nigerian troops, assisted by Chadian air strikes, launched an offensive to recapture Gwoza on Monday.")

FIGHTS = [
    ("We condemn the Houthis for the killing of civilians.", ("Houthis", "civilians")),
    (ATTACKS, ("Boko Haram", "civilians")),
    ("Taliban fighters seized Kunduz. On Friday Afghan troops launched an offensive to retake the city.", ("Afghanistan", "Taliban")),
    (LIBERATION, ("Nigeria", "Boko Haram")),
    (LIBERATION, ("Chad", "Boko Haram")),
    ("Kurdish forces fought the Islamic State alongside the Iraqi army.", ("Iraq", "Islamic State")),
]

PEACE = [
    ("Angela Merkel and Recep Tayyip Erdogan discussed the campaign against the Islamic State.", ("Angela Merkel", "Islamic State")),
    ("Qatar condemned the attack on Turkey.", ("Qatar", "Turkey")),
    ("Angela Merkel reiterated support for Nigeria in the fight against Boko Haram.", ("Angela Merkel", "Boko Haram")),
    (ATTACKS, ("Gwoza", "civilians")),
    (LIBERATION, ("Nigeria", "Gwoza")),
    ("The army of Oman fought alongside Boko Haram in Gwoza.", ("Boko Haram", "Gwoza")),
]


@pytest.mark.parametrize(("text", "fight"), FIGHTS)
def test_who_fights_is_told(text, fight):
    assert fight in _fights(text)


@pytest.mark.parametrize(("text", "fight"), PEACE)
def test_who_only_speaks_of_a_fight_does_not_fight(text, fight):
    assert fight not in _fights(text)
