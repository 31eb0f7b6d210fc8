"""A LibreOffice at work: prints documents to PDF until it is closed or fails.

A worker is a bridge process (`tools/bridge`, run by the Python that can `import uno`) and the LibreOffice that the
bridge starts, in a process group and a folder of their own. They share nothing with the user's LibreOffice, speak over
a pipe, and go together: on a crash, at a time limit, and when annexa itself is killed.
"""

import json
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from annexa.model.errors import ToolFailed
from annexa.tools.bridge.pipes import remove_pipes
from annexa.tools.leftovers import lasting_folder
from annexa.tools.libreoffice import Installation, environment, without_network
from annexa.tools.patience import LOOK, Ending, Patience, Watch
from annexa.tools.profile import write_profile
from annexa.tools.spent import spent
from annexa.tools.supervised import Supervised

START_PATIENCE = 90.0
"""Seconds that LibreOffice may take to start; about one on an idle machine."""
TRIES = 2
"""How often it is started where it, or its bridge, ends meanwhile, as where a system short of memory ends it."""
STARTED = 1.5
"""Seconds of work for a start at most, on a machine as quick as those that limits of work are made for."""
SLOWEST = 4.0
"""How many times as slow a machine may be and still have more work allowed for the same document."""
BOOT = "import sys; sys.path.append(sys.argv[1]); from bridge.loop import main; main()"


class Refused(Exception):
    """LibreOffice is sound, but this document cannot be printed. `kind` is one of bridge.loop's."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind


class Crashed(Exception):
    """LibreOffice ended or stopped answering while it worked on a document; the worker is gone."""


class TimedOut(Crashed):
    """LibreOffice hung over a document, or a document took longer than its time limit; the worker is gone."""


class Overworked(Crashed):
    """A document took more work than it may; the worker is gone."""


class OutOfMemory(Crashed):
    """LibreOffice wanted more memory than it may have; the worker is gone."""


class Worker:
    """A LibreOffice that prints one document after the other."""

    def __init__(self, installation: Installation) -> None:
        """Makes its folder; `start` starts it."""
        self.installation = installation
        self.folder = lasting_folder("office")
        self.closed = False
        self._number = 0
        self._name = f"annexa-{secrets.token_hex(8)}"
        self._process: Supervised | None = None
        self._slowness = 1.0
        self._lock = threading.Lock()
        """Held while a process is started or ended, so that none is started after the end."""

    def start(self) -> Self:
        """Starts LibreOffice and waits until it answers; once more where it ended before that.

        Raises ToolFailed; Crashed if it is closed meanwhile.
        """
        answer: dict[str, Any] = {}
        try:
            for _ in range(TRIES):
                answer = self._launched()
                if answer["ready"]:
                    return self
                if self.closed:
                    raise Crashed("closed while it started")
                if not answer.get("ended"):
                    break
                self._end_process()
        except BaseException:
            self.close()
            raise
        self.close()
        raise ToolFailed(
            f"LibreOffice does not start: {answer['detail']}",
            remedy=f"Run `annexa doctor --deep` to see what is wrong, and see that {tempfile.gettempdir()} has room.",
        )

    def _launched(self) -> dict[str, Any]:
        """One start's answer, as `bridge.loop` describes it. Raises Crashed if it is closed before that, ToolFailed."""
        settings = {
            "soffice": str(self.installation.soffice),
            "profile": str(self.folder / "profile"),
            "name": self._name,
            "log": str(self.folder / "office.log"),
            "folder": str(self.folder),
            "patience": START_PATIENCE,
        }
        self._launch()
        try:
            return self._start(settings)
        except Crashed as error:
            return {"ready": False, "detail": str(error), "ended": not isinstance(error, TimedOut)}

    def _launch(self) -> None:
        with self._lock:
            if self.closed:
                raise Crashed("closed before it started")
            write_profile(self.folder / "profile")
            with (self.folder / "bridge.log").open("wb") as log:
                self._process = Supervised(
                    [*without_network(), self.installation.python, "-I", "-c", BOOT, Path(__file__).parent],
                    environment=environment(self.folder),
                    folder=self.folder,
                    log=log,
                    group=True,
                )

    def _start(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """The first answer; what LibreOffice works for it tells how quick this machine is."""
        process = self._say(settings)
        answer = self._understood(process.line(time.monotonic() + START_PATIENCE + 10), process)
        self._slowness = min(SLOWEST, max(1.0, (spent(process.pid) or 0) / STARTED))
        return answer

    def _ask(self, request: Mapping[str, Any], patience: Patience) -> dict[str, Any]:
        process = self._say(request)
        watch = Watch(process.pid, patience, slowness=self._slowness)
        while (line := process.line(time.monotonic() + LOOK)) is None and process.is_late:
            match watch.look():
                case Ending.WORK:
                    raise Overworked(f"LibreOffice worked for more than {patience.work:.0f} seconds")
                case Ending.STUCK:
                    raise TimedOut("LibreOffice did not finish in time")
        return self._understood(line, process)

    def _say(self, request: Mapping[str, Any]) -> Supervised:
        process = self._process
        if process is None or not process.say(json.dumps(request).encode() + b"\n"):
            raise Crashed("LibreOffice is gone")
        return process

    def _understood(self, line: bytes | None, process: Supervised) -> dict[str, Any]:
        if line is None and process.is_late:
            raise TimedOut("LibreOffice did not answer in time")
        if line is None:
            raise Crashed("LibreOffice ended while it worked")
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError as error:
            raise Crashed("LibreOffice's bridge stopped in the middle of its work") from error
        return answer

    @property
    def is_fresh(self) -> bool:
        """Whether it has been given one document at most."""
        return self._number < 2

    def work_folder(self) -> Path:
        """A fresh folder below the worker's own, for a private copy and its PDF."""
        self._number += 1
        folder = self.folder / f"{self._number}"
        folder.mkdir()
        return folder

    def print(self, request: Mapping[str, Any], *, patience: Patience) -> tuple[str, ...]:
        """Prints one document, as `bridge.loop` describes; answers notes on what was changed for print.

        Raises Refused; or Crashed, TimedOut, Overworked or OutOfMemory, and then this worker is closed.
        """
        try:
            answer = self._ask(request, patience)
        except BaseException:
            self.close()
            raise
        if answer["ok"]:
            return tuple(answer["notes"])
        if answer["kind"] in ("disposed", "memory"):
            self.close()
            kind = OutOfMemory if answer["kind"] == "memory" else Crashed
            raise kind(f"LibreOffice failed: {answer['detail']}")
        raise Refused(answer["kind"], answer["detail"])

    def close(self) -> None:
        """Ends everything that belongs to it and removes its folder; safe to call twice and from another thread."""
        with self._lock:
            if self.closed:
                return
            self.closed = True
        self._end_process()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end_process(self) -> None:
        """Ends what runs, with its profile and its pipes, which a later one would come upon."""
        if self._process is not None:
            self._process.end()
        profile = self.folder / "profile"
        remove_pipes(profile.as_uri(), self._name)
        shutil.rmtree(profile, ignore_errors=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()
