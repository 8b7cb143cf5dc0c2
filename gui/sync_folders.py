"""Whether a file lies in a folder that some program keeps in step with a server.

Such programs copy a file while it is being written, or put an older one in its place: the
usual cause of a damaged project.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

NAMES: Mapping[str, str] = {  # a folder's name, small letters → the service
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mobile documents": "iCloud",
    "iclouddrive": "iCloud",
    "icloud drive": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "seafile": "Seafile",
    "nutstore": "坚果云",
    "nutstore files": "坚果云",
    "我的坚果云": "坚果云",
    "baidusyncdisk": "百度网盘",
    "baidunetdiskworkspace": "百度网盘",
    "weiyun": "微云",
    "pcloud": "pCloud",
    "mega": "MEGA",
    "megasync": "MEGA",
    "syncthing": "Syncthing",
}
BEGINNINGS: Mapping[str, str] = {"onedrive - ": "OneDrive", "dropbox (": "Dropbox"}
MARKS: Mapping[str, str] = {  # a file in the folder → the service
    ".dropbox": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".sync": "Resilio Sync",
}


def service(path: Path) -> tuple[str, Path] | None:
    """The service that looks after a file, and its folder; None when we know of none."""
    for folder in path.absolute().parents:
        if name := _of(folder):
            return name, folder
    return None


def _of(folder: Path) -> str | None:
    name = folder.name.lower()
    begun = (service for start, service in BEGINNINGS.items() if name.startswith(start))
    marked = (service for mark, service in MARKS.items() if (folder / mark).exists())
    return NAMES.get(name) or next(begun, None) or next(marked, None)
