"""The reader: Chinese text with its annotations, drawn by ourselves as rows × columns."""
