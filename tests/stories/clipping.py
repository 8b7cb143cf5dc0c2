"""Another program: prints what is on the clipboard, as a text editor would paste it."""

import sys

from PySide6.QtWidgets import QApplication

if __name__ == "__main__":
    application = QApplication(sys.argv)
    sys.stdout.buffer.write(QApplication.clipboard().text().encode())
