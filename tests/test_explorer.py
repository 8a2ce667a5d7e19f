"""The explorer: every arrow opens its sentences, nothing in an article can run, and nothing is fetched."""

import html
import json
import re
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from browser import FLAGS, chromium
from tie_tables import doctests_pass

from geoanalysis.network.graph import influence_graph
from geoanalysis.network.layout import layout
from geoanalysis.showing import explorer
from geoanalysis.showing.explorer import View, evidence_table, explore

#: Would set a mark, or leave the script element, if any of it were taken for markup.
PROBE = "</script><script>window.hit=1</script><img src=x onerror=window.hit=2>\u2028'\"&<b>"


def claims() -> pd.DataFrame:
    rows = [
        ("t1", "Iran", "Iraq", "AID", "actual", "2020-07", "Iran supplies Iraq with electricity.", "Iran", "Iraq"),
        ("t2", "Iran", "Iraq", "CONSULT", "actual", "", "Iranian ministers visit Iraq.", "Iranian", "Iraq"),
        ("t3", "United States", "Iraq", "ASSAULT", "actual", "2003", "The US invaded Iraq.", "US", "Iraq"),
        ("t4", f"Group {PROBE}", "Iraq", "THREATEN", "actual", "2021-01-02", f"A group {PROBE} threatens Iraq.", "group", "Iraq"),
    ]
    names = ["tie_id", "source", "target", "type", "status", "date", "evidence", "source_text", "target_text"]
    return pd.DataFrame(rows, columns=names).assign(doc_id="a", confidence=0.9, rule=f"verb {PROBE}", trigger="supplies")


DOCUMENTS = pd.DataFrame({"doc_id": ["a"], "title": [f"Title {PROBE}"], "date": ["2020-07-19"]})


def data_of(view: View) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', view.page, re.DOTALL)[1])


def test_doctests():
    assert doctests_pass(explorer)


def test_every_edge_knows_its_ties():
    ties = claims()
    graph = influence_graph(ties)
    data = data_of(explore(graph, ties, documents=DOCUMENTS))
    assert len(data["edges"]) == graph.size()
    for edge in data["edges"]:
        carried = [data["ties"][index]["evidence"] for index in edge["ties"]]
        expected = graph.edges[edge["source"], edge["target"]]["ties"]
        assert carried == ties.set_index("tie_id")["evidence"][expected].tolist()


def test_the_page_asks_for_nothing_and_allows_nothing():
    for view in (explore(influence_graph(claims()), claims()), evidence_table(claims())):
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', view.page)[1]
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy
        assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", view.page.replace("\\u003c", ""))
        assert view.page.count("</script>") == 2
        assert "innerHTML" not in view.page


def test_bundle_has_page_picture_and_text():
    bundle = explore(influence_graph(claims()), claims())._repr_mimebundle_()
    assert set(bundle) == {"text/html", "image/png", "text/plain"}
    frame = re.fullmatch(r'<iframe srcdoc="([^"]*)" sandbox="allow-scripts" .*></iframe>', bundle["text/html"], re.DOTALL)
    assert html.unescape(frame[1]).startswith("<!doctype html>")
    assert "image/png" not in evidence_table(claims())._repr_mimebundle_()


def test_same_input_same_page_in_any_order():
    ties = claims()
    graph = influence_graph(ties)
    assert explore(graph, ties).page == explore(influence_graph(ties), ties.copy()).page
    assert layout(graph).equals(layout(influence_graph(ties.iloc[::-1])))


