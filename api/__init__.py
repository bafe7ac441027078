"""Answers over HTTP: the service, its sandboxed workers and its one writer."""
