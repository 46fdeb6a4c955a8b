"""Pages that take longer than a moment: what is round them is sent first, and what they hold follows.

A page is made beside its request. One that is ready at once is sent as a whole, and so is an address that is wrong.
Else the browser gets the head of the page, which paints its bar and fetches its style sheets and scripts meanwhile.
"""

from __future__ import annotations

import asyncio
import threading
import traceback
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future

from starlette.responses import Response, StreamingResponse

from onrecord.serve.rendering import CONTENT

MOMENT = 0.1  # seconds
HTML = "text/html"


def answered(make: Callable[[], bytes], head: Callable[[], bytes], failed: Callable[[Exception], bytes]) -> Response:
    """The page that `make` gives, its `head` first where it takes longer than a moment.

    `failed` gives the page that tells of what `make` raises, where its status was sent already; what is raised in a
    moment is raised here.
    """
    page: Future[bytes] = Future()

    def work() -> None:
        try:
            page.set_result(make())
        except BaseException as error:
            page.set_exception(error)

    thread = threading.Thread(target=work, name="page", daemon=True)
    thread.start()
    thread.join(MOMENT)
    if page.done():
        return Response(page.result(), media_type=HTML)
    first = head()  # before anything is sent: the thread that counts may hold the interpreter for half a second

    async def parts() -> AsyncIterator[bytes]:
        yield first
        try:
            body = await asyncio.wrap_future(page)
        except Exception as error:
            traceback.print_exception(error)
            body = failed(error)
        yield body.partition(CONTENT.encode())[2]

    return StreamingResponse(parts(), media_type=HTML)
