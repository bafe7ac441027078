"""Tokens, and what the lexicons and the gazetteer know of words; numbers, dates and figures."""
