"""Ways in which a PDF may break PDF/UA-1, clause by clause, each as a change of an open PDF that holds to it.

None says whether it really breaks it: a merge mends some, and some are allowed. Who decides is veraPDF.

Long because it is one table, a change for each clause.
"""

from collections.abc import Callable

from pikepdf import Array, Dictionary, Name, Operator, Pdf, String, parse_content_stream, unparse_content_stream

Change = Callable[[Pdf], object]
SOURCE = """
#set document(title: "Places")
= Places
#lorem(20) #link("https://www.gov.uk/")[the site] and a note#footnote[From the census.].
#figure(rect(), alt: "A box", kind: "x", supplement: "x")
- One
- Two
== Numbers
#table(columns: 2, table.header([Year], [Places]), [2025], [40], [2026], [44])
"""


def tags(pdf, kind):
    """The elements of a type, in order."""
    found, stack = [], [pdf.Root.StructTreeRoot.K]
    while stack:
        node = stack.pop()
        if isinstance(node, Array):
            stack += reversed(list(node))
        elif isinstance(node, Dictionary) and "/S" in node:
            if str(node.S) == f"/{kind}":
                found.append(node)
            stack.append(node.get("/K", Array()))
    return found


def kids(element):
    found = element.get("/K", Array())
    return list(found) if isinstance(found, Array) else [found]


def body(pdf):
    """The element that holds all others."""
    element = pdf.Root.StructTreeRoot.K
    return element[0] if isinstance(element, Array) else element


def add(pdf, parent, kind, *held, **more):
    """Adds an element."""
    made = pdf.make_indirect(Dictionary(S=Name(f"/{kind}"), P=parent, K=Array(list(held)), **more))
    for kid in held:
        if isinstance(kid, Dictionary) and "/S" in kid:
            kid.P = made
    parent.K = Array([*kids(parent), made])
    return made


def nest(kind, *path, **more):
    """Elements in one another, at the end of the document, without any content."""

    def change(pdf):
        parent = body(pdf)
        for each in path:
            parent = add(pdf, parent, each)
        add(pdf, parent, kind, **more)

    return change


def rename(kind, to, place=0, **more):
    def change(pdf):
        element = tags(pdf, kind)[place]
        element.S = Name(f"/{to}")
        for key, value in more.items():
            element[f"/{key}"] = value

    return change


def put(kind, key, value, place=0):
    def change(pdf):
        tags(pdf, kind)[place][f"/{key}"] = value() if callable(value) else value

    return change


def drop(kind, key, place=0):
    def change(pdf):
        del tags(pdf, kind)[place][f"/{key}"]

    return change


def roles(**names):
    def change(pdf):
        pdf.Root.StructTreeRoot.RoleMap = Dictionary({f"/{key}": Name(f"/{value}") for key, value in names.items()})

    return change


def both(*changes):
    def change(pdf):
        for each in changes:
            each(pdf)

    return change


def root(**entries):
    def change(pdf):
        for key, value in entries.items():
            if value is None:
                if f"/{key}" in pdf.Root:
                    del pdf.Root[f"/{key}"]
            else:
                pdf.Root[f"/{key}"] = value(pdf) if callable(value) else value

    return change


# -- content ----------------------------------------------------------------------------------------------


def append(data, **resources):
    """Content at the end of the first page; resources as functions of the PDF, by kind and name: `Font_X`."""

    def change(pdf):
        page = pdf.pages[0]
        held = page.obj.Resources if "/Resources" in page.obj else Dictionary()
        page.obj.Resources = held
        for key, made in resources.items():
            kind, _, name = key.partition("_")
            held[f"/{kind}"] = held.get(f"/{kind}", Dictionary())
            held[f"/{kind}"][f"/{name}"] = made(pdf)
        page.contents_add(pdf.make_stream(data))

    return change


def helvetica(pdf):
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


def own_font(pdf):
    """The font of the first page."""
    return next(iter(pdf.pages[0].obj.Resources.Font.values()))


def form(data, *, resources=None, **more):
    def make(pdf):
        made = pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 500, 500]), **more)
        made.Resources = resources(pdf) if resources else Dictionary()
        return made

    return make


def picture(pdf):
    made = pdf.make_stream(b"\x80" * 16, Type=Name.XObject, Subtype=Name.Image, Width=4, Height=4)
    made.ColorSpace, made.BitsPerComponent = Name.DeviceGray, 8
    return made


def _without_resources(made):
    del made["/Resources"]
    return made


def pattern(data, resources):
    def make(pdf):
        made = pdf.make_stream(
            data, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 50, 50]), XStep=50,
            YStep=50,
        )  # fmt: skip
        made.Resources = resources(pdf)
        return made

    return make


def with_helvetica(pdf):
    return Dictionary(Font=Dictionary(H=helvetica(pdf)))


def masked(pdf):
    group = form(b"BT /H 9 Tf (Mask) Tj ET", resources=with_helvetica)(pdf)
    group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    return Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))


