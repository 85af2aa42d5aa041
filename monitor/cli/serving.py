"""Commands of the pages: serving them, and the accounts of those who may come in."""

from datetime import timedelta
from typing import Annotated

import typer
from rich.table import Table

from crawler.domain.errors import AccountNotPossible, UnknownUnit
from monitor.access.links import password_link
from monitor.access.names import NAME
from monitor.access.roles import Role
from monitor.access.secret import digest_of, new_secret
from monitor.cli.options import Now, WorkspaceOption, moment, open_workspace, say, show
from monitor.wiring import Workspace
from storage.accounts import Account, HeldRole
from storage.unit_of_work import UnitOfWork, unit_of_work

_ROLES = ", ".join(role.name.lower() for role in Role)
_CONSOLE = "console"

NameArgument = Annotated[str, typer.Argument(help="The name of the account.")]
RoleOption = Annotated[str, typer.Option("--role", help=f"One of {_ROLES}.")]
AreaOption = Annotated[
    str | None, typer.Option("--area", metavar="UNIT", help="The unit that leads the area; without it everywhere.")
]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("serve")(serve_pages)
    accounts = typer.Typer(help="Who may come in, and what they may do where.", no_args_is_help=True)
    accounts.command("add")(add)
    accounts.command("list")(list_accounts)
    accounts.command("grant")(grant)
    accounts.command("disable")(disable)
    accounts.command("reset")(reset)
    accounts.command("token")(token)
    accounts.command("audit")(audit)
    app.add_typer(accounts, name="accounts")


def serve_pages(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8080,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy with TLS stands before it: its word on addresses is taken.")
    ] = False,
    workspace: WorkspaceOption = None,
    now: Now = None,
) -> None:
    """Serve the pages and the API, until stopped."""
    # The web takes half a second to load, which no other command should wait for.
    from monitor.serving import Place, clock_from, serve

    with open_workspace(workspace) as opened:
        serve(opened, Place(host, port, behind_proxy), clock_from(now), say)


def add(
    name: NameArgument,
    role: RoleOption,
    area: AreaOption = None,
    display_name: Annotated[str, typer.Option("--display-name", help="The name that pages show.")] = "",
    mail: Annotated[str | None, typer.Option(help="A mail address, to be reached at.")] = None,
    workspace: WorkspaceOption = None,
    now: Now = None,
) -> None:
    """Add an account, and print the link by which its owner chooses a password."""
    if not NAME.match(name):
        raise AccountNotPossible(name, "a name is made of lower-case letters, digits and . _ -")
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        held = _role(work, role, area)
        account = work.accounts.add(name, display_name or name, moment(now), mail)
        work.accounts.give(account.id, [held])
        link = password_link(work, account, moment(now))
        work.audit.note(_CONSOLE, "account.add", name, moment(now), {"role": held.role, "area": held.area_id})
        _tell(opened, link)


def list_accounts(workspace: WorkspaceOption = None) -> None:
    """List the accounts with their roles."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        table = Table("name", "shown as", "roles", "signs in by", "disabled", show_edge=False, pad_edge=False)
        for account in work.accounts.all():
            roles = ", ".join(f"{held.role} of {held.area_id or 'everywhere'}" for held in account.roles)
            since = "" if account.disabled_at is None else f"{account.disabled_at:%Y-%m-%d}"
            table.add_row(account.name, account.display_name, roles, _ways(account), since)
    show(table)


def grant(
    name: NameArgument,
    role: Annotated[str, typer.Option("--role", help=f"One of {_ROLES}; or none, to take it away.")],
    area: AreaOption = None,
    workspace: WorkspaceOption = None,
    now: Now = None,
) -> None:
    """Have an account hold a role in an area, instead of the one that it holds there."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        account = work.accounts.get(name)
        kept = [held for held in account.roles if held.area_id != area]
        kept += [] if role == "none" else [_role(work, role, area)]
        work.accounts.give(account.id, kept)
        detail = {"roles": [[held.role, held.area_id] for held in kept]}
        work.audit.note(_CONSOLE, "account.roles", name, moment(now), detail)


def disable(
    name: NameArgument,
    undo: Annotated[bool, typer.Option("--undo", help="Let its owner in again.")] = False,
    workspace: WorkspaceOption = None,
    now: Now = None,
) -> None:
    """Let nobody in by an account any more; its sessions end, and its tokens hold no more."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        account = work.accounts.get(name)
        if undo:
            work.accounts.enable(account.id)
        else:
            work.accounts.disable(account.id, moment(now))
            work.sessions.end_all(account.id)
        work.audit.note(_CONSOLE, "account.enable" if undo else "account.disable", name, moment(now))


def reset(name: NameArgument, workspace: WorkspaceOption = None, now: Now = None) -> None:
    """Print a link by which the owner of an account chooses a password anew."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        link = password_link(work, work.accounts.get(name), moment(now))
        work.audit.note(_CONSOLE, "account.reset", name, moment(now))
        _tell(opened, link)


def token(
    name: NameArgument,
    what_for: Annotated[str, typer.Option("--for", metavar="TEXT", help="What the token is for.")],
    role: RoleOption = "viewer",
    area: AreaOption = None,
    days: Annotated[int, typer.Option(min=1, max=366, help="For how many days it holds.")] = 90,
    workspace: WorkspaceOption = None,
    now: Now = None,
) -> None:
    """Make an API token of an account, and print it this once."""
    secret, at = new_secret(), moment(now)
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        account, held = work.accounts.get(name), _role(work, role, area)
        number = work.api_tokens.add(digest_of(secret), account.id, what_for, [held], at, at + timedelta(days=days))
        detail = {"account": name, "name": what_for, "role": role, "days": days}
        work.audit.note(_CONSOLE, "token.make", str(number), at, detail)
    typer.echo(secret)


def audit(workspace: WorkspaceOption = None) -> None:
    """Go through the record of who did what, and fail where anything was changed in it or left out."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        gap = work.audit.first_gap()
    if gap is None:
        say("the record is whole")
        return
    say("entries are missing at its end" if gap == 0 else f"entry {gap} does not follow from the one before")
    raise typer.Exit(1)


def _role(work: UnitOfWork, role: str, area: str | None) -> HeldRole:
    if role not in {known.name.lower() for known in Role}:
        raise typer.BadParameter(f"{role!r} is none of {_ROLES}", param_hint="--role")
    if area is not None and work.units.find(area) is None:
        raise UnknownUnit(area)
    return HeldRole(role, area)


def _ways(account: Account) -> str:
    ways = (("password", account.password_hash), ("identity provider", account.subject))
    return ", ".join(way for way, there in ways if there) or "nothing yet"


def _tell(workspace: Workspace, link: str) -> None:
    """The link alone on stdout, and what it is beside it."""
    base = workspace.config.serve.public_url or "http://localhost:8080"
    say("it holds for 24 hours and works once:")
    typer.echo(base + link)
