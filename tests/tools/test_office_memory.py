"""Whether LibreOffice came to the bound of its memory is told by its log, or by what it had in memory at most."""

import subprocess
import sys
from pathlib import Path

import pytest

from annexa.tools import office_worker
from annexa.tools.spent import PROC

ASKED = """\
import subprocess, sys, types
sys.path.append(sys.argv[1])
sys.modules["uno"] = sys.modules["unohelper"] = types.ModuleType("fake")
for name in ("beans", "connection", "task"):
    module = types.ModuleType(f"com.sun.star.{name}")
    module.PropertyValue = module.NoConnectException = module.XInteractionHandler = type("Fake", (), {})
    for part in ("com", "com.sun", "com.sun.star"):
        sys.modules.setdefault(part, types.ModuleType(part))
    sys.modules[f"com.sun.star.{name}"] = module
sys.modules["unohelper"].Base = type("Base", (), {})
from pathlib import Path
from bridge import confine, memory
confine.MEMORY = 100_000_000
running = types.SimpleNamespace(log=Path(sys.argv[2]), process=subprocess.Popen(sys.argv[4:], stdout=subprocess.PIPE))
running.process.stdout.read(1)  # it has taken what it takes
has_ended = sys.argv[3] == "ended"
print(memory.was_refused(running, has_ended=has_ended))
running.process.kill()
"""
TAKES = "x = bytearray({} * 1000 * 1000); print('x', end='', flush=True); {}"
WAITS = "import time; time.sleep(120)"
SAID = "terminate called after throwing an instance of 'std::bad_alloc'\n"


@pytest.mark.skipif(not PROC.is_dir(), reason="no /proc")
@pytest.mark.parametrize(
    ("has_ended", "said", "megabytes", "then", "refused"),
    [
        pytest.param("ended", SAID, 1, "", True, id="it says so"),
        pytest.param("ended", "", 90, "import os; os.abort()", True, id="it ended with much in memory"),
        pytest.param("ended", "", 1, "import os; os.abort()", False, id="it ended with little"),
        pytest.param("ended", "", 90, "import os; os.kill(os.getpid(), 9)", False, id="somebody else ended it"),
        pytest.param("runs", "", 90, WAITS, True, id="it could not open a document with much in memory"),
        pytest.param("runs", "", 1, WAITS, False, id="it could not open a document with little"),
    ],
)
def test_the_bound_of_memory_is_known_as_the_cause(tmp_path, has_ended, said, megabytes, then, refused):
    log = tmp_path / "office.log"
    log.write_text(said)
    tools = Path(office_worker.__file__).parent
    takes = [sys.executable, "-I", "-S", "-c", TAKES.format(megabytes, then)]
    command = [sys.executable, "-I", "-S", "-c", ASKED, tools, log, has_ended, *takes]
    done = subprocess.run(command, capture_output=True, text=True, check=True, start_new_session=True)
    assert done.stdout.strip() == str(refused)
