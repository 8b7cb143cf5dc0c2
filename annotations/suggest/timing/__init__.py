"""Dates, lengths of time and numbers as Chinese texts write them, and what they are worth."""
