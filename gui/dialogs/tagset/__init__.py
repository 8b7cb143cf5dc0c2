"""The editor of the project's tag set."""