def drawn_letters(pdf):
    glyph = pdf.make_stream(b"500 0 d0 0 0 400 400 re f")
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 500, 500]), FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(a=glyph), Encoding=Dictionary(Differences=Array([97, Name.a])), FirstChar=97, LastChar=97,
        Widths=Array([500]), Resources=Dictionary(),
    )  # fmt: skip


def marked(change):
    """Changes the list of instructions of the first page."""

    def apply(pdf):
        page = pdf.pages[0]
        found = list(parse_content_stream(page))
        page.obj.Contents = pdf.make_stream(unparse_content_stream(change(found)))

    return apply


def _is_mark(instruction, number):
    operands = instruction[0]
    return (
        str(instruction[1]) == "BDC"
        and isinstance(operands[1], Dictionary)
        and operands[1].get("/MCID") == number
    )  # fmt: skip


def without_mark(number):
    def change(found):
        at = next(place for place, each in enumerate(found) if _is_mark(each, number))
        end = next(place for place in range(at, len(found)) if str(found[place][1]) == "EMC")
        return [each for place, each in enumerate(found) if place not in (at, end)]

    return marked(change)


def around_mark(number, *opening):
    """Puts another mark around one."""

    def change(found):
        at = next(place for place, each in enumerate(found) if _is_mark(each, number))
        end = next(place for place in range(at, len(found)) if str(found[place][1]) == "EMC")
        return [*found[:at], opening, *found[at : end + 1], ([], Operator("EMC")), *found[end + 1 :]]

    return marked(change)


def in_mark(number, *held):
    def change(found):
        at = next(place for place, each in enumerate(found) if _is_mark(each, number))
        return [*found[: at + 1], *held, *found[at + 1 :]]

    return marked(change)


# -- annotations ------------------------------------------------------------------------------------------


def mark(subtype, kind="", **more):
    """An annotation on the first page; in an element of a type where one is named."""

    def change(pdf):
        page = pdf.pages[0].obj
        made = {
            f"/{key}": value(pdf) if callable(value) else value
            for key, value in {"Rect": Array([50, 50, 90, 90]), "F": 4, **more}.items()
        }
        one = pdf.make_indirect(Dictionary({"/Type": Name.Annot, "/Subtype": Name(f"/{subtype}"), **made}))
        page.Annots = Array([*page.get("/Annots", Array()), one])
        if kind:
            one.StructParent = 5000
            holder = Dictionary(Type=Name.OBJR, Obj=one, Pg=page)
            number(pdf, 5000, add(pdf, body(pdf), kind, holder))

    return change


def number(pdf, value, element):
    tree = pdf.Root.StructTreeRoot.ParentTree
    while "/Nums" not in tree:
        tree = tree.Kids[-1]
        if "/Limits" in tree:
            tree.Limits = Array([tree.Limits[0], value])
    tree.Nums = Array([*tree.Nums, value, element])


def the_link(**entries):
    """Changes the first link of the first page; None takes an entry away."""

    def change(pdf):
        link = next(each for each in pdf.pages[0].obj.Annots if each.Subtype == Name.Link)
        for key, value in entries.items():
            if value is None:
                if f"/{key}" in link:
                    del link[f"/{key}"]
            else:
                link[f"/{key}"] = value(pdf) if callable(value) else value

    return change


def untagged_link(pdf):
    """The link's element forgets it."""
    element = tags(pdf, "Link")[0]
    element.K = Array([kid for kid in kids(element) if not isinstance(kid, Dictionary) or "/Obj" not in kid])


def field(**more):
    def change(pdf):
        mark("Widget", FT=Name.Tx, T=String("name"), V=String("words"), **more)(pdf)
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[-1]]))

    return change


def each_page(key, value):
    def change(pdf):
        for page in pdf.pages:
            if value is None:
                if key in page.obj:
                    del page.obj[key]
            else:
                page.obj[key] = value

    return change


def attached(**more):
    def make(pdf):
        stream = pdf.make_stream(b"words", Type=Name.EmbeddedFile)
        spec = Dictionary(Type=Name.Filespec, EF=Dictionary(F=stream), **more)
        return Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a.txt"), pdf.make_indirect(spec)])))

    return make


def layer(**settings):
    def make(pdf):
        one = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer")))
        return Dictionary(OCGs=Array([one]), D=Dictionary(Order=Array([one]), **settings))

    return make


def shared_number(pdf):
    """Two pages with one entry of the tree of parents."""
    pdf.pages.append(pdf.pages[0])
    pdf.pages[-1].obj.StructParents = pdf.pages[0].obj.StructParents


def forgotten(pdf):
    """An element does not hold the content that the tree of parents says it does."""
    element = tags(pdf, "P")[0]
    element.K = Array([kid for kid in kids(element) if isinstance(kid, Dictionary) and "/S" in kid])


def not_found_back(pdf):
    """The tree of parents leaves out what an element holds."""
    tree = pdf.Root.StructTreeRoot.ParentTree
    while "/Nums" not in tree:
        tree = tree.Kids[0]
    parents = tree.Nums[1]
    tree.Nums[1] = Array([None if place == 1 else each for place, each in enumerate(parents)])


