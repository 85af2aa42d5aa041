"""The line of an office is what the register says, whatever the office is called."""

import pytest

from crawler.domain.register import Register
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Language
from monitor.alerts.responsibility import Responsibility
from monitor.config import Office


def county(unit_id: str) -> Unit:
    return Unit(unit_id, unit_id, UnitKind.GOVERNMENT, Level.COUNTY, None, f"http://www.{unit_id}.gov.cn/")


def customs(parent: str, oversight: str) -> Unit:
    site = "http://www.customs.gov.cn/"
    return Unit("customs", "海关", UnitKind.VERTICAL, Level.COUNTY, parent, site, oversight_id=oversight)


def office(office_id: str, area_id: str) -> Office:
    return Office(id=office_id, name=office_id, email="a@b.cn", area_id=area_id, language=Language.CHINESE)


def test_an_office_that_bears_the_id_of_another_unit_is_not_told_of_that_unit() -> None:
    """Else whoever names an office `370902` makes it the office of that county, whatever area it owns."""
    register = Register((county("yunxi"), county("shiting")))

    lines = Responsibility(register, (office("shiting", "yunxi"),))

    assert lines.line("yunxi") == (("shiting",),)
    assert lines.line("shiting") == ()


@pytest.mark.parametrize("name", ["yunxi", "system office"])
def test_a_unit_may_name_its_office_by_its_id_or_by_its_area(name: str) -> None:
    register = Register((county("yunxi"), customs("yunxi", name)))

    lines = Responsibility(register, (office("system office", "yunxi"),))

    assert lines.line("customs") == (("system office",),)
