"""Searching the texts of a project, in either script, as found or as they read when mended.

What is found of an article are its title, its source text, and that text with everything
accepted and everything proved and not rejected: so accepting what is proved changes nothing.
The index lies in the project file and is kept in the transaction of every step; what comes
in by the hundred is put in later, and found until then without it.
"""

from annotations.store.search.answers import count, matching, page, searched

__all__ = ["count", "matching", "page", "searched"]
