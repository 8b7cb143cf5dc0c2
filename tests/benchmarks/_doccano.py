"""doccano 1.8.4 imports and exports a JSONL file: `python _doccano.py HOME FILE`, by its python.

Its own tasks do it, in this process and on SQLite: what its queue would run, without the queue,
the network and the browser.  Prints seconds of processor and clock as one line of JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any


def main(home: Path, file: Path) -> None:
    (home / "media").mkdir(parents=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "STANDALONE": "True",
        "DATABASE_URL": f"sqlite:///{home}/db.sqlite3",
        "MEDIA_ROOT": str(home / "media"),
        "MAX_UPLOAD_SIZE": str(1 << 32),
        "ENABLE_FILE_TYPE_CHECK": "False",
    }
    sys.path.insert(0, str(Path(str(import_module("backend").__file__)).parent))
    # It keeps what is uploaded inside its package, unless told otherwise before its set-up.
    settings: Any = import_module("django.conf").settings
    settings.DJANGO_DRF_FILEPOND_UPLOAD_TMP = str(home / "uploads")
    import_module("django").setup()
    call: Any = import_module("django.core.management").call_command
    call("migrate", verbosity=0)
    call("create_roles", verbosity=0)

    users = import_module("django.contrib.auth").get_user_model().objects
    user = users.create_user("bench", password="bench")
    project = import_module("projects.models").SequenceLabelingProject.objects.create(
        name="bench", project_type="SequenceLabeling", created_by=user, allow_overlapping=True
    )
    member = import_module("projects.models").Member
    role = import_module("roles.models").Role.objects.get(name="project_admin")
    member.objects.get_or_create(project=project, user=user, role=role)
    uploads: Any = import_module("django_drf_filepond.models")
    (home / "uploads" / "bench").mkdir(parents=True)
    shutil.copy(file, home / "uploads" / "bench" / "upload.jsonl")
    upload = uploads.TemporaryUpload.objects.create(
        upload_id="u" * 22, file_id="f" * 22, upload_name="in.jsonl", upload_type="F",
        file="bench/upload.jsonl", uploaded_by=user,
    )  # fmt: skip

    tasks: Any = import_module("data_import.celery_tasks")
    writes: Any = import_module("data_export.celery_tasks").export_dataset
    options = {"column_data": "text", "column_label": "label"}

    def bring() -> None:
        told = tasks.import_dataset.run(
            user.id, project.id, "JSONL", [upload.upload_id], "SequenceLabeling", **options
        )
        assert not told["error"], told["error"][:3]

    tasks.upload_to_store = lambda _: None  # nothing is kept for a user to take back
    times = {"import": timed(bring), "export": timed(lambda: writes.run(project.id, "JSONL"))}
    counted = import_module("labels.models").Span.objects.count()
    print(json.dumps({**times, "spans": counted}))


def timed(work: Callable[[], object]) -> list[float]:
    """Seconds of processor, and of the clock."""
    start = time.process_time(), time.perf_counter()
    work()
    return [time.process_time() - start[0], time.perf_counter() - start[1]]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
