from .make import written, outcome
from .model import Item, Heading, Bullets, Table
from pathlib import Path
import re, yaml
SLUGS={"1.1":"partnership-structure","1.5":"representative-groups","2.1":"engagement","2.2":"ehc-plans","2.4":"tribunals","2.5":"numbers-in-groups",
"3.1":"education-system","3.5":"part-time-timetables","3.6":"home-to-school-transport","4.1":"care-services","4.3":"thresholds","5.1":"health-system","5.2":"performance","6.1":"alternative-provision-strategy",
"6.2":"needs","6.3":"settings-and-attendees","6.4":"monitoring"}
def items():
    fw = yaml.safe_load((Path(__file__).parents[2]/"schema/annex-a.yaml").read_text())
    out=[]
    for r in fw["requirements"]:
        g={"local-area-partnership":"partnership"}.get(r["group"],r["group"])
        slug=re.sub(r"[^a-z0-9]+","-",r["title"].lower()).strip("-")
        slug = SLUGS.get(r["id"], slug)
        folder=f"{r['id']}-{slug}" if r["id"][0].isdigit() else r["id"]
        d="2026-09-14"
        title=f"{r['title']} in Westmere".replace("EHC Plans","education, health and care plans")
        kind="performance-report"
        sens="child-level" if r.get("sensitive") else "official"
        out.append(Item(folder=folder,requirement=r["id"],lead=f"{g}-evidence-lead",accountable=f"{g}-accountable-lead",
          summary=f"What Westmere holds on {title}.",documents=(written("overview.docx",title,kind,d,"Head of SEND",
            Heading(1,"Purpose"),"This paper answers for the partnership.",Heading(1,"What we hold"),Bullets(("Structure","Data","Impact")),
            Heading(1,"Figures"),Table("Children by year",("Year","Number"),(("2025","3,364"),("2026","3,587"))),Heading(1,"Impact"),"More plans were issued on time.",
            sensitivity=sens,attest=(outcome(f"{g}-evidence-lead",d,"Section 4 says what changed and for whom."),)),)))
    return tuple(out)
