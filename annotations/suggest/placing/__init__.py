"""Names of regions: the list of them, where they stand, chains of short ones, townships."""
