"""A corpus without its text, and back: see `writing` for the file and `filling` for the rest."""

from annotations.formats.kinds import Format
from annotations.formats.withouttext.writing import CARRIES, write

FORMAT = Format("withouttext", ".jsonl", write, carries=CARRIES)
