from samples import item, library

PASSES = {"one item each": library(item(), item(requirement="3.5", folder="3.5-timetables"))}
FAILS = {
    "two items for one": (library(item(), item(folder="3.4-leavers")), "already answered by evidence/3.4-destinations")
}
