import re
from pathlib import Path

import pytest

from crawler.domain.errors import BadConfig
from crawler.domain.wording import Language
from monitor.config import (
    SAMPLE,
    CrawlSettings,
    MailSettings,
    ObligationSettings,
    Office,
    OidcSettings,
    ScheduleSettings,
    ServeSettings,
    find_workspace,
    load_config,
)
from monitor.config.schedule_settings import CatchUpSettings
from monitor.config.watch_settings import WatchSettings

OFFICE = '[{"id": "county", "name": "云溪县人民政府办公室", "email": "xxgk@example.gov.cn", "area_id": "yunxi"}]'


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path


def write(workspace: Path, text: str) -> None:
    (workspace / "gongkai.toml").write_text(text, "utf-8")


def test_a_workspace_without_a_file_has_the_defaults(workspace: Path) -> None:
    config = load_config(workspace, {})

    assert config.database_url == f"sqlite:///{workspace}/gongkai.db"
    assert config.language is Language.CHINESE
    assert config.crawl.download_delay == 2.0
    assert config.crawl.allow_private_networks is False
    assert config.offices == ()


def test_the_sample_holds_the_defaults_but_for_the_due_date_of_townships(workspace: Path) -> None:
    write(workspace, SAMPLE)

    assert load_config(workspace, {}) == load_config(workspace / "empty", {}).model_copy(
        update={
            "database_url": f"sqlite:///{workspace}/gongkai.db",
            "obligations": ObligationSettings(townships_due="01-31"),
        }
    )


@pytest.mark.parametrize(("written", "day"), [("", None), ("01-31", (1, 31)), ("02-28", (2, 28))])
def test_the_due_date_of_townships_is_a_day_of_every_year(
    workspace: Path, written: str, day: tuple[int, int] | None
) -> None:
    config = load_config(workspace, {"GONGKAI_OBLIGATIONS__TOWNSHIPS_DUE": written})

    assert config.obligations.townships_day == day


@pytest.mark.parametrize("written", ["02-29", "13-01", "1-31", "January"])
def test_another_day_is_refused(workspace: Path, written: str) -> None:
    write(workspace, f'[obligations]\ntownships_due = "{written}"\n')

    with pytest.raises(BadConfig, match=r"obligations\.townships_due"):
        load_config(workspace, {})


def test_the_sample_names_every_setting() -> None:
    keys = set(re.findall(r"^(?:# )?(\w+) = ", SAMPLE, re.MULTILINE))

    tables = (
        *(CrawlSettings, ObligationSettings, ScheduleSettings, CatchUpSettings, WatchSettings),
        *(MailSettings, ServeSettings, OidcSettings, Office),
    )
    expected = {"database_url", "language", "rules_file"}.union(*(table.model_fields for table in tables))
    assert keys == expected - {"oidc", "catch_up"}


def test_what_the_sample_comments_out_can_be_used(workspace: Path) -> None:
    write(workspace, re.sub(r"^# (?=\w+ = |\[\[)", "", SAMPLE, flags=re.MULTILINE))

    config = load_config(workspace, {})

    assert config.mail.host == "smtp.example.gov.cn"
    assert [office.id for office in config.offices] == ["county"]


def test_a_variable_outranks_the_file_and_leaves_its_neighbours(workspace: Path) -> None:
    write(workspace, "[crawl]\ndownload_delay = 5\npages_per_site = 7\n")

    config = load_config(workspace, {"GONGKAI_CRAWL__DOWNLOAD_DELAY": "0.5"})

    assert config.crawl.download_delay == 0.5
    assert config.crawl.pages_per_site == 7


def test_variables_set_truths_numbers_and_lists(workspace: Path) -> None:
    environ = {
        "GONGKAI_CRAWL__ALLOW_PRIVATE_NETWORKS": "true",
        "GONGKAI_MAIL__PORT": "2525",
        "GONGKAI_DATABASE_URL": "postgresql://localhost/gongkai",
        "GONGKAI_OFFICES": OFFICE,
        "PATH": "/bin",
    }

    config = load_config(workspace, environ)

    assert config.crawl.allow_private_networks is True
    assert config.mail.port == 2525
    assert config.database_url == "postgresql://localhost/gongkai"
    assert config.offices[0].area_id == "yunxi"


