"""Files in, documents out: formats, encodings, metadata, and every bad input with its answer."""

import json
import random

import pytest

from geoanalysis.errors import CorpusError, ParameterError
from geoanalysis.reading.corpus import decode, read_documents

HEADER = "doc_id,title,date,date_precision,publisher,url\n"


def folder(tmp_path, **files):
    """Write files into a folder; a double underscore in a name stands for a full stop."""
    for name, content in files.items():
        file = tmp_path / name.replace("__", ".")
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def reasons(documents):
    return {row["doc_id"]: row["reason"] for row in documents.attrs["refused"]}


def test_texts_are_kept_exactly_and_sorted(tmp_path):
    text = " Iran’s\r\n\ttext \n\n with ends \r\n"
    documents = read_documents(folder(tmp_path, b__txt=text, a__txt="x"))
    assert documents["doc_id"].tolist() == ["a", "b"] and documents["text"].tolist() == ["x", text]
    assert documents["date"].tolist() == ["", ""] and documents.attrs["refused"] == []


def test_the_seeds_have_their_dates_and_say_where_they_come_from():
    documents = read_documents("seeds")
    assert documents[["date", "date_precision"]].values.tolist() == [["2020-07-19", "day"], ["2024-08", "month"]]
    assert [source.split(":")[0] for source in documents["date_source"]] == ["stated", "inferred"]


def test_subfolders_give_ids_with_slashes_and_their_own_metadata(tmp_path):
    (tmp_path / "sub").mkdir()
    folder(tmp_path, a__txt="a")
    folder(tmp_path / "sub", a__txt="b", documents__csv=HEADER + "a.txt,T,2020,,P,\n")
    documents = read_documents(tmp_path)
    assert documents["doc_id"].tolist() == ["a", "sub/a"] and documents["title"].tolist() == ["", "T"]
    assert documents["date_precision"].tolist() == ["", "year"]


def test_files_and_several_paths(tmp_path):
    folder(tmp_path, a__txt="a", b__txt="b", documents__csv=HEADER + "a,T,,,,\n")
    assert read_documents(tmp_path / "a.txt")["title"].tolist() == ["T"]
    assert read_documents([tmp_path / "a.txt", str(tmp_path / "b.txt")])["doc_id"].tolist() == ["a", "b"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_byte_order_marks_and_utf8(tmp_path, encoding):
    text = "Qassem Soleimani’s naïve “plan”"
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    assert read_documents(folder(tmp_path, a__txt=mark + text.encode(encoding)))["text"].tolist() == [text]


@pytest.mark.parametrize(
    "encoding, text",
    [
        ("cp1252", "Le ministre étranger naïf a dit “non” à la coalition."),
        ("cp1251", "Министр иностранных дел России заявил о переговорах"),
        ("cp1256", "قال وزير الخارجية الإيراني محمد جواد ظريف في بغداد"),
    ],
)
def test_other_encodings_are_guessed_aloud(tmp_path, encoding, text):
    with pytest.warns(UserWarning, match=f"not UTF-8, read as {encoding}"):
        documents = read_documents(folder(tmp_path, a__txt=text.encode(encoding)))
    assert documents["text"].tolist() == [text]


def test_a_declared_charset_wins_over_a_guess():
    data = "à propos".encode("cp1252")
    assert decode(data, declared="cp1252") == ("à propos", "cp1252", False)
    assert decode("é".encode(), declared="no-such-charset") == ("é", "utf-8", False)


PAGE = """<html><head><meta charset="{charset}"><title>Zarif visits Iraq</title>
<meta property="og:site_name" content="The Paper"><meta property="article:published_time" content="2020-07-19">
</head><body><nav>Home Sport</nav><article><h1>Zarif visits Iraq</h1><p>{body}</p><p>{more}</p></article>
</body></html>"""


def test_a_page_gives_its_article_and_what_it_tells_about_itself(tmp_path):
    body = "The naïve minister arrived in Baghdad on Sunday for talks with the Iraqi government. " * 3
    page = PAGE.format(
        charset="windows-1252", body=body, more="He met the president of the republic and left again. " * 3
    )
    row = read_documents(folder(tmp_path, a__html=page.encode("cp1252"))).iloc[0]
    assert "naïve minister" in row["text"] and "Home Sport" not in row["text"]
    assert (row["date"], row["publisher"], row["title"]) == ("2020-07-19", "The Paper", "Zarif visits Iraq")


def pdf(text):
    """Return a PDF of one page that says `text`."""
    stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (number, part) for number, part in enumerate(parts, 1))
    return out + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def test_pdf(tmp_path):
    documents = read_documents(
        folder(tmp_path, a__pdf=pdf("Iran met Iraq."), b__pdf=b"%PDF-1.4 broken", c__pdf=pdf(""))
    )
    assert documents["text"].tolist() == ["Iran met Iraq."]
    assert "is not a readable PDF" in reasons(documents)["b.pdf"] and "holds no text" in reasons(documents)["c.pdf"]


