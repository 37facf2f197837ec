"""The two READMEs say the same: headings, commands, tables and links one to one, in order."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
ENGLISH, CHINESE = "README.md", "README.zh-CN.md"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMES = re.compile(r"(?:^|  )([a-z]+)(?=  )")  # of rooms, in a line that says what they are for
LINK = re.compile(r"\]\(([^)]+)\)")
CODE = re.compile(r"`([^`]+)`")


def text_of(name: str) -> str:
    return (HOUSE / name).read_text(encoding="utf-8")


def prose_of(name: str) -> str:
    return BLOCK.sub("", text_of(name))


def headings(name: str) -> list[int]:
    """How deep each is."""
    return [len(line.split()[0]) for line in prose_of(name).splitlines() if line.startswith("#")]


def blocks(name: str) -> list[tuple[str, list[str]]]:
    """Commands without what is said of them; of a drawing the names in it."""
    found = []
    for language, inside in BLOCK.findall(text_of(name)):
        lines = inside.splitlines()
        if language == "sh":
            said = [line.partition("#")[0].strip() for line in lines]
        else:
            said = [word for line in lines for word in NAMES.findall(line)]
        found.append((language, said))
    return found


def rows(name: str) -> list[list[str]]:
    """What stands as code in each row of each table: names are the same in both languages."""
    lines = [line for line in prose_of(name).splitlines() if line.startswith("|")]
    return [CODE.findall(line) for line in lines]


def lists(name: str) -> list[str]:
    return re.findall(r"^(\d+)\. ", prose_of(name), re.MULTILINE)


def links(name: str) -> list[str]:
    """But the one to the other language."""
    found = LINK.findall(prose_of(name))
    return [address for address in found if address not in (ENGLISH, CHINESE)]


@pytest.mark.parametrize("part", [headings, blocks, rows, lists])
def test_both_have_the_same_in_the_same_order(part):
    assert part(CHINESE) == part(ENGLISH)
    assert len(part(ENGLISH)) > 2 or part is blocks


def test_both_lead_to_the_same_pages():
    assert sorted(set(links(CHINESE))) == sorted(set(links(ENGLISH)))


@pytest.mark.parametrize(("name", "other"), [(ENGLISH, CHINESE), (CHINESE, ENGLISH)])
def test_each_leads_to_the_other_at_its_top_and_begins_with_whom_it_is_for(name, other):
    title, to_other, for_whom, *_rest = text_of(name).split("\n\n")
    assert title.startswith("# 隐患销号台账") and to_other.endswith(f"({other})")
    assert for_whom.startswith({ENGLISH: "For ", CHINESE: "供"}[name])


def test_pages_they_lead_to_are_there():
    for address in links(CHINESE):
        assert (HOUSE / address.partition("#")[0]).exists(), address
