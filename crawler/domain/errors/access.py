"""What can go wrong when somebody wants to come in."""

from crawler.domain.errors.root import GongkaiError


class UnknownAccount(GongkaiError):
    """An account was named that is not there."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"no account {name!r}")


class AccountNotPossible(GongkaiError):
    """An account cannot be made or changed as was asked."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"account {name!r}: {reason}")


class NotIdentified(GongkaiError):
    """The identity provider did not say, in a way that can be believed, who somebody is."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the identity provider: {reason}")
