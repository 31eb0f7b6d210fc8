from samples import item_yaml

PASSES = {"a name": item_yaml()}
FAILS = {
    "out of the folder": (item_yaml("destinations.docx", "../../etc/passwd"), "leads out"),
    "from the top of a disk": (item_yaml("destinations.docx", "/etc/passwd"), "top of a disk"),
    "a Windows drive": (item_yaml("destinations.docx", "'C:\\\\list.xlsx'"), "top of a disk"),
}
