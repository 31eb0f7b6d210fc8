"""PDF/UA-1 as veraPDF judges it, where that and the Java that it needs are installed."""

from annexa.model.profile import Asked
from annexa.verify.result import Judgement, Spot, failed, not_judged
from annexa.verify.result import passed as good
from annexa.verify.view import View

MISSING = (
    "veraPDF is not installed, or the Java that it needs, so nobody judged the rules of PDF/UA-1; ‘annexa doctor’ says "
    "how to get it."
)


def pdf_ua(view: View, _: Asked) -> Judgement:
    """veraPDF finds nothing in the file that PDF/UA-1 forbids."""
    answer = view.accessibility
    if answer is None:
        return not_judged(MISSING)
    if answer.confirmed is None:
        return not_judged("veraPDF gave no answer about this file, so nobody judged the rules of PDF/UA-1.")
    if answer.confirmed:
        return good("veraPDF finds nothing that PDF/UA-1 forbids.")
    return failed(
        "veraPDF says that the file is not PDF/UA-1.",
        *(Spot(message=f"breaks rule {rule} of ISO 14289-1") for rule in answer.broken),
    )