def fonts_of(pdf):
    return [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Subtype") == "/Type0"]


def font(change):
    def apply(pdf):
        for each in fonts_of(pdf):
            change(pdf, each, each.DescendantFonts[0])

    return apply


def set_in(where, key, value):
    def change(pdf, outer, inner):
        target = {"font": outer, "inner": inner, "descriptor": inner.FontDescriptor}[where]
        made = value(pdf) if callable(value) else value
        if made is None:
            if f"/{key}" in target:
                del target[f"/{key}"]
        else:
            target[f"/{key}"] = made

    return font(change)


def meaning(of):
    def change(pdf, outer, inner):
        import re

        data = outer.ToUnicode.read_bytes()
        outer.ToUnicode = pdf.make_stream(re.sub(rb"(<[0-9a-fA-F]{4}> )<[0-9a-fA-F]+>", rb"\1<" + of + rb">", data))

    return font(change)


def program(change):
    def apply(pdf, outer, inner):
        for key in ("/FontFile2", "/FontFile3"):
            if key in inner.FontDescriptor:
                stream = inner.FontDescriptor[key]
                made = pdf.make_stream(change(stream.read_bytes()))
                if "/Subtype" in stream:
                    made.Subtype = stream.Subtype
                inner.FontDescriptor[key] = made

    return font(apply)


# -- ways of building a tree ------------------------------------------------------------------------------


def content_elsewhere(pdf):
    """Content numbers as dictionaries, the first of which names another page."""
    pdf.add_blank_page()
    element = tags(pdf, "P")[0]
    first, *rest = kids(element)
    held = Dictionary(Type=Name.MCR, MCID=first, Pg=pdf.pages[-1].obj) if isinstance(first, int) else first
    element.K = Array([held, *rest])


def object_nowhere(pdf):
    """An annotation in the tree that lies on no page."""
    one = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), StructParent=5000))
    number(pdf, 5000, add(pdf, body(pdf), "Link", Dictionary(Type=Name.OBJR, Obj=one)))


def two_roots(pdf):
    tree = pdf.Root.StructTreeRoot
    first = body(pdf)
    second = pdf.make_indirect(Dictionary(S=Name.P, P=tree, K=Array([])))
    tree.K = Array([first, second])


def wrong_limits(pdf):
    tree = pdf.Root.StructTreeRoot
    nums = tree.ParentTree.get("/Nums", Array())
    tree.ParentTree = Dictionary(Kids=Array([pdf.make_indirect(Dictionary(Nums=nums, Limits=Array([90, 99])))]))


def classes(**attributes):
    """Data cells get a class."""

    def change(pdf):
        pdf.Root.StructTreeRoot.ClassMap = Dictionary(Cell=Dictionary(O=Name.Table, **attributes))
        tags(pdf, "TD")[0].C = Name.Cell

    return change


def link_twice(pdf):
    """A second element holds the link too."""
    link = next(each for each in pdf.pages[0].obj.Annots if each.Subtype == Name.Link)
    add(pdf, body(pdf), "P", Dictionary(Type=Name.OBJR, Obj=link, Pg=pdf.pages[0].obj))


def number_twice(pdf):
    """Two elements hold the same content."""
    first, second = tags(pdf, "P")[0], tags(pdf, "H1")[0]
    second.K = Array([*kids(second), *(kid for kid in kids(first) if isinstance(kid, int))])


def cut_in_two(pdf):
    """A page's content in two streams, between which an operator is cut."""
    page = pdf.pages[0]
    page.contents_coalesce()
    data = page.obj.Contents.read_bytes()
    at = data.index(b" Td") + 1 if b" Td" in data else len(data) // 2
    page.obj.Contents = Array([pdf.make_stream(data[:at]), pdf.make_stream(data[at:])])


def locked(pdf):
    """Everything below is private to its program."""
    pdf.Root.PieceInfo = Dictionary(Own=Dictionary(Private=Dictionary()))


TABLE = {"O": Name.Table}
TEXT = b" BT /X 9 Tf 20 20 Td <0001> Tj ET "

