"""How fast the language pipeline loads and reads on one core: `python -m benchmarks.language_speed`.

The peer is spaCy's en_core_web_lg, whose published speed on CPU is 10,014 words a second (spaCy's documentation,
"Facts & Figures"). Seconds are those of the processor, so that other work on the machine does not count.
"""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # one core; read when numpy is imported

import time  # noqa: E402
from pathlib import Path  # noqa: E402

from geoanalysis.reading import language  # noqa: E402

SEEDS = Path(__file__).parents[1] / "seeds"
REPEATS = 10
ROUNDS = 5
PEER = ("en_core_web_lg (published)", 10_014)


def measure() -> dict[str, float]:
    """Seconds to load, megabytes on disk, and words a second: whole articles, best of five rounds."""
    start = time.process_time()
    nlp = language.load()
    seconds = time.process_time() - start
    articles = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))] * REPEATS
    best = 0.0
    for _ in range(ROUNDS):
        start = time.process_time()
        words = sum(len(doc) for doc in language.parse(articles))
        best = max(best, words / (time.process_time() - start))
    size = sum(path.stat().st_size for path in language.SHIPPED.rglob("*") if path.is_file())
    parts = ", ".join(nlp.pipe_names)
    print(f"components: {parts}")
    return {"load_seconds": seconds, "megabytes": size / 1e6, "words_per_second": best}


def main() -> None:
    """Print a table with the peer beside."""
    found = measure()
    print(f"{'pipeline':30} {'words/s':>9} {'load s':>7} {'MB':>6}")
    print(
        f"{'geoanalysis, one core':30} {found['words_per_second']:9,.0f} {found['load_seconds']:7.2f} "
        f"{found['megabytes']:6.1f}"
    )
    print(f"{PEER[0]:30} {PEER[1]:9,}")


if __name__ == "__main__":
    main()
