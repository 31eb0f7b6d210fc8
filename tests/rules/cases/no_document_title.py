from samples import Properties, document

PASSES = {"a title": document(), "an image": document(format="png", properties=Properties())}
FAILS = {"none": (document(properties=Properties(language="en-GB")), "no title")}
