"""Data files: what is read from them, and what a broken one is answered with."""

import subprocess
import sys

import pytest

from geoanalysis import resources
from geoanalysis.errors import DataError


def written(tmp_path, text, name="file.csv"):
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_a_csv_becomes_one_dictionary_a_row_whatever_the_order_of_its_columns(tmp_path):
    file = written(tmp_path, '\ufeffname, id\n Iran ,1\n"a, b",2\n\n')
    assert resources.read_csv("x", ["id", "name"], path=file) == [
        {"name": "Iran", "id": "1"},
        {"name": "a, b", "id": "2"},
    ]


@pytest.mark.parametrize(
    "text, fault",
    [
        ("", "is empty; its first row must be id,name"),
        ("id\n1\n", "row 1: the columns are id; they must be id, name"),
        ("id,name,more\n1,2,3\n", "row 1: the columns are id, name, more"),
        ("id,name\n1\n2,b\n3,c,d\n", "row 2: 1 cells instead of 2; row 4: 3 cells instead of 2"),
        ('id,name\n1,"x"y\n', "is not a CSV file in UTF-8"),
        (b"id,name\n1,\xe9\n", "is not a CSV file in UTF-8"),
    ],
)
def test_a_broken_csv_is_named_with_row_and_fault(tmp_path, text, fault):
    file = written(tmp_path, text)
    with pytest.raises(DataError) as caught:
        resources.read_csv("x", ["id", "name"], path=file)
    assert str(caught.value).startswith(f"{file}: ") and fault in str(caught.value)


def test_missing_files_are_named(tmp_path):
    with pytest.raises(DataError, match="nothing.csv"):
        resources.read_csv("x", ["id"], path=tmp_path / "nothing.csv")
    with pytest.raises(DataError, match="geoanalysis/data has no 'nothing.csv'"):
        resources.path("nothing.csv")
    with pytest.raises(DataError, match="is not YAML"):
        resources.read_yaml("x", path=written(tmp_path, "a: [", "broken.yaml"))


def test_the_shipped_tie_types_are_the_sixteen_events_and_seven_standing_ties():
    types = resources.tie_types()
    kinds = [tie.kind for tie in types.values()]
    assert (len(types), kinds.count("event"), kinds.count("standing")) == (23, 16, 7)
    assert types["ASSAULT"].sign == -1 and types["ASSAULT"].quad == "material conflict"
    assert types["CONSULT"].mutual and not types["AID"].mutual
    assert all(bool(tie.quad) == (tie.kind == "event") for tie in types.values())


def test_all_faults_of_tie_types_are_listed_at_once(tmp_path):
    good = "label: a, gloss: b, kind: event, mutual: false, sign: 1, quad: '', intensity: 1, gains: both, weight: 1"
    bad = good.replace("sign: 1", "sign: 2").replace("weight: 1", "weight: -1")
    text = f"types:\n  A: {{{good}}}\n  B: {{{bad}}}\n  C: {{}}\n"
    with pytest.raises(DataError) as caught:
        resources.read_tie_types(written(tmp_path, text, "types.yaml"))
    message = str(caught.value)
    assert (
        "B: sign is 2, allowed are -1, 0, 1" in message
        and "B: weight is -1" in message
        and "C: has no label" in message
    )
    assert "A:" not in message


def test_importing_the_package_loads_nothing_heavy_and_every_public_name_is_there():
    code = (
        "import sys, time; begin = time.perf_counter(); import geoanalysis as ga; took = time.perf_counter() - begin\n"
        "heavy = {'spacy', 'pandas', 'networkx', 'matplotlib', 'numpy', 'yaml'} & set(sys.modules)\n"
        "assert not heavy, heavy\nassert took < 0.5, took\n"
        "assert set(ga.__all__) <= set(dir(ga))\n"
        "try: ga.nothing\nexcept AttributeError as error: assert 'read_documents' in str(error)\n"
        "else: raise SystemExit('no error')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
