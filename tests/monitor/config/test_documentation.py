from pathlib import Path

from monitor.config import Config, Office
from monitor.config.documentation import render_documentation
from monitor.config.loading import variables_of

PAGE = Path(__file__).parents[3] / "docs" / "configuration.md"


def test_the_page_is_what_the_model_says() -> None:
    assert PAGE.read_text("utf-8") == render_documentation(), "run python -m monitor.config.documentation"


def test_every_setting_is_described_and_on_the_page() -> None:
    page = PAGE.read_text("utf-8")

    for variable, name, model in variables_of(Config):
        assert model.model_fields[name].description
        assert f"| `{name}` | `{variable}` |" in page


def test_every_field_of_an_office_is_described_and_on_the_page() -> None:
    page = PAGE.read_text("utf-8")

    for name, field in Office.model_fields.items():
        assert field.description
        assert f"| `{name}` |" in page
