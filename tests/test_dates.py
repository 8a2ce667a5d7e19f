"""Dates: a table of what words mean, for an article of 19 July 2020 (a Sunday) unless the row says otherwise."""

import timeit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoanalysis.errors import ParameterError
from geoanalysis.reading.dates import columns, find_dates, frame
from geoanalysis.tables import PARTIAL_DATE, PRECISIONS

#: Sentence | what is found in it: date, or from/until, and precision; several dates between semicolons.
ABSOLUTE = """
The deal was signed on January 3, 2020. | 2020-01-03 day
The deal was signed on 3 January 2020. | 2020-01-03 day
It was signed on 2020-01-03. | 2020-01-03 day
It was signed on Jan. 3, 2020. | 2020-01-03 day
On January 3rd, 2020, he was killed. | 2020-01-03 day
He was killed on the 3rd of January 2020. | 2020-01-03 day
He was killed on the 3rd of January, 2020. | 2020-01-03 day
On Friday, January 3, 2020, he was killed. | 2020-01-03 day
He was killed on 1/13/2020. | 2020-01-13 day
He was killed on 13.1.2020. | 2020-01-13 day
It was sent on 06/04/2020. | 2020 year
The Feb. 14 2005 bombing killed Hariri. | 2005-02-14 day
The attacks of 11 September 2001 | 2001-09-11 day
Since the 9/11 attacks, much has changed. | 2001-09-11/2020-07-19 range
The September 11 attacks changed much. | 2001-09-11 day
In March 2019, Rouhani signed deals. | 2019-03 month
In August 2018, Iran sent missiles, and it did so again in the fall of 2019. | 2018-08 month; 2019-09/2019-11 season
It targeted dissidents in September 2018. | 2018-09 month
It began in September, 2018. | 2018-09 month
It began in September of 2018. | 2018-09 month
The May 2018 election | 2018-05 month
They met in Sept. 2018. | 2018-09 month
In early March 2019 they met. | 2019-03-01/2019-03-10 range
They met in mid-March 2019. | 2019-03-11/2019-03-20 range
They met at the end of February 2020. | 2020-02-21/2020-02-29 range
The fall of 2003 was quiet. | 2003-09/2003-11 season
It fell in the spring of 2003. | 2003-03/2003-05 season
In summer 2014 the army fled. | 2014-06/2014-08 season
The winter of 2019 was cold. | 2019-12/2020-02 season
The winter of 2019-20 was cold. | 2019-12/2020-02 season
the US invasion of Iraq in 2003 | 2003 year
The 2015 nuclear deal was praised. | 2015 year
Iran's 2015 deal with the powers | 2015 year
Iran’s 2015 deal with the powers | 2015 year
2019 was a hard year. | 2019 year
The war (1980-1988) was long. | 1980/1988 range
The war of 1980–88 was long. | 1980/1988 range
Between 2011 and 2014 Iraq was chaotic. | 2011/2014 range
From 2011 to 2014 Iraq was chaotic. | 2011/2014 range
It lasted from 2011 until 2014. | 2011/2014 range
It was a weak state from 2011-2014. | 2011/2014 range
From January to March 2019 they talked. | 2019-01/2019-03 range
From November to March 2019 they talked. | 2018-11/2019-03 range
It ran from December 2018 to March 2019. | 2018-12/2019-03 range
Between 3 January 2020 and 8 January 2020 there were strikes. | 2020-01-03/2020-01-08 range
There were strikes on January 3-8, 2020. | 2020-01-03/2020-01-08 range
There were strikes on 3–8 January 2020. | 2020-01-03/2020-01-08 range
Between January 3 and 8, 2020 there were strikes. | 2020-01-03/2020-01-08 range
They were allies during the 1980s. | 1980/1989 decade
They were allies in the '80s. | 1980/1989 decade
In the early 1990s they were rivals. | 1990/1993 range
In the mid-1990s they were rivals. | 1994/1996 range
In the late 1990s they were rivals. | 1997/1999 range
It changed in late 2018. | 2018-09/2018-12 range
It changed in early 2018. | 2018-01/2018-04 range
It changed in mid-2018. | 2018-05/2018-08 range
It changed at the end of 2018. | 2018-09/2018-12 range
It rose in the first half of 2019. | 2019-01/2019-06 half
It rose in the second half of 2019. | 2019-07/2019-12 half
It rose in the third quarter of 2019. | 2019-07/2019-09 quarter
It rose in Q1 2020. | 2020-01/2020-03 quarter
They have been at odds since 2003. | 2003/2020-07-19 range
In January 3 soldiers were killed near Mosul in 2017. | 2020-01 month; 2017 year
They have been at odds since the 1980s. | 1980/2020-07-19 range
It has grown since March 2019. | 2019-03/2020-07-19 range
It ruled until 2014. | /2014 range
It was calm before 2003. | /2003 range
It was calm after March 2019. | 2019-03/ range
It struck two days after January 3, 2020. | 2020-01-05 day
It struck on January 5, 2020, two days after a drone had struck. | 2020-01-05 day; 2020-01-03 day
It struck on January 5, 2020, just a day before they left. | 2020-01-05 day; 2020-01-06 day
It struck on January 5, 2020, two days after January 3, 2020. | 2020-01-05 day; 2020-01-05 day
It struck in January 2020, two days after a drone had struck. | 2020-01 month; unknown
It struck a week before 3 January 2020. | 2019-12-23/2019-12-29 week
In 2023, some 650,000 tons, and 10 million in 2022 | 2023 year; 2022 year
They met in 2017 and in 2019. | 2017 year; 2019 year
"""
RELATIVE = """
The US killed him in January. | 2020-01 month
He was killed in a US drone strike in Baghdad, in January. | 2020-01 month
He will express condolences for the man the US killed in January. | 2020-01 month
The January attack killed two. | 2020-01 month
It blamed a January drone attack. | 2020-01 month
Shamkhani visited Iraq this March. | 2020-03 month
He visited last March. | 2020-03 month
He visited last September. | 2019-09 month
He visited in December. | 2019-12 month
He will visit in December. | 2020-12 month
The president plans his first visit to Iraq in September. | 2020-09 month
The deals will be signed in September. | 2020-09 month
In September, he will travel to Iraq. | 2020-09 month
He met them in July. | 2020-07 month
He visited in early March. | 2020-03-01/2020-03-10 range
They agreed on June 30. | 2020-06-30 day
They agreed on 30 June. | 2020-06-30 day
They agreed on August 30. | 2019-08-30 day
They will meet on August 30. | 2020-08-30 day
The trip is expected to happen between September 10 and September 21. | 2020-09-10/2020-09-21 range
The trip is expected between September 10 and 21. | 2020-09-10/2020-09-21 range
It has protested since May. | 2020-05/2020-07-19 range
In May, protests began. | 2020-05 month
The May election was held. | 2020-05 month
It attacked last fall. | 2019-09/2019-11 season
It attacked in the fall. | 2019-09/2019-11 season
It will attack in the fall. | 2020-09/2020-11 season
It attacked this spring. | 2020-03/2020-05 season
It attacked last winter. | 2019-12/2020-02 season
It attacked last summer. | 2019-06/2019-08 season
Talks resumed this summer. | 2020-06/2020-08 season
Masjidi said over the weekend that relations grow. | 2020-07-18/2020-07-19 range
They met last weekend. | 2020-07-11/2020-07-12 range
They will meet next weekend. | 2020-07-25/2020-07-26 range
They met on Monday. | 2020-07-13 day
Zarif arrived Sunday. | 2020-07-19 day
They will meet on Monday. | 2020-07-20 day
They met last Friday. | 2020-07-17 day
They meet next Friday. | 2020-07-24 day
Friday | 2020-07-17 day
They met on Tuesday night. | 2020-07-14 day
They met on Tuesday last week. | 2020-07-07 day
He said on Monday that talks will be held on Thursday. | 2020-07-13 day; 2020-07-23 day
It struck yesterday. | 2020-07-18 day
It struck last night. | 2020-07-18 day
It struck the day before yesterday. | 2020-07-17 day
They meet today. | 2020-07-19 day
They meet tomorrow. | 2020-07-20 day
It struck hours ago. | 2020-07-19 day
It struck this morning. | 2020-07-19 day
The envoy was expelled in April last year. | 2019-04 month
The envoy was expelled in April of last year. | 2019-04 month
The border was closed in the summer of last year. | 2019-06/2019-08 season
He left on 25 March last year. | 2019-03-25 day
He took office on 1 March this year. | 2020-03-01 day
He took office in March that year. |  unknown
They trained together from 10 to 12 June. | 2020-06-10/2020-06-12 range
They trained together on 2 and 3 June. | 2020-06-02/2020-06-03 range
It withdrew from the 2015 deal in May 2018. | 2015 year; 2018-05 month
It struck last week. | 2020-07-06/2020-07-12 week
They meet this week. | 2020-07-13/2020-07-19 week
They meet next week. | 2020-07-20/2020-07-26 week
It struck last month. | 2020-06 month
It struck earlier this month. | 2020-07 month
They will meet later this month. | 2020-07 month
It struck earlier this year. | 2020 year
It struck last year. | 2019 year
It will strike next year. | 2021 year
It began at the beginning of this year. | 2020-01/2020-04 range
It began at the end of last year. | 2019-09/2019-12 range
It rose in the first half of this year. | 2020-01/2020-06 half
They attacked Israel over the last ten months. | 2019-09/2020-07 range
They attacked more than 100 times in the last year. | 2019-07/2020-07 range
It struck in the past two weeks. | 2020-07-05/2020-07-19 range
It struck in the past 48 days. | 2020-06-01/2020-07-19 range
It grew over the past decade. | 2010/2020 range
In recent months, the US and Iraq have talked. | 2020-01/2020-07 range
It was shelled in recent days. | 2020-07-13/2020-07-19 range
They will talk in the coming weeks. | 2020-07-19/2020-08-30 range
They will talk in the next few days. | 2020-07-19/2020-07-25 range
They fought a year ago. | 2019 year
They fought two years ago. | 2018 year
They fought a decade ago. | 2010 year
They fought three months ago. | 2020-04 month
They fought two weeks ago. | 2020-06-29/2020-07-05 week
They fought five days ago. | 2020-07-14 day
He will return in two weeks. | 2020-07-27/2020-08-02 week
It expires three months from now. | 2020-10 month
It has struck since last year. | 2019/2020-07-19 range
It has struck since Monday. | 2020-07-13/2020-07-19 range
"""
UNKNOWN = """
It struck two days after the killing of Soleimani. | unknown
It struck days after the invasion. | unknown
It struck a week later. | unknown
The next day it struck again. | unknown
That year it struck again. | unknown
They fought years ago. | unknown
They fought several months ago. | unknown
Since then, Iran has worked to divide the region. | unknown
It struck on the eve of the vote. | unknown
"""
NO_DATE = """
Iran may march on Baghdad.
They march in the streets and fall back.
The fall of Baghdad shocked the region.
Theresa May met Rouhani.
It was criticised by May and others.
The Great March of Return drew crowds.
Jan Egeland and April Glaspie met him.
The august body met.
Some 2000 troops left.
It sent 2,015 soldiers.
More than 1980 people died.
The price was $2015 a ton.
UN Security Council Resolution 2231 was passed.
The Black Friday sales and Friday prayers drew crowds.
The Arab Spring changed the region.
It was the second visit in two weeks.
He is in his 80s.
She served for ten years.
The springs of the river fall dry.
US-Iran tensions rose.
"""


