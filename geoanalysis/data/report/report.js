// Opens and closes all code of the page at once; a single cell needs no script.
const button = document.getElementById("code");
button.addEventListener("click", () => {
  const show = button.textContent.startsWith("Show");
  for (const cell of document.querySelectorAll("details.source")) cell.open = show;
  button.textContent = show ? "Hide all code" : "Show all code";
});

// Tables of pandas: the names of the index move up beside those of the columns, and numbers stand to the right;
// dates are not broken.
for (const table of document.querySelectorAll("table.dataframe")) {
  const head = [...table.tHead.rows];
  if (head.length === 2) {
    const [columns, index] = head.map((row) => [...row.cells]);
    const named = index.filter((cell) => cell.textContent).length;
    if (columns.length === index.length && index.slice(named).every((cell) => !cell.textContent)) {
      index.slice(0, named).forEach((cell, place) => {
        const over = columns[place].textContent;
        columns[place].textContent = over ? `${cell.textContent} / ${over}` : cell.textContent;
      });
      head.pop().remove();
    }
  }
  const rows = [...table.tBodies[0].rows];
  for (const cell of table.tBodies[0].querySelectorAll("td")) {
    if (/^\d{4}(-\d\d){1,2}$/.test(cell.textContent)) cell.classList.add("date");
    if (cell.textContent.length > 60) cell.classList.add("long");
  }
  const width = head.at(-1).cells.length;
  const at = (row, place) => row.cells[row.cells.length - width + place];
  for (let place = 0; place < width; place++) {
    const cells = rows.map((row) => at(row, place));
    const number = (cell) => cell?.tagName === "TD" && /^(-?[\d.,]+|NaN)$/.test(cell.textContent.trim());
    if (cells.length && cells.every(number)) for (const row of [...head, ...rows]) at(row, place)?.classList.add("number");
  }
}
