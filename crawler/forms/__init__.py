"""The official forms as data, and what they say of cells, labels and sections."""

from crawler.forms.form import Block, Column, Form, Row, Section
from crawler.forms.loader import all_forms, find_form, outline, standard_addresses

__all__ = ["Block", "Column", "Form", "Row", "Section", "all_forms", "find_form", "outline", "standard_addresses"]
