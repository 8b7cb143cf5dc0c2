"""The sides of the window, one file each. A panel hears the bridge and the place only."""
