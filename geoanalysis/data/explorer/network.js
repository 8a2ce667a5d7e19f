const shapes = {
  state: r => `M${-r} ${-r}H${r}V${r}H${-r}Z`,
  government: r => `M0 ${-1.25 * r}L${1.25 * r} 0L0 ${1.25 * r}L${-1.25 * r} 0Z`,
  armed_group: r => `M0 ${-1.2 * r}L${1.15 * r} ${r}H${-1.15 * r}Z`,
  party: r => `M0 ${1.2 * r}L${1.15 * r} ${-r}H${-1.15 * r}Z`,
};
const circle = r => `M${-r} 0A${r} ${r} 0 1 0 ${r} 0A${r} ${r} 0 1 0 ${-r} 0Z`;
const nodes = new Map(data.nodes.map(node => [node.name, node]));
const ties = data.ties;
const view = { x: 0, y: 0, zoom: 1 };
const ranked = [...data.nodes].sort((a, b) => b.r - a.r);
const off = { type: new Set(), status: new Set() };
const SIGNS = { 1: "cooperation", "-1": "conflict", 0: "neither, or both alike" };
let from = "", to = "", chosen = null, fitted = 1, moved = false;

const $ = id => document.getElementById(id);
const svg = $("net"), side = $("side"), tip = $("tip"), intro = [...side.childNodes];
const world = svg.appendChild(make("svg:g"));
const lines = world.appendChild(make("svg:g")), dots = world.appendChild(make("svg:g"));

/* A tie without a date stays, whatever the dates chosen: nothing is known that would rule it out. */
function visible(tie) {
  return !off.type.has(tie.type) && !off.status.has(tie.status)
    && (!tie.date || ((!from || (tie.until || tie.date) >= from.slice(0, (tie.until || tie.date).length))
      && (!to || tie.date.slice(0, to.length) <= to)));
}

function hover(node, text) {
  node.addEventListener("pointermove", event => {
    tip.hidden = false;
    tip.textContent = text();
    tip.style.left = Math.min(event.clientX + 12, innerWidth - 330) + "px";
    tip.style.top = event.clientY + 14 + "px";
  });
  node.addEventListener("pointerleave", () => { tip.hidden = true; });
}

function activate(node, action) {
  node.addEventListener("click", action);
  node.addEventListener("keydown", event => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); action(); }
  });
}

function claim(tie) {
  const facts = [tie.date || "no date", data.documents[tie.doc_id] || tie.doc_id, `confidence ${chance(tie.confidence)}`,
    tie.claimed_by && `on the word of ${tie.claimed_by}`, `rule ${tie.rule}`].filter(Boolean);
  return make("article", {},
    make("div", {}, make("b", { dir: "auto" }, `${tie.source} → ${tie.target}`), " ", make("span", { class: "tag" }, tie.type),
      " ", make("span", { class: "tag " + tie.status }, tie.status)),
    make("blockquote", { dir: "auto" }, ...quote(tie)), make("div", { class: "soft" }, facts.join(" · ")));
}

function show(title, note, list) {
  side.replaceChildren(make("h3", { dir: "auto" }, title), make("div", { class: "soft" }, note), ...list.map(claim));
  side.scrollTop = 0;
}

function choose(thing) {
  if (chosen) chosen.mark.classList.remove("chosen");
  chosen = thing;
  stand();
  if (!thing) { side.replaceChildren(...intro); return; }
  thing.mark.classList.add("chosen");
  const seen = thing.ties.filter(visible);
  show(thing.title, `${seen.length} of ${thing.ties.length} ties with the filters set` + (thing.note ? " · " + thing.note : ""), seen);
}

/* What is chosen stands out with those it is tied to by an arrow in sight; the rest steps back. */
function stand() {
  const near = new Set(chosen ? [chosen.name || chosen.source, chosen.name || chosen.target] : []);
  for (const edge of data.edges) {
    const own = edge === chosen || (chosen && [edge.source, edge.target].includes(chosen.name));
    if (own && edge.seen) near.add(edge.source).add(edge.target);
    edge.mark.classList.toggle("aside", Boolean(chosen) && !own);
  }
  for (const node of data.nodes) {
    node.near = near.has(node.name);
    node.mark.classList.toggle("aside", Boolean(chosen) && !node.near);
  }
  name();
}