CHANGES: dict[str, Change] = {
    # 5, 7.1: the document
    "5 no metadata": root(Metadata=None),
    "5 another part": root(Metadata=lambda pdf: pdf.make_stream(b"<x/>", Type=Name.Metadata, Subtype=Name.XML)),
    "7.1 no MarkInfo": root(MarkInfo=None),
    "7.1 not marked": root(MarkInfo=Dictionary(Marked=False)),
    "7.1 suspects": root(MarkInfo=Dictionary(Marked=True, Suspects=True)),
    "7.1 no title shown": root(ViewerPreferences=Dictionary(DisplayDocTitle=False)),
    "7.1 standard type remapped": roles(P="H1"),
    "7.1 standard type remapped to a figure": roles(P="Figure"),
    "7.1 standard type remapped to itself": roles(P="P"),
    "7.1 circle through a standard type": both(roles(Body="P", P="Body"), rename("P", "Body")),
    "7.1 unused circle": roles(One="Two", Two="One"),
    "7.1 unused role without a standard type": roles(One="Two"),
    "7.1 role to a type of PDF 2.0": both(roles(Body="Aside"), rename("P", "Body")),
    "7.1 type of PDF 2.0": rename("P", "Em"),
    "7.1 FENote": rename("P", "FENote"),
    "7.1 NonStruct": rename("P", "NonStruct"),
    "7.1 Private": rename("P", "Private"),
    "7.1 Artifact as a tag": rename("P", "Artifact"),
    "7.1 page twice": shared_number,
    "7.1 forgotten content": forgotten,
    "7.1 content not found back": not_found_back,
    "7.1 no StructParents": each_page("/StructParents", None),
    "7.1 wrong StructParents": each_page("/StructParents", 777),
    "7.1 no parent tree": lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/ParentTree"),
    "7.1 text without a mark": without_mark(1),
    "7.1 text without a mark, appended": append(TEXT, Font_X=own_font),
    "7.1 picture without a mark": append(b" q 50 0 0 50 0 0 cm /I Do Q ", XObject_I=picture),
    "7.1 path without a mark": append(b" 0 0 50 50 re f "),
    "7.1 inline picture without a mark": append(b" q 9 0 0 9 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q "),
    "7.1 form without a mark": append(b" /Q Do ", XObject_Q=form(b"0 0 9 9 re f")),
    "7.1 form of text without a mark": append(
        b" /Q Do ", XObject_Q=form(TEXT, resources=lambda pdf: Dictionary(Font=Dictionary(X=own_font(pdf))))
    ),
    "7.1 decoration in a form of text": append(
        b" /Artifact BMC /Q Do EMC ",
        XObject_Q=form(TEXT, resources=lambda pdf: Dictionary(Font=Dictionary(X=own_font(pdf)))),
    ),
    "7.1 mark without a number": append(b" /P BMC " + TEXT + b" EMC ", Font_X=own_font),
    "7.1 mark without a number in decoration": append(
        b" /Artifact BMC /P BMC " + TEXT + b" EMC EMC ", Font_X=own_font
    ),
    "7.1 decoration in text": in_mark(1, ([Name.Artifact], Operator("BMC")), ([], Operator("EMC"))),
    "7.1 text in decoration": around_mark(1, [Name.Artifact], Operator("BMC")),
    "7.1 text in decoration with properties": around_mark(
        1, [Name.Artifact, Dictionary(Type=Name.Pagination)], Operator("BDC")
    ),
    "7.1 mark in a mark": around_mark(1, [Name.Span], Operator("BMC")),
    "7.1 mark in a mark with a number": around_mark(1, [Name.Span, Dictionary(MCID=900)], Operator("BDC")),
    "7.1 the number of another in a mark": around_mark(1, [Name.Span, Dictionary(MCID=0)], Operator("BDC")),
    "7.1 form with numbers": append(b" /Q Do ", XObject_Q=form(b"/P <</MCID 0>> BDC 0 0 9 9 re f EMC")),
    "7.1 form with numbers drawn twice": append(
        b" /Q Do /Q Do ", XObject_Q=form(b"/P <</MCID 0>> BDC 0 0 9 9 re f EMC", StructParents=5000)
    ),
    "7.1 pattern with numbers": append(
        b" /Artifact BMC /Pattern cs /W scn 0 0 90 90 re f EMC ",
        Pattern_W=pattern(b"/P <</MCID 0>> BDC 0 0 9 9 re f EMC", lambda pdf: Dictionary()),
    ),
    # 7.2: languages
    "7.2 no language": both(root(Lang=None), lambda pdf: [each.__delitem__("/Lang") for each in tags(pdf, "P") if "/Lang" in each]),
    "7.2 empty language": root(Lang=String("")),
    "7.2 language with a blank": root(Lang=String("en GB")),
    "7.2 language with an underscore": root(Lang=String("en_GB")),
    "7.2 empty language of a tag": put("P", "Lang", lambda: String("")),
    "7.2 language of a tag as a name": put("P", "Lang", Name.en),
    "7.2 long language": put("P", "Lang", lambda: String("english-united")),
    "7.2 language in UTF-16": put("P", "Lang", lambda: String("en–GB")),
    "7.2 wrong language in properties of a form": append(
        b" /Artifact BMC /Q Do EMC ",
        XObject_Q=form(
            b"/Span /M BDC 0 0 9 9 re f EMC",
            resources=lambda pdf: Dictionary(Properties=Dictionary(M=Dictionary(Lang=String("en_GB!")))),
        ),
    ),
    "7.2 wrong language in a pattern": append(
        b" /Artifact BMC /Pattern cs /W scn 0 0 90 90 re f EMC ",
        Pattern_W=pattern(b"/Span <</Lang (en_GB!)>> BDC 0 0 9 9 re f EMC", lambda pdf: Dictionary()),
    ),
    "7.2 wrong language in properties": append(
        b" /Artifact BMC /Span /M BDC 0 0 9 9 re f EMC EMC ",
        Properties_M=lambda pdf: Dictionary(Lang=String("en_GB!")),
    ),
    # 7.2: tables, lists, contents
    "7.2 empty table": nest("Table"),
    "7.2 table of an empty row": nest("TR", "Table"),
    "7.2 table of one cell": nest("TD", "Table", "TR"),
    "7.2 table with a table": nest("Table", "Table"),
    "7.2 table with words": put("Table", "K", lambda: Array([0])),
    "7.2 row with words": nest("Span", "Table", "TR"),
    "7.2 cell outside": nest("TD", "Sect"),
    "7.2 head outside": nest("THead"),
    "7.2 body in a head": nest("TBody", "Table", "THead"),
    "7.2 cell in a cell": nest("TD", "Table", "TR", "TD"),
    "7.2 list of nothing": nest("L"),
    "7.2 item of nothing": nest("LI", "L"),
    "7.2 label outside": nest("Lbl", "Sect"),
    "7.2 label in a list": nest("Lbl", "L"),
    "7.2 two labels": both(nest("Lbl", "L", "LI"), nest("Lbl", "L", "LI")),
    "7.2 item in an item": nest("LI", "L", "LI"),
    "7.2 paragraph in an item": nest("P", "L", "LI"),
    "7.2 list in an item": nest("L", "L", "LI"),
    "7.2 contents of nothing": nest("TOC"),
    "7.2 contents item of a division": nest("Div", "TOC", "TOCI"),
    "7.2 contents item of a contents": nest("TOC", "TOC", "TOCI"),
    "7.2 contents item of a table": nest("Table", "TOC", "TOCI"),
    "7.2 contents item in a paragraph": nest("TOCI", "P"),
    "7.2 list of contents items": nest("TOCI", "L"),
    "7.2 foot before the body": both(nest("TFoot", "Table"), rename("THead", "TFoot")),
    "7.2 caption in a row": nest("Caption", "Table", "TR"),
    "7.2 ruby of nothing": nest("Ruby"),
    "7.2 ruby text outside": nest("RT", "P"),
    "7.2 warichu text outside": nest("WT", "P"),
    "7.2 a document in a paragraph": nest("Document", "P"),
    "7.2 a part in a cell": nest("Part", "Table", "TR", "TD"),
    "7.2 index in a paragraph": nest("Index", "P"),
    # 7.3: figures
    "7.3 no words": drop("Figure", "Alt"),
    "7.3 empty words": put("Figure", "Alt", lambda: String("")),
    "7.3 a blank": put("Figure", "Alt", lambda: String(" ")),
    "7.3 words as a number": put("Figure", "Alt", 7),
    "7.3 words as a name": put("Figure", "Alt", Name.Picture),
    "7.3 no picture words by role": both(
        roles(Picture="Figure"), rename("Figure", "Picture"), lambda pdf: tags(pdf, "Picture")[0].__delitem__("/Alt")
    ),
    "7.3 no picture words by two roles": both(
        roles(Picture="Image", Image="Figure"), rename("Figure", "Picture"),
        lambda pdf: tags(pdf, "Picture")[0].__delitem__("/Alt"),
    ),
    "7.3 empty figure": nest("Figure"),
    "7.3 figure in a figure": nest("Figure", "Figure"),
    # 7.4: headings
    "7.4 begins with a second": both(rename("H1", "H2"), rename("H2", "H3", 1)),  # there is a divider before it
    "7.4 skips one": rename("H2", "H3"),
    "7.4 skips two": rename("H2", "H5"),
    "7.4 seventh": rename("H2", "H7"),
    "7.4 zeroth": rename("H2", "H0"),
    "7.4 plain and numbered": rename("H1", "H"),
    "7.4 two plain ones": both(rename("H1", "H"), rename("H2", "H")),
    "7.4 heading by role": both(roles(Title="H3"), rename("H2", "Title")),
    "7.4 empty heading": nest("H4"),
    # 7.5: headers of tables
    "7.5 no scope": lambda pdf: [each.__delitem__("/A") for each in tags(pdf, "TH") if "/A" in each],
    "7.5 wrong scope": put("TH", "A", lambda: Dictionary(**TABLE, Scope=Name.Wide)),
    "7.5 scope as a string": put("TH", "A", lambda: Dictionary(**TABLE, Scope=String("Column"))),
    "7.5 scope of another owner": put("TH", "A", lambda: Dictionary(O=Name.Layout, Scope=Name.Column)),
    "7.5 headers that are not there": both(
        put("TH", "A", lambda: Dictionary(**TABLE)), put("TD", "A", lambda: Dictionary(**TABLE, Headers=Array([String("no")])))
    ),
    "7.5 only data": both(rename("TH", "TD"), rename("TH", "TD")),
    "7.5 span beyond": put("TD", "A", lambda: Dictionary(**TABLE, RowSpan=9)),
    "7.5 wide cell": put("TD", "A", lambda: Dictionary(**TABLE, ColSpan=9)),
    "7.5 span of none": put("TD", "A", lambda: Dictionary(**TABLE, ColSpan=0)),
    "7.5 span of another owner": put("TD", "A", lambda: Dictionary(O=Name.Layout, ColSpan=2)),
    "7.5 span less than none": put("TD", "A", lambda: Dictionary(**TABLE, RowSpan=-1)),
    "7.5 span as a fraction": put("TD", "A", lambda: Dictionary(**TABLE, ColSpan=2.5)),
    # 7.7, 7.9: formulas, notes
    "7.7 formula without words": nest("Formula"),
    "7.7 formula by role without words": both(roles(Maths="Formula"), nest("Maths")),
    "7.7 formula with empty words": nest("Formula", Alt=String("")),
    "7.9 note without a name": nest("Note"),
    "7.9 note with an empty name": nest("Note", ID=String("")),
    "7.9 two notes of one name": both(nest("Note", ID=String("n")), nest("Note", ID=String("n"))),
    "7.9 note by role": both(roles(Foot="Note"), nest("Foot"), nest("Foot")),
    # 7.10, 7.11, 7.15, 7.16
    "7.10 layers without a name": root(OCProperties=layer()),
    "7.10 layers with an empty name": root(OCProperties=layer(Name=String(""))),
    "7.10 layers that change": root(OCProperties=layer(Name=String("All"), AS=Array([Dictionary(Event=Name.View)]))),
    "7.11 file without its name": root(Names=attached(F=String("a.txt"))),
    "7.11 file without any name": root(Names=attached()),
    "7.15 dynamic form": root(
        AcroForm=lambda pdf: Dictionary(
            Fields=Array([]), XFA=pdf.make_stream(b"<xdp><config><acrobat><dynamicRender>required</dynamicRender>")
        )
    ),
    # 7.18: annotations
    "7.18 order of tabs": each_page("/Tabs", Name.R),
    "7.18 no order of tabs": each_page("/Tabs", None),
    "7.18 link without words": the_link(Contents=None),
    "7.18 link with empty words": the_link(Contents=String("")),
    "7.18 link without its element": untagged_link,
    "7.18 link without a number": the_link(StructParent=None),
    "7.18 link with another number": the_link(StructParent=777),
    "7.18 link with a number of text": the_link(StructParent=0),
    "7.18 link that is hidden": the_link(F=2),
    "7.18 link with a wrong language": lambda pdf: tags(pdf, "Link")[0].__setitem__("/Lang", String("x y")),
    "7.18 link in a paragraph": rename("Link", "Span"),
    "7.18 link by role": both(roles(Hyper="Link"), rename("Link", "Hyper")),
    "7.18 link in an annotation's tag": rename("Link", "Annot"),
    "7.18 link with a map": the_link(A=Dictionary(S=Name.URI, URI=String("https://www.gov.uk/"), IsMap=True)),
    "7.18 link in a document": mark("Link", "Document", A=Dictionary(S=Name.URI, URI=String("https://www.gov.uk/"))),
    "7.18 field without a tag": field(),
    "7.18 field without words": field(TU=String("")),
    **{
        f"7.18 {subtype} {how}": mark(subtype, kind, **more)
        for subtype in ("Text", "FreeText", "Stamp", "Square", "Ink", "Highlight", "FileAttachment", "Popup", "Screen",
                        "Watermark", "TrapNet", "PrinterMark", "Movie", "Caret", "Redact", "Line")
        for how, kind, more in (
            ("without a tag", "", {}), ("with words and no tag", "", {"Contents": String("Words")}),
            ("with a tag and no words", "Annot", {}),
            ("with words in a paragraph", "P", {"Contents": String("Words")}),
            ("with tag and words", "Annot", {"Contents": String("Words")}),
            ("hidden with no words", "Annot", {"F": 2}),
        )
    },
    "7.18 note with a look in Helvetica": mark(
        "Stamp", "Annot", Contents=String("Words"),
        AP=lambda pdf: Dictionary(N=form(b"BT /H 9 Tf (Note) Tj ET", resources=with_helvetica)(pdf)),
    ),
    "7.18 hidden look in Helvetica": mark(
        "Stamp", "Annot", Contents=String("Words"),
        AP=lambda pdf: Dictionary(
            N=form(b"")(pdf), D=form(b"BT /H 9 Tf (Note) Tj ET", resources=with_helvetica)(pdf)
        ),
    ),
    # 7.20
    "7.20 pages of another file": append(b" /Artifact BMC /Q Do EMC ", XObject_Q=form(b"", Ref=Dictionary(F=String("a.pdf"), Page=0))),
    "7.20 PostScript": append(
        b" /Artifact BMC /Q Do EMC ", XObject_Q=lambda pdf: pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.PS)
    ),
    # 7.21: fonts
    "7.21 standard font": append(b" /Artifact BMC BT /X 9 Tf (a) Tj ET EMC ", Font_X=helvetica),
    "7.21 standard font, never used": append(b" ", Font_X=helvetica),
    "7.21 standard font, unseen": append(b" /Artifact BMC BT 3 Tr /X 9 Tf (a) Tj ET EMC ", Font_X=helvetica),
    "7.21 standard font in a form": append(
        b" /Artifact BMC /Q Do EMC ", XObject_Q=form(b"BT /H 9 Tf (a) Tj ET", resources=with_helvetica)
    ),
    "7.21 standard font in a form in a form": append(
        b" /Artifact BMC /Q Do EMC ",
        XObject_Q=form(
            b"/R Do",
            resources=lambda pdf: Dictionary(
                XObject=Dictionary(R=form(b"BT /H 9 Tf (a) Tj ET", resources=with_helvetica)(pdf))
            ),
        ),
    ),
    "7.21 standard font in a pattern": append(
        b" /Artifact BMC /Pattern cs /W scn 0 0 90 90 re f EMC ",
        Pattern_W=pattern(b"BT /H 9 Tf (a) Tj ET", with_helvetica),
    ),
    "7.21 standard font in a pattern of strokes": append(
        b" /Artifact BMC /Pattern CS /W SCN 0 0 90 90 re S EMC ",
        Pattern_W=pattern(b"BT /H 9 Tf (a) Tj ET", with_helvetica),
    ),
    "7.21 standard font in a mask": append(
        b" /Artifact BMC q /G gs 0 0 90 90 re f Q EMC ", ExtGState_G=masked
    ),
    "7.21 standard font in a state": append(
        b" /Artifact BMC BT /G gs (a) Tj ET EMC ", ExtGState_G=lambda pdf: Dictionary(Font=Array([pdf.make_indirect(helvetica(pdf)), 9]))
    ),
    "7.21 letters that are drawings": append(b" /Artifact BMC BT /X 9 Tf (a) Tj ET EMC ", Font_X=drawn_letters),
    "7.21 no program": both(set_in("descriptor", "FontFile2", None), set_in("descriptor", "FontFile3", None)),
    "7.21 program of nothing": program(lambda data: b""),
    "7.21 program cut": program(lambda data: data[: len(data) // 2]),
    "7.21 program turned": program(lambda data: data[:200] + bytes(100) + data[300:]),
    "7.21 no meanings": set_in("font", "ToUnicode", None),
    "7.21 meaning nothing": meaning(b"0000"),
    "7.21 meaning a mark": meaning(b"FEFF"),
    "7.21 meaning half a pair": meaning(b"D83D"),
    "7.21 meaning another mark": meaning(b"FFFE"),
    "7.21 meanings by a name": set_in("font", "ToUnicode", Name("/Identity-H")),
    "7.21 meanings of nothing": set_in("font", "ToUnicode", lambda pdf: pdf.make_stream(b"")),
    "7.21 no type of program": set_in("descriptor", "FontFile3", None),
    "7.21 another system": set_in("inner", "CIDSystemInfo", Dictionary(Registry=String("Adobe"), Ordering=String("Japan1"), Supplement=0)),
    "7.21 no system": set_in("inner", "CIDSystemInfo", None),
    "7.21 wrong widths": both(set_in("inner", "W", Array([])), set_in("inner", "DW", 333)),
    "7.21 no widths": set_in("inner", "W", None),
    "7.21 upright": set_in("font", "Encoding", Name("/Identity-V")),
    "7.21 no encoding": set_in("font", "Encoding", None),
    "7.21 encoding of its own": set_in(
        "font", "Encoding",
        lambda pdf: pdf.make_stream(
            b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 1 begincidrange <0000> <ffff> 0 "
            b"endcidrange endcmap", Type=Name.CMap, CMapName=Name.Own, WMode=1,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        ),
    ),
    "7.21 no map of glyphs": set_in("inner", "CIDToGIDMap", None),
    "7.21 map of glyphs by name": set_in("inner", "CIDToGIDMap", Name.Other),
    "7.21 map of glyphs": set_in("inner", "CIDToGIDMap", lambda pdf: pdf.make_stream(bytes(512))),
    "7.21 wrong set of glyphs": set_in("descriptor", "CIDSet", lambda pdf: pdf.make_stream(b"\x80")),
    "7.21 no name": set_in("font", "BaseFont", None),
    "7.21 another name": set_in("font", "BaseFont", Name.Other),
    "7.21 no glyph": append(b" /Artifact BMC BT /X 9 Tf <0000> Tj ET EMC ", Font_X=own_font),
    "7.21 no glyph, unseen": append(b" /Artifact BMC BT 3 Tr /X 9 Tf <0000> Tj ET EMC ", Font_X=own_font),
    "7.21 glyph beyond": append(b" /Artifact BMC BT /X 9 Tf <fff0> Tj ET EMC ", Font_X=own_font),
    "7.21 half a letter": append(b" /Artifact BMC BT /X 9 Tf <01> Tj ET EMC ", Font_X=own_font),
    "7.21 no glyph by an apostrophe": append(b" /Artifact BMC BT /X 9 Tf <0000> ' ET EMC ", Font_X=own_font),
    "7.21 no glyph by a quotation mark": append(b' /Artifact BMC BT /X 9 Tf 0 0 <0000> " ET EMC ', Font_X=own_font),
    "7.21 no glyph after a saved state": append(
        b" /Artifact BMC q BT /X 9 Tf ET Q q /X 9 Tf q /Y 9 Tf Q BT <0000> Tj ET Q EMC ", Font_X=own_font,
        Font_Y=helvetica,
    ),
    # ways of building a tree
    "7.1 content of another page": content_elsewhere,
    "7.1 an annotation on no page": object_nowhere,
    "7.1 two roots": two_roots,
    "7.1 wrong limits of the tree of parents": wrong_limits,
    "7.1 content of two elements": number_twice,
    "7.1 content cut in two": cut_in_two,
    "7.1 private parts": locked,
    "7.1 role as a string": lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(Body=String("P"))),
    "7.1 type as a string": lambda pdf: tags(pdf, "P")[0].__setitem__("/S", String("P")),
    "7.1 kids that are nothing": lambda pdf: tags(pdf, "P")[0].__setitem__("/K", Array([*kids(tags(pdf, "P")[0]), None])),
    "7.1 a negative number": lambda pdf: tags(pdf, "P")[0].__setitem__("/K", Array([*kids(tags(pdf, "P")[0]), -1])),
    "7.1 a number that no content has": lambda pdf: tags(pdf, "P")[0].__setitem__("/K", Array([*kids(tags(pdf, "P")[0]), 950])),
    "7.1 parent that is another": lambda pdf: tags(pdf, "P")[0].__setitem__("/P", tags(pdf, "H1")[0]),
    "7.1 no parent": lambda pdf: tags(pdf, "P")[0].__delitem__("/P"),
    "7.2 rows in a paragraph in a table": nest("TR", "Table", "P"),
    "7.2 cell in a body": nest("TD", "Table", "TBody"),
    "7.2 caption of a list behind": both(nest("LI", "L"), nest("Caption", "L", "LI")),
    "7.2 caption of a list last": lambda pdf: add(pdf, tags(pdf, "L")[0], "Caption"),
    "7.2 two captions": lambda pdf: (add(pdf, tags(pdf, "Table")[0], "Caption"), add(pdf, tags(pdf, "Table")[0], "Caption")),
    "7.2 words for a reader without a language": both(root(Lang=None), put("P", "ActualText", lambda: String("Mots"))),
    "7.2 words in full with a wrong language": both(put("P", "E", lambda: String("in full")), put("P", "Lang", lambda: String("*"))),
    "7.5 class of wide cells": classes(ColSpan=2),
    "7.5 class of no columns": classes(ColSpan=0),
    "7.5 class of headers that are not there": classes(Headers=Array([String("no")])),
    "7.5 list of attributes": put("TD", "A", lambda: Array([Dictionary(O=Name.Layout), 0, Dictionary(**TABLE, RowSpan=3), 1])),
    "7.5 two attributes of one owner": put("TD", "A", lambda: Array([Dictionary(**TABLE, ColSpan=1), Dictionary(**TABLE, ColSpan=2)])),
    "7.18 link in two elements": link_twice,
    "7.18 link with a number for words": the_link(Contents=7),
    "7.18 link with words as a name": the_link(Contents=Name.Words),
    "7.18 link outside the page": the_link(Rect=Array([-90, -90, -50, -50]), Contents=None),
    "7.18 link with a look": the_link(
        AP=lambda pdf: Dictionary(N=form(b"BT /H 9 Tf (Note) Tj ET", resources=with_helvetica)(pdf))
    ),
    "7.18 mark with a number for words": mark("Square", "Annot", Contents=7),
    "7.18 mark with a blank": mark("Square", "Annot", Contents=String("  ")),
    "7.18 mark with content numbers": mark(
        "Stamp", "Annot", Contents=String("Words"), AP=lambda pdf: Dictionary(N=form(b"/P <</MCID 0>> BDC 0 0 9 9 re f EMC")(pdf))
    ),
    "7.18 look with a wrong language": mark(
        "Stamp", "Annot", Contents=String("Words"),
        AP=lambda pdf: Dictionary(N=form(b"/Span <</Lang (en_GB!)>> BDC 0 0 9 9 re f EMC")(pdf)),
    ),
    "7.21 font of a form that has none of its own": append(
        b" /Artifact BMC /Q Do EMC ",
        XObject_Q=lambda pdf: _without_resources(form(b"BT /H 9 Tf (a) Tj ET")(pdf)), Font_H=helvetica,
    ),
    "7.21 widths of half a letter": set_in("inner", "DW", 999),
    "7.21 two inner fonts": font(lambda pdf, outer, inner: outer.__setitem__("/DescendantFonts", Array([inner, inner]))),
}  # fmt: skip
