"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";

/* Texts of documents only ever enter the page as text nodes, so that nothing in an article can run. */
function make(tag, attributes, ...children) {
  const node = tag.startsWith("svg:") ? document.createElementNS(SVG, tag.slice(4)) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/* Where a word stands on its own ("Iran", not in "Iranian"), else where it stands at all. */
function find(text, word) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/[\p{L}\p{N}]$/u.test(text.slice(0, at)) && !/^[\p{L}\p{N}]/u.test(text.slice(at + word.length))) return at;
  }
  return text.indexOf(word);
}

/* The evidence with the words for source, target and act marked where they stand. */
function quote(tie) {
  const words = [...new Set([tie.source_text, tie.target_text, tie.trigger])].filter(Boolean);
  const spans = words.map(word => [find(tie.evidence, word), word.length]).filter(span => span[0] >= 0);
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const parts = [];
  let at = 0;
  for (const [start, length] of spans) {
    if (start < at) continue;
    parts.push(tie.evidence.slice(at, start), make("mark", {}, tie.evidence.slice(start, start + length)));
    at = start + length;
  }
  return [...parts, tie.evidence.slice(at)];
}

/* No reading is certain, so none is shown as 1. */
const chance = value => typeof value !== "number" ? value : value > 0.99 ? "> 0.99" : value.toFixed(2);

const folded = text => String(text).normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
