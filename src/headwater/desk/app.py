"""The desk as a web application: which address shows what."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from headwater.desk import changing, events, listing, overview, people, questions, reading, review
from headwater.desk.adding import Intake
from headwater.desk.ask import Ask, Missing
from headwater.desk.desk import Desk
from headwater.desk.guard import Guard
from headwater.desk.handing import Press
from headwater.desk.rendering import own_file, page, table, twin
from headwater.errors import HeadwaterError, LedgerBusy
from headwater.publishing.listings import Cell

View = Callable[[Ask], dict[str, Any]]
Rows = Callable[[Ask], tuple[Iterable[str], Iterable[Iterable[Cell]]]]


@dataclass(frozen=True, slots=True)
class Page:
    """An address, the template that shows it, and the view that finds what is shown; ``rows`` is its table."""

    path: str
    template: str
    view: View
    rows: Rows | None = None


PAGES = (
    Page("/", "overview.html", overview.overview),
    Page("/claims", "claims.html", listing.claims, listing.claims_table),
    Page("/claim/{id}", "claim.html", listing.claim),
    Page("/event/{id}", "event.html", events.event, events.event_table),
    Page("/questions", "questions.html", questions.questions, questions.questions_table),
    Page("/question/{id}", "question.html", questions.question_page, questions.question_table),
    Page("/conflicts", "conflicts.html", listing.conflicts, listing.conflicts_table),
    Page("/timeline", "timeline.html", listing.timeline, listing.timeline_table),
    Page("/actors", "actors.html", people.actors, people.actors_table),
    Page("/actor", "actor.html", people.actor, people.actor_table),
    Page("/origins", "origins.html", people.origins, people.origins_table),
    Page("/origin/{id}", "origin.html", people.origin, people.origin_table),
    Page("/sources", "sources.html", people.sources, people.sources_table),
    Page("/source", "source.html", people.source, people.source_table),
    Page("/document", "document.html", reading.document, reading.document_table),
    Page("/scenarios", "scenarios.html", overview.scenarios, overview.scenarios_table),
    Page("/review", "review.html", review.queue),
    Page("/decisions", "decisions.html", review.log, review.log_table),
    Page("/runs", "runs.html", overview.runs, overview.refused_table),
    Page("/add", "add.html", changing.adding),
    Page("/job/{id}", "job.html", changing.job),
    Page("/export", "export.html", changing.export),
)
"""Every page. Each has a JSON twin at the same address with ``.json`` (the overview's is ``/overview.json``)."""

_FILES = {"desk.css": "text/css", "desk.js": "text/javascript"}


def application(desk: Desk, intake: Intake | None = None) -> Starlette:
    """The web application of one ledger."""
    routes: list[Route] = []
    for each in PAGES:
        stem = each.path if each.path != "/" else "/overview"
        routes.append(Route(f"{stem}.json", _shown(each, "json")))
        if each.rows:
            routes.append(Route(f"{stem}.csv", _shown(each, "csv")))
        routes.append(Route(each.path, _shown(each, "html")))
    routes += [Route(f"/{name}", _file(name, kind)) for name, kind in _FILES.items()]
    routes += [Route(path, end, methods=["POST"]) for path, end in changing.ENDPOINTS.items()]
    routes += [Route(path, end) for path, end in changing.DOWNLOADS.items()]
    found = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, door=desk.door)],
        exception_handlers={
            Missing: _missing,
            review.Unfit: _unfit,
            HeadwaterError: _failed,
            HTTPException: _http,
            Exception: _broken,
        },
        lifespan=_lifespan,
    )
    found.state.desk = desk
    found.state.press = Press(desk)
    found.state.intake = intake or Intake(desk)
    return found


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    yield
    await run_in_threadpool(app.state.desk.ledger.close)


def _shown(own: Page, form: str) -> Callable[[Request], Any]:
    def endpoint(request: Request) -> Response:
        ask = Ask(request, request.app.state.desk)
        if form == "csv" and own.rows:
            return table(own.path.split("/")[1], *own.rows(ask))
        data = own.view(ask)
        return twin(data) if form == "json" else page(ask, own.template, data)

    return endpoint


def _file(name: str, kind: str) -> Callable[[Request], Any]:
    def endpoint(request: Request) -> Response:
        return Response(own_file(name), media_type=kind, headers={"Cache-Control": "no-cache"})

    return endpoint


def _told(request: Request, status: int, what: str, why: str, remedy: str) -> Response:
    """What went wrong and what to do, as a page or its twin."""
    data = {"what": what, "why": why, "remedy": remedy, "status": status}
    if request.url.path.endswith(".json") or "application/json" in request.headers.get("accept", ""):
        return twin({"error": data}, status)
    return page(Ask(request, request.app.state.desk), "error.html", data, status)


def _missing(request: Request, error: Exception) -> Response:
    return _told(
        request, 404, "Not in this ledger", f"There is no {error}.",
        "It may have gone with a new reading of its report. Search for its words, or open another ledger.",
    )  # fmt: skip


def _unfit(request: Request, error: Exception) -> Response:
    return _told(request, 400, "Nothing was written", str(error), "Your earlier decisions are kept.")


def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HeadwaterError)
    if isinstance(error, LedgerBusy):
        return _told(request, 503, "The ledger is busy", f"{error.what}: {error.value}", f"{error.remedy}.")
    remedy = error.remedy
    if "readonly" in error.what or "read-only" in error.what:
        remedy = (
            "The file or its folder may only be read. Give yourself the right to write, or copy the ledger elsewhere"
        )
    return _told(request, 503, "The ledger cannot be used", f"{error.what}: {error.value}", f"{remedy}.")


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _told(request, error.status_code, str(error.detail), request.url.path[:200], "Go to the overview.")


def _broken(request: Request, error: Exception) -> Response:
    return _told(
        request, 500, "The desk made a mistake", type(error).__name__,
        "Nothing was lost: decisions are written before they are confirmed. The terminal has the details.",
    )  # fmt: skip
