import pytest

from monitor.alerts.categories import HEADINGS, Category, category_of


@pytest.mark.parametrize(
    ("check", "category"),
    [
        ("PUB-01", Category.TIMELINESS),
        ("PUB-02", Category.TIMELINESS),
        ("T3-02", Category.ACCURACY),
        ("T2N-03", Category.ACCURACY),
        ("NAR-09", Category.ACCURACY),
        ("FRM-03", Category.ACCURACY),
        ("FRM-06", Category.COMPLETENESS),
        ("T2-01", Category.COMPLETENESS),
        ("T4-03", Category.COMPLETENESS),
        ("SIM-01", Category.SAMENESS),
        ("PUB-07", Category.FORM),
        ("PUB-10", Category.FORM),
    ],
)
def test_checks_are_grouped_as_the_notice_groups_problems(check: str, category: Category) -> None:
    assert category_of(check) is category


def test_doubts_about_our_reading_belong_to_no_group() -> None:
    assert category_of("PQ-01") is None


def test_an_unknown_family_is_a_bug_and_not_a_group() -> None:
    with pytest.raises(KeyError):
        category_of("XYZ-01")


def test_every_group_has_its_heading_in_the_order_of_the_notice() -> None:
    assert [HEADINGS[category].zh[:2] for category in Category] == ["一、", "二、", "三、", "四、", "五、"]