for (const node of data.nodes) {
  node.mark = make("svg:g", { class: "node", tabindex: 0, role: "button", "aria-label": node.name },
    make("svg:path", { d: (shapes[node.kind] || circle)(node.r), fill: node.colour }),
    make("svg:text", {}, node.name));
  node.title = node.name;
  node.note = (node.kind || "kind not known").replace("_", " ");
  node.ties = [];
  dots.append(node.mark);
  hover(node.mark, () => `${node.name}, ${node.note}`);
  activate(node.mark, () => choose(node));
  node.mark.addEventListener("pointerdown", event => { event.stopPropagation(); drag(event, (dx, dy) => {
    node.x += dx / view.zoom; node.y += dy / view.zoom; place(); name(); }); });
}
for (const edge of data.edges) {
  edge.ties = edge.ties.map(index => ties[index]);
  edge.title = `${edge.source} → ${edge.target}`;
  edge.note = `${SIGNS[edge.sign]}, weight of influence ${edge.weight}`;
  edge.hit = make("svg:path", { class: "hit", tabindex: 0, role: "button", "aria-label": edge.title });
  edge.mark = make("svg:path", { class: "edge", stroke: edge.colour, "stroke-dasharray": edge.dash, "marker-end": `url(#a${edge.sign})` });
  lines.append(edge.hit, edge.mark);
  hover(edge.hit, () => `${edge.title}: ${edge.ties.filter(visible).length} ties, ${edge.note}`);
  activate(edge.hit, () => choose(edge));
  for (const name of [edge.source, edge.target]) nodes.get(name).ties.push(...edge.ties.filter(tie => !nodes.get(name).ties.includes(tie)));
}

function place() {
  for (const node of data.nodes) node.mark.setAttribute("transform", `translate(${node.x} ${node.y})`);
  for (const edge of data.edges) {
    const a = nodes.get(edge.source), b = nodes.get(edge.target);
    const dx = b.x - a.x, dy = b.y - a.y, length = Math.hypot(dx, dy) || 1;
    const cx = (a.x + b.x) / 2 + dy * edge.curve, cy = (a.y + b.y) / 2 - dx * edge.curve;
    const back = Math.hypot(b.x - cx, b.y - cy) || 1, gap = Math.min(b.r + 4, length / 2);
    const d = `M${a.x} ${a.y}Q${cx} ${cy} ${b.x - (b.x - cx) / back * gap} ${b.y - (b.y - cy) / back * gap}`;
    edge.hit.setAttribute("d", d);
    edge.mark.setAttribute("d", d);
  }
}

function refresh() {
  let count = 0;
  const alive = new Set();
  for (const edge of data.edges) {
    const share = edge.ties.length ? edge.ties.filter(visible).length / edge.ties.length : 1;
    edge.seen = share > 0;
    if (share) { count += 1; alive.add(edge.source).add(edge.target); }
    edge.hit.style.display = edge.mark.style.display = share ? "" : "none";
    edge.mark.setAttribute("stroke-width", edge.width * Math.sqrt(share));
  }
  const wanted = folded($("search").value.trim());
  for (const node of data.nodes) {
    const found = !wanted || folded(node.name).includes(wanted);
    node.mark.classList.toggle("faint", !found || !alive.has(node.name));
    node.wanted = Boolean(wanted && found);
  }
  stand();
  $("count").textContent = `${count} of ${data.edges.length} edges`;
  if (chosen) choose(chosen);
}

/* A name stands where it covers no other: right, left, above or below. If nowhere, the lesser actor's waits for a nearer look. */
function name() {
  const taken = [], sheet = svg.clientWidth;
  const bodies = ranked.filter(node => chosen ? node.near : node.named)
    .map(node => [node, (node.x - node.r) * view.zoom, node.y * view.zoom, 2 * node.r * view.zoom]);
  for (const node of chosen ? [...ranked].sort((a, b) => b.near - a.near) : ranked) {
    const [x, y, r] = [node.x * view.zoom, node.y * view.zoom, node.r * view.zoom], width = 6.4 * node.name.length + 4;
    const spots = [["start", r + 3, 4, x + r], ["end", -r - 3, 4, x - r - width], ["middle", 0, -r - 4, x - width / 2],
      ["middle", 0, r + 12, x - width / 2]];
    const inside = spots.filter(spot => view.x + spot[3] > 0 && view.x + spot[3] + width < sheet);
    const clear = (inside.length ? inside : spots).filter(spot => taken.every(box => spot[3] > box[0] + box[2]
      || spot[3] + width < box[0] || Math.abs(y + spot[2] - box[1]) > 13));
    const free = clear.find(spot => bodies.every(([other, left, middle, broad]) => other === node || spot[3] > left + broad
      || spot[3] + width < left || Math.abs(y + spot[2] - 4 - middle) > 6 + broad / 2));
    const shown = node.wanted || node === chosen || (free && (chosen ? node.near : node.named || view.zoom >= 1.8 * fitted));
    const [anchor, dx, dy, left] = free || spots[0];
    if (shown) taken.push([left, y + dy, width]);
    const text = node.mark.lastChild;
    text.setAttribute("text-anchor", anchor);
    text.setAttribute("x", dx / view.zoom);
    text.setAttribute("y", dy / view.zoom);
    node.mark.classList.toggle("quiet", !shown);
  }
}

