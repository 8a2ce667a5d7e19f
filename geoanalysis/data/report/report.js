// Opens and closes all code of the page at once; a single cell needs no script.
const button = document.getElementById("code");
button.addEventListener("click", () => {
  const show = button.textContent.startsWith("Show");
  for (const cell of document.querySelectorAll("details.source")) cell.open = show;
  button.textContent = show ? "Hide all code" : "Show all code";
});
