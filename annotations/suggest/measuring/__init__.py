"""How measures are read: clauses, the words in them, where a measure begins and ends, and why.

Nothing here is a suggester; `annotations.suggest.measures` is, and uses these.
"""
