"""A document to statements: reading, outline, mentions, resolution, facts."""
