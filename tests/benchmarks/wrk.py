"""Requests as fast as a server takes them, by wrk (https://github.com/wg/wrk), which leaves it the processor."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

_SCRIPT: Final = """
local threads, targets = 0, {}
function setup(thread) thread:set("id", threads); threads = threads + 1 end
function init(arguments)
  for line in io.lines(arguments[1]) do targets[#targets + 1] = line end
  at = id * math.floor(#targets / 2)
end
function request()
  at = at % #targets + 1
  return wrk.format("GET", targets[at], {Accept = "application/sparql-results+json, text/turtle;q=0.9"})
end
function done(summary, latency, requests)
  local e = summary.errors
  local failed = e.status + e.timeout + e.connect + e.read + e.write
  io.write(string.format('\\n{"requests": %d, "micros": %d, "errors": %d, "p50": %d, "p99": %d}\\n', summary.requests,
    summary.duration, failed, latency:percentile(50), latency:percentile(99)))
end
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run gave: answers a second, the 50th and 99th of 100 times in milliseconds, and failures."""

    rate: float
    p50: float
    p99: float
    errors: int


def available() -> bool:
    """Whether wrk is on this machine (Debian: `apt install wrk`)."""
    return shutil.which("wrk") is not None


def run(endpoint: str, questions: Sequence[str], clients: int, seconds: float) -> Run:
    """Ask an endpoint these questions in turn, by so many clients at once, each over one connection."""
    with tempfile.TemporaryDirectory() as folder:
        script, targets = Path(folder, "script.lua"), Path(folder, "targets")
        script.write_text(_SCRIPT, encoding="ascii")
        path = "/" + endpoint.split("/", 3)[3]
        targets.write_text("".join(f"{path}?query={quote(one)}\n" for one in questions), encoding="ascii")
        command = [
            "wrk",
            f"-t{min(clients, 2)}",
            f"-c{clients}",
            f"-d{seconds:g}s",
            "--timeout",
            "30s",
            "-s",
            str(script),
        ]
        ended = subprocess.run([*command, endpoint, "--", str(targets)], capture_output=True, text=True, check=True)
    told = json.loads(ended.stdout.strip().splitlines()[-1])
    return Run(told["requests"] / (told["micros"] / 1e6), told["p50"] / 1000, told["p99"] / 1000, told["errors"])
