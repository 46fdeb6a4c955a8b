"""A visitor to the desk: a page of a browser that remembers everything that went wrong on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page

WIDE, PHONE = (1440, 900), (390, 844)


@dataclass
class Visitor:
    """`page` at `base`; `faults` are messages of the console, uncaught errors and dialogs, in order."""

    context: BrowserContext
    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        """Open an address of the desk and let its scripts come to rest."""
        self.page.goto(self.base + address)
        self.page.wait_for_load_state("networkidle")


def visitor(
    browser: Browser, base: str, size: tuple[int, int] = WIDE, dark: bool = False, scripts: bool = True
) -> Visitor:
    """A new visitor."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light",
        has_touch=size == PHONE, java_script_enabled=scripts, reduced_motion="reduce",
        accept_downloads=True,
    )  # fmt: skip
    context.set_default_timeout(30_000)
    found = Visitor(context, context.new_page(), base)

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.faults.append(f"{found.page.url}: {message.text}")

    def asked(dialog: Dialog) -> None:
        found.faults.append(f"{found.page.url}: dialog {dialog.message}")
        dialog.dismiss()

    found.page.on("console", heard)
    found.page.on("pageerror", lambda error: found.faults.append(f"{found.page.url}: {error}"))
    found.page.on("dialog", asked)
    return found
