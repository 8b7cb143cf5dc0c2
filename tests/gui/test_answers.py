"""The two buttons that end a dialog."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout

from gui.panels.parts import answers


def test_return_accepts_also_after_the_other_button_had_the_keys(qtbot: Any) -> None:
    dialog, field = QDialog(), QLineEdit()
    qtbot.addWidget(dialog)
    buttons, accepting = answers(dialog, "导出", "取消")
    column = QVBoxLayout(dialog)
    column.addWidget(field)
    column.addWidget(buttons)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(field.hasFocus)
    refusing = next(button for button in buttons.buttons() if button is not accepting)
    assert buttons.buttonRole(refusing) is QDialogButtonBox.ButtonRole.RejectRole
    refusing.setFocus()
    field.setFocus()
    assert accepting.isDefault()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
