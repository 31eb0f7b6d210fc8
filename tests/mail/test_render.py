"""Templates are data: what they may not do is refused with their name, and values stay text."""

from pathlib import Path

import pytest

from annexa.mail.render import OWN, Templates
from annexa.model.errors import UsageError


def own(root: Path, text: str, name: str = "chase") -> Templates:
    folder = root / OWN
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt.jinja").write_text(text, encoding="utf-8")
    return Templates(root)


def test_a_template_of_the_project_wins_and_ours_can_be_built_on(tmp_path: Path) -> None:
    templates = own(
        tmp_path, '{% extends "notify.txt.jinja" %}{% block ask %}Stay calm, {{ group }}.{% endblock %}', "notify-staff"
    )
    values = {
        "partnership": "P", "area": "A", "group": "all", "call": {"day": "today", "time": ""}, "arrival": "then",
        "feedback": "later", "deadlines": [], "today": [], "names": {}, "venues": {}, "mailboxes": {"comms": "c@a.example"},
    }  # fmt: skip
    subject, body = templates.fill("notify-staff", values)
    assert subject == "P: an inspection has been announced"
    assert "Stay calm, all." in body and "Keep your case files" not in body and "Questions: c@a.example" in body


def test_values_are_text_on_one_line(tmp_path: Path) -> None:
    templates = own(tmp_path, "Subject: {{ title }}\n\n- {{ title }}\n- {{ number }}\n")
    subject, body = templates.fill("chase", {"title": "{{ 7 * 7 }}\r\nBcc: x\n<b>\x1b[31m", "number": 3})
    assert subject == "{{ 7 * 7 }} Bcc: x <b> [31m"
    assert body == "- {{ 7 * 7 }} Bcc: x <b> [31m\n- 3\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Subject: {{ ''.__class__.__mro__ }}\n", "may not do this"),
        ("Subject: {{ title.__init__.__globals__ }}\n", "may not do this"),
        ("Subject: {{ cycler.__init__.__globals__.os.system('true') }}\n", "may not do this"),
        ("Subject: x\n{% for a in range(10 ** 9) %}{% endfor %}", "cannot be used"),
        ("Subject: x\n{{ rows.append(1) }}", "may not do this"),
        ("Subject: {{ nothing }}\n", "'nothing' is undefined"),
        ("Subject: x\n\n{% if %}\n", "line 3"),
        ("Subject: x\n{% include '../../evidence/people.yaml' %}", "There is no template"),
        ("Subject: {{ title + 1 }}\n", "cannot be used"),
        ("Subject:\n\nWords\n", "first line is no subject"),
        ("Dear all\n", "first line is no subject"),
    ],
)
def test_a_faulty_or_hostile_template_is_refused_with_its_name(tmp_path: Path, text: str, says: str) -> None:
    templates = own(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        templates.fill("chase", {"title": "Title", "rows": []})
    assert says in f"{caught.value.message} {caught.value.remedy}"
    assert "chase.txt.jinja" in caught.value.message or "There is no template" in caught.value.message


def test_a_template_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annexa.mail.render.SECONDS", 0.2)
    loops = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"
    with pytest.raises(UsageError, match="takes longer than"):
        own(tmp_path, f"Subject: x\n{loops}").fill("chase", {})


def test_a_name_that_no_template_has_is_answered_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        Templates(tmp_path).fill("notify-everyone", {})
    assert "notify-staff" in caught.value.remedy
