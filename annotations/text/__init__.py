"""One source, many views: spans, alignments, script conversion. No store, no screen."""
