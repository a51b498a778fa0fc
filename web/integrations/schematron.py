"""A Schematron file as an XSLT stylesheet, for rules that are published as ``.sch`` only.

It knows what the invoice rules use: namespaces, variables, XSLT functions, patterns, rules,
asserts and reports. Anything else is refused by name, so that no rule is lost in silence.
"""

from itertools import count

from lxml import etree

SCH = "http://purl.oclc.org/dsdl/schematron"
XSL = "http://www.w3.org/1999/XSL/Transform"
SVRL = "http://purl.oclc.org/dsdl/svrl"

IGNORED = {"title", "p", "ns", "diagnostics", "phase"}

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it


class UnknownSchematronError(Exception):
    """The file uses a part of Schematron that we do not know."""


def stylesheet(schematron: bytes) -> bytes:
    """Compile a Schematron file; the stylesheet reports in SVRL."""
    schema = etree.fromstring(schematron, etree.XMLParser(resolve_entities=False, no_network=True))
    if schema.tag != f"{{{SCH}}}schema":
        raise UnknownSchematronError(f"not a Schematron schema: {schema.tag!r}")
    names = {item.get("prefix", ""): item.get("uri", "") for item in schema.iter(f"{{{SCH}}}ns")}
    root = etree.Element(f"{{{XSL}}}stylesheet", nsmap={**names, "xsl": XSL, "svrl": SVRL})
    root.set("version", "3.0")
    start = _xsl(root, "template", match="/")
    output = etree.SubElement(start, f"{{{SVRL}}}schematron-output")
    numbers = count(1)
    for item in list(schema.iterchildren(etree.Element)):  # functions move to the stylesheet
        _part(root, output, item, numbers)
    return etree.tostring(root, encoding="UTF-8")


def _xsl(parent: Element, tag: str, /, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{XSL}}}{tag}", attributes)


def _name(item: Element) -> str:
    return etree.QName(item).localname


def _part(root: Element, output: Element, item: Element, numbers: "count[int]") -> None:
    """One child of the schema."""
    if etree.QName(item).namespace == XSL:
        root.append(item)
    elif _name(item) == "let":
        _variable(root, item)
    elif _name(item) == "pattern":
        mode = f"m{next(numbers)}"
        _xsl(output, "apply-templates", select="/", mode=mode)
        _pattern(root, item, mode)
    elif _name(item) not in IGNORED:
        raise UnknownSchematronError(f"<{_name(item)}> in a schema")


def _variable(parent: Element, item: Element) -> None:
    _xsl(parent, "variable", name=item.get("name", ""), select=item.get("value", "()"))


def _pattern(root: Element, pattern: Element, mode: str) -> None:
    """Rules of one pattern: a node obeys the first rule that fits it, and no other."""
    if pattern.get("abstract") or pattern.get("is-a"):
        raise UnknownSchematronError("abstract patterns")
    priorities = count(10_000, -1)
    lets = [item for item in pattern.iterchildren(etree.Element) if _name(item) == "let"]
    for item in pattern.iterchildren(etree.Element):
        if _name(item) == "rule":
            _rule(root, item, lets, mode=mode, priority=str(next(priorities)))
        elif _name(item) not in IGNORED | {"let"}:
            raise UnknownSchematronError(f"<{_name(item)}> in a pattern")
    rest = _xsl(root, "template", match="@*|node()|/", mode=mode, priority="-10")
    _xsl(rest, "apply-templates", select="@*|node()", mode=mode)


def _rule(root: Element, rule: Element, lets: list[Element], *, mode: str, priority: str) -> None:
    context = rule.get("context", "")
    template = _xsl(root, "template", match=context, mode=mode, priority=priority)
    for item in lets:  # of the pattern: seen from the root, and only by its own rules
        variable = _xsl(template, "variable", name=item.get("name", ""), **{"as": "item()*"})
        whole = _xsl(variable, "for-each", select="root()")
        _xsl(whole, "sequence", select=item.get("value", "()"))
    for item in rule.iterchildren(etree.Element):
        if _name(item) == "let":
            _variable(template, item)
        elif _name(item) in ("assert", "report"):
            _test(template, item)
        elif _name(item) not in IGNORED:
            raise UnknownSchematronError(f"<{_name(item)}> in a rule")
    _xsl(template, "apply-templates", select="@*|node()", mode=mode)


def _test(template: Element, item: Element) -> None:
    """An assert speaks when its test fails, a report when it holds."""
    test, fails = item.get("test", ""), _name(item) == "assert"
    when = _xsl(template, "if", test=f"not({test})" if fails else test)
    verdict = "failed-assert" if fails else "successful-report"
    said = etree.SubElement(when, f"{{{SVRL}}}{verdict}", location="{path()}")
    for name in ("id", "flag", "role"):
        if item.get(name):
            said.set(name, item.get(name, ""))
    text = etree.SubElement(said, f"{{{SVRL}}}text")
    _xsl(text, "text").text = item.text or ""
    for piece in item.iterchildren(etree.Element):
        if _name(piece) == "value-of":
            _xsl(text, "value-of", select=piece.get("select", "."))
        _xsl(text, "text").text = f"{piece.text or ''}{piece.tail or ''}"
