"""What runs when: the plan of the year as data, and what is done about a run that was missed. No store, no clock."""

from monitor.schedule.catching_up import Settled as Settled
from monitor.schedule.catching_up import settle as settle
from monitor.schedule.jitter import jitter as jitter
from monitor.schedule.jitter import share_of_the_month as share_of_the_month
from monitor.schedule.plan import CatchUp as CatchUp
from monitor.schedule.plan import PlannedJob as PlannedJob
from monitor.schedule.plan import Season as Season
from monitor.schedule.slots import next_slot as next_slot
from monitor.schedule.slots import slots_between as slots_between
from monitor.schedule.windows import opening as opening
from monitor.schedule.year import year_plan as year_plan
