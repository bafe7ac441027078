"""Questions and their answers: saved queries, running them, things and documents as JSON, and the formats of results."""
