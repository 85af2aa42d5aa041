"""The plane of operators: what of ours is broken, told once when it begins and once when it is over."""

from monitor.watch.episodes import Changes as Changes
from monitor.watch.episodes import step as step
from monitor.watch.facts import CanaryFacts as CanaryFacts
from monitor.watch.facts import Facts as Facts
from monitor.watch.message import message_to as message_to
from monitor.watch.trouble import Broken as Broken
from monitor.watch.trouble import Trouble as Trouble
from monitor.watch.troubles import troubles_of as troubles_of
