"""Labels are compared in one spelling, whatever a converter made of them; figures are never touched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.domain.normalise import normalise, squeeze
from crawler.domain.spellings import LABEL_SPELLINGS, RADICALS
from crawler.forms import all_forms, outline

LABELS = sorted(
    {
        label
        for form in all_forms()
        for block in form.blocks()
        for one in (*block.rows, *block.columns)
        for label in one.labels
    }
    | {label for section in outline() for label in section.accepted}
)


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("總體情況", "总体情况"),
        ("政府資訊公開", "政府信息公开"),
        ("收到和處理政府信息公開申請情況", "收到和处理政府信息公开申请情况"),
        ("予以公開(kāi)", "予以公开"),
        ("本年度辦理結果(guǒ)", "本年度办理结果"),
        ("木年新收", "本年新收"),
        ("尚末审结", "尚未审结"),
        ("巳获取信息", "已获取信息"),
        ("自然入", "自然人"),
        ("其它处埋", "其他处理"),
        ("笫三方", "第三方"),
        ("⾏政复议", "行政复议"),
        ("⻓期", "长期"),
        ("行\u200b政 许\u00a0可", "行政许可"),
        ("第ニ十条第（一）项", "第二十条第(一)项"),
        ("第二十条第（—）项", "第二十条第(一)项"),
        ("三安全—稳定", "三安全一稳定"),
        ("上—年项目数量", "上一年项目数量"),
        ("─、总体情况", "(一)总体情况"),
        ("〔三〕不予公开", "(三)不予公开"),
        ("本年增／减", "本年增/减"),
    ],
)
def test_a_label_is_the_same_however_it_is_written(printed: str, label: str) -> None:
    assert normalise(printed) == label


@pytest.mark.parametrize("text", ["2—3", "-5", "— —", "公开——解读", "(2023)", "1-12月", "—", "/"])
def test_strokes_that_are_no_numeral_stay(text: str) -> None:
    assert normalise(text) == squeeze(text)


@given(text=st.text(alphabet="0123456789０１２３.,%+-/—OolI万元件 "))
def test_no_figure_is_changed_by_what_serves_labels(text: str) -> None:
    assert "".join(filter(str.isdigit, normalise(text))) == "".join(filter(str.isdigit, squeeze(text)))


def test_no_two_labels_of_a_form_become_one() -> None:
    for form in all_forms():
        for block in form.blocks():
            labels = [label for row in block.rows for label in row.labels]
            assert len({normalise(label) for label in labels}) == len(set(labels))


@pytest.mark.parametrize("label", LABELS)
def test_a_label_of_the_forms_is_in_its_own_spelling(label: str) -> None:
    assert normalise(label) == label


def test_no_character_is_folded_twice_and_no_digit_or_letter_at_all() -> None:
    assert not LABEL_SPELLINGS.keys() & set(LABEL_SPELLINGS.values())
    assert not any(character.isascii() for character in (*LABEL_SPELLINGS, *LABEL_SPELLINGS.values()))


def test_radicals_are_those_that_unicode_leaves_as_they_are() -> None:
    assert all(unicodedata.normalize("NFKC", radical) in (radical, RADICALS[radical]) for radical in RADICALS)


@given(text=st.text(max_size=300))
def test_half_width_is_that_of_unicode(text: str) -> None:
    ours = "“”„‟''「」『』＂‘’#>*_\u200b\u200c\u200d\u2060\ufeff\u00ad" + "".join(RADICALS)
    plain = "".join(character for character in text if character not in ours and not 0x2460 <= ord(character) < 0x2474)

    assert squeeze(plain) == "".join(unicodedata.normalize("NFKC", plain).split())
