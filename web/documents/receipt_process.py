"""Draw a receipt anew: a photo as its pixels, a PDF as pictures of its pages.

Run by path in a process of its own; the application only knows its limits. It reads hostile bytes
from standard input with little memory, little time and no way to write a file, and writes the new
receipt to its output. It ends with a number that says what was wrong.
"""

import resource
import sys
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageOps

MEMORY = 1024 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 15
MOST_PAGES = 20
MOST_PIXELS = 64_000_000  # what a good telephone takes
DOTS = 150 / 72  # a page at 150 dots an inch
LONGEST_SIDE = 2600  # pixels: an A4 page at 220 dots an inch
QUALITY = 85
TOO_MANY_PAGES, TOO_MANY_PIXELS = 3, 4  # how it ends

Image.MAX_IMAGE_PIXELS = None  # its limit only warns; ours refuses before a pixel is read


def photo(data: bytes, kind: str) -> bytes:
    """The pixels, upright, and nothing else: no place, no device, no comment, no profile."""
    with Image.open(BytesIO(data), formats=[kind]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise SystemExit(TOO_MANY_PIXELS)
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is read at half its size
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        bare = on_paper(upright)
    out = BytesIO()
    bare.save(out, kind, quality=QUALITY, optimize=True)
    return out.getvalue()


def on_paper(image: Image.Image) -> Image.Image:
    """The picture on white where it lets light through, with nothing hidden beside the pixels."""
    paper = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        paper.paste(layer, mask=layer.getchannel("A"))
    elif image.mode.startswith("I"):  # sixteen bits of grey
        paper.paste(image.point(lambda value: value / 256).convert("L"))
    else:
        paper.paste(image.convert("RGB"))
    return paper


def pages(data: bytes) -> bytes:
    """A PDF of pictures: no script, no form, no attachment, no link survives."""
    import pypdfium2  # noqa: PLC0415 - photos do without it

    with pypdfium2.PdfDocument(data) as document:
        if len(document) > MOST_PAGES:
            raise SystemExit(TOO_MANY_PAGES)
        pictures = []
        for page in document:
            scale = min(DOTS, LONGEST_SIDE / max(*page.get_size(), 1))
            drawn = page.render(scale=scale, may_draw_forms=False).to_pil()
            pictures.append(drawn.convert("RGB"))
    first, *others = pictures
    out = BytesIO()
    first.save(
        out, "PDF", save_all=True, append_images=others, resolution=150, quality=QUALITY,
        creationDate=None, modDate=None,  # the same file twice gives the same bytes
    )  # fmt: skip
    return out.getvalue()


def main() -> None:
    """Standard input to standard output; the argument is the kind of file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    data, kind = sys.stdin.buffer.read(), sys.argv[1]
    draw: Callable[[], bytes] = (
        (lambda: pages(data)) if kind == "PDF" else lambda: photo(data, kind)
    )
    sys.stdout.buffer.write(draw())


if __name__ == "__main__":
    main()
