"""Simulates a regional team: many libraries built on one machine, on several, or with the workers of a cluster.

    python scripts/scale.py [--libraries 40] [--documents 100] [--price 0.008] [--document 1.2 ...]

A discrete simulation from stage times that were measured (docs/scale.md says where and how). A library is its
documents, which are independent of each other, and then what one machine does alone: bundles merged and verified, and
the site. What bounds a run is what takes most of its time. The price is for a minute of a machine; it is a parameter,
not an offer.
"""

import argparse
import heapq
import random
import sys
from collections.abc import Iterator
from typing import Final, NamedTuple

PART: Final = 8
"""Documents that a worker of a cluster gets at once."""


class Times(NamedTuple):
    """What was measured, in seconds of one core."""

    check: float
    """To read and judge one document."""
    document: float
    """To convert, wash and prove one document."""
    library: float
    """To merge, verify and pack the bundles of one library."""
    site: float
    """To build its guidance site."""
    start: float
    """For a worker to begin a part: Python, a reader and a LibreOffice."""
    megabytes: float
    """Of one document and what comes back of it."""
    link: float
    """Megabytes a second between a machine and the shared cache."""


class Arrangement(NamedTuple):
    """Who does the work."""

    name: str
    machines: int
    """That build libraries, each its share."""
    cores: int
    """Of each."""
    workers: int = 0
    """Cores of a cluster beside them, on machines of as many cores."""


class Result(NamedTuple):
    """What came of it."""

    minutes: float
    machine_minutes: float
    busy: float
    """Share of all cores' time that was worked."""
    bound: str


class _Cores:
    """Cores that take tasks in the order in which these are ready."""

    def __init__(self, number: int) -> None:
        self.free = [0.0] * number
        self.worked = 0.0
        heapq.heapify(self.free)

    def take(self, ready: float, seconds: float) -> float:
        """When a task ends that is ready then."""
        end = max(ready, heapq.heappop(self.free)) + seconds
        heapq.heappush(self.free, end)
        self.worked += seconds
        return end


def simulate(how: Arrangement, libraries: int, documents: int, times: Times, changed: float, seed: int) -> Result:
    """One run; `changed` is the share of documents that the caches do not know.

    Machines take libraries in turn; whichever is first ready goes on, so that workers and the way to them are shared as
    they would be.
    """
    noise = random.Random(seed)
    workers = _Cores(how.workers) if how.workers else None
    own = [_Cores(how.cores) for _ in range(how.machines)]
    links = [_Cores(1) for _ in range(how.machines)]
    ready = [(0.0, machine) for machine in range(min(how.machines, libraries))]
    whole = converting = alone = sending = worked = 0.0
    for _ in range(libraries):
        now, machine = heapq.heappop(ready)
        costs = [noise.lognormvariate(-0.32, 0.8) * (times.check + times.document) for _ in range(documents)]
        costs = costs[: round(documents * changed)]
        done = now
        for at in range(0, len(costs), PART if workers is not None else 1):
            if workers is None:
                done = max(done, own[machine].take(now, costs[at]))
                continue
            part = costs[at : at + PART]
            sent = links[machine].take(now, len(part) * times.megabytes / times.link)
            sending += len(part) * times.megabytes / times.link
            done = max(done, workers.take(sent, times.start + sum(part)))
        after = times.library + times.site
        converting, alone, worked = converting + done - now, alone + after, worked + after
        heapq.heappush(ready, (done + after, machine))
        whole = max(whole, done + after)
    machines = how.machines + -(-how.workers // how.cores)
    worked += sum(each.worked for each in own) + (workers.worked if workers is not None else 0.0)
    bound = "one machine's bundles and sites" if alone > converting else "converting documents"
    if how.workers and sending > max(alone, converting / 2):
        bound = "the way to the workers"
    return Result(whole / 60, machines * whole / 60, worked / (whole * machines * how.cores), bound)


def arrangements(cores: int) -> Iterator[Arrangement]:
    """From one machine to many."""
    yield Arrangement("one machine, one library after another", 1, cores)
    for machines in (4, 10, 40):
        yield Arrangement(f"{machines} machines, each its share", machines, cores)
    for workers in (4, 16, 64):
        yield Arrangement(f"one machine and {workers} cores of a cluster", 1, cores, workers)
    yield Arrangement("4 machines and 16 cores of a cluster", 4, cores, 16)


def main() -> int:
    """Prints one table for an empty cache and one for a day on which a few documents change."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--libraries", type=int, default=40)
    parser.add_argument("--documents", type=int, default=100, help="of each library")
    parser.add_argument("--cores", type=int, default=2, help="of each machine")
    parser.add_argument("--price", type=float, default=0.008, help="of a machine for a minute, in any currency")
    parser.add_argument("--changed", type=float, default=0.03, help="share of documents that change in a day")
    parser.add_argument("--seed", type=int, default=1)
    for name, value in MEASURED._asdict().items():
        parser.add_argument(f"--{name}", type=float, default=value)
    options = parser.parse_args()
    times = Times(**{name: getattr(options, name) for name in Times._fields})
    print(f"{options.libraries} libraries of {options.documents} documents; {times}")
    for title, changed in (
        ("Nothing is cached", 1.0),
        (f"{options.changed:.0%} of the documents changed", options.changed),
    ):
        print(f"\n{title}\n{'':44}{'minutes':>8}{'machine minutes':>17}{'busy':>6}{'price':>8}  bound by")
        for how in arrangements(options.cores):
            found = simulate(how, options.libraries, options.documents, times, changed, options.seed)
            print(
                f"{how.name:44}{found.minutes:8.1f}{found.machine_minutes:17.0f}{found.busy:6.0%}"
                f"{found.machine_minutes * options.price:8.2f}  {found.bound}"
            )
    return 0


MEASURED: Final = Times(check=0.05, document=0.4, library=42.0, site=10.0, start=2.0, megabytes=0.2, link=50.0)
"""On two cores; see docs/scale.md."""

if __name__ == "__main__":
    sys.exit(main())