def test_the_environment_of_the_process_is_not_read(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LANGUAGE", "en")

    assert load_config(workspace, {}).language is Language.CHINESE


def test_the_workspace_variable_is_no_setting(workspace: Path) -> None:
    assert load_config(workspace, {"GONGKAI_WORKSPACE": str(workspace)}) == load_config(workspace, {})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("langauge = 'en'", "langauge: no such setting; language perhaps?", id="misspelt key"),
        pytest.param("[crawl]\ndelay = 1", "crawl.delay: no such setting", id="unknown key in a table"),
        pytest.param("[crawl]\ndownload_delay = -1", "crawl.download_delay", id="negative delay"),
        pytest.param("[crawl]\nhours = '22-06'", "crawl.hours", id="hours that are none"),
        pytest.param("[schedule]\ncrawl = '2:00'", "schedule.crawl", id="time without its zero"),
        pytest.param("[schedule]\nalert = '24:00'", "schedule.alert", id="no such hour"),
        pytest.param("[mail]\nhost = 'smtp.example.gov.cn'", "a mail server needs a sender", id="no sender"),
        pytest.param("[mail]\nusername = 'me'", "go together", id="no password"),
        pytest.param("[[offices]]\nid = 'a'", "offices.0.name", id="half an office"),
        pytest.param("crawl = 3", "crawl", id="a number for a table"),
        pytest.param("[crawl]\ncontact = '公开办'", "crawl.contact", id="contact that no header can carry"),
        pytest.param("= 3", "cannot be read", id="not TOML"),
    ],
)
def test_a_file_that_is_wrong_is_named_with_the_key(workspace: Path, text: str, reason: str) -> None:
    write(workspace, text)

    with pytest.raises(BadConfig) as caught:
        load_config(workspace, {})

    assert caught.value.source == str(workspace / "gongkai.toml")
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        pytest.param("GONGKAI_DATABSE_URL", "x", "no such setting; GONGKAI_DATABASE_URL perhaps?", id="misspelt"),
        pytest.param("GONGKAI_CRAWL_DOWNLOAD_DELAY", "1", "no such setting", id="one underscore"),
        pytest.param("GONGKAI_CRAWL__DOWNLOAD_DELAY", "soon", "crawl.download_delay", id="no number"),
        pytest.param("GONGKAI_OFFICES", "county", "not a list of offices", id="no list"),
        pytest.param("GONGKAI_OFFICES", '[{"id": "a"}]', "offices.0.name", id="half an office"),
    ],
)
def test_a_variable_that_is_wrong_is_named(workspace: Path, name: str, value: str, reason: str) -> None:
    with pytest.raises(BadConfig) as caught:
        load_config(workspace, {name: value})

    assert caught.value.source == name
    assert reason in caught.value.reason


def test_two_offices_of_one_id_are_refused(workspace: Path) -> None:
    twice = f"[{OFFICE[1:-1]}, {OFFICE[1:-1]}]"

    with pytest.raises(BadConfig, match="'county' stands twice"):
        load_config(workspace, {"GONGKAI_OFFICES": twice})


@pytest.mark.parametrize("email", ["no address", "a@b.cn\nBcc: c@d.cn", "a@b.cn, c@d.cn", "<a@b.cn>"])
def test_an_office_has_one_mail_address(workspace: Path, email: str) -> None:
    with pytest.raises(BadConfig, match="email"):
        load_config(workspace, {"GONGKAI_OFFICES": OFFICE.replace("xxgk@example.gov.cn", email.replace("\n", "\\n"))})


def test_secrets_are_not_shown(workspace: Path) -> None:
    environ = {
        "GONGKAI_MAIL__USERNAME": "me",
        "GONGKAI_MAIL__PASSWORD": "hunter2",
        "GONGKAI_DATABASE_URL": "postgresql://me:hunter2@localhost/gongkai",
    }

    config = load_config(workspace, environ)

    assert "hunter2" not in f"{config!r} {config}"
    assert config.mail.password is not None
    assert config.mail.password.get_secret_value() == "hunter2"


def test_an_error_does_not_repeat_the_password(workspace: Path) -> None:
    with pytest.raises(BadConfig) as caught:
        load_config(workspace, {"GONGKAI_MAIL__PASSWORD": "hunter2"})

    assert "hunter2" not in str(caught.value)


def test_the_user_agent_names_the_contact(workspace: Path) -> None:
    config = load_config(workspace, {"GONGKAI_CRAWL__CONTACT": "https://example.gov.cn/contact"})

    assert re.fullmatch(r"gongkai/\S+ \(\+https://example\.gov\.cn/contact\)", config.crawl.user_agent)


def test_the_user_agent_without_a_contact_has_no_empty_brackets(workspace: Path) -> None:
    assert re.fullmatch(r"gongkai/\S+", load_config(workspace, {}).crawl.user_agent)


def test_the_workspace_is_the_option_then_the_variable_then_a_folder_here() -> None:
    environ = {"GONGKAI_WORKSPACE": "/srv/gongkai"}

    assert find_workspace(Path("/tmp/mine"), environ) == Path("/tmp/mine")  # noqa: S108 - a name, nothing is written
    assert find_workspace(None, environ) == Path("/srv/gongkai")
    assert find_workspace(None, {}) == Path("workspace")
