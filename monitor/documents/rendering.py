"""Fills a template with a document. A template comes from outside: it sees plain values, in a sandbox."""

from dataclasses import asdict
from io import BytesIO
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate  # type: ignore[import-untyped] # it ships no types
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import XMLSyntaxError

from crawler.domain.errors import BadTemplate
from monitor.documents.building import Notice
from monitor.documents.templates_at_hand import DocumentTemplate

_SEE = "see docs/howto/replace-a-template.md"


def render_document(notice: Notice, template: DocumentTemplate) -> bytes:
    """The document as DOCX; raises BadTemplate, naming the file and what of it is wrong."""
    try:
        return _rendered(notice, template)
    except UndefinedError as error:
        raise BadTemplate(template.name, f"no such placeholder: {error.message}; {_SEE}") from error
    except TemplateSyntaxError as error:
        raise BadTemplate(template.name, f"{error.message}{_beside(error)}") from error
    except SecurityError as error:
        raise BadTemplate(template.name, f"it does what a template may not: {error}") from error
    except (OpcError, BadZipFile, XMLSyntaxError, KeyError, ValueError, AttributeError) as error:
        raise BadTemplate(template.name, f"it is no DOCX, or is none once it is filled in: {error}") from error
    except Exception as error:
        raise BadTemplate(template.name, f"an expression in it fails: {error}") from error


def _rendered(notice: Notice, template: DocumentTemplate) -> bytes:
    document = DocxTemplate(BytesIO(template.content))
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    document.render(asdict(notice), environment, autoescape=True)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _beside(error: TemplateSyntaxError) -> str:
    """The text around the place, as docxtpl tells it; a template is searched by its words, not by lines."""
    around = " ".join("".join(getattr(error, "docx_context", ())).split())
    return f" near: {around[:120]}" if around else ""
