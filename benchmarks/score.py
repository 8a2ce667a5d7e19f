"""Scores the extractor and sorts its mistakes by kind: `make score`, or `python -m benchmarks.score [--only articles]`.

It runs on the articles of tests/gold and, where they are at hand, on the sets of annotated news beside the project (`--bench DIR`, by
default ../shared), and with `--articles FILE…` (see the judge's model card) on the real articles that nothing was learned from. For sets
with gold ties it writes OUT/SET.csv, the counts of mistakes by kind, and OUT/SET-mistakes.csv, every one of them.
"""

import argparse
import csv
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks import gold, mistakes
from training.judge import annotations

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "tests" / "gold"
BENCH = ROOT.parent / "shared"
#: Sets of real articles that nothing was learned from, committed without their texts.
UNSEEN = {f"unseen-{topic}": ROOT / "training" / "judge" / f"unseen_{topic}.jsonl" for topic in ("politics", "business", "wires")}
#: Sets of the benchmark: its arguments, and the gold file where its mistakes can be sorted.
SETS = {
    "seeds": (["seeds"], "gold/seeds.jsonl"),
    "news": (["news"], "gold/news.jsonl"),
    "voa": (["voa"], ""),
    "plv": (["plv"], ""),
    "plv-free": (["plv", "--free"], ""),
    "re3d": (["re3d"], ""),
}
REMARKS = {"voa": "the judge has learned from these sentences; the figures of held-out folds are in training/"}


def main(arguments: list[str] | None = None) -> int:
    """Run the sets, print the figures, write the tables; 1 when a set at hand fails."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.score", description=__doc__.splitlines()[0])
    options.add_argument("--only", nargs="+", choices=["articles", *UNSEEN, *SETS], help="only these sets")
    options.add_argument("--articles", type=Path, nargs="+", default=[], metavar="FILE", help="the real articles, for the sets unseen")
    options.add_argument("--bench", type=Path, default=BENCH, metavar="DIR", help="where the annotated news is")
    options.add_argument("--out", type=Path, default=ROOT / "reports" / "score", metavar="DIR", help="for the tables")
    options = options.parse_args(arguments)
    wanted = options.only or ["articles", *SETS, *(UNSEEN if options.articles else [])]
    if not options.articles and not UNSEEN.keys().isdisjoint(wanted):
        raise SystemExit("score: the unseen articles' texts are not committed: give --articles (see the judge's model card)")
    options.out.mkdir(parents=True, exist_ok=True)
    done = [_articles(options.out)] if "articles" in wanted else []
    done += [_unseen(name, options.articles, options.out) for name in UNSEEN if name in wanted]
    if not (options.bench / "tools" / "bench.py").exists():
        print(f"score: no annotated news in {options.bench}; only the project's own articles are scored")
    else:
        done += [_bench(name, options.bench, options.out) for name in SETS if name in wanted]
    return 0 if all(done) else 1


def _command() -> str:
    return f"{shlex.quote(sys.executable)} -m geoanalysis.cli extract {{texts}} --out {{out}}"


def _articles(out: Path) -> bool:
    """Score the project's own articles, in tests/gold."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (ARTICLES / "articles").glob("*.txt")}
    return _extracted("articles", ARTICLES / "articles", gold.read(ARTICLES / "articles.jsonl"), texts, out=out)


def _unseen(name: str, articles: list[Path], out: Path) -> bool:
    """Score real articles that nothing was learned from, given by their places in a published table."""
    table = annotations.articles(*articles)
    records = [annotations.with_texts(record, table) for record in gold.read(UNSEEN[name])]
    whole = {record["id"]: annotations.joined(record) for record in records}
    texts = {doc: text for doc, (text, _) in whole.items()}
    expected = [tie for record in records for tie in gold.of_document(record, whole[record["id"]][1], texts[record["id"]])]
    with tempfile.TemporaryDirectory(prefix="score-") as folder:
        for doc, text in texts.items():
            (Path(folder) / f"{doc}.txt").write_text(text, encoding="utf-8", newline="")
        columns = ["doc_id", "title", "date", "date_precision", "publisher", "url"]
        about = [{"doc_id": r["id"], "date": r["date"], "publisher": r["publisher"]} for r in records]
        _write(Path(folder) / "documents.csv", about, columns)
        return _extracted(name, Path(folder), expected, texts, out=out)


