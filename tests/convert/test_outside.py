"""Nothing outside is read, and nothing is asked for: a trace of system calls and the log of a server prove it."""

import contextlib
import ctypes
import functools
import os
import re
import shutil
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.outward import MAKERS, plant

from annexa.tools.bridge import confine

OFFICE = ("docx", "xlsx", "pptx", "odt", "ods", "odp", "rtf", "doc", "eml")
TRY = """\
import os, socket, sys
from pathlib import Path
from annexa.tools.bridge import confine

def say(what):
    try:
        what()
        print("done")
    except PermissionError:
        print("refused")

own, port, *paths = sys.argv[1:]
confine.confine(Path(own), Path("/usr/bin/soffice"))
for path in paths:
    say(lambda: open(path).close())
say(lambda: Path(own, "new").write_text("words"))
say(lambda: Path(own, "new").rename(Path(own, "newer")))
say(lambda: Path(own).with_name("beside").write_text("words"))
say(lambda: socket.create_connection(("127.0.0.1", int(port))))
"""


@functools.cache
def is_confined() -> bool:
    try:
        return confine.version_here() > 0
    except OSError:
        return False


needs_landlock = pytest.mark.skipif(not is_confined(), reason="this system has no Landlock")


@needs_landlock
def test_what_is_confined_has_its_own_folder_and_nothing_of_others(tmp_path: Path) -> None:
    for name in ("own/a.txt", "other/a.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("words")
    (tmp_path / "own" / "link.txt").symlink_to(tmp_path / "other" / "a.txt")
    names = ("own/a.txt", "other/a.txt", "own/link.txt", "own/../other/a.txt")
    paths = [*(tmp_path / name for name in names), __file__, f"/proc/{os.getpid()}/environ"]
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        command = [sys.executable, "-c", TRY, tmp_path / "own", str(server.server_port), *paths]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert said[: len(paths)] == ["done", *["refused"] * 5]
    assert said[len(paths) :] == ["done", "done", "refused", "refused" if confine.version_here() >= 4 else "done"]
    assert (tmp_path / "own" / "newer").exists() and not (tmp_path / "beside").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory in other ways")
def test_what_is_confined_may_not_take_all_memory(tmp_path: Path) -> None:
    command = [sys.executable, "-I", confine.__file__, tmp_path, "/bin/sh", "-c", "ulimit -d; ulimit -c"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert said == [str(confine.MEMORY // 1024), "0"]


def test_a_system_that_cannot_confine_runs_the_program_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(confine, "CREATE", 100_000)  # no such call
    monkeypatch.setattr(confine, "_bound", lambda: None)  # else it would hold for this process
    monkeypatch.setattr(os, "execvp", lambda program, arguments: ran.append(arguments))
    monkeypatch.setattr(sys, "argv", ["confine.py", str(tmp_path), "/usr/bin/soffice", "--headless"])
    confine.main()
    assert ran == [["/usr/bin/soffice", "--headless"]]


class _Server(ThreadingHTTPServer):
    asked: list[str] = []


class _Log(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        _Server.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_HEAD = do_OPTIONS = do_PROPFIND = do_POST = do_GET  # noqa: N815 (names of the protocol)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server(("127.0.0.1", 0), _Log) as running:
        running.asked.clear()
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@contextlib.contextmanager
def opened_in(folder: Path) -> Iterator[set[str]]:
    """Filled, at the end, with the names of the files of a folder that any process opened meanwhile: inotify(7)."""
    names: set[str] = set()
    library = ctypes.CDLL(None, use_errno=True)
    handle = library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    assert handle >= 0 and library.inotify_add_watch(handle, os.fsencode(folder), OPENED) >= 0, ctypes.get_errno()
    try:
        yield names
        with contextlib.suppress(BlockingIOError):  # it is empty
            while events := os.read(handle, 1 << 16):
                while events:
                    _, mask, _, length = struct.unpack_from("iIII", events)
                    assert not mask & OVERFLOWN
                    names.add(os.fsdecode(events[HEAD : HEAD + length].rstrip(b"\0")))
                    events = events[HEAD + length :]
    finally:
        os.close(handle)


OPENED, OVERFLOWN, HEAD = 0x20, 0x4000, struct.calcsize("iIII")
"""IN_OPEN, IN_Q_OVERFLOW, and the bytes of an event before its name."""
WORK = """\
import sys
from annexa.cli.main import run
library, control, files = sys.argv[1], sys.argv[2], sys.argv[3:]
open(control, "rb").close()
print(run(["--library", library, "check"]))
print(run(["--library", library, "bundle", "day-5", "--draft"]))
print(run(["--library", library, "prove", *files]))
"""
ITEM = 'requirement: "3.4"\nlead: education-evidence-lead\naccountable: education-accountable-lead\nsummary: Words.\n'


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.network
@needs_landlock
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_nothing_outside_is_read_by_check_prove_or_bundle(
    tmp_path: Path, make_library: Callable[..., Path], server: _Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a document names: pictures, templates, objects, sections, formulas, fields, style sheets."""
    root, outside, tools = make_library(), tmp_path / "outside", tmp_path / "tools"
    outside.mkdir()
    tools.mkdir()
    (tools / "unshare").write_text("#!/bin/sh\nexit 1\n")  # with a network: nothing may be asked for there either
    (tools / "unshare").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    item = root / "evidence/3.4-destinations"
    files, planted = plant(item, outside, f"http://127.0.0.1:{server.server_port}/", OFFICE)
    rows = "".join(f"  - {{file: {path.name}, title: {path.stem}, kind: other, dated: 2026-09-14}}\n" for path in files)
    (item / "item.yaml").write_text(f"{ITEM}documents:\n{rows}")
    control = outside / "control"
    control.write_text("words")
    trace = tmp_path / "trace"
    # To stop at each file that is opened, whichever, would take a minute; and strace stops at all that a new thread does
    # until it has stopped at something asked for: so it is asked for what each begins with.
    calls = "trace=connect,execve,set_robust_list"
    command = [
        "strace",
        "-f",
        "-qq",
        "-s",
        "400",
        "--seccomp-bpf",
        "-e",
        calls,
        "-o",
        trace,
        sys.executable,
        "-c",
        WORK,
    ]
    with opened_in(outside) as opened:
        done = subprocess.run([*command, root, control, *files], capture_output=True, text=True, check=True)
    assert next(line for line in done.stdout.splitlines() if line.strip().isdigit()) == "1", "check has findings"
    assert opened == {"control"}, "what is opened is seen, and nothing else was"
    lines = _whole_lines(trace.read_text(errors="replace"))
    kept_in = "AF_UNIX", "AF_UNSPEC", "= -1 EACCES"  # the last is what was tried and refused
    reached = [line for line in lines if "connect(" in line and not any(each in line for each in kept_in)]
    assert not reached
    assert any("soffice.bin" in line for line in lines)
    assert not server.asked
    assert len(planted) > 60 and {path.suffix[1:] for path in files} <= set(MAKERS)


_CUT = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
_REST = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")


def _whole_lines(trace: str) -> list[str]:
    """The calls of a trace, those that others came between put together again."""
    begun: dict[str, str] = {}
    whole = []
    for line in trace.splitlines():
        if found := _CUT.match(line):
            begun[found[1]] = found[2]
        elif found := _REST.match(line):
            whole.append(begun.pop(found[1], "") + found[2])
        else:
            whole.append(line)
    return whole
