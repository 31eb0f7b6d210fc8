from samples import files, item

NOBODYS = chr(0x10FFFD)
"""For private use: no font of any machine has a shape for it."""


def titled(title: str, **more: str):
    return files(item({"title": title, **more}), "a.docx")


PASSES = {
    "English": titled("Destinations after leaving school"),
    "Polish, Welsh and Greek": titled("Dokąd idą młodzi: żółć, ŵ, Ελλάδα"),
    "typographic signs": titled("Costs – “what we pay” … 10 € ½ ×"),
    "letters in two parts": titled("e" + chr(0x301) + "ducation and nai" + chr(0x308) + "ve"),
    "signs without a shape": titled("soft" + chr(0xAD) + "ware, left" + chr(0x200E) + "to right" + chr(0x200B)),
}
FAILS = {
    "in a title": (titled(f"Destinations {NOBODYS}"), "No font of this machine"),
    "in a summary": (titled("Destinations", summary=f"What {NOBODYS} says"), "No font of this machine"),
}
