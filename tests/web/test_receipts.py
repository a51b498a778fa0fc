"""Receipts from outside: what is kept is drawn anew, what cannot be drawn is refused."""

import struct
import zlib
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, PngImagePlugin

from web.documents.receipts import (
    LARGEST,
    CleanReceipt,
    NotAReceipt,
    ReceiptTooLarge,
    TooManyPages,
    TooManyPixels,
    UnreadableReceipt,
    clean,
    file_name,
    preview,
)

PAYLOAD = b"<script>alert(document.domain)</script>"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def photo(kind="JPEG", size=(120, 160), mode="RGB", colour="white", **options) -> bytes:
    out = BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def pdf(pages=1, **options) -> bytes:
    first, *others = [Image.new("RGB", (100, 140), "white") for _ in range(pages)]
    out = BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others, **options)
    return out.getvalue()


def written_pdf(*objects: bytes) -> bytes:
    """A PDF by hand: object 1 is the catalog."""
    out = b"%PDF-1.7\n"
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(out),
    )
    return out + head + table + tail


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(width=50_000, height=50_000) -> bytes:
    """A few kilobytes that say they are 2,500 million pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


def opened(receipt: CleanReceipt) -> Image.Image:
    image = Image.open(BytesIO(receipt.data))
    image.load()
    return image


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png")])
def test_a_photo_is_kept_as_its_pixels(kind, ending):
    receipt = clean(photo(kind, colour=(200, 30, 30)))
    assert (receipt.media_type, receipt.ending) == (f"image/{kind.lower()}", ending)
    assert opened(receipt).size == (120, 160)
    red, green, _ = opened(receipt).getpixel((50, 50))
    assert red > 190
    assert green < 60


def test_a_pdf_becomes_pictures_of_its_pages():
    receipt = clean(pdf(pages=3))
    assert (receipt.media_type, receipt.ending) == ("application/pdf", "pdf")
    with pypdfium2.PdfDocument(receipt.data) as document:
        assert len(document) == 3
        assert {kind.type for page in document for kind in page.get_objects()} == {3}  # images


@pytest.mark.parametrize("data", [photo(), photo("PNG"), pdf()], ids=["jpeg", "png", "pdf"])
def test_the_same_file_gives_the_same_bytes(data):
    assert clean(data).data == clean(data).data


def test_where_and_with_what_it_was_taken_is_forgotten():
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "SecretMaker", "SecretModel"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 50.0, 39.0), 3: "E", 4: (4.0, 21.0, 3.0)})
    sent = photo(exif=exif, comment=b"SecretComment", icc_profile=b"SecretProfile" * 20)
    assert b"Secret" in sent
    receipt = clean(sent)
    assert b"Secret" not in receipt.data
    assert not opened(receipt).getexif()
    assert set(opened(receipt).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_photo_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it a quarter to the right
    assert opened(clean(photo(size=(160, 120), exif=exif))).size == (120, 160)


def test_texts_inside_a_png_are_forgotten():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "SecretText")
    texts.add_itxt("XML:com.adobe.xmp", "SecretXmp", zip=True)
    receipt = clean(photo("PNG", pnginfo=texts, icc_profile=b"SecretProfile"))
    assert opened(receipt).info == {}


def test_what_lets_light_through_lies_on_white_paper():
    assert (
        opened(clean(photo("PNG", mode="RGBA", colour=(0, 0, 0, 0)))).getpixel((9, 9)) == (255,) * 3
    )


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_kind_of_picture_is_understood(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(clean(photo(kind, mode=mode, colour=None))).mode == "RGB"


@pytest.mark.slow
def test_a_large_photo_becomes_smaller_but_stays_readable():
    assert opened(clean(photo(size=(4000, 3000)))).size == (2600, 1950)


@pytest.mark.parametrize(
    "sent",
    [
        photo() + PAYLOAD,
        photo() + b"PK\x03\x04" + PAYLOAD,
        photo(comment=PAYLOAD),
        photo("PNG") + PAYLOAD,
        photo("PNG")[:-12] + chunk(b"tEXt", b"x\0" + PAYLOAD) + photo("PNG")[-12:],
        pdf() + b"\n<html>" + PAYLOAD,
        pdf(title=PAYLOAD.decode()),
        photo() + EICAR,
        pdf() + EICAR,
    ],
)
def test_nothing_hidden_in_a_good_file_survives(sent):
    receipt = clean(sent)
    assert PAYLOAD not in receipt.data
    assert b"script" not in receipt.data
    assert b"EICAR" not in receipt.data
    assert b"PK\x03\x04" not in receipt.data


def test_a_pdf_keeps_no_script_form_attachment_or_link():
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots[4 0 R 5 0 R]>>"
    sent = written_pdf(
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
        b"/AcroForm<</Fields[5 0 R]>>/Names<</EmbeddedFiles<</Names[(a.exe) 6 0 R]>>>>>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        page,
        b"<</Type/Annot/Subtype/Link/Rect[0 0 90 90]/A<</S/URI/URI(https://evil.example)>>>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(x)/V(evil)/Rect[0 0 90 90]>>",
        b"<</Type/Filespec/F(a.exe)>>",
    )
    kept = clean(sent).data
    for word in (
        b"JavaScript",
        b"OpenAction",
        b"URI",
        b"AcroForm",
        b"Annot",
        b"EmbeddedFile",
        b"evil",
    ):
        assert word not in kept


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\xff\xd8",
        SVG,
        b"<!doctype html>" + PAYLOAD,
        b"GIF89a" + bytes(40),
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"BM" + bytes(60),
        b"II*\0" + bytes(60),
        b"MZ\x90\0" + bytes(60),
        b"PK\x03\x04" + bytes(60),
        b"%!PS-Adobe-3.0",
        b"\xef\xbb\xbf%PDF-1.7",
        b"GET / HTTP/1.1\r\n%PDF-1.7",
        EICAR,
        b"\0\0\0\x18ftypheic" + bytes(60),
    ],
    ids=lambda sent: repr(sent[:12]),
)
def test_a_file_that_is_not_a_receipt_is_refused_whatever_its_name(sent):
    with pytest.raises(NotAReceipt):
        clean(sent)


@pytest.mark.parametrize(
    "sent",
    [
        b"\xff\xd8\xff" + PAYLOAD,
        b"\x89PNG\r\n\x1a\n" + PAYLOAD,
        b"%PDF-1.7\n" + PAYLOAD,
        b"%PDF-1.7\n" + b"[" * 100_000,
        photo(size=(600, 600))[:400],
        photo("PNG", size=(600, 600))[:60],
        written_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"),
        written_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"),
        b"\xff\xd8\xff" + SVG,
    ],
    ids=lambda sent: repr(sent[:12]),
)
def test_a_file_that_cannot_be_drawn_is_refused(sent):
    with pytest.raises(UnreadableReceipt):
        clean(sent)


def test_a_pdf_with_a_password_is_refused():
    locked = written_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O(%b)/U(%b)>>" % (b"o" * 32, b"u" * 32),
    ).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 4 0 R/ID[(a)(a)]")
    with pytest.raises(UnreadableReceipt):
        clean(locked)


def test_a_bomb_of_pixels_is_refused_before_it_is_opened():
    with pytest.raises(TooManyPixels):
        clean(png_bomb())


@pytest.mark.slow
def test_a_bomb_inside_a_pdf_is_refused_or_drawn_small():
    flood = zlib.compress(bytes(3 * 30_000 * 100), 9)
    sent = written_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 14400]/Contents 5 0 R"
        b"/Resources<</XObject<</I 4 0 R>>>>>>",
        b"<</Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8"
        b"/ColorSpace/DeviceRGB/Filter/FlateDecode/Length %d>>stream\n%b\nendstream"
        % (len(flood), flood),
        b"<</Length 32>>stream\n14400 0 0 14400 0 0 cm /I Do    \nendstream",
    )
    try:
        receipt = clean(sent)
    except UnreadableReceipt:
        return
    with pypdfium2.PdfDocument(receipt.data) as document:
        assert max(document[0].get_size()) <= 2600


def test_a_book_is_not_a_receipt():
    assert clean(pdf(pages=20)).ending == "pdf"
    with pytest.raises(TooManyPages) as refused:
        clean(pdf(pages=25))
    assert refused.value.most == 20


def test_more_than_ten_megabytes_are_refused_unread():
    with pytest.raises(ReceiptTooLarge):
        clean(b"\xff\xd8\xff" + bytes(LARGEST))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("train.pdf", "train.pdf"),
        ("Ticket de café – été.PDF", "Ticket de café – été.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\nour\\bon.jpeg", "bon.pdf"),
        ("facture.pdf.exe", "facture.pdf"),
        ("archive.tar.gz", "archive.pdf"),
        ("x\r\nSet-Cookie: a=b.pdf", "xSet-Cookie a=b.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("\0\x01", "receipt.pdf"),
        ("", "receipt.pdf"),
        ("...", "receipt.pdf"),
        (".htaccess", "htaccess.pdf"),
        ('"; rm -rf *;".pdf', "rm -rf.pdf"),
        ("<img src=x onerror=alert(1)>.png", "img src=x onerror=alert(1).pdf"),
        ("n" * 300 + ".pdf", "n" * 80 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(given, kept):
    assert file_name(given, "pdf") == kept


@pytest.mark.slow
def test_a_small_picture_stands_for_the_large_one():
    small, media_type = preview(clean(photo("PNG", size=(2000, 3000))).data)
    assert media_type == "image/jpeg"
    assert max(Image.open(BytesIO(small)).size) == 480
