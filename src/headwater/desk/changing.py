"""Requests that change something, and the ledger as files."""

from __future__ import annotations

import datetime as dt
import tempfile
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from headwater.desk import review
from headwater.desk.adding import Intake, pasted, place_for
from headwater.desk.ask import Ask, Missing, named
from headwater.desk.handing import NAMES, TITLE, Press
from headwater.desk.rendering import page, twin
from headwater.publishing import jsonl, tables
from headwater.publishing.issues import Issue, IssueMissing
from headwater.reading.files import LARGEST
from headwater.store import ALL
from headwater.store.wording import given

_UPLOAD = 4 * LARGEST  # bytes of one request
_FORM = 2 * 2**20  # bytes of a request that uploads nothing
_PASTED = 2_000_000  # characters
_COPIED = 2**20  # bytes of an upload that are moved at a time
_TITLE = 200  # characters
_YEAR = 365 * 24 * 3600


def adding(ask: Ask) -> dict[str, Any]:
    intake: Intake = ask.request.app.state.intake
    return {"jobs": [each.shown() for each in intake.jobs()[:10]]}


def job(ask: Ask) -> dict[str, Any]:
    """How far a job is. The page comes again by itself while it runs."""
    intake: Intake = ask.request.app.state.intake
    id = ask.request.path_params["id"]
    found = intake.job(int(id)) if id.isdecimal() and len(id) < 10 else None
    if found is None:
        raise Missing(f"reading {id[:40]} since the desk was started")
    return {"job": found.shown()}


def export(ask: Ask) -> dict[str, Any]:
    """What can be handed on. Corrections are counted so that nobody takes one dossier for the other."""
    press: Press = ask.request.app.state.press
    return {
        "claims": len(ask.columns),
        "decisions": ask.book.last,
        "corrections": press.corrections()._asdict(),
        "title": TITLE,
        "issues": [{"number": each.number, "name": each.name} for each in press.issues()],
    }


@asynccontextmanager
async def _form(request: Request, most: int) -> AsyncIterator[FormData]:
    """The request's form, if it comes from a page of this desk and is not too long."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise HTTPException(411, "The request does not say how long it is")
    if int(length) > most:
        raise HTTPException(413, f"That is more than {most:,} bytes at once; add it in parts")
    async with request.form(max_files=1_000, max_fields=5_000, max_part_size=4 * _PASTED) as form:
        token = form.get("token")
        if not isinstance(token, str) or not request.app.state.desk.door.fits(token):
            raise HTTPException(403, "This page is older than the desk: load it again, then repeat")
        yield form


async def decide(request: Request) -> Response:
    async with _form(request, _FORM) as form:
        ask = Ask(request, request.app.state.desk)
        found = await run_in_threadpool(review.decide, ask, form)
        json = "application/json" in request.headers.get("accept", "")
        if isinstance(found, review.Stale):
            data = await run_in_threadpool(review.stale, ask, found)
            return twin(data, 409) if json else await run_in_threadpool(page, ask, "stale.html", data, 409)
        if json:
            return twin({"decisions": [each.id for each in found]})
        back = form.get("back")
        return RedirectResponse(review.back(back if isinstance(back, str) else "/"), 303)


async def add(request: Request) -> Response:
    async with _form(request, _UPLOAD) as form:
        intake: Intake = request.app.state.intake
        text, url = (str(form.get(name) or "").strip() for name in ("text", "url"))
        files = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
        if len(text) > _PASTED:
            raise review.Unfit(f"{len(text):,} characters are too many to paste; save them as a file and drop that.")
        if url and not files and not text:
            if len(url) > 2_000:
                raise review.Unfit("That address is too long. Save the page in the browser and drop the file.")
            job = intake.add(url, intake.folder(), address=url)
        elif files:
            folder = intake.folder()
            for number, each in enumerate(files):
                await _keep(each, place_for(folder, number, each.filename or ""))
            job = intake.add(", ".join(str(each.filename)[:200] for each in files[:5]), folder)
        elif text:
            folder = intake.folder()
            given = {name: str(form.get(name) or "")[:2_000] for name in ("title", "publisher", "date", "source")}
            what = pasted(
                folder, text=text, title=given["title"], publisher=given["publisher"], date=given["date"],
                url=given["source"],
            )  # fmt: skip
            job = intake.add(given["title"] or what, folder)
        else:
            raise review.Unfit("Nothing was given. Choose files, paste a text, or give an address.")
        return RedirectResponse(f"/job/{job.id}", 303)


async def join(request: Request) -> Response:
    """Join the claims anew, as a job whose page shows when it is done."""
    async with _form(request, _FORM):
        return RedirectResponse(f"/job/{request.app.state.intake.join().id}", 303)


async def me(request: Request) -> Response:
    """Keep a reviewer's name, or whether the keyboard's letters are on, in a cookie of this browser."""
    async with _form(request, _FORM) as form:
        answer = RedirectResponse(review.back(str(form.get("back") or "/review")), 303)
        who = form.get("who")
        if isinstance(who, str):
            answer.set_cookie(
                "headwater_who", quote(named(who), errors="replace"), max_age=_YEAR, httponly=True, samesite="strict"
            )
        if form.get("keys") in ("on", "off"):
            answer.set_cookie("headwater_keys", str(form.get("keys")), max_age=_YEAR, httponly=True, samesite="strict")
        return answer


def exported(request: Request) -> Response:
    """The whole ledger, decisions included, as JSON lines and tables in one ZIP."""
    ledger = request.app.state.desk.ledger
    folder = tempfile.TemporaryDirectory(prefix="headwater-")
    inside = Path(folder.name)
    paths = [*jsonl.export(ledger, inside / "jsonl", ALL), *tables.export(ledger, inside / "csv", ALL)]
    bundle = inside / "export.zip"
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as file:
        for path in paths:
            file.write(path, path.relative_to(inside).as_posix())
    return FileResponse(
        bundle, media_type="application/zip", filename="headwater-export.zip", background=BackgroundTask(folder.cleanup)
    )


def dossier(request: Request) -> Response:
    """The dossier to hand on, with what people corrected: one page, or Markdown."""
    press: Press = request.app.state.press
    name = request.url.path.lstrip("/")
    title = " ".join(given(request.query_params.get("title", "")).split())[:_TITLE]
    since = _since(press, given(request.query_params.get("day", "") or request.query_params.get("since", "")).strip())
    content = press.dossier(name, title=title, since=since)
    # The page's own style stands in it, so it is told apart from the desk's pages: it is downloaded, not shown.
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=NAMES[name], headers=headers)


def _since(press: Press, name: str) -> Issue | dt.date | None:
    """The day or the issue of that name; None for no name."""
    if not name:
        return None
    try:
        found = press.since(name)
    except IssueMissing as error:
        raise HTTPException(400, f"There is no issue {name[:40]} of a dossier beside this ledger") from error
    if found is None:
        raise HTTPException(400, f"“{name[:40]}” is no day as 2031-03-08 is, and no number of an issue")
    return found


async def _keep(upload: UploadFile, path: Path) -> None:
    with path.open("wb") as file:
        while part := await upload.read(_COPIED):
            await run_in_threadpool(file.write, part)


ENDPOINTS: dict[str, Callable[[Request], Awaitable[Response]]] = {
    "/decide": decide,
    "/add": add,
    "/join": join,
    "/me": me,
}
DOWNLOADS: dict[str, Callable[[Request], Response]] = {
    "/export.zip": exported,
    **{f"/{name}": dossier for name in NAMES},
}
