"""The tasks of the project. `python3 scripts/run.py SESSION` makes the environment and calls them."""

import os
import shutil

import nox

nox.needs_version = ">=2025.2.9"
# scripts/run.py has made .venv with the pinned packages; a second environment a session would only cost time.
nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "tests"]
nox.options.error_on_external_run = False


@nox.session
def build(session: nox.Session) -> None:
    """Check the library, build both bundles and the site."""
    session.run("python", "-m", "annexa", "build", *session.posargs)


@nox.session
def check(session: nox.Session) -> None:
    """Run the quality checklist over the library."""
    session.run("python", "-m", "annexa", "check", *session.posargs)


@nox.session
def bundle(session: nox.Session) -> None:
    """Build the bundles."""
    session.run("python", "-m", "annexa", "bundle", *(session.posargs or ["all"]))


@nox.session
def site(session: nox.Session) -> None:
    """Build the guidance site and crawl every internal link and anchor of it."""
    session.run("python", "-m", "annexa", "site", *(session.posargs or ["--crawl"]))


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; `-- -m "not libreoffice and not chromium and not slow"` for the quick ones alone."""
    # Two more than there are processors: while tests wait for a browser or for LibreOffice others go on.
    workers = str(min(6, (os.cpu_count() or 1) + 2))
    spread = ("-n", workers, "--dist", "loadfile", "--no-loadscope-reorder")
    # Hundreds of workers start in a run: where no bytecode may be kept, each would compile the package for a second.
    session.run("python", "-m", "pytest", *spread, *session.posargs, env={"PYTHONDONTWRITEBYTECODE": ""})


QUICK = "not libreoffice and not chromium and not java and not network and not slow"


@nox.session
def quick(session: nox.Session) -> None:
    """Style, types, and the tests that start no program and take no time: what to run between two commits."""
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")
    session.run("mypy")
    session.run("python", "-m", "pytest", "-q", "-n", "auto", "--maxprocesses", "4", "-m", QUICK, *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, types, and the contract that imports point down only."""
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")
    session.run("mypy")
    session.run("lint-imports")
    session.run("python", "-m", "annexa", "schema", "--check")
    session.run("python", "scripts/audit.py")
    session.run("python", "scripts/browser_pins.py")


@nox.session
def wheel(session: nox.Session) -> None:
    """Make the file that `pip install` takes, in build/wheel."""
    for left in ("build/lib", "build/wheel"):  # what an older run left there would go into the new one
        shutil.rmtree(left, ignore_errors=True)
    pip = ("python", "-m", "pip", "wheel", "-q", "--no-deps", "--no-index", "--no-build-isolation")
    session.run(*pip, "-w", "build/wheel", ".")


@nox.session
def release(session: nox.Session) -> None:
    """Make wheel and source archive in build/release, and try them in an empty environment outside the clone."""
    session.run("python", "scripts/release.py", *session.posargs)


@nox.session
def pins(session: nox.Session) -> None:
    """Renew the pins of requirements/ within what requirements/held.txt holds back."""
    session.run("python", "scripts/pins.py", *session.posargs)


@nox.session
def corpus(session: nox.Session) -> None:
    """Run all readers and rules over the public test documents, where they are present."""
    session.run("python", "scripts/corpus.py", *session.posargs)
    session.run("python", "scripts/corpus_rules.py")
    session.run("python", "scripts/corpus_proof.py")
    session.run("python", "scripts/corpus_pages.py")
    session.run("python", "scripts/acronym_score.py")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure every stage beside its peers, as one table; `-- --small` for a quick one."""
    session.run("python", "scripts/bench.py", *session.posargs)


@nox.session
def faults(session: nox.Session) -> None:
    """Break one thing after another while annexa works, and look at the next run; `-- --small` for a quick one."""
    session.run("python", "scripts/faults.py", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Change documents at random, a minute a reader, and PDFs for merge, proof and verify; `-- --seconds 600`: long."""
    for script, option in (("fuzz", "--reader"), ("fuzz_old", "--format"), ("fuzz_pages", "--what")):
        if option in session.posargs or not {"--reader", "--format", "--what"} & set(session.posargs):
            session.run("python", f"scripts/{script}.py", *session.posargs)


@nox.session
def audit(session: nox.Session) -> None:
    """Look at the pins; `-- --advisories FILE.zip` looks up known faults in a download of advisories."""
    session.run("python", "scripts/audit.py", *session.posargs)


@nox.session
def setup(session: nox.Session) -> None:
    """Install what checking, bundles and the site need, and say what is there; for workflows."""
    session.run("python", "-m", "annexa", "doctor")


@nox.session
def doctor(session: nox.Session) -> None:
    """Say what is installed and what to do about what is missing."""
    session.run("python", "-m", "annexa", "doctor", *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """Change the rules and what keeps things private, and name the changes that no test notices."""
    session.run("python", "scripts/mutants.py", *session.posargs)
