"""What a text names: every recogniser, the arbiter between them, and what is known of names."""
