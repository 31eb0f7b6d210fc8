"""Metadata made to harm: each is answered with a few findings at a place, quickly, and nothing outside is read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annexa.load import project

Make = Callable[..., Path]
HEAD = """\
requirement: "3.4"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: {summary}
documents:
"""
DOCUMENT = "  - {{file: {file}, title: A report, kind: other, dated: 2026-09-14}}\n"


def item(*, summary: str = "Words.", file: str = "a.pdf") -> str:
    return HEAD.format(summary=summary) + DOCUMENT.format(file=file)


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (BOMB, "metadata-syntax"),
        ("a: &a [*a]\n", "metadata-syntax"),
        ("documents: " + "[" * 10_000 + "]" * 10_000, "metadata-syntax"),
        (item(summary="!!python/object/apply:os.system [id]"), "metadata-syntax"),
        (item(summary="!include /etc/passwd"), "metadata-syntax"),
        (item(summary='"\x00"'), "metadata-syntax"),
        (item().encode("utf-16"), "metadata-syntax"),
        ((item() + "# caf\xe9\n").encode("latin-1"), "metadata-syntax"),
        (b"summary: " + b"a" * 2_000_000, "metadata-syntax"),
        (HEAD.format(summary="Words.") + "  - {x: y}\n" * 4_000, "metadata-unknown-field"),
        ("".join(f"field-{n}: x\n" for n in range(4_000)), "metadata-unknown-field"),
        (item(file="../../../../etc/passwd"), "metadata-unsafe-path"),
        (item(file="/etc/passwd"), "metadata-unsafe-path"),
        (item(file="C:\\secret.docx"), "metadata-unsafe-path"),
        (item(file="..\\..\\secret.docx"), "metadata-unsafe-path"),
        (item().replace("2026-09-14", "9" * 5_000), "metadata-value"),
        (item().replace("2026-09-14", "٢٠٢٦-٠٩-١٤"), "metadata-value"),
        (item() + "    " + "x" * 50_000 + ": y\n", "metadata-syntax"),
        (item() + "x" * 900 + ": y\n", "metadata-unknown-field"),
        (item().replace('"3.4"', "1e999"), "metadata-value"),
        (item().replace('"3.4"', ".nan"), "metadata-value"),
    ],
    ids=range(21),
)
def test_it_is_a_few_findings(make_library: Make, text: str | bytes, rule: str) -> None:
    findings = [each for each in project(make_library(text)).findings if each.file.endswith("item.yaml")]
    assert rule in {each.rule for each in findings}
    assert len(findings) <= 201, "no more than help"
    for each in findings:
        assert each.remedy and each.place.line is not None and each.place.line >= 1
        assert len(each.message) + len(each.remedy) < 3_100


@pytest.mark.slow
def test_the_collected_ones_are_all_answered(shared: Path, make_library: Make) -> None:
    paths = sorted((shared / "cases/hostile/metadata").iterdir())
    assert len(paths) > 60
    for path in paths:
        findings = project(make_library(path.read_bytes())).findings
        assert len(findings) <= 201 + 40, path.name
        assert all(each.remedy for each in findings), path.name
