"""People who may sign in: listed, added, given roles, shut out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from engine.domain.rights import Role
from engine.errors import EngineError
from engine.exports.list_tables import MOST_ROWS, WholeList
from engine.office import user_pages
from engine.office.user_pages import AccountRow, Wanted
from web.drawing import list_columns
from web.drawing.role_words import role_word
from web.page import (
    Answer,
    Context,
    Message,
    Route,
    Runtime,
    actor,
    go,
    msg,
    request,
    said,
    show,
    tell,
    typed,
)
from web.typed_days import typed_day, typed_parts

RIGHT = "user.manage"
SEND = ("POST",)
ON_A_PAGE = 50


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""
    return [*_list_routes(runtime), *_account_routes(runtime)]


def _list_routes(runtime: Runtime) -> list[Route]:
    def listing() -> str:
        """Everybody, and the form that adds one more."""
        return _list(runtime, {})

    def add() -> Answer:
        """Add somebody and show the first password, once."""
        return _add(runtime)

    def whole() -> WholeList:
        """Everybody who fits what is searched for."""
        me = actor()
        role = typed("role", 40)
        found = user_pages.listing(runtime, me, typed("q", 100), role=role, limit=MOST_ROWS + 1)
        rows = [_row(row, me.user_id) for row in found.rows]
        return WholeList("users", [list_columns.table(msg("Users"), list_columns.USERS, rows)])

    return [Route("/users", listing, RIGHT, whole=whole), Route("/users", add, RIGHT, SEND)]


def _account_routes(runtime: Runtime) -> list[Route]:
    def user(user_id: int) -> str:
        """One account."""
        return _user(runtime, user_id, None)

    def change(user_id: int) -> Answer:
        """Replace the roles."""
        return _change(runtime, user_id)

    def disable(user_id: int) -> Answer:
        """Shut the account at once."""
        user_pages.disable(runtime, actor(), user_id)
        return _told(msg("The account is closed; its sessions have ended."))

    def enable(user_id: int) -> Answer:
        """Open it again."""
        user_pages.enable(runtime, actor(), user_id)
        return _told(msg("The account is open again."))

    def new_password(user_id: int) -> str:
        """A new first password in place of a forgotten one."""
        password = user_pages.new_password(runtime, actor(), user_id)
        return _password_page(runtime, user_pages.find(runtime, actor(), user_id).user_name, password)

    def take_off_factor(user_id: int) -> Answer:
        """Take the second factor off an account whose owner has lost it."""
        user_pages.take_off_factor(runtime, actor(), user_id)
        return _told(msg("The second factor is taken off; the account's sessions have ended."))

    return [
        Route("/users/<int:user_id>", user, RIGHT),
        Route("/users/<int:user_id>/second-factor/off", take_off_factor, RIGHT, SEND),
        Route("/users/<int:user_id>", change, RIGHT, SEND),
        Route("/users/<int:user_id>/disable", disable, RIGHT, SEND),
        Route("/users/<int:user_id>/enable", enable, RIGHT, SEND),
        Route("/users/<int:user_id>/password", new_password, RIGHT, SEND),
    ]


def _told(message: Message) -> Answer:
    tell(message)
    return go("/users")


def _change(runtime: Runtime, user_id: int) -> Answer:
    try:
        wanted = Wanted(_chosen(), _districts(), typed_day("until"))
        user_pages.set_roles(runtime, actor(), user_id, wanted)
    except EngineError as refused:
        return _user(runtime, user_id, refused.message), 422
    return _told(msg("The roles were changed."))


def _list(runtime: Runtime, errors: Mapping[str, Message]) -> str:
    me, search, page = actor(), typed("q", 100), _page_number()
    role = typed("role", 40)
    found = user_pages.listing(runtime, me, search, role=role, page=page, limit=ON_A_PAGE)
    return show(
        runtime,
        "users.html",
        {
            "rows": [_row(row, me.user_id) for row in found.rows],
            "total": found.total,
            "search": {"name": "q", "label": msg("Search by name"), "value": search},
            "role_filter": _role_filter(role),
            "pages": _pages(page, found.total, {"q": search, "role": role}),
            "form": {
                "action": "/users",
                "values": {"name": typed("name"), "user_name": typed("user_name")},
                "roles": _role_choices(request.form.getlist("roles")),
                "districts": _district_choices(runtime, frozenset()),
                "errors": errors,
            },
        },
    )


def _page_number() -> int:
    text = typed("page", 6)
    return max(1, int(text)) if text.isascii() and text.isdigit() else 1


def _role_filter(chosen: str) -> Context:
    roles = [(role.value, role_word(role.value)) for role in Role if role is not Role.MINISTRY_OFFICER]
    options = [("", msg("All")), *roles]
    return {
        "name": "role",
        "label": msg("Role"),
        "options": [{"value": one, "text": text, "selected": one == chosen} for one, text in options],
    }


def _pages(page: int, total: int, asked: Mapping[str, str]) -> Context:
    last = -(-total // ON_A_PAGE)

    def address(number: int) -> str:
        kept = {name: value for name, value in asked.items() if value}
        return "/users?" + urlencode({**kept, "page": number})

    return {
        "now": page,
        "last": last,
        "previous": address(page - 1) if page > 1 else None,
        "next": address(page + 1) if page < last else None,
    }


def _row(row: AccountRow, own_id: int) -> Context:
    return {
        "name": row.name,
        "user_name": row.user_name,
        "roles": [said(role_word(role)) for role in sorted(row.roles)],
        "active": row.active,
        "last_seen": row.last_seen,
        "href": f"/users/{row.user_id}",
        "enable_url": None if row.active or row.user_id == own_id else _toggle(row),
    }


def _toggle(row: AccountRow) -> str:
    return f"/users/{row.user_id}/{'disable' if row.active else 'enable'}"


def _add(runtime: Runtime) -> Answer:
    name, user_name = typed("name", 100), typed("user_name", 60)
    errors = {
        field: msg("Please fill this in.")
        for field, value in {"name": name, "user_name": user_name}.items()
        if not value
    }
    if not _chosen():
        errors["roles"] = msg("Choose at least one of the roles.")
    if errors:
        return _list(runtime, errors), 422
    try:
        password = user_pages.add(runtime, actor(), user_name, name, Wanted(_chosen(), _districts()))
    except EngineError as refused:
        return _list(runtime, {"user_name": refused.message}), 422
    return _password_page(runtime, user_name, password)


def _password_page(runtime: Runtime, user_name: str, password: str) -> str:
    done: Context = {
        "title": msg("{user} can sign in now", user=user_name),
        "text": msg("First password: {password}", password=password),
        "steps": [
            msg("Write it down or hand it over now: it is not shown again."),
            msg("Roles count at once; they can be changed on the list."),
        ],
        "links": [{"text": msg("Back to the users"), "href": "/users"}],
        "pending": False,
    }
    return show(runtime, "done.html", {"done": done})


def _user(runtime: Runtime, user_id: int, error: Message | None) -> str:
    row = user_pages.find(runtime, actor(), user_id)
    is_self = row.user_id == actor().user_id
    return show(
        runtime,
        "user.html",
        {
            "user": {
                "name": row.name,
                "user_name": row.user_name,
                "active": row.active,
                "last_seen": row.last_seen,
                "action": f"/users/{row.user_id}",
                "toggle_url": None if is_self else _toggle(row),
                "links_url": f"/users/{row.user_id}/links" if runtime.settings.providers else None,
                "password_url": f"/users/{row.user_id}/password",
                "factor_url": f"/users/{row.user_id}/second-factor/off"
                if user_pages.has_factor(runtime, actor(), user_id)
                else None,
            },
            "roles": _role_choices(request.form.getlist("roles") if error else sorted(row.roles)),
            "districts": _district_choices(runtime, row.districts, as_sent=error is not None),
            "until": typed_parts("until"),
            "history": _history(runtime, user_id),
            "error": error,
        },
        crumbs=[(msg("Users"), "/users"), (row.name, None)],
    )


def _history(runtime: Runtime, user_id: int) -> Context:
    found = user_pages.history(runtime, actor(), user_id)
    return {
        "spans": [
            {
                "role": role_word(one.role),
                "districts": ", ".join(one.districts),
                "from_day": one.from_day,
                "to_day": one.to_day,
            }
            for one in found.spans
        ],
        "changes": [{"at": one.at, "by": one.by or msg("command line")} for one in found.changes],
    }


def _role_choices(chosen: Sequence[str]) -> list[Context]:
    return [
        {"id": role.value, "label": role_word(role), "chosen": role in chosen} for role in user_pages.ROLES
    ]


def _district_choices(runtime: Runtime, held: frozenset[int], *, as_sent: bool = True) -> list[Context]:
    found = user_pages.districts_to_choose(runtime, actor(), held)
    chosen = _districts() if as_sent else held
    return [
        {"id": str(one.district_id), "label": one.name, "chosen": one.district_id in chosen} for one in found
    ]


def _districts() -> frozenset[int]:
    sent = (one for one in request.form.getlist("districts") if one.isascii() and one.isdigit())
    return frozenset(int(one) for one in sent if len(one) < 18)


def _chosen() -> list[Role]:
    known = {role.value: role for role in user_pages.ROLES}
    return [known[one] for one in request.form.getlist("roles") if one in known]
