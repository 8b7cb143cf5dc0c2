# What we use of spaCy.
