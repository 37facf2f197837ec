"""Run as a program of its own: sets what it is told on its input, and answers with the PDF.

Nothing of the service is imported. The typesetter reads texts as data, never as markup, sees the
folder with the pictures and no other, and no typeface but those bundled in the folders of faces
that are named. Neither what is said nor the PDF is written to a disk.
"""

import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent


def main(look: Path, folder: Path, stamp: int, faces: list[str]) -> None:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(HERE / face) for face in faces],
    )
    compiler = typst.Compiler(
        input=look.read_bytes(),
        root=str(folder),
        font_paths=fonts,
        sys_inputs={"document": sys.stdin.buffer.read().decode("utf-8")},
    )
    pdf = compiler.compile(format="pdf", timestamp=stamp)
    assert isinstance(pdf, bytes)  # of a format with pages it would be a list of them
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
