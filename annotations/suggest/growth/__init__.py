"""Names that are known by their last word: where that stands, and how they grow leftwards."""
