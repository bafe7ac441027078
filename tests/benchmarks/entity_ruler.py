"""Run by spaCy's own Python: a blank English pipeline with an EntityRuler that holds given names, over given files.

`python entity_ruler.py NAMES WORKERS FILE...` prints the seconds that reading took (of one process, in processor time)
and how many names were found.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(names: Path, workers: int, files: list[Path]) -> None:
    """Read every file once, after the pipeline is made."""
    import spacy  # type: ignore[import-not-found]  # noqa: PLC0415, it stands in an environment of its own

    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "THING", "pattern": name} for name in json.loads(names.read_text(encoding="utf-8"))])
    texts = [file.read_text(encoding="utf-8") for file in files]
    clock = time.perf_counter if workers > 1 else time.process_time
    start = clock()
    found = sum(len(document.ents) for document in pipeline.pipe(texts, n_process=workers, batch_size=4))
    sys.stdout.write(f"{clock() - start} {found}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), list(map(Path, sys.argv[3:])))