def test_tables_and_lines_of_documents(tmp_path):
    lines = [
        json.dumps({"doc_id": "j1", "text": "one\u2028two", "date": "2020-07-19T10:00:00Z"}, ensure_ascii=False),
        "{broken",
        json.dumps({"doc_id": "j2", "text": " "}),
        json.dumps([1]),
        json.dumps({"text": "x"}),
        '{"doc_id": "j3", "text": "\\ud800"}',
        "",
    ]
    documents = read_documents(
        folder(tmp_path, t__csv='doc_id,text,desk\nc1,"a\r\nb",Iran\nc2,,\n', l__jsonl="\n".join(lines))
    )
    assert documents[["doc_id", "text", "date", "desk"]].values.tolist() == [
        ["c1", "a\r\nb", "", "Iran"],
        ["j1", "one\u2028two", "2020-07-19", ""],
    ]
    refused = reasons(documents)
    assert set(refused) == {"t.csv row 3", *(f"l.jsonl line {n}" for n in (2, 3, 4, 5, 6))}
    assert "is not JSON" in refused["l.jsonl line 2"] and "U+D800" in refused["l.jsonl line 6"]


def test_a_bad_document_among_good_ones_is_refused_with_its_reason_and_loses_no_other(tmp_path):
    folder(
        tmp_path,
        good__txt="Iran met Iraq.",
        empty__txt="",
        blank__txt=" \n",
        binary__txt=random.Random(1).randbytes(4000),
        nul__txt=b"a\0b",
        odd__xyz="x",
        table__csv="a,b\n1,2\n",
        broken__txt=b"\xff\xfe\x00\xd8\x00",
    )
    (tmp_path / ".hidden.txt").write_text("x")
    documents = read_documents(tmp_path)
    assert documents["doc_id"].tolist() == ["good"]
    refused = reasons(documents)
    assert set(refused) == {"empty", "blank", "binary.txt", "nul", "odd.xyz", "table.csv", "broken.txt"}
    assert "is empty" in refused["empty"] and "U+0000" in refused["nul"] and "is not read" in refused["odd.xyz"]
    assert "doc_id, text is missing" in refused["table.csv"]


@pytest.mark.parametrize(
    "files, fault",
    [
        ({}, "holds no texts"),
        ({"a__txt": ""}, "no document can be read .*a: is empty"),
        ({"a__txt": b"\0\1"}, "no document can be read"),
        (
            {"a__txt": "x", "a__html": PAGE.format(charset="utf-8", body="word " * 50, more="word " * 50)},
            "doc_id 'a' stands for both .*a.html and .*a.txt",
        ),
        (
            {"a__txt": "x", "documents__csv": HEADER + "b,,,,,\n,,,,,\n"},
            "row 2: there is no text 'b' beside it; row 3: there is no text ''",
        ),
        (
            {"a__txt": "x", "documents__csv": "doc_id,title\na,T\n"},
            "documents.csv: has no column date, date_precision, publisher, url",
        ),
        ({"a__txt": "x", "documents__csv": HEADER + "a,,,,,\na.txt,,,,,\n"}, "row 3: doc_id 'a.txt' is there before"),
        (
            {"a__txt": "x", "documents__csv": HEADER + "a,,19 July 2020,,,\n"},
            "is '19 July 2020'; write it as YYYY-MM-DD",
        ),
        (
            {"a__txt": "x", "documents__csv": HEADER + "a,,2020,around,,\n"},
            "date_precision is 'around', allowed are day",
        ),
        ({"a__txt": "x", "documents__csv": b"\xff\xff\xff"}, "documents.csv: is not a table in UTF-8"),
        ({"a__txt": "x", "documents__csv": ""}, "documents.csv: is empty"),
        (
            {"t__jsonl": '{"doc_id": "a", "text": "x"}\n{"doc_id": "a", "text": "y"}'},
            "'a' stands for both .*line 1 and .*line 2",
        ),
    ],
)
def test_bad_corpora_get_one_clear_error(tmp_path, files, fault):
    with pytest.raises(CorpusError, match=fault) as caught:
        read_documents(folder(tmp_path, **files))
    assert "\n" not in str(caught.value)


def test_missing_paths_and_no_paths(tmp_path):
    with pytest.raises(CorpusError, match="nowhere: there is no such file or folder"):
        read_documents(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match="no texts are given"):
        read_documents([])


def test_the_order_of_written_dates_is_said_not_guessed(tmp_path):
    folder(tmp_path, a__txt="x", b__txt="y", documents__csv=HEADER + "a,,06/04/2020,,,\nb,,July 2020,,,\n")
    assert read_documents(tmp_path, date_order="MDY")["date"].tolist() == ["2020-06-04", "2020-07"]
    assert read_documents(tmp_path, date_order="DMY")["date"].tolist() == ["2020-04-06", "2020-07"]
    with pytest.raises(ParameterError, match="allowed are DMY, MDY, YMD"):
        read_documents(tmp_path, date_order="dmy")