def rows(table, count):
    found = [tuple(part.strip() for part in line.split("|")) for line in table.strip().splitlines()]
    assert all(len(row) == count for row in found)
    return found


def said(spans):
    """Write spans as the tables do."""
    return "; ".join(
        " ".join(
            filter(
                None,
                (f"{span.date}/{span.until}" if span.until or span.precision == "range" else span.date, span.precision),
            )
        )
        for span in spans
    )


@pytest.mark.parametrize("sentence, expected", rows(ABSOLUTE + RELATIVE.lstrip() + UNKNOWN.lstrip(), 2))
def test_what_words_mean(sentence, expected):
    assert said(find_dates(sentence, "2020-07-19")) == expected


@pytest.mark.parametrize("sentence", [row[0] for row in rows(NO_DATE, 1)])
def test_words_that_only_look_like_dates(sentence):
    assert find_dates(sentence, "2020-07-19") == []


@pytest.mark.parametrize(
    "published, sentence, expected",
    [
        ("2024-08", "They met in Moscow on Monday.", "2024-08 month"),
        ("2024-08", "They met yesterday.", "2024-08 month"),
        ("2024-08", "They met last week.", "2024-08 month"),
        ("2024-08", "They met last month.", "2024-07 month"),
        ("2024-08", "It attacked over the last ten months.", "2023-10/2024-08 range"),
        ("2024-08", "It was killed in a January drone attack.", "2024-01 month"),
        (
            "2024-08",
            "The trip is expected to happen between September 10 and September 21.",
            "2024-09-10/2024-09-21 range",
        ),
        ("2024-08", "It was there since 2003.", "2003/2024-08 range"),
        ("2024", "They met last fall.", "2023-09/2023-11 season"),
        ("2024", "They met last month.", "2024 year"),
        ("2024", "They met last year.", "2023 year"),
        ("2020-03-31", "They met a month ago.", "2020-02 month"),
        ("2020-01-10", "They met in December.", "2019-12 month"),
        ("2020-01-10", "They met last winter.", "2018-12/2019-02 season"),
        ("2020-12-30", "They will meet in January.", "2021-01 month"),
        ("2021-05-12", "They met over the weekend.", "2021-05-08/2021-05-09 range"),
        ("2021-05-12", "They will meet over the weekend.", "2021-05-15/2021-05-16 range"),
        ("2021-05-12", "They met on Tuesday.", "2021-05-11 day"),
        ("2020-03-01", "They met on February 29.", "2020-02-29 day"),
        (None, "They met last week, on Monday and in January.", "unknown; unknown; unknown"),
        (None, "They met in March 2019.", "2019-03 month"),
        (None, "They have met since 2003.", "2003/ range"),
    ],
)
def test_what_is_reckoned_is_no_finer_than_the_publication_date(published, sentence, expected):
    assert said(find_dates(sentence, published)) == expected


