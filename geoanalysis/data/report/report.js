// Opens and closes all code of the page at once; a single cell needs no script.
const button = document.getElementById("code");
button.addEventListener("click", () => {
  const show = button.textContent.startsWith("Show");
  for (const cell of document.querySelectorAll("details.source")) cell.open = show;
  button.textContent = show ? "Hide all code" : "Show all code";
});

// Columns of numbers stand to the right, so that their digits lie below each other.
for (const table of document.querySelectorAll("table.dataframe")) {
  const rows = [...table.tBodies[0].rows];
  const heads = [...table.tHead.rows].at(-1).cells;
  for (let place = 0; place < heads.length; place++) {
    const cells = rows.map((row) => row.cells[row.cells.length - heads.length + place]).filter(Boolean);
    const numbers = cells.length && cells.every((cell) => cell.tagName === "TD" && /^(-?[\d.,]+|NaN)$/.test(cell.textContent.trim()));
    if (!numbers) continue;
    for (const row of [...table.tHead.rows, ...rows]) row.cells[row.cells.length - heads.length + place]?.classList.add("number");
  }
}