def test_no_ties_give_an_empty_page():
    ties = claims().iloc[:0]
    assert repr(explore(influence_graph(ties), ties)) == "Influence graph: 0 actors, 0 edges, 0 ties"
    assert data_of(evidence_table(ties))["ties"] == []


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    if chromium() is None:
        pytest.skip("no Chromium on this machine; apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser):
    """A page on which every request but the file itself is refused and remembered."""
    context = browser.new_context(viewport={"width": 1200, "height": 720})
    opened = context.new_page()
    opened.faults = []

    def guard(route):
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            opened.faults.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    opened.on("console", lambda message: opened.faults.append(message.text))
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    yield opened
    assert opened.faults == []
    assert opened.evaluate("window.hit") is None
    context.close()


def open_view(page, view: View, folder: Path) -> None:
    page.goto(view.save(folder / "view.html").as_uri())


def test_click_opens_sentences_with_marks(page, tmp_path):
    open_view(page, explore(influence_graph(claims()), claims(), documents=DOCUMENTS), tmp_path)
    page.locator('.hit[aria-label="Iran → Iraq"]').dispatch_event("click")
    side = page.locator("#side")
    assert side.locator("article").count() == 2
    assert "Iran supplies Iraq with electricity." in side.inner_text()
    # "Iran" is marked as a word of its own, and "Iranian" whole.
    assert side.locator("mark").all_inner_texts() == ["Iran", "supplies", "Iraq", "Iranian", "Iraq"]
    page.locator('.node[aria-label^="Group"]').press("Enter")
    assert PROBE.replace("\u2028", "") in side.inner_text().replace("\u2028", "").replace("\n", "")


def test_a_real_mouse_hits_an_arrow(page, tmp_path):
    open_view(page, explore(influence_graph(claims()), claims()), tmp_path)
    point = page.evaluate("""() => { const path = document.querySelector('.hit'), middle = path.getPointAtLength(path.getTotalLength() / 2);
        const at = middle.matrixTransform(path.getScreenCTM()); return [at.x, at.y]; }""")
    page.mouse.move(*point)
    assert page.locator("#tip").is_visible()
    page.mouse.click(*point)
    assert page.locator("#side article").count() >= 1


def test_filters_search_drag_and_zoom(page, tmp_path):
    open_view(page, explore(influence_graph(claims()), claims()), tmp_path)
    shown = page.locator(".hit:visible")
    every = shown.count()
    page.locator("#from").fill("2021")
    # The undated visit stays, so the pair does; the invasion of 2003 goes.
    assert shown.count() == every - 1
    page.locator("#from").fill("")
    page.locator("summary", has_text="Types").click()
    page.locator('input[data-name="ASSAULT"]').uncheck()
    assert shown.count() == every - 1
    page.locator("summary", has_text="Types").click()
    page.locator("#search").fill("iran")
    assert page.locator('.node[aria-label="Iran"]').get_attribute("class").split() == ["node"]
    assert "faint" in page.locator('.node[aria-label="Iraq"]').get_attribute("class")
    page.locator("#search").fill("")
    node = page.locator('.node[aria-label="Iran"]')
    before = node.get_attribute("transform")
    box = node.locator("path").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 40)
    page.mouse.up()
    assert node.get_attribute("transform") != before
    scale = page.locator("#net > g").get_attribute("transform")
    page.mouse.wheel(0, -300)
    page.wait_for_function("before => document.querySelector('#net > g').getAttribute('transform') !== before", arg=scale)


def test_table_sorts_and_filters(page, tmp_path):
    open_view(page, evidence_table(claims(), documents=DOCUMENTS), tmp_path)
    rows = page.locator("#body tr")
    assert rows.count() == 4
    page.locator("th button", has_text="date").click()
    assert [row.split()[0] for row in page.locator("#body td.date").all_inner_texts() if row] == ["2003", "2020-07", "2021-01-02"]
    page.locator("#search").fill("electricity iran")
    assert rows.count() == 1
    page.locator("#search").fill("")
    page.locator("#type").select_option("ASSAULT")
    assert rows.count() == 1


def inside(page, within: str = "#net") -> bool:
    """Tell whether every actor stands on the sheet, and the sheet is large enough to see them."""
    return page.evaluate("""within => { const sheet = document.querySelector(within).getBoundingClientRect();
        return sheet.width > 200 && sheet.height > 150 && [...document.querySelectorAll('.node path')].every(node => {
            const box = node.getBoundingClientRect();
            return box.width > 2 && box.left >= sheet.left && box.right <= sheet.right
                && box.top >= sheet.top && box.bottom <= sheet.bottom;
        }); }""", within)


