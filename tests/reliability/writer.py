"""`python -m tests.reliability.writer PROJECT`: tags without end, and tells each step once saved.

Another process that holds the project open and commits all the time.
"""

from __future__ import annotations

import os
import sys
from itertools import count

from annotations.model import Span
from annotations.project import open_project

if __name__ == "__main__":
    with open_project(sys.argv[1]) as project:
        article = project.find("A")
        for number in count():
            step = project.annotate(article, Span(number % 20, number % 20 + 2), "REGION").step
            assert step is not None
            os.write(1, f"{step.id}\n".encode())
