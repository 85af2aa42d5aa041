"""Who is signed in, and what they may do where, as routes see it."""

from monitor.access.roles import Grant as Grant
from monitor.access.roles import Role as Role
from monitor.access.roles import Signed as Signed
