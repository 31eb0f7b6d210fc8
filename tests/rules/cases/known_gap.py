from samples import ItemSubject, around, item, later, nothing

PASSES = {"a file each": ItemSubject(item=item(), around=around(), files=())}
FAILS = {
    "nothing at all": (nothing(), "Nothing is submitted"),
    "nothing until January": (nothing(follows="2027-01-31"), "it follows by 31 January 2027"),
    "one document later": (later(), "comes later; the bundle"),
    "one document in January": (later(follows="2027-01-31"), "comes later, by 31 January 2027"),
}