def test_a_precision_coarser_than_the_date_is_heeded():
    assert said(find_dates("They met on Monday.", "2020-07-19", "month")) == "2020-07 month"


def test_the_caller_may_know_the_tense():
    assert said(find_dates("in September", "2020-07-19", prefer="future")) == "2020-09 month"
    assert said(find_dates("will meet in September", "2020-07-19", prefer="past")) == "2019-09 month"
    with pytest.raises(ParameterError, match="allowed are 'past', 'future'"):
        find_dates("in September", "2020-07-19", prefer="now")


@pytest.mark.parametrize("published", ["July 2020", "2020-7", "2020-02-30"])
def test_a_publication_date_that_is_none_is_refused(published):
    with pytest.raises(ParameterError, match=published):
        find_dates("in September", published)


def test_the_words_of_a_date_are_its_place_in_the_text():
    text = "It said in March 2019 that, since 2003, all was well."
    assert [(text[span.start : span.end], span.words) for span in find_dates(text)] == [
        ("March 2019",) * 2,
        ("since 2003",) * 2,
    ]


def test_the_frame_of_a_document_is_its_publication_else_the_latest_day_it_names():
    assert frame("x", "2020-07") == frame("in January", "2020-07") and frame("x", "2020-07").precision == "month"
    assert frame("On January 3, 2020 he was killed. — Khosro Kalbasi July 19, 2020").date == "2020-07-19"
    assert frame("In 2003 the US invaded.") is None