def _extracted(name: str, folder: Path, expected: list[dict], texts: Mapping[str, str], *, out: Path) -> bool:
    """Run the extractor over a folder, and sort its mistakes."""
    with tempfile.TemporaryDirectory(prefix="score-") as tables:
        command = [part.format(texts=folder, out=tables) for part in shlex.split(_command())]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if run.returncode:
            print(f"{name}: {run.stderr.strip()}")
            return False
        sort_mistakes(name, expected, texts, tables=Path(tables), out=out)
    return True


def _bench(name: str, bench: Path, out: Path) -> bool:
    """Run one set of the benchmark, and sort its mistakes where it has gold ties."""
    arguments, gold_file = SETS[name]
    with tempfile.TemporaryDirectory(prefix="score-") as folder:
        command = [sys.executable, str(bench / "tools" / "bench.py"), *arguments, "--run", _command(), "--keep", folder]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if run.returncode:
            print(f"{name}: {(run.stderr or run.stdout).strip()}")
            return False
        lines = [line for line in run.stdout.splitlines() if line and not line.startswith("  ")]
        print(f"\n{name}: " + " | ".join(lines) + (f" | {REMARKS[name]}" if name in REMARKS else ""))
        if gold_file:
            texts = {path.stem: path.read_text(encoding="utf-8") for path in (Path(folder) / "texts").glob("*.txt")}
            sort_mistakes(name, gold.read(bench / gold_file), texts, tables=Path(folder) / "out", out=out)
    return True


def sort_mistakes(name: str, expected: list[dict], texts: Mapping[str, str], *, tables: Path, out: Path) -> None:
    """Compare the tables of a run with gold ties, print the figures and write the mistakes by kind.

    Parameters
    ----------
    name : str
        Name of the set, for the files.
    expected : list of dict
        The gold ties.
    texts : doc_id → text
    tables : Path
        Folder with ties.csv, refused.csv, mentions.csv and actors.csv.
    out : Path
        Folder for NAME.csv and NAME-mistakes.csv.
    """
    ties, refused = _rows(tables / "ties.csv"), _rows(tables / "refused.csv")
    names = {row["actor_id"]: row["name"] for row in _rows(tables / "actors.csv")}
    mentions = [m | {"name": names[m["actor_id"]]} for m in _rows(tables / "mentions.csv") if m["actor_id"] in names]
    found = gold.compare(expected, ties)
    misses = mistakes.miss_kinds(found, texts, ties=ties, refused=refused, mentions=mentions)
    false = mistakes.false_kinds(found, expected, texts)
    figures, pairs = found.figures(), gold.pairs_found(expected, ties)
    print(f"\n{name}: {len(texts)} documents, {len(found.required)} required ties, {len(ties)} extracted")
    shares = "  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
    dates = "  date {date:.3f}" if any(tie["date"] for tie in expected) else ""
    print("  typed", (shares + "  status {status:.3f}" + dates).format(**figures))
    print("  pairs", shares.format(**pairs))
    counts = mistakes.table(found, misses, false)
    for row in counts:
        print(f"  {row['side']:7} {row['kind']:24} {row['count']:4}  {row['meaning']}")
    _write(out / f"{name}.csv", counts, ["side", "kind", "count", "meaning"])
    detail = [_line("missed", k, g["doc"], g, "|".join(g["types"])) for k, g in zip(misses, found.missed, strict=True)]
    detail += [_line("false", k, t["doc_id"], t, t["type"]) for k, t in zip(false, found.wrong, strict=True)]
    _write(out / f"{name}-mistakes.csv", detail, list(_line("", "", "", detail[0], "")) if detail else ["side"])


def _line(side: str, kind: str, doc: str, tie: Mapping, types: str) -> dict:
    ends = {key: tie[key] for key in ("source", "target", "status", "evidence")}
    return {"side": side, "kind": kind, "doc": doc, "types": types, **ends}


def _rows(path: Path) -> list[dict]:
    with open(path, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(path: Path, rows: list[dict], columns: list[str]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
