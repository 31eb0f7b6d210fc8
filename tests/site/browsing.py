"""The built site in Debian's Chromium, and axe-core (WCAG 2.2 A and AA) as the judge of what it shows."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--js-flags=--liftoff-only",  # to compile Python in a page better takes longer than all that it does here
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PATIENCE = 180_000
"""Thousandths of a second, only against hanging: Python starts slowly in a page of a busy machine."""
expect.set_options(timeout=PATIENCE)
DESK, PHONE = {"width": 1366, "height": 900}, {"width": 390, "height": 844}

JUDGE = """async ({ where, judged }) => {
  const less = { resultTypes: ["violations"], preload: false };
  const pageOf = (place) => document.querySelector(place)?.closest("[data-page]")?.dataset.page;
  const faults = async (runOnly) => (await axe.run(where, { runOnly, ...less })).violations.flatMap((fault) =>
    fault.nodes.map((node) => [fault.id, pageOf(node.target[0]), node.target.join(" ")].filter(Boolean).join(": ")));
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const styles = new Map();
  const styleOf = (element) => {
    if (!styles.has(element)) {
      const style = getComputedStyle(element);
      const behind = element.parentElement ? styleOf(element.parentElement).behind : "";
      const own = [style.backgroundColor, style.backgroundImage, style.filter, style.mixBlendMode, style.opacity].join(" ");
      styles.set(element, {
        text: [style.color, style.fontSize, style.fontWeight, style.textShadow, style.textDecorationLine].join(" "),
        behind: own === "rgba(0, 0, 0, 0) none none normal 1" ? behind : `${behind} / ${own}`,
      });
    }
    return styles.get(element);
  };
  const hasText = (element) => element.matches("input, select, textarea")
    || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const parts = (where.include ?? ["body"]).map((part) => `${part}, ${part} *`).join();
  const left = (where.exclude ?? []).flat().join() || "none";
  const colours = () => [...new Set([...document.querySelectorAll(parts)]
    .filter((element) => !element.closest(left) && hasText(element) && element.checkVisibility())
    .map((element) => [element.localName, styleOf(element).text, styleOf(element.parentElement).text,
      styleOf(element).behind].join(" | ")))];
  document.body.dataset.mdColorScheme = "default";
  const light = await faults({ type: "tag", values: tags });
  document.body.dataset.mdColorScheme = "slate";
  const fresh = colours().filter((one) => !judged.includes(one));
  const dark = fresh.length
    ? await faults({ type: "rule", values: ["color-contrast", "link-in-text-block"] }) : [];
  document.body.dataset.mdColorScheme = "default";
  return { faults: [...light, ...dark.map((fault) => `dark: ${fault}`)], fresh };
}"""


SETTLED = """async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}"""
"""Waits for fonts and for what the theme does with the menu after a page has loaded or changed its size."""


def faults_of(page: Page, where: dict[str, object], judged: set[str] | None = None) -> list[str]:
    """What axe finds wrong in a part of a page, in light and then in dark.

    Dark changes nothing but colours. So a page whose every text has colours that are among those `judged` before, its
    own and those behind it, is not judged in dark again; what is new on this page is added to them.
    """
    page.evaluate(SETTLED)
    found = page.evaluate(JUDGE, {"where": where, "judged": sorted(judged or ())})
    if judged is not None:
        judged.update(found["fresh"])
    return list(found["faults"])


NO_INDEX = json.dumps(
    {
        "config": {"lang": ["en"], "separator": "[\\s\\-]+", "pipeline": [], "fields": {"title": {"boost": 1.0}}},
        "docs": [],
    }
).encode()
"""An index of the search in which nothing is found."""
MARKS = [
    pytest.mark.chromium,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed: apt-get install chromium"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


class Silent(SimpleHTTPRequestHandler):
    """As a server of an intranet: it keeps connections, and what never changes may be kept by the browser."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        if self.path.startswith("/assets/"):
            self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class Unsearched(Silent):
    """With an empty index of the search: a page that is opened makes it, which takes longer than most tests."""

    def do_GET(self) -> None:
        if self.path.partition("?")[0] == "/search/search_index.json":
            self.send_response(200)
            self.send_header("Content-Length", str(len(NO_INDEX)))
            self.end_headers()
            self.wfile.write(NO_INDEX)
        else:
            super().do_GET()


class Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves a page before all of it has come is no fault."""


@contextmanager
def served(folder: Path, handler: type[Silent] = Silent) -> Iterator[str]:
    """A site over HTTP on this machine; its address."""
    server = Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """A page that nobody has used, with motion off."""
    context = browser.new_context(viewport=DESK, reduced_motion="reduce", color_scheme="light")  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
