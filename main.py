"""Danqian 丹铅 from a checkout: `python main.py [WORDS...]`."""

from gui.app import main

if __name__ == "__main__":  # the word process imports this file again
    raise SystemExit(main())
