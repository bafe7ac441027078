"""Figures: how long things take. `python -m tests.benchmarks [NAME...]` prints them; nothing here passes or fails."""