def test_columns_of_a_tie():
    assert columns(find_dates("last fall", "2020-07-19")[0]) == {
        "date": "2019-09",
        "date_precision": "season",
        "until": "2019-11",
    }
    assert columns(None) == {"date": "", "date_precision": "unknown", "until": ""}


PIECES = """January May Sept. 2020 1980s 3 31 3rd of the in since between and to from until last next this week
    month years ago two - –     , . ' Friday weekend fall early mid- late end first half 9/11 30 February Iran attacked
    will day after 0 2020-02-30 13/13/2020""".split()


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.sampled_from([None, "2020-07-19", "2024-02", "1980", "2020-02-29"]),
)
def test_whatever_the_words_the_spans_are_dates_in_their_order(text, published):
    reached = 0
    for span in find_dates(text, published):
        assert reached <= span.start < span.end and text[span.start : span.end] == span.words
        assert span.precision in PRECISIONS
        assert all(not date or PARTIAL_DATE.fullmatch(date) for date in (span.date, span.until))
        assert not (span.date and span.until) or span.date[: len(span.until)] <= span.until[: len(span.date)]
        reached = span.end


def test_a_sentence_without_dates_costs_microseconds():
    sentence = (
        "Iranian Foreign Minister Javad Zarif is on a visit to Iraq to pressure Baghdad into keeping its alliance."
    )
    took = min(timeit.repeat(lambda: find_dates(sentence, "2020-07-19"), number=200, repeat=5)) / 200
    assert took < 100e-6  # 7 µs on an idle machine


def test_the_tables_are_large():
    assert len(rows(ABSOLUTE + RELATIVE.lstrip() + UNKNOWN.lstrip(), 2)) + len(rows(NO_DATE, 1)) >= 120
