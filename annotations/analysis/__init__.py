"""One file per question: pure functions from documents to what can be counted of them."""
