# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: 2026 Danqian contributors
"""Start Danqian from a checkout: python main.py."""

from gui.app import main

raise SystemExit(main())
