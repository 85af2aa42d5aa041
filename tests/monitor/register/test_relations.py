"""How the rows of a register refer to each other is held when it is imported; what is wrong is named by its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.domain.errors import BadRegister
from crawler.domain.register import Register
from monitor.register_files import read_register, write_register

HEADER = "id,name,kind,level,parent_id,site_url,covered_by,obliged_to,successor_id,oversight_id\n"
Read = Callable[..., Register]


def row(unit_id: str, covered_by: str = "", obliged_to: str = "", successor: str = "", oversight: str = "") -> str:
    facts = f"云溪县{unit_id}局,department,county,,http://www.yunxi.example.gov.cn/"
    return f"{unit_id},{facts},{covered_by},{obliged_to},{successor},{oversight}\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def build(*rows: str, offices: tuple[str, ...] = ()) -> Register:
        file = tmp_path / "units.csv"
        file.write_text(HEADER + "".join(rows), "utf-8")
        return read_register(file, offices)

    return build


def problems(read: Read, *rows: str) -> list[str]:
    with pytest.raises(BadRegister) as refused:
        read(*rows)
    return list(refused.value.problems)


def test_successors_and_overseers_come_in_and_go_out_again(read: Read, tmp_path: Path) -> None:
    register = read(row("a", obliged_to="2023", successor="b"), row("b", oversight="a"))
    (tmp_path / "again.csv").write_text(write_register(register), "utf-8")

    assert (register.get("a").successor_id, register.get("b").oversight_id) == ("b", "a")
    assert list(read_register(tmp_path / "again.csv")) == list(register)


def test_a_chain_that_ends_is_no_problem(read: Read) -> None:
    register = read(
        row("a", covered_by="b"), row("b", covered_by="c"), row("c", obliged_to="2023", successor="d"), row("d")
    )

    assert len(register) == 4


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [row("a", covered_by="x")], ["line 2: covered_by 'x' is no unit of this register"], id="covered by nobody"
        ),
        pytest.param(
            [row("b"), row("a", obliged_to="2023", successor="x")],
            ["line 3: successor_id 'x' is no unit of this register"],
            id="a successor that is nobody",
        ),
        pytest.param(
            [row("a", oversight="x")],
            ["line 2: oversight_id 'x' is no unit of this register and no office of gongkai.toml"],
            id="overseen by nobody",
        ),
        pytest.param(
            [row("a", oversight="a")], ["line 2: oversight_id 'a' is the unit itself"], id="overseen by itself"
        ),
        pytest.param(
            [row("a", covered_by="a")],
            ["line 2: covered_by 'a' leads back to the unit itself: a → a"],
            id="covered by itself",
        ),
        pytest.param(
            [row("a", covered_by="b"), row("c"), row("b", covered_by="a")],
            [
                "line 2: covered_by 'b' leads back to the unit itself: a → b → a",
                "line 4: covered_by 'a' leads back to the unit itself: b → a → b",
            ],
            id="two that cover each other",
        ),
        pytest.param(
            [row("a", obliged_to="2023", successor="b"), row("b", covered_by="a")],
            [
                "line 2: successor_id 'b' leads back to the unit itself: a → b → a",
                "line 3: covered_by 'a' leads back to the unit itself: b → a → b",
            ],
            id="a successor that is covered by what it succeeds",
        ),
        pytest.param(
            [row("a", successor="b"), row("b")],
            ["line 2: there is a successor_id and no obliged_to, the year in which the unit was abolished"],
            id="a successor from nobody knows when",
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_line(rows: list[str], expected: list[str], read: Read) -> None:
    assert problems(read, *rows) == expected


def test_a_unit_that_leads_into_a_loop_is_not_blamed_for_it(read: Read) -> None:
    found = problems(read, row("way in", covered_by="a"), row("a", covered_by="b"), row("b", covered_by="a"))

    assert [problem.split(":")[0] for problem in found] == ["line 3", "line 4"]


def test_an_oversight_office_may_be_named_as_well(read: Read) -> None:
    assert read(row("a", oversight="county"), offices=("county",)).get("a").oversight_id == "county"
