"""Nothing lost with a damaged file: every step is written a second time, outside the project.

The folder of a project's safety (`home`) holds its *copies*, whole and checked, and its step
*journal*: every step in full, synced before it is acknowledged.  A journal has segments; one
starts anew after each copy.  The newest copy united with the segments is what was acknowledged
last (`restoring`).  `keeper` does all this for an open project.
"""
