"""The language that questions and updates come in: its grammar, what can be wrong with it, and updates step by step."""
