from samples import _LOADED, item, library

ALL = tuple(item(requirement=one.id, folder=one.id) for one in _LOADED.framework.requirements)

PASSES = {"every requirement answered": library(*ALL)}
FAILS = {"one left out": (library(*ALL[1:]), ALL[0].meta.requirement), "nothing at all": (library(), "3.4")}
