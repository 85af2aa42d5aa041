"""What the roles are called."""

from crawler.domain.wording import Text
from monitor.access.roles import Role

ROLES = {
    Role.VIEWER: Text("查阅", "viewer"),
    Role.REVIEWER: Text("审核", "reviewer"),
    Role.OPERATOR: Text("运维", "operator"),
    Role.ADMINISTRATOR: Text("管理", "administrator"),
}
"""The words of each role, as pages and lists show them."""

ROLES_BY_NAME = {role.name.lower(): words for role, words in ROLES.items()}
"""The same by the names in the store and the API."""
