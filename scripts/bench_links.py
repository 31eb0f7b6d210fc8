"""Link checking side by side: annexa, plain aiohttp and LinkChecker ask the same 1,000 addresses in one run.

Twenty hosts (127.0.0.2 to 127.0.0.21, served by a process of its own) take 50 ms for each reply; everybody may send two
requests a host at a time, LinkChecker as many as it likes. Prints a table; exit code 1 means that annexa was less
than ten times as fast as LinkChecker or took more than twice the time of plain aiohttp.

    python scripts/bench_links.py [--links 1000] [--runs 2]
"""

import argparse
import asyncio
import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import aiohttp
from aiohttp import web

from annexa.links.client import Checker
from annexa.links.guard import Guard
from annexa.links.verdict import Verdict

HOSTS = tuple(f"127.0.0.{last}" for last in range(2, 22))
REPLY_SECONDS = 0.05
PAGE = "<html><head><title>Page</title></head><body><h1 id='top'>Page</h1><p>Some words.</p></body></html>"
AT_LEAST_FASTER = 10.0
AT_MOST_SLOWER = 2.0


class Result(NamedTuple):
    """One way of checking: its best time of all runs, in seconds, and how many addresses its requests reached."""

    name: str
    seconds: float
    reached: int


def serve(pipe: Connection) -> None:
    """The servers: says its port, then answers "count" with the distinct addresses asked for since the last time."""
    asyncio.run(_serve(pipe))


async def _serve(pipe: Connection) -> None:
    seen: set[str] = set()

    async def answer(request: web.BaseRequest) -> web.Response:
        seen.add(f"{request.host}{request.path}")
        await asyncio.sleep(REPLY_SECONDS)
        return web.Response(text=PAGE, content_type="text/html")

    async with AsyncExitStack() as stack:
        runner = web.ServerRunner(web.Server(answer))
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, HOSTS[0], 0).start()
        port = runner.addresses[0][1]
        for host in HOSTS[1:]:
            await web.TCPSite(runner, host, port).start()
        pipe.send(port)
        while await asyncio.to_thread(pipe.recv) == "count":
            pipe.send(len(seen))
            seen.clear()


def with_annexa(addresses: list[str], port: int) -> None:
    """The checker that `annexa links` uses, allowed to talk to these hosts only."""
    checker = Checker(guard=Guard(permit_for_tests={(host, port) for host in HOSTS}))
    answers = asyncio.run(checker.ask(addresses))
    wrong = [answer for answer in answers.values() if answer.verdict is not Verdict.OK]
    if wrong:
        raise SystemExit(f"annexa: {len(wrong)} wrong answers, such as {wrong[0]}")


def with_aiohttp(addresses: list[str], port: int) -> None:
    """The least that can be done with the same library: two requests a host, nothing judged.

    Semaphores, because the library's own `limit_per_host` took three times as long here and would flatter us.
    """

    async def run() -> None:
        turns = {host: asyncio.Semaphore(2) for host in HOSTS}

        async def get(number: int, address: str) -> None:
            async with turns[HOSTS[number % len(HOSTS)]], session.get(address) as response:
                await response.read()

        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector, trust_env=False) as session:
            await asyncio.gather(*(get(number, address) for number, address in enumerate(addresses)))

    asyncio.run(run())


def with_linkchecker(addresses: list[str], port: int) -> None:
    """LinkChecker as a subprocess, with 40 threads and its own limit of requests a second lifted."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "linkcheckerrc"
        settings.write_text("[checking]\nthreads=40\nmaxrequestspersecond=10000\nrecursionlevel=0\nsslverify=0\n")
        Path(folder).chmod(0o755)  # it drops root's rights, and still has to read its settings
        program = Path(sys.executable).with_name("linkchecker")
        done = subprocess.run(
            [program, "--config", settings, "--no-robots", "--no-status", "--check-extern", "--output=none", "--stdin"],
            input="\n".join(addresses),
            text=True,
            capture_output=True,
            check=False,
        )
    if done.returncode != 0:
        raise SystemExit(f"linkchecker ended with {done.returncode}: {done.stderr[-400:]}")


WAYS: dict[str, Callable[[list[str], int], None]] = {
    "annexa": with_annexa,
    "plain aiohttp": with_aiohttp,
    "LinkChecker": with_linkchecker,
}


def measure(links: int, runs: int) -> list[Result]:
    """Every way over the same addresses, several times in turn; LinkChecker once, because it takes long."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    server.start()
    port = here.recv()
    addresses = [f"http://{HOSTS[number % len(HOSTS)]}:{port}/page/{number}" for number in range(links)]
    best: dict[str, Result] = {}
    try:
        for run in range(runs):
            for name, way in WAYS.items():
                if name == "LinkChecker" and run:
                    continue
                start = time.perf_counter()
                way(addresses, port)
                seconds = time.perf_counter() - start
                here.send("count")
                reached = here.recv()
                if name not in best or seconds < best[name].seconds:
                    best[name] = Result(name, seconds, reached)
    finally:
        here.send("end")
        server.join(5)
        server.terminate()
    return list(best.values())


def main() -> int:
    """Prints the table; 1 where a bound is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--links", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    results = measure(options.links, options.runs)
    seconds = {result.name: result.seconds for result in results}
    out = sys.stdout.write
    out(f"{options.links} links, {len(HOSTS)} hosts, {REPLY_SECONDS * 1000:.0f} ms a reply\n")
    out(f"{'':15}{'seconds':>9}{'links/s':>9}{'reached':>9}{'against annexa':>16}\n")
    for name, took, reached in results:
        out(f"{name:15}{took:9.2f}{options.links / took:9.0f}{reached:9}{took / seconds['annexa']:15.1f}x\n")
    faster = seconds["LinkChecker"] / seconds["annexa"]
    slower = seconds["annexa"] / seconds["plain aiohttp"]
    complete = all(result.reached == options.links for result in results)
    kept = complete and faster >= AT_LEAST_FASTER and slower <= AT_MOST_SLOWER
    out(f"{faster:.1f} times as fast as LinkChecker (at least {AT_LEAST_FASTER:.0f}), ")
    out(f"{slower:.2f} times the time of plain aiohttp (at most {AT_MOST_SLOWER:.0f}): ")
    out("kept\n" if kept else "NOT KEPT\n")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
