"""Names of persons and titles of offices: where they stand, and how likely they are."""
