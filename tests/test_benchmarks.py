"""The benchmarks still run: what nothing runs is soon untrue."""

from __future__ import annotations

from importlib import import_module

import pytest

from tests.benchmarks.__main__ import NAMES


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_gives_figures(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each gives some, above zero, in one run at its smallest size; how large they are is nobody's business here."""
    benchmark = import_module(f"tests.benchmarks.{name}")
    if hasattr(benchmark, "SIZES"):
        monkeypatch.setattr(benchmark, "SIZES", benchmark.SIZES[:1])
    found = list(benchmark.figures(1))
    assert found
    assert all(one.value > 0 for one in found)
