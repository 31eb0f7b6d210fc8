"""Every point of the quality checklist is answered by a rule, an attestation, or both, and each rule that it names exists."""

from tests.sample_place import SAMPLE

from annexa.load import project
from annexa.rules import RULES


def test_every_point_is_answered() -> None:
    points = project(SAMPLE).checklist.points
    assert len(points) == 18
    for point in points:
        assert point.rules or point.attest == "required", point.id
        assert set(point.rules) <= set(RULES), point.id
        assert point.attest == "none" or point.ask, point.id
