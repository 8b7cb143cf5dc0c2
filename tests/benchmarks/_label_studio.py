"""Label Studio 1.23 imports and exports tasks: `python _label_studio.py HOME FILE`, by its python.

Its own REST interface does it, called in this process and on SQLite: no network and no browser.
Prints seconds of processor and clock as one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

CONFIG = """<View><Labels name="label" toName="text">{}</Labels>
<Text name="text" value="$text" granularity="symbol"/></View>"""


def main(home: Path, file: Path) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "core.settings.label_studio",
        "DJANGO_DB": "sqlite",
        "LABEL_STUDIO_BASE_DATA_DIR": str(home),
        "LATEST_VERSION_CHECK": "false",
        "COLLECT_ANALYTICS": "false",
        "SECRET_KEY": "bench",
        "LOG_LEVEL": "ERROR",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": str(1 << 32),
    }
    sys.path.insert(0, str(Path(str(import_module("label_studio").__file__)).parent))
    import_module("django").setup()
    call: Any = import_module("django.core.management").call_command
    call("migrate", verbosity=0)
    create_user: Any = import_module("django.contrib.auth").get_user_model().objects.create_user
    user = create_user(email="bench@example.com", password="bench")
    organization: Any = import_module("organizations.models").Organization
    user.active_organization = organization.create_organization(created_by=user, title="bench")
    user.save()
    client: Any = import_module("rest_framework.test").APIClient(SERVER_NAME="localhost")
    client.force_authenticate(user=user)
    labels = "".join(f'<Label value="{name}"/>' for name in ("REGION", "GOV", "PERSON"))
    made = client.post(
        "/api/projects", {"title": "bench", "label_config": CONFIG.format(labels)}, format="json"
    )
    project, tasks = made.json()["id"], file.read_bytes()

    def bring() -> None:
        done = client.post(
            f"/api/projects/{project}/import", tasks, content_type="application/json"
        )
        assert done.status_code == 201, done.content[:500]

    def write() -> None:
        done = client.get(f"/api/projects/{project}/export?exportType=JSON")
        content = b"".join(done.streaming_content) if done.streaming else done.content
        assert done.status_code == 200, content[:500]
        found.append(sum(len(t["annotations"][0]["result"]) for t in json.loads(content)))

    found: list[int] = []
    times = {"import": timed(bring), "export": timed(write)}
    print(json.dumps({**times, "spans": found[0]}))


def timed(work: Callable[[], object]) -> list[float]:
    """Seconds of processor, and of the clock."""
    start = time.process_time(), time.perf_counter()
    work()
    return [time.process_time() - start[0], time.perf_counter() - start[1]]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
