"""Run as a program of its own: sets the paper in the folder named, as `paper.pdf` beside it all.

Nothing of the service is imported. The typesetter reads texts as data, never as markup, sees the
folder and no other, and no typeface but those bundled in the folders of faces that are named.
"""

import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent


def main(folder: Path, stamp: int, faces: list[str]) -> None:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(HERE / face) for face in faces],
    )
    compiler = typst.Compiler(
        input=(HERE / "paper.typ").read_bytes(),
        root=str(folder),
        font_paths=fonts,
        sys_inputs={"document": (folder / "document.json").read_text(encoding="utf-8")},
    )
    compiler.compile(output=str(folder / "paper.pdf"), format="pdf", timestamp=stamp)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