function look() {
  world.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.zoom})`);
  /* Names stay as large as they are on the sheet, so that zooming in draws them apart. */
  world.style.setProperty("--text", `${11 / view.zoom}px`);
  name();
}

function drag(event, move) {
  let last = [event.clientX, event.clientY];
  moved = false;
  const step = e => { moved = true; move(e.clientX - last[0], e.clientY - last[1]); last = [e.clientX, e.clientY]; };
  const stop = () => { removeEventListener("pointermove", step); svg.classList.remove("moving"); };
  svg.classList.add("moving");
  addEventListener("pointermove", step);
  addEventListener("pointerup", stop, { once: true });
}

function zoom(factor, x, y) {
  const next = Math.min(20 * fitted, Math.max(0.4 * fitted, view.zoom * factor));
  view.x = x - (x - view.x) * next / view.zoom;
  view.y = y - (y - view.y) * next / view.zoom;
  view.zoom = next;
  look();
}

function fit() {
  /* A notebook may load the page before it gives it a place. */
  const box = svg.getBoundingClientRect(), room = Math.min(60, box.width / 8);
  const xs = data.nodes.map(node => node.x), ys = data.nodes.map(node => node.y);
  if (!xs.length || !box.width || !box.height) return;
  const width = Math.max(...xs) - Math.min(...xs) || 1, height = Math.max(...ys) - Math.min(...ys) || 1;
  view.zoom = fitted = Math.min((box.width - 2.6 * room) / width, Math.max(box.height - room, 1) / height);
  view.x = (box.width - 1.6 * room) / 2 - view.zoom * (Math.max(...xs) + Math.min(...xs)) / 2;
  view.y = box.height / 2 - view.zoom * (Math.max(...ys) + Math.min(...ys)) / 2;
  look();
}

function menu(key, names) {
  const list = $(key + "s");
  for (const name of names) {
    const box = make("input", { type: "checkbox", checked: true, "data-name": name });
    box.addEventListener("change", () => { off[key][box.checked ? "delete" : "add"](name); refresh(); });
    list.append(make("label", {}, box, name, make("span", { class: "soft" }, ` ${ties.filter(tie => tie[key] === name).length}`)));
  }
  const all = make("button", {}, "all / none");
  all.addEventListener("click", () => {
    const boxes = [...list.querySelectorAll("input")], on = boxes.some(box => !box.checked);
    for (const box of boxes) { box.checked = on; off[key][on ? "delete" : "add"](box.dataset.name); }
    refresh();
  });
  list.prepend(all);
}

/* What the shapes, colours and dashes in the picture stand for. */
function key(shape, words) {
  $("key").append(make("span", {}, make("svg:svg", { viewBox: "-10 -6 20 12", "aria-hidden": "true" }, make("svg:path", shape)), words));
}
for (const node of [...new Map(data.nodes.map(one => [one.kind, one])).values()].sort((a, b) => a.kind < b.kind ? -1 : 1)) {
  key({ d: (shapes[node.kind] || circle)(5), fill: node.colour }, node.note);
}
for (const edge of [...new Map(data.edges.map(one => [one.sign, one])).values()].sort((a, b) => b.sign - a.sign)) {
  key({ d: "M-10 0H10", stroke: edge.colour, "stroke-width": 2, "stroke-dasharray": edge.dash }, SIGNS[edge.sign]);
}

menu("type", [...new Set(ties.map(tie => tie.type))].sort());
menu("status", [...new Set(ties.map(tie => tie.status))].sort());
for (const id of ["from", "to"]) {
  $(id).addEventListener("input", () => {
    const value = $(id).value.trim();
    const ok = value === "" || /^\d{4}(-\d{2}(-\d{2})?)?$/.test(value);
    $(id).style.borderColor = ok ? "" : "#b2182b";
    if (!ok) return;
    if (id === "from") from = value; else to = value;
    refresh();
  });
}
$("search").addEventListener("input", refresh);
/* Without a mouse it is a long way through all arrows to an actor. */
$("search").addEventListener("keydown", event => {
  const first = ranked.find(node => node.wanted);
  if (event.key === "Enter" && first) choose(first);
});
$("fit").addEventListener("click", fit);
for (const [id, factor] of [["closer", 1.4], ["farther", 1 / 1.4]]) {
  $(id).addEventListener("click", () => zoom(factor, svg.clientWidth / 2, svg.clientHeight / 2));
}
svg.addEventListener("click", event => { if (event.target === svg && !moved) choose(null); });
addEventListener("keydown", event => { if (event.key === "Escape") choose(null); });
document.addEventListener("click", event => {
  for (const open of document.querySelectorAll("details.menu[open]")) if (!open.contains(event.target)) open.open = false;
});
svg.addEventListener("wheel", event => {
  event.preventDefault();
  const box = svg.getBoundingClientRect();
  zoom(Math.exp(-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top);
}, { passive: false });
svg.addEventListener("pointerdown", event => drag(event, (dx, dy) => { view.x += dx; view.y += dy; look(); }));
place();
refresh();
/* Calls at once, and again whenever the sheet gets another size, or gets one at all. */
new ResizeObserver(fit).observe(svg);
