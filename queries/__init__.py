"""Questions and their answers: saved queries, things and documents as JSON, and the formats of results."""
