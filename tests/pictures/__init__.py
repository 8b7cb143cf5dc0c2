"""`./run pictures FOLDER`: a picture of every state of the window, to be looked at."""
