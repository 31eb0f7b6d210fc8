from samples import ItemSubject, around, item


def guessed(*fields: str, of_item: tuple[str, ...] = ()) -> object:
    found = item()
    documents = (found.meta.documents[0].model_copy(update={"guessed": fields}),)
    return ItemSubject(
        item=found.model_copy(
            update={"meta": found.meta.model_copy(update={"documents": documents, "guessed": of_item})}
        ),
        around=around(),
        files=(),
    )


PASSES = {"nothing was guessed": guessed()}
FAILS = {
    "a title and a date": (guessed("title", "dated"), "title “"),
    "the place": (guessed("requirement"), "that it answers"),
    "the lead": (guessed(of_item=("lead", "summary")), "Guessed for the item, and not looked at: lead"),
}
