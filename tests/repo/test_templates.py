"""Templates: nothing inline, unescaped or unused; every sentence from the catalogues."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.repo.tree import ROOT, files, text

TEMPLATES = files("web/templates", suffix=".html")
# A legal text is written whole in each language, side by side: contract/clauses/work.html.
LEGAL = re.compile(r"documents/contract/(clauses/\w+|parties|signature)\.html$")
LANGUAGES = ('{% if language == "fr" %}', '{% elif language == "nl" %}', "{% else %}")
SPOKEN = [path for path in TEMPLATES if not LEGAL.search(path.as_posix())]
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
ATTRIBUTE = re.compile(r"[\w-]+=\"[^\"]*\"")  # a macro may write one for its caller
WORD = re.compile(r"[^\W\d_]{2,}")
SHOWN = {"title", "alt", "placeholder", "aria-label", "aria-description", "content", "summary"}
# The same in every language: names, units of measure, formats.
NAMES = set(
    re.findall(
        r"\w+",
        "Ensemble Français Nederlands English IBAN BIC EUR PDF UBL Peppol BCE KBO TVA BTW VAT ONSS"
        " RSZ km SEPA XML CSV SHA JPEG PNG Smart",
    )
)
SILENT = {"script", "style", "code", "svg"}
PARSER = Environment(
    autoescape=True, extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"], trim_blocks=True
)


def tree(path: Path) -> nodes.Template:
    return PARSER.parse(text(path), name=str(path))


class Page(HTMLParser):
    """The tags and the words of a template, its Jinja taken out."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(JINJA.sub(" ", text(path)))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in SILENT:
            self.open.append(tag)
        technical = tag == "meta" and dict(attrs).get("name") != "description"
        for name, value in attrs:
            if name in SHOWN and value and not technical:
                self.words += WORD.findall(value)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.open:
            self.words += WORD.findall(ATTRIBUTE.sub("", data))


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_nothing_is_inline(path):
    found = [
        f"<{tag} {name}>"
        for tag, attrs in Page(path).tags
        for name in attrs
        if name == "style" or name.startswith(("on", "hx-on"))
    ]
    scripts = [tag for tag, attrs in Page(path).tags if tag == "script" and "src" not in attrs]
    styles = [tag for tag, _ in Page(path).tags if tag == "style"]
    assert not found + scripts + styles, "the content security policy would stop it"


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_htmx_needs_no_eval(path):
    found = [
        f"{name}={value}"
        for _, attrs in Page(path).tags
        for name, value in attrs.items()
        if name.startswith("hx-") and value
        if "js:" in value or (name == "hx-trigger" and "[" in value)
    ]
    assert not found


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_everything_is_escaped(path):
    page = tree(path)
    safe = [node.lineno for node in page.find_all(nodes.Filter) if node.name == "safe"]
    modes = [node.lineno for node in page.find_all(nodes.ScopedEvalContextModifier)]
    plain = path.name == "letter.html"  # the text of an e-mail: no browser reads it as a page
    assert not safe + (modes[1:] if plain else modes)


@pytest.mark.parametrize("path", SPOKEN, ids=str)
def test_every_sentence_is_in_the_catalogues(path):
    assert [word for word in Page(path).words if word not in NAMES] == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path not in SPOKEN], ids=str)
def test_a_legal_text_is_there_in_each_language(path):
    found = [re.findall(re.escape(mark), text(path)) for mark in LANGUAGES[:2]]
    assert [len(marks) for marks in found] == [1, 1]
    start, middle = (text(path).index(mark) for mark in LANGUAGES[:2])
    last = text(path).rindex(LANGUAGES[2] + "\n<")
    parts = text(path)[start:middle], text(path)[middle:last], text(path)[last:]
    assert all(WORD.search(JINJA.sub(" ", part)) for part in parts)


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_every_import_is_used(path):
    page = tree(path)
    used = {node.name for node in page.find_all(nodes.Name) if node.ctx == "load"}
    brought = {
        name if isinstance(name, str) else name[1]
        for node in page.find_all(nodes.FromImport)
        for name in node.names
    } | {node.target for node in page.find_all(nodes.Import)}
    assert sorted(brought - used) == []


def test_every_macro_is_used():
    pages = [tree(path) for path in TEMPLATES]
    made = {node.name for page in pages for node in page.find_all(nodes.Macro)}
    named = {node.name for page in pages for node in page.find_all(nodes.Name)}
    named |= {node.attr for page in pages for node in page.find_all(nodes.Getattr)}
    named |= {
        name if isinstance(name, str) else name[0]
        for page in pages
        for node in page.find_all(nodes.FromImport)
        for name in node.names
    }
    assert sorted(made - named) == []


def test_every_template_is_used():
    sources = [text(path) for path in [*files("web", suffix=".py"), *TEMPLATES]]
    asked = {name for said in sources for name in re.findall(r"[\w/{}.-]+\.html", said)}
    patterns = [re.sub(r"\\\{.*?\\\}", r"[\\w-]+", re.escape(name)) for name in asked]
    begun = {name for said in sources for name in re.findall(r"[\"']([\w/-]+[/_])[\"'] ~", said)}
    patterns += [f"{name}[\\w-]+\\.html" for name in begun]
    used = re.compile("|".join(patterns))
    folder = ROOT / "web" / "templates"
    names = [str((ROOT / path).relative_to(folder)) for path in TEMPLATES]
    assert [name for name in names if not used.fullmatch(name)] == []


def test_python_speaks_through_the_catalogues():
    found = [
        f"{path}: {said}"
        for path in files("web", suffix=".py")
        for said in re.findall(r"\bflash\(\s*f?[\"'](.+?)[\"']", text(path))
        + re.findall(r"(?<![A-Z])\w*Field\(\s*f?[\"']([A-Z].+?)[\"']", text(path))
    ]
    assert not found
