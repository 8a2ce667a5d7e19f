"""When a tie holds: which of the dates of a sentence its act has, for an article of 16 June 2021 (a Wednesday)."""

from types import SimpleNamespace

import pytest

from geoanalysis.reading.calendar import Calendar
from geoanalysis.reading.clauses import Syntax
from geoanalysis.reading.language import parse
from geoanalysis.reading.modality import STATED

#: Sentence | word of the act | its date
TABLE = """
Iran's foreign minister, who visited Iraq in March, met Turkey's president on Monday. | visited | 2021-03
Iran's foreign minister, who visited Iraq in March, met Turkey's president on Monday. | met | 2021-06-14
Turkey, which invaded Syria in October 2019, signed a deal with Russia last week. | invaded | 2019-10
Turkey, which invaded Syria in October 2019, signed a deal with Russia last week. | signed | 2021-06-07
The Taliban, who ruled Afghanistan from 1996 to 2001, attacked the army on Friday. | attacked | 2021-06-11
The Taliban, who ruled Afghanistan from 1996 to 2001, attacked the army. | attacked |
France said on Wednesday that it had killed the leader of al-Qaida in Mali on June 3. | killed | 2021-06-03
Russia attacked Ukraine on Thursday, Ukraine said on Friday. | attacked | 2021-06-10
China sanctioned the United States on Friday after Washington sanctioned Hong Kong officials in July 2020. | officials | 2020-07
The United States withdrew from the 2015 nuclear deal with Iran in May 2018. | withdrew | 2018-05
The United States withdrew from the 2015 nuclear deal with Iran in May 2018. | deal | 2015
India and Pakistan agreed in February to observe the 2003 ceasefire. | agreed | 2021-02
In April last year, Iran launched an attack on Israel. | attack | 2020-04
Iran and Russia held talks in Moscow on Monday. | talks | 2021-06-14
On Sunday Turkey accused Greece of violating the 1923 treaty. | accused | 2021-06-13
Germany expelled two Russian diplomats on Wednesday over the murder of a Georgian in August 2019. | expelled | 2021-06-16
Iraq accuses Turkey of bombing villages. | accuses | 2021-06
Five Iranians were seized by American troops in January. | seized | 2021-01
Iran will release the sailors by August. | release | 2021-08
Iraq accused Turkey of bombing villages. | accused | 2021-06
Iraq had accused Turkey of bombing villages. | accused |
Iraq offered to help Turkey. | help | 2021-06
Iraq is trying to help Turkey. | help |
Iraqi soldiers backed by Turkey seized a village. | backed | 2021-06
Iran promised to disarm the rebels by September 19. | promised | 2021-06
Iran praised Iraq and said ministers would meet on Friday. | praised | 2021-06
In February, when guards shot at students, Iran accused Turkey. | shot | 2021-02
Iran walked out of talks last week when Iraq demanded a pact. | demanded | 2021-06-07
Iraq expelled Turkish diplomats on Monday, three days after Turkey invaded the north. | expelled | 2021-06-14
Iraq expelled Turkish diplomats on Monday, three days after Turkey invaded the north. | invaded | 2021-06-11
"""
ROWS = [tuple(part.strip() for part in line.split("|")) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize("sentence, word, expected", ROWS)
def test_an_act_has_the_date_of_its_own_clause(sentence, word, expected):
    (doc,) = parse([sentence])
    scene = SimpleNamespace(start=0, end=len(doc))
    act = SimpleNamespace(predicate=next(t.i for t in doc if t.text == word), reading=STATED)
    assert Calendar(Syntax(doc), "2021-06-16").date(scene, act, {"kind": "event"})["date"] == expected


def test_a_standing_tie_has_no_day():
    (doc,) = parse(["Qaani leads the Quds Force since 2020."])
    scene, act = SimpleNamespace(start=0, end=len(doc)), SimpleNamespace(predicate=1, reading=STATED)
    assert not Calendar(Syntax(doc), "2021-06-16").date(scene, act, {"kind": "standing"})["date"]


def test_a_past_that_another_sentence_dates_is_not_the_news():
    (doc,) = parse(["The army seized power in 1991. It arrested the president."])
    first, second = doc.sents
    scene = SimpleNamespace(start=second.start, end=second.end)
    act = SimpleNamespace(predicate=next(t.i for t in second if t.text == "arrested"), reading=STATED)
    assert Calendar(Syntax(doc), "2021-06-16").date(scene, act, {"kind": "event"})["date"] == ""


def test_a_past_is_the_news_where_the_sentence_before_only_touches_another_time():
    (doc,) = parse(["Turkey, which seized the town in 1991, left it. Iraq arrested its mayor."])
    _, second = doc.sents
    scene = SimpleNamespace(start=second.start, end=second.end)
    act = SimpleNamespace(predicate=next(t.i for t in second if t.text == "arrested"), reading=STATED)
    assert Calendar(Syntax(doc), "2021-06-16").date(scene, act, {"kind": "event"})["date"] == "2021-06"
