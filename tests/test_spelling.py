"""Spellings of names: variants fall together, look-alikes stay apart, and no chain joins strangers."""

import csv
from pathlib import Path

import pytest

from geoanalysis.reading.spelling import fold, name_words, plain, same_name, slug

PAIRS = list(csv.DictReader(open(Path(__file__).parent / "gold" / "name_pairs.csv", encoding="utf-8")))


def test_there_are_enough_pairs():
    same = sum(row["same"] == "1" for row in PAIRS)
    assert same >= 400 and len(PAIRS) - same >= 400


def test_precision_and_recall():
    right = wrong = missed = 0
    for row in PAIRS:
        said, same = same_name(row["a"], row["b"]), row["same"] == "1"
        right += said and same
        wrong += said and not same
        missed += same and not said
    assert right / (right + wrong) >= 0.99
    assert right / (right + missed) >= 0.95


def test_no_chain_joins_strangers():
    """Being the same name is an equivalence, so whoever is joined by a chain is joined directly."""
    joined = {}
    for row in PAIRS:
        for name in (row["a"], row["b"]):
            joined.setdefault(fold(name), set()).add(name)
    for names in joined.values():
        assert all(same_name(a, b) for a in names for b in names)


@pytest.mark.parametrize("a, b", [("The Hague", "Hague"), ("Iran's", "Iran"), ("U.S.", "US"), ("Abd al-Rahman", "Abdulrahman"),
                                  ("Mujahedin-e Khalq", "Mojahedin Khalq"), ("Da’esh", "Daesh")])  # fmt: skip
def test_same(a, b):
    assert same_name(a, b)


@pytest.mark.parametrize("name", ["", " ", "…", "-", "''"])
def test_nothing_is_nobody(name):
    assert fold(name) == "" and not same_name(name, name)


@pytest.mark.parametrize("name", ["محمد", "北京", "Москва", "Ǆ", "x" * 10_000, "a'" * 50])
def test_any_script(name):
    assert same_name(name, name) and isinstance(slug(name), str) and plain(name) == plain(name)


def test_surname_is_no_full_name():
    assert not same_name("Barzani", "Masoud Barzani")


def test_name_words():
    assert name_words("al-Sadr") == ["Sadr"] and name_words("al") == ["al"]
