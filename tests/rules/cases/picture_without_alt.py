from samples import ON_PAGE_2, document

from annexa.documents.facts import Picture


def picture(alt: str | None, *, decorative: bool = False) -> object:
    return document(pictures=[Picture(place=ON_PAGE_2, alt=alt, decorative=decorative)])


PASSES = {
    "described": picture("Bar chart: 68% of leavers are in work or training, up from 61%"),
    "an ornament": picture(None, decorative=True),
    "an image with a summary": document(format="png", summary="The partnership's structure as a chart."),
}
FAILS = {
    "nothing": (picture(None), "no description"),
    "blank": (picture("  "), "no description"),
    "made up": (picture("Picture 3"), "says nothing"),
    "a file name": (picture("chart_final.png"), "says nothing"),
    "a machine's guess": (picture("A graph of blue bars\n\nDescription automatically generated"), "says nothing"),
    "an image without a summary": (document(format="jpg"), "no description"),
    "many": (document(pictures=[Picture(place=ON_PAGE_2)] * 14), "4 more, making 14 pictures"),
}
