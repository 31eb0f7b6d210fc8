"""The same findings in every form, each read back by something that is not ours."""

import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from junitparser import JUnitXml
from lxml import etree
from msgspec import structs
from sarif_pydantic import Sarif

from annexa.model.findings import Level
from annexa.report import FORMATS, write
from annexa.report.record import Report

SCHEMAS = Path(__file__).parent / "schemas"


def counts(report: Report) -> dict[str, int]:
    return {level.value: report.count(level) for level in Level}


def test_sarif_is_read_by_an_independent_model(full: Report) -> None:
    log = Sarif.model_validate_json(write(full, "sarif"))
    (run,) = log.runs
    names = {"error": "error", "warning": "warning", "note": "info"}
    found = [names[str(getattr(result.level, "value", result.level))] for result in run.results]
    assert {level: found.count(level) for level in counts(full)} == counts(full)
    for result in run.results:
        assert run.tool.driver.rules[result.rule_index].id == result.rule_id
        assert result.locations[0].physical_location.region.start_line == 6 or result.rule_id == "metadata-value"


def test_junit_fits_its_schema_and_an_independent_reader(full: Report) -> None:
    text = write(full, "junit").encode()
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit.xsd"))
    schema.assertValid(etree.fromstring(text))
    suites = {suite.name: suite for suite in JUnitXml.fromstring(text)}
    assert suites["3.4 Destinations"].failures == 2
    assert suites["5.2 Performance"].failures == 0
    assert suites["5.2 Performance"].tests == 3
    assert suites["The library"].failures == 1


def test_gitlab_fits_its_schema_and_its_fingerprints_differ(full: Report) -> None:
    issues = json.loads(write(full, "gitlab"))
    jsonschema.validate(issues, json.loads((SCHEMAS / "gitlab-code-quality.json").read_text()))
    assert len({issue["fingerprint"] for issue in issues}) == len(full.findings)
    severities = [issue["severity"] for issue in issues]
    assert (severities.count("major"), severities.count("minor"), severities.count("info")) == tuple(
        counts(full).values()
    )


def test_github_writes_one_command_a_finding_on_a_line_of_text(full: Report) -> None:
    lines = write(full, "github").splitlines()
    commands = [
        re.match(r"::(error|warning|notice) file=([^,]+),line=(\d+),col=\d+,title=[a-z-]+::\S", line) for line in lines
    ]
    assert all(commands)
    found = [match[1] for match in commands if match]
    assert (found.count("error"), found.count("warning"), found.count("notice")) == tuple(counts(full).values())


def test_json_holds_every_finding_and_the_counts(full: Report) -> None:
    answer = json.loads(write(full, "json"))
    assert len(answer["findings"]) == len(full.findings)
    assert {level: answer["summary"][level] for level in counts(full)} == counts(full)
    assert {item["id"]: item["passes"] for item in answer["items"]} == {"3.4": False, "5.2": True}


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_form_names_every_rule_that_found_something(full: Report, form: str) -> None:
    text = write(full, form)
    for rule in {finding.rule for finding in full.findings}:
        assert rule in text, rule


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_form_carries_control_characters_or_turns_the_text_around(full: Report, form: str) -> None:
    text = write(full, form)
    if form == "json":  # its strings are for programs, and escape what is not printable
        assert "\x1b" not in text and "\x00" not in text
        return
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_hostile_text_stays_text_in_markdown(full: Report) -> None:
    import markdown  # type: ignore[import-untyped]

    html = markdown.markdown(write(full, "markdown"), extensions=["tables"])
    assert "<script" not in html and 'javascript:b"' not in html and "<strong>bold" not in html
    assert all(row.count("<td") == 4 for row in re.findall(r"<tr>(.*?)</tr>", html, re.S) if "<td" in row)


def test_hostile_text_stays_text_in_html(full: Report) -> None:
    page = etree.HTML(write(full, "html"))
    assert len(page.findall(".//script")) == 1
    assert any("<script>alert('x')</script>" in "".join(node.itertext()) for node in page.iter("bdi"))


def test_a_remedy_is_said_once_for_a_run_of_alike_findings(full: Report) -> None:
    text = write(full, "text")
    assert text.count("→ In Word, Review > Accept") < len(full.findings)
    assert text.splitlines()[-1] == "1 of 29 items ready, 4 documents looked at; 4 errors, 1 warning, 1 note."


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_nothing_found_is_said_or_is_an_empty_list(empty: Report, form: str) -> None:
    text = write(empty, form)
    if form == "text":
        assert "nothing found" in text
    elif form == "html":
        assert "Nothing was found." in text
    elif form == "gitlab":
        assert json.loads(text) == []


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_name_that_is_not_utf_8_can_be_written(full: Report, form: str) -> None:
    """Such as an old Windows leaves in a zip; Python reads each of its bytes as half a letter."""
    name = b"evidence/3.4/caf\xe9.docx".decode("utf-8", "surrogateescape")
    odd = structs.replace(full.findings[0], file=name, message=f"{name} is not listed")
    written = write(replace(full, findings=(odd, *full.findings[1:])), form).encode()
    assert "\ufffd" in written.decode().replace("\\ufffd", "\ufffd"), "JSON may say it by its number"
