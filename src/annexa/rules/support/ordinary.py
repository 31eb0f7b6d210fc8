"""Given names that are ordinary words too, and the words beside which they are names after all."""

from typing import Final

_ORDINARY_WORDS: Final = """
amber angel april archer art august aurora autumn bailey basil bay bear bill bishop blue bob bond brook brooks
brown candy carol case chance charity chase chelsea cherry christian church clay cliff close constance cook
cooper coral cross dale dawn day dean destiny drew duke earl eden english faith field fisher fletcher flora
florence ford forest fox frank gale gardener gene georgia ginger glen good grace grant gray green grey griffin
guy hall happy harmony hart hazel heath heather hill holly home honesty honey honour hope house hunt hunter
india iris ivy jack jasmine jade jay jersey jet jewel jordan joy judge july june justice king kit knight lance
lane law leo liberty lily little london long luna major marina mark marsh marshall mason max may means melody
mercy merit merry miles mill miller mills moon moore more noble north nova olive opal page paris parish park
parker pat patience peace pearl peg penny phoenix piers pierce poppy porter precious price prince promise
prudence queen rain raven ray read red reed rich river rob robin rock rose rosemary rowan royal ruby rusty sage
sandy school serenity shaw sky skye smart smith star stark sterling stone storm street summer sunday sunny swift
taylor temple terry tiger town tracey trinity troy unity verity victor victoria violet virginia wade walker wall
ward waters way wells west white will willow winter wise wolf wood woods woody wren young zip
"""
ORDINARY: Final = frozenset(_ORDINARY_WORDS.split())
_FOLLOWS_A_NAME_WORDS: Final = """
s said says told asked asks agreed agrees felt feels wants wanted needs needed likes liked loves enjoys lives
lived attends attended moved went came left joined started started's is was has had does did can could would
will went spoke speaks thinks thought explained described chose chooses receives received uses used visited met
meets goes struggles struggled finds found made makes became becomes gets got knows hopes and
"""
FOLLOWS_A_NAME: Final = frozenset(_FOLLOWS_A_NAME_WORDS.split())
_LEADS_TO_A_NAME_WORDS: Final = """
called named miss mr master child pupil student boy girl son daughter brother sister baby met saw told asked
helped supported visited knows dear sibling learner patient
"""
LEADS_TO_A_NAME: Final = frozenset(_LEADS_TO_A_NAME_WORDS.split())
