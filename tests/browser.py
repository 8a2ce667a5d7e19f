"""Opens every report in headless Chromium with the network off, and fails on any request, console error or blank page.

Run as ``python -m tests.browser reports``; ``--pictures DIR`` also writes what it saw as PNG.
"""

import argparse
import shutil
import sys
from pathlib import Path

#: Flags without which Chromium itself calls out; a request of the page is caught by the route, not by these.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]


def chromium() -> str | None:
    """Return the path of a browser of this machine, or nothing."""
    return next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)


def look(files: list[Path], *, pictures: Path | None = None) -> list[str]:
    """Open pages from disk and return all that is wrong with them.

    Parameters
    ----------
    files : list of Path
        HTML files.
    pictures : Path, optional
        Folder for a PNG of the first screen and of the whole of each page.
    """
    from playwright.sync_api import sync_playwright

    faults = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        context = browser.new_context(viewport={"width": 1360, "height": 900}, offline=True)
        for file in files:
            faults += [f"{file.name}: {fault}" for fault in _faults(context, file, pictures)]
        browser.close()
    return faults


def _faults(context, file: Path, pictures: Path | None) -> list[str]:
    """Return what is wrong with one page."""
    faults = []
    page = context.new_page()
    address = file.resolve().as_uri()

    def allow(route) -> None:
        if route.request.url.split("#")[0] in (address, "about:srcdoc") or route.request.url.startswith("data:"):
            route.continue_()
        else:
            faults.append(f"asks for {route.request.url}")
            route.abort()

    page.route("**/*", allow)
    page.on("console", lambda message: faults.append(f"console {message.type}: {message.text}")
            if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.goto(address, wait_until="load")
    page.wait_for_timeout(300)
    if pictures is not None:
        page.screenshot(path=pictures / f"{file.stem}-first.png")
        # In a window as tall as the page, since a frame that was never on the screen is not painted.
        page.set_viewport_size({"width": 1360, "height": page.evaluate("document.documentElement.scrollHeight")})
        page.wait_for_timeout(500)
        page.screenshot(path=pictures / f"{file.stem}.png")
        page.set_viewport_size({"width": 1360, "height": 900})
    faults += _layout_faults(page)
    page.set_viewport_size({"width": 390, "height": 844})
    faults += [f"{fault} of a phone" for fault in _width_faults(page)]
    page.close()
    return faults


def _width_faults(page) -> list[str]:
    """Return whether a reader would have to push the page sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"is {wide} pixels wider than the window"] if wide > 0 else []


def _layout_faults(page) -> list[str]:
    """Return what a reader would miss: an empty frame, text cut off, links that lead nowhere, code that does not open."""
    faults = _width_faults(page)
    dead = page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1))"
                         ".filter(id => !document.getElementById(id) && !document.getElementById(decodeURIComponent(id)))")
    faults += [f"a link leads to #{anchor}, which is not there" for anchor in dead]
    for frame in page.frames[1:]:
        if len(frame.locator("body").inner_text().strip()) < 20:
            faults.append("a frame is empty")
    button = page.locator("#code")
    if button.count():
        closed = page.locator("details.source:not([open])").count()
        button.click()
        opened = page.locator("details.source[open]").count()
        if not closed or opened != page.locator("details.source").count():
            faults.append("the code is not folded, or does not open")
    return faults


def main() -> int:
    """Look at all pages of a folder; 0 if nothing is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pictures", type=Path)
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.html"))
    if not files:
        print(f"{options.folder}: there is no page; run make report first", file=sys.stderr)
        return 2
    if chromium() is None:
        print("there is no Chromium on this machine", file=sys.stderr)
        return 2
    if options.pictures:
        options.pictures.mkdir(parents=True, exist_ok=True)
    faults = look(files, pictures=options.pictures)
    for fault in faults:
        print(fault)
    print(f"{len(files)} pages looked at offline, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
