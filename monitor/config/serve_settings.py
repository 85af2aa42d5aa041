"""The settings of `gongkai serve`."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

_STRICT = ConfigDict(extra="forbid", frozen=True)
_HOST = r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?"
_LOCAL = ("http://localhost", "http://127.0.0.1", "http://[::1]")


class OidcSettings(BaseModel):
    """The identity provider that people may sign in with, by OpenID Connect. Without `issuer` there is none."""

    model_config = _STRICT

    issuer: str = Field(
        default="",
        pattern=rf"^(?:https?://{_HOST}(?:/[^?#\s]*)?)?$",
        description="Its address, exactly as it names itself. https, but on this machine itself.",
    )
    client_id: str = Field(default="", description="What it knows this site as.")
    client_secret: SecretStr | None = Field(
        default=None, description="The secret it gave out with that. Best given as the variable."
    )
    label: str = Field(default="统一身份认证", min_length=1, description="What the button on the page of sign-in says.")

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if bool(self.issuer) is not bool(self.client_id):
            raise ValueError("issuer and client_id go together")
        if self.issuer.startswith("http://") and not self.issuer.startswith(_LOCAL):
            raise ValueError("issuer: an identity provider is reached by https")
        return self


class ServeSettings(BaseModel):
    """How `gongkai serve` is reached, and how long people stay signed in."""

    model_config = _STRICT

    public_url: str = Field(
        default="",
        pattern=rf"^(?:https?://{_HOST})?$",
        description="The address that people type, as `https://gk.example.gov.cn`, without a path. Other names than "
        "its own and `localhost` are not answered; links in messages begin with it.",
    )
    session_hours: int = Field(
        default=10, ge=1, le=168, description="After so many hours one signs in again, whatever one does."
    )
    idle_minutes: int = Field(default=60, ge=5, le=1440, description="After so many minutes without a click, too.")
    oidc: OidcSettings = Field(default_factory=OidcSettings, description="The identity provider.")
