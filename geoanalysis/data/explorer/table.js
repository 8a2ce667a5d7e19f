const $ = id => document.getElementById(id);
const rows = data.ties.map(tie => ({ ...tie, document: data.documents[tie.doc_id] || tie.doc_id }));
/* A column that says nothing of any tie would only push others off the screen. */
const columns = ["source", "type", "target", "status", "date", "confidence", "evidence", "claimed_by", "document", "rule"]
  .filter(column => !rows.length || rows.some(row => row[column] !== ""));
let key = "", down = false;

function cell(row, column) {
  if (column === "evidence") return make("td", { class: "wide", dir: "auto" }, ...quote(row));
  if (column === "status") return make("td", {}, make("span", { class: "tag " + row.status }, row.status));
  const number = column === "confidence", facts = ["confidence", "claimed_by", "document", "rule"].includes(column);
  const kind = number ? "number" : facts ? "narrow " + column : column === "date" ? "date" : "";
  /* Where the sheet is too narrow for columns, facts bear their names themselves. */
  return make("td", { class: kind, dir: "auto", "data-name": facts && column.replace("_", " ") }, number ? chance(row[column]) : String(row[column]));
}

function refresh() {
  const words = folded($("search").value).split(/\s+/).filter(Boolean);
  const shown = rows.filter(row => (!$("type").value || row.type === $("type").value)
    && (!$("status").value || row.status === $("status").value)
    && words.every(word => columns.some(column => folded(row[column]).includes(word))));
  if (key) shown.sort((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0) * (down ? -1 : 1));
  for (const th of $("head").children) th.setAttribute("aria-sort", th.dataset.key !== key ? "none" : down ? "descending" : "ascending");
  $("body").replaceChildren(...shown.map(row => make("tr", {}, ...columns.map(column => cell(row, column)))));
  $("count").textContent = `${shown.length} of ${rows.length} ties`;
}

for (const column of columns) {
  $("head").append(make("th", { "data-key": column }, make("button", { type: "button", onclick: () => {
    down = key === column && !down;
    key = column;
    refresh();
  } }, column.replace("_", " "))));
}
for (const id of ["type", "status"]) {
  for (const name of [...new Set(rows.map(row => row[id]))].sort()) $(id).append(make("option", { value: name }, name));
  $(id).addEventListener("change", refresh);
}
$("search").addEventListener("input", refresh);
refresh();
