"""A library changes its site's name, colours and menu, and runs nothing where the site is built."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annexa.load import project
from annexa.model.errors import UsageError
from annexa.site.build import build_pages, configured

Change = Callable[[Path], object]


def text(name: str, words: str) -> Change:
    def write(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")

    return write


def settings(words: str) -> Change:
    return text("mkdocs.yml", words)


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (settings("site_name: Our name\n"), ("site_name", "Our name")),
        (settings("copyright: Our council\n"), ("copyright", "Our council")),
        (settings("nav: [{Start: index.md}]\n"), ("nav", [{"Start": "index.md"}])),
    ],
)
def test_what_a_library_may_change(site_project: Path, change: Change, seen: tuple[str, object]) -> None:
    change(site_project)
    config = json.loads(configured(site_project).read_text(encoding="utf-8"))
    assert config[seen[0]] == seen[1]
    assert [*map(str, config["plugins"])] and config["theme"]["name"] == "material", "the rest is ours"


def test_its_colours_and_pictures_are_used(site_project: Path) -> None:
    settings("theme:\n  palette: {primary: red}\n")(site_project)
    text("guidance/theme/assets/annexa.css", "h1 { color: #123456 }")(site_project)
    config = json.loads(configured(site_project).read_text(encoding="utf-8"))
    assert config["theme"]["palette"] == {"primary": "red"}
    assert "#123456" in (site_project / "build/theme/assets/annexa.css").read_text(encoding="utf-8")
    assert (site_project / "build/theme/main.html").is_file(), "ours"


@pytest.mark.parametrize(
    "change",
    [
        settings("hooks: [evil.py]\n"),
        settings("plugins: [search, {gen-files: {scripts: [evil.py]}}]\n"),
        settings("plugins: []\n"),
        settings("theme: {custom_dir: evil}\n"),
        settings("theme: {name: evil}\n"),
        settings("theme: evil\n"),
        settings("theme: {logo: https://example.org/a.png}\n"),
        settings("theme: {font: {text: Roboto}}\n"),
        settings("extra: {analytics: {provider: google}}\n"),
        settings("extra_javascript: [evil.js]\n"),
        settings("markdown_extensions: [{pymdownx.snippets: {base_path: /etc}}]\n"),
        settings("INHERIT: /etc/mkdocs.yml\n"),
        settings("docs_dir: /etc\n"),
        settings("repo_url: https://example.org/\n"),
        settings("site_name: <script>alert(1)</script>\n"),
        settings("nav: [{A: //example.org/}]\n"),
        settings("site_name: !!python/name:os.system x\n"),
        settings("site_name: !ENV HOME\n"),
        settings(
            "a: &a [x, x]\nb: &b [*a, *a]\n" + "".join(f"c{n}: &c{n} [{', '.join(['*b'] * 2000)}]\n" for n in range(9))
        ),
        settings("site_name: [" * 3000),
        settings("- a list\n"),
        text("guidance/theme/main.html", "{{ cycler.__init__.__globals__ }}"),
        text("guidance/theme/partials/header.html", "{{ config }}"),
        text("guidance/theme/assets/annexa.js", "fetch('https://example.org')"),
        text("guidance/theme/assets/more.py", "import os"),
        text("guidance/theme/assets/annexa.css", "@import url(https://example.org/a.css);"),
        text("guidance/theme/assets/annexa.css", "h1 { background: url('//example.org/a.png') }"),
        text("guidance/theme/assets/logo.svg", "<svg><script>alert(1)</script></svg>"),
    ],
)
def test_what_it_may_not(site_project: Path, change: Change) -> None:
    change(site_project)
    with pytest.raises(UsageError) as caught:
        configured(site_project)
    assert caught.value.remedy
    assert not (site_project / "build" / "mkdocs.yml").exists()


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ mail.__globals__ }}",
        "{{ local.model_copy() }}",
        "{{ framework.model_dump_json() }}",
        "{{ book.library }}",
        "{{ 'a' * 10 ** 10 }}",
        "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)
def test_a_page_of_a_library_is_no_program(site_project: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    monkeypatch.setattr("annexa.site.pages.PAGE_SECONDS", 0.3)
    page = site_project / "guidance" / "pages" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + f"\n{body}\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        build_pages(project(site_project))
    assert len(caught.value.message) < 400, "not all that the library holds"
    assert "guidance" in caught.value.message + caught.value.remedy
