"""The channels of a recipient as the file of recipients names them: `- mail: a@b.cn`, `- wecom: {key: env:NAME}`."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, SecretStr, Tag

from monitor.config.model import MailAddress

_STRICT = ConfigDict(strict=True, extra="forbid", frozen=True)

ChannelName = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[\w.-]+$")]
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s/@?#\\]+(?:/[^\s#\\]*)?$")]
"""An address without an account in it: secrets have fields of their own."""
Origin = Annotated[str, Field(pattern=r"^https?://[^\s/@?#\\]+(?:/[^\s?#\\]*)?$")]
Secret = Annotated[SecretStr, Field(min_length=1)]
"""A secret itself, or where it stands: `env:NAME` is a variable of the environment, `file:/a/path` a file."""


class MailChannel(BaseModel):
    """Mail, through the server of `[mail]` in gongkai.toml."""

    model_config = _STRICT

    mail: MailAddress = Field(description="Where the mails go.")
    html: bool = Field(default=False, description="Whether a page of HTML goes beside the plain text.")
    name: ChannelName = Field(default="mail", description="A name of one's own choosing; another one is told anew.")


class Webhook(BaseModel):
    """A program of the recipient that takes messages as signed JSON."""

    model_config = _STRICT

    url: WebAddress = Field(description="Where the messages are posted.")
    secret: Secret = Field(description="What they are signed with: HMAC-SHA256.")
    allow_private: bool = Field(default=False, description="Whether the address may be private or loopback.")


class WebhookChannel(BaseModel):
    """Signed JSON, posted to an address."""

    model_config = _STRICT

    webhook: Webhook = Field(description="The program that takes it.")
    name: ChannelName = Field(default="webhook", description="A name of one's own choosing.")


class WeCom(BaseModel):
    """A robot in a group of WeCom (企业微信)."""

    model_config = _STRICT

    key: Secret = Field(description="The key of the robot, the end of its address.")
    endpoint: Origin | None = Field(default=None, description="The server, where it is one's own (私有化部署).")


class WeComChannel(BaseModel):
    """A robot in a group of WeCom (企业微信)."""

    model_config = _STRICT

    wecom: WeCom = Field(description="The robot.")
    name: ChannelName = Field(default="wecom", description="A name of one's own choosing.")


class DingTalk(BaseModel):
    """A robot in a group of DingTalk (钉钉)."""

    model_config = _STRICT

    token: Secret = Field(description="The access_token of the robot.")
    secret: Secret | None = Field(default=None, description="What messages are signed with (加签), where it asks.")
    endpoint: Origin | None = Field(default=None, description="The server, where it is one's own (专属部署).")


class DingTalkChannel(BaseModel):
    """A robot in a group of DingTalk (钉钉)."""

    model_config = _STRICT

    dingtalk: DingTalk = Field(description="The robot.")
    name: ChannelName = Field(default="dingtalk", description="A name of one's own choosing.")


class Feishu(BaseModel):
    """A robot in a group of Feishu (飞书)."""

    model_config = _STRICT

    token: Secret = Field(description="The end of the address of the robot.")
    secret: Secret | None = Field(default=None, description="What messages are signed with (签名校验), where it asks.")
    endpoint: Origin | None = Field(default=None, description="The server, where it is one's own (私有化部署).")


class FeishuChannel(BaseModel):
    """A robot in a group of Feishu (飞书)."""

    model_config = _STRICT

    feishu: Feishu = Field(description="The robot.")
    name: ChannelName = Field(default="feishu", description="A name of one's own choosing.")


KINDS = ("mail", "webhook", "wecom", "dingtalk", "feishu")
"""The keys by which a channel is known, exactly one in each."""


def _kind_of(given: Any) -> str | None:  # noqa: ANN401 - whatever stands in the file
    keys = given if isinstance(given, Mapping) else getattr(type(given), "model_fields", {})
    return next((kind for kind in KINDS if kind in keys), None)


ChannelSettings = Annotated[
    Annotated[MailChannel, Tag("mail")]
    | Annotated[WebhookChannel, Tag("webhook")]
    | Annotated[WeComChannel, Tag("wecom")]
    | Annotated[DingTalkChannel, Tag("dingtalk")]
    | Annotated[FeishuChannel, Tag("feishu")],
    Discriminator(
        _kind_of,
        custom_error_type="channel",
        custom_error_message="a channel is one of mail, webhook, wecom, dingtalk and feishu",
    ),
]
"""One channel. `name` is what the outbox knows it by."""


def _named_once(channels: tuple[ChannelSettings, ...]) -> tuple[ChannelSettings, ...]:
    names = [channel.name for channel in channels]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"two channels have the name {twice[0]!r}: give one of them another `name`")
    return channels


ChannelList = Annotated[tuple[ChannelSettings, ...], Field(strict=False), AfterValidator(_named_once)]
"""The channels of one recipient, each with a name of its own."""
