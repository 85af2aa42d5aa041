import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from crawler.domain.errors import BadTemplate
from crawler.domain.unit import Unit
from monitor.documents import Facts, NoticeKind, build, find_template, render_document, shipped_template
from monitor.documents.template_making import template_of
from monitor.documents.templates_at_hand import DocumentTemplate
from monitor.summaries import Summary


def text_of(document: bytes) -> str:
    opened = Document(BytesIO(document))
    paragraphs = [paragraph.text for paragraph in opened.paragraphs]
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join((*paragraphs, *cells))


def template(text: str) -> DocumentTemplate:
    document, written = Document(), BytesIO()
    document.add_paragraph(text)
    document.save(written)
    return DocumentTemplate("/srv/gongkai/templates/overdue.docx", written.getvalue())


def renamed(summary: Summary, name: str) -> Summary:
    def rename(unit: Unit) -> Unit:
        return replace(unit, name=name)

    rows = (replace(row, standing=replace(row.standing, unit=rename(row.unit))) for row in summary.rows)
    return replace(summary, rows=tuple(rows))


@pytest.mark.parametrize("kind", NoticeKind)
def test_what_is_shipped_is_what_the_module_makes(kind: NoticeKind) -> None:
    assert shipped_template(kind).content == template_of(kind), "run python -m monitor.documents.template_making"


@pytest.mark.parametrize("kind", [NoticeKind.OVERDUE, NoticeKind.RECTIFICATION, NoticeKind.CIRCULAR])
def test_a_document_states_the_cut_off_and_that_a_person_has_to_look(
    kind: NoticeKind, season: Summary, facts: Facts
) -> None:
    text = text_of(render_document(build(kind, season, facts), shipped_template(kind)))

    assert "截至2025年4月20日09:00（北京时间）" in text
    assert "请在发文前人工复核" in text
    assert "云溪县政务公开办公室" in text
    assert "SHA-256：5f5f5f5f5f5f5f5f…" in text
    assert not re.search(r"[{}]", text)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<w:p>&amp;局", "<w:p>&amp;局"),
        ("{{ 7 * 7 }}{% raw %}局", "{{ 7 * 7 }}{% raw %}局"),
        ("云溪\x00\x0b县\ud83d局\u202e\n科", "云溪县\ufffd局 科"),
    ],
    ids=["markup", "template", "characters that XML does not hold"],
)
def test_what_sites_print_stays_text(name: str, shown: str, season: Summary, facts: Facts) -> None:
    notice = build(NoticeKind.OVERDUE, renamed(season, name), facts)

    assert shown in text_of(render_document(notice, shipped_template(NoticeKind.OVERDUE)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ titel }}", "no such placeholder: 'titel' is undefined; see docs/howto/replace-a-template.md"),
        ("{% for line in missing %}{{ line.nmae }}{% endfor %}", "has no attribute 'nmae'"),
        ("{% if title %}", "near: .*if title"),
        ("{{ title.__class__.__mro__ }}", "access to attribute '__class__'"),
        ("{{ report_year // 0 }}", "an expression in it fails"),
        ("{% include 'x' %}", "an expression in it fails"),
        ("{% for i in range(10000000) %}{% endfor %}", "an expression in it fails"),
    ],
    ids=["unknown", "unknown in a list", "never closed", "a way out", "division", "another file", "endless"],
)
def test_a_broken_template_is_named_with_what_is_wrong(text: str, said: str, season: Summary, facts: Facts) -> None:
    with pytest.raises(BadTemplate, match=rf"(?s)/srv/gongkai/templates/overdue.docx cannot be used: .*{said}"):
        render_document(build(NoticeKind.OVERDUE, season, facts), template(text))


def test_a_template_that_is_no_document_is_named(season: Summary, facts: Facts) -> None:
    with pytest.raises(BadTemplate, match=r"letter\.docx cannot be used: it is no DOCX"):
        render_document(build(NoticeKind.OVERDUE, season, facts), DocumentTemplate("letter.docx", b"PK\x03\x04..."))


def test_an_office_s_own_template_is_used(tmp_path: Path, season: Summary, facts: Facts) -> None:
    (tmp_path / "templates").mkdir()
    own = tmp_path / "templates" / "overdue.docx"
    own.write_bytes(template("{{ issuer }}专用：{{ missing|length }}").content)

    found = find_template(NoticeKind.OVERDUE, tmp_path)

    assert text_of(render_document(build(NoticeKind.OVERDUE, season, facts), found)) == "云溪县政务公开办公室专用：1"
    assert find_template(NoticeKind.CIRCULAR, tmp_path).name == "circular.docx"
