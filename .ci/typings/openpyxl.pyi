# What annotations/ingest/_xlsx.py and its tests use of openpyxl.
from os import PathLike
from typing import Any

class Workbook:
    @property
    def worksheets(self) -> list[Any]: ...
    def __getitem__(self, key: str) -> Any: ...
    def create_sheet(self, title: str = ...) -> Any: ...
    def save(self, filename: str | PathLike[str]) -> None: ...
    def close(self) -> None: ...

def load_workbook(
    filename: str | PathLike[str],
    read_only: bool = ...,
    keep_vba: bool = ...,
    data_only: bool = ...,
    keep_links: bool = ...,
    rich_text: bool = ...,
) -> Workbook: ...
