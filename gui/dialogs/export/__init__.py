"""Export: the dialog that asks, and the report that tells what was written and what was lost."""