def test_fits_a_phone(page, tmp_path):
    page.set_viewport_size({"width": 355, "height": 640})
    open_view(page, explore(influence_graph(claims()), claims()), tmp_path)
    assert inside(page)
    page.locator('.hit[aria-label="Iran → Iraq"]').dispatch_event("click")
    quote = page.locator("#side blockquote").first.bounding_box()
    assert quote["x"] + quote["width"] <= 355 and quote["y"] < 640
    open_view(page, evidence_table(claims(), documents=DOCUMENTS), tmp_path)
    evidence = page.locator("td.wide").first.bounding_box()
    assert evidence["width"] > 200 and evidence["x"] + evidence["width"] <= 355
    assert page.locator(".rows").evaluate("rows => rows.scrollWidth <= rows.clientWidth")


@pytest.mark.parametrize("hidden", ["display: none", "content-visibility: auto; margin-top: 9000px; width: 900px"])
def test_a_page_that_is_shown_after_it_was_loaded(page, tmp_path, hidden):
    """A notebook loads the frame out of sight and gives it a place later."""
    view = explore(influence_graph(claims()), claims())
    file = tmp_path / "notebook.html"
    file.write_text(f'<!doctype html><div id="cell" style="{hidden}"><iframe srcdoc="{html.escape(view.page)}" '
                    'sandbox="allow-scripts" style="width: 100%; height: 100%"></iframe></div>', encoding="utf-8")
    page.route("about:srcdoc", lambda route: route.continue_())
    page.goto(file.as_uri())
    page.wait_for_timeout(300)
    page.evaluate("document.getElementById('cell').style = 'width: 900px; height: 600px'")
    page.evaluate("document.getElementById('cell').scrollIntoView()")
    page.wait_for_timeout(300)
    assert inside(page.frames[1])


def test_what_is_chosen_stands_out_until_it_is_let_go(page, tmp_path):
    open_view(page, explore(influence_graph(claims()), claims()), tmp_path)
    back = page.locator(".node.aside")
    page.locator("#search").fill("iran")
    page.locator("#search").press("Enter")
    assert page.locator("#side h3").inner_text() == "Iran" and page.locator("#side article").count() == 2
    page.locator("#search").fill("")
    assert {node.get_attribute("aria-label")[:5] for node in back.all()} == {"Unite", "Group"}
    # Iraq was a neighbour by two ties; with both filtered out nothing leads there.
    page.locator("#from").fill("2022")
    page.locator("summary", has_text="Types").click()
    page.locator('input[data-name="CONSULT"]').uncheck()
    assert back.count() == 3
    page.keyboard.press("Escape")
    assert back.count() == 0 and "Click an arrow" in page.locator("#side").inner_text()


def test_key_and_buttons_stand_in_for_colour_and_wheel(page, tmp_path):
    ties = claims()
    actors = pd.DataFrame({"name": ["Iran", "Iraq"], "kind": ["state", "state"], "country": ["IRN", "IRQ"]})
    open_view(page, explore(influence_graph(ties, actors=actors), ties), tmp_path)
    assert page.locator("#key > span").all_inner_texts() == ["kind not known", "state", "cooperation", "conflict"]
    page.locator('.hit[aria-label="United States → Iraq"]').press("Enter")
    assert "conflict, weight of influence" in page.locator("#side").inner_text()
    zoom = "Number(/scale\\((.*)\\)/.exec(document.querySelector('#net > g').getAttribute('transform'))[1])"
    steps = [page.evaluate(zoom)]
    for button in ("zoom in", "zoom out", "fit"):
        page.get_by_role("button", name=button).click()
        steps.append(page.evaluate(zoom))
    assert steps[1] > steps[0] == pytest.approx(steps[2]) == pytest.approx(steps[3])


def test_no_reading_is_shown_as_certain(page, tmp_path):
    ties = claims().assign(confidence=[0.999, 0.9, 1.0, None])
    open_view(page, evidence_table(ties), tmp_path)
    assert page.locator("td.number").all_inner_texts() == ["> 0.99", "0.90", "> 0.99", "not scored"]


def test_an_outlier_does_not_crowd_the_rest():
    """A long chain at one side of a dense middle leaves room in the middle."""
    middle = [(f"a{i}", f"a{j}") for i in range(12) for j in range(i) if (i + j) % 3 == 0]
    chain = [("a0", "b0"), *((f"b{i}", f"b{i + 1}") for i in range(8))]
    places = layout(nx.Graph([*middle, *chain]))
    dense = places.loc[[f"a{i}" for i in range(12)]]
    assert (dense.max() - dense.min()).prod() > 0.38
