"""Options that several words of the command line share."""

from __future__ import annotations

import click

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")
as_author = click.option("--as", "author", metavar="NAME", help="Work under this author's name.")
