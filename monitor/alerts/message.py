"""What goes into the outbox, and what a channel is: the contract between those who write and those who deliver."""

from crawler.domain.message import Attachment as Attachment
from crawler.domain.message import Channel as Channel
from crawler.domain.message import Kind as Kind
from crawler.domain.message import Message as Message
from crawler.domain.message import Outgoing as Outgoing
from crawler.domain.message import Plane as Plane
from crawler.domain.message import Told as Told
