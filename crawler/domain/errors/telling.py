"""What can go wrong on the way to those who are told."""

from datetime import timedelta

from crawler.domain.errors.root import GongkaiError


class DeliveryFailed(GongkaiError):
    """A channel did not take a message."""

    def __init__(self, recipient: str, reason: str) -> None:
        self.recipient = recipient
        self.reason = reason
        super().__init__(f"no message delivered to {recipient}: {reason}")


class NotAccepted(DeliveryFailed):
    """The other side understood a message and will not take it, now or later: trying again is no use."""


class TryLater(DeliveryFailed):
    """The other side asks for patience: not before `after` has passed."""

    def __init__(self, recipient: str, reason: str, after: timedelta) -> None:
        self.after = after
        super().__init__(recipient, reason)


class CannotWrite(GongkaiError):
    """A file or folder cannot be written where it was asked for."""

    def __init__(self, place: str, reason: str) -> None:
        self.place = place
        self.reason = reason
        super().__init__(f"{place}: {reason}")


class PrintingFailed(GongkaiError):
    """An annotated document could not be made a PDF."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the annotated document was not printed: {reason}")


class BadTemplate(GongkaiError):
    """The template of a document cannot be used: `reason` names what of it."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        self.reason = reason
        super().__init__(f"the template {file} cannot be used: {reason}")


class NothingToTell(GongkaiError):
    """A document was asked for that would tell of nobody."""

    def __init__(self, document: str, area: str) -> None:
        self.document = document
        self.area = area
        super().__init__(f"{document} of {area} is not written: there is no unit that it would be about")


class UnknownOffice(GongkaiError):
    """An office was named that the list of recipients does not hold."""

    def __init__(self, office_id: str) -> None:
        self.office_id = office_id
        super().__init__(f"no office {office_id!r} in the list of recipients")


class AlreadyTold(GongkaiError):
    """A message tells something new together with something told before; whoever wrote it has to write it anew."""

    def __init__(self, recipient: str, channel: str, keys: frozenset[str]) -> None:
        self.keys = keys
        super().__init__(f"{recipient} was told before over {channel}: {', '.join(sorted(keys))}")


class UnknownMessage(GongkaiError):
    """A message was named that the outbox does not hold, or by a beginning that several have."""

    def __init__(self, message_id: str) -> None:
        self.message_id = message_id
        super().__init__(f"no single message {message_id!r} in the outbox")


class WrongState(GongkaiError):
    """Something was asked of a message that where it stands does not allow."""

    def __init__(self, message_id: str, state: str, step: str) -> None:
        self.message_id = message_id
        self.state = state
        super().__init__(f"message {message_id} is {state} and cannot be {step}")


class LinkVoid(GongkaiError):
    """A link that is none of ours, or whose time is over."""

    def __init__(self, expired: bool) -> None:
        self.expired = expired
        super().__init__("the link has expired" if expired else "the link is none of ours")
