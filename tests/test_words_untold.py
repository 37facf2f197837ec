"""No words for people outside the catalogues: what gettext never sees, nobody translates.

Only structure is judged here. A word of English in a plain string may be a key as well as a word;
where it is said to somebody (a refusal, a message, a page), there is no doubt.
"""

import ast
import re
from collections.abc import Iterator

from tests.tools.catalogues import HOUSE, KEYWORDS, ROOMS, SHARED_TEMPLATES

CHINESE = re.compile("[\u3400-\u9fff]")
SENTENCE = re.compile("[A-Za-z]{2,} ")
TOLD_TO_PEOPLE = {
    *("debug", "info", "success", "warning", "error"),  # of django.contrib.messages
    *("WorkflowError", "Stale", "NotPossible", "NotPermitted", "SomethingMissing", "Lack"),
    *("ValidationError", "NoAnswer", "Unacceptable", "PermissionDenied"),
}
# Rooms and files whose Chinese is data, each with the reason.
DATA = {
    "hazards/reference.py": "categories and clauses, worded as the rules are",
    "imports/reading/heads.py": "how other people's ledgers head their columns",
    "district/reading/heads.py": "how other people's lists of units and people are worded",
    "imports/rows/values.py": "what stands in the cells of other people's ledgers",
    "imports/rows/checking.py": "the mark of the template's example in both languages",
    "deadlines/public_holidays.py": "holidays and documents by the names they have",
    "returns/table/answers.py": "yes and no as somebody may type them",
    "tips/texts.py": "words that may tell who tipped",
    "papers/publishing/cues.py": "words and patterns that may point to somebody",
    "papers/publishing/surnames.py": "the surnames names are recognised by",
    "papers/printing/word.py": "names of typefaces",
}
NAMES = {"Word", "PDF", "Excel", "CSV", "SHA", "JZ"}  # of formats, and what unit codes begin with
UNSEEN = re.compile(
    r"\{% comment %\}.*?\{% endcomment %\}|\{% block page_class %\}.*?\{% endblock %\}"
    r"|<(script|style)\b.*?</\1>|\{% blocktranslate.*?\{% endblocktranslate %\}|\{[%{].*?[%}]\}",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r'\b(?:placeholder|aria-label|alt|title)="([^"]*)"')


def code() -> Iterator[tuple[str, ast.Module]]:
    """The demo district is made up of Chinese; its room is data."""
    for room in (room for room in ROOMS if room != "demo"):
        for file in sorted((HOUSE / room).rglob("*.py")):
            if "migrations" not in file.parts:
                yield str(file.relative_to(HOUSE)), ast.parse(file.read_text(encoding="utf-8"))


def called(node: ast.AST) -> str:
    function = getattr(node, "func", None)
    return getattr(function, "id", getattr(function, "attr", ""))


def literals(tree: ast.Module) -> Iterator[str]:
    """All but docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    told = {node.body[0].value for node in ast.walk(tree) if is_documented(node, documented)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told:
            yield node.value


def is_documented(node: ast.AST, kinds: tuple) -> bool:
    return isinstance(node, kinds) and ast.get_docstring(node) is not None


def literal(node: ast.AST) -> str:
    """What a plain string or an f-string says of itself."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    said = [part.value for part in parts if isinstance(part, ast.Constant)]
    return "".join(part for part in said if isinstance(part, str))


def asked_inside(tree: ast.Module) -> list[int]:
    """Lines with a call of gettext inside an f-string."""
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    inner = (node for string in strings for node in ast.walk(string))
    return [getattr(node, "lineno", 0) for node in inner if called(node) in KEYWORDS]


def bare(tree: ast.Module) -> list[int]:
    """Lines that tell somebody a sentence nobody can translate."""
    calls = [node for node in ast.walk(tree) if called(node) in TOLD_TO_PEOPLE]
    calls = [call for call in calls if not is_for_operators(call)]
    given = [(call, [*call.args, *(word.value for word in call.keywords)]) for call in calls]
    return [call.lineno for call, told in given if any(SENTENCE.search(literal(t)) for t in told)]


def is_for_operators(call: ast.Call) -> bool:
    """A line of the log, in English as what a command prints."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(owner, ast.Name) and owner.id == "logger"


def untold(page: str) -> list[str]:
    """The words of a page that are neither translated nor filled in."""
    rest = UNSEEN.sub(" ", page)
    said = " ".join([re.sub(r"<[^>]*>", " ", rest), *ATTRIBUTE.findall(rest)])
    return [word for word in re.findall(r"[^\W\d_]{2,}", said) if word not in NAMES]


def test_no_word_is_asked_for_inside_an_f_string():
    """What collects the words does not look into f-strings: such a word is in no catalogue."""
    assert {file: lines for file, tree in code() if (lines := asked_inside(tree))} == {}


def test_chinese_in_code_is_data_and_stands_where_data_is_kept():
    assert {file for file, tree in code() if any(map(CHINESE.search, literals(tree)))} == set(DATA)


def test_no_refusal_and_no_message_is_a_bare_sentence():
    """What a command prints is for operators, in English."""
    spoken = [(file, tree) for file, tree in code() if "/management/" not in file]
    assert {file: lines for file, tree in spoken if (lines := bare(tree))} == {}


def test_no_page_says_a_word_of_its_own():
    pages = [page for folder in SHARED_TEMPLATES.values() for page in folder.rglob("*.html")]
    said = {page.name: untold(page.read_text(encoding="utf-8")) for page in pages}
    assert pages and {page: words for page, words in said.items() if words} == {}


def test_the_rules_find_what_they_are_for():
    tree = ast.parse(
        '"""说明"""\n'
        "a = f\"{_('Ledger')} {day}\"\n"
        'messages.error(request, f"No {x} here")\n'
        'raise NotPossible("Not now")\n'
        'logger.warning("Not told to anybody on a page")\n'
        'b = _("Told") + "台账"\n'
    )
    assert asked_inside(tree) == [2] and bare(tree) == [3, 4]
    assert [text for text in literals(tree) if CHINESE.search(text)] == ["台账"]
    page = '<p title="Tip">{% translate "A" %} Not told 未译 {{ x }} Word</p>'
    assert untold(page) == ["Not", "told", "未译", "Tip"]
