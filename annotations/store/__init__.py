"""The project file: one SQLite database, every step kept, nothing lost silently."""
