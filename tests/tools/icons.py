"""Cuts the vendored icon font and its stylesheet down to the names in web/icons.py:
`python -m tests.tools.icons --from package`, with an unpacked bootstrap-icons."""

import argparse
import json
import sys
from pathlib import Path

from fontTools import subset

from web.icons import CATEGORY_ICONS, ICONS

HEAD = """/*!
 * Bootstrap Icons (https://icons.getbootstrap.com/), a subset made by tests.tools.icons
 * Copyright 2019-2024 The Bootstrap Authors
 * Licensed under MIT (https://github.com/twbs/icons/blob/main/LICENSE)
 */
@font-face{font-display:block;font-family:bootstrap-icons;\
src:url("fonts/bootstrap-icons.woff2") format("woff2")}
.bi::before{display:inline-block;font-family:bootstrap-icons!important;font-style:normal;\
font-weight:400!important;font-variant:normal;text-transform:none;line-height:1;\
vertical-align:-.125em;-webkit-font-smoothing:antialiased}
"""


TARGET = Path(__file__).resolve().parents[2] / "web/static/vendor/bootstrap-icons"


def main():
    asked = argparse.ArgumentParser(prog="python -m tests.tools.icons", description=__doc__)
    asked.add_argument("--from", dest="package", required=True, type=Path)
    package = asked.parse_args().package
    glyphs = points_of(wanted(), package / "font" / "bootstrap-icons.json")
    (TARGET / "bootstrap-icons.subset.css").write_text(stylesheet(glyphs), encoding="utf-8")
    font = Path("fonts") / "bootstrap-icons.woff2"
    cut(package / "font" / font, TARGET / font, glyphs.values())
    print(f"{len(glyphs)} icons, {(TARGET / font).stat().st_size} bytes")


def wanted():
    return sorted({*ICONS, *CATEGORY_ICONS.values()})


def points_of(names, index):
    known = json.loads(index.read_text(encoding="utf-8"))
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"There is no such icon: {', '.join(unknown)}.")
    return {name: known[name] for name in names}


def stylesheet(glyphs):
    rules = (f'.bi-{name}::before{{content:"\\{point:x}"}}' for name, point in glyphs.items())
    return HEAD + "\n".join(rules) + "\n"


def cut(source, target, points):
    options = subset.Options(flavor="woff2", layout_features=[], name_IDs=[0, 1, 2, 13, 14])
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


if __name__ == "__main__":
    main()
