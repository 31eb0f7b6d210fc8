"""Makes this Python like one of Windows, as far as annexa could notice: without what POSIX systems alone have.

It is imported by each Python whose path has this folder, annexa's own helper processes among them.
"""

import os
import signal
import sys
from importlib.abc import MetaPathFinder

MODULES = ("resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "syslog", "uno")
OF_OS = (
    "killpg",
    "getpgid",
    "setsid",
    "geteuid",
    "getuid",
    "getgid",
    "fork",
    "uname",
    "nice",
    "mkfifo",
    "chown",
    "sched_getaffinity",
)
OF_SIGNAL = ("alarm", "setitimer", "SIGALRM", "SIGPROF", "SIGHUP", "ITIMER_REAL", "ITIMER_PROF", "pthread_kill")


class Absent(MetaPathFinder):
    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        if fullname in MODULES:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


for name in MODULES:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Absent())
for name in OF_OS:
    if hasattr(os, name):
        delattr(os, name)
for name in OF_SIGNAL:
    if hasattr(signal, name):
        delattr(signal, name)
