from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.readers.scanning.image_file import read_image


def packed(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("width", [8_000, 10_000, 20_000], ids=["refused here", "warned of", "refused by the library"])
def test_an_image_of_too_many_pixels_is_not_opened(width: int) -> None:
    bomb = packed(Image.new("1", (width, 10_000)))

    with pytest.raises(NotReadable, match="60 million pixels"):
        read_image(bomb, "bomb.png")


@pytest.mark.parametrize(
    "damage",
    [lambda body: body[: len(body) // 2], lambda _: b"\x89PNG\r\n\x1a\n", lambda _: b"", lambda _: b"%PDF-1.7"],
)
def test_what_is_no_whole_image_is_not_readable(damage: Callable[[bytes], bytes]) -> None:
    noise = Image.effect_noise((300, 300), 80)

    with pytest.raises(NotReadable, match="does not open"):
        read_image(damage(packed(noise)), "broken.png")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF"])
@pytest.mark.parametrize("size", [(1, 1), (24, 24), (800, 3), (600, 400)])
def test_a_picture_without_text_is_an_empty_document(kind: str, size: tuple[int, int]) -> None:
    document = read_image(packed(Image.new("RGB", size, "white"), kind), "blank")

    assert (document.medium, document.blocks, document.doubts) == (Medium.IMAGE, (), ())


@pytest.fixture(scope="module")
def last_page(real_reports: Any) -> Image.Image:
    with pypdfium2.PdfDocument(real_reports / "hongze_district_2023.pdf") as pdf:
        return Image.fromarray(np.array(pdf[4].render(scale=2).to_numpy()[:, :, ::-1]))


@pytest.mark.slow
def test_every_page_of_a_tiff_is_read(last_page: Image.Image) -> None:
    document = read_image(packed(last_page, "TIFF", save_all=True, append_images=[last_page]), "two.tif")

    assert {paragraph.place.page for paragraph in document.paragraphs()} == {1, 2}


@pytest.mark.slow
@pytest.mark.parametrize("quarter", [1, 2])
def test_a_page_photographed_sideways_or_upside_down_is_read_where_it_stands(
    last_page: Image.Image, quarter: int
) -> None:
    turned = last_page.rotate(90 * quarter, expand=True)

    heading = next(block for block in read_image(packed(turned), "turned.png").paragraphs() if "六、其他" in block.text)

    box = heading.place.box
    assert box is not None
    assert (box.bottom - box.top > 2 * (box.right - box.left)) == (quarter == 1)
    shown = np.asarray(turned.convert("L").crop((round(box.left), round(box.top), round(box.right), round(box.bottom))))
    assert shown.min() < 100


@pytest.mark.slow
def test_the_orientation_that_a_camera_notes_is_heeded(last_page: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    document = read_image(packed(last_page.rotate(90, expand=True), "JPEG", exif=exif), "camera.jpg")

    boxes = [paragraph.place.box for paragraph in document.paragraphs()]
    assert boxes
    assert all(box is not None and box.right - box.left > box.bottom - box.top for box in boxes)
