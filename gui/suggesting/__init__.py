"""What is suggested in the article one is at, and where one is in judging it.

`child` runs in a process of its own and makes the suggestions; `proposals` asks it and keeps
those that nobody has judged; `groups` puts them together by label and surface; `review` knows
which one is judged, what was mended on it, and which one comes next; `told` words them.
"""
