// Names for what a screen reader meets in the grid: every cell says its row and its column.
import { say } from "./words.js";

const KINDS = new Set(["string", "number", "integer", "boolean", "date"]);

export const nameOf = (column, at) => {
  const one = column.businessObject;
  const isInput = one.$type === "dmn:InputClause";
  const number = { number: at + 1 };
  return one.label || (isInput ? one.inputExpression?.text : one.name) || (isInput ? say("Condition {number}", number) : say("Answer {number}", number));
};

export function nameCells(manager, grid) {
  const { cols, rows } = manager.table;
  grid.querySelector("table")?.setAttribute("aria-label", say("The rows of the table"));
  for (const [at, row] of rows.entries()) {
    for (const [place, cell] of row.cells.entries()) {
      const box = grid.querySelector(`[data-element-id="${CSS.escape(cell.id)}"] [contenteditable]`);
      set(box, say("Row {row}, {column}", { row: at + 1, column: nameOf(cols[place], place) }));
    }
    set(grid.querySelector(`td.annotation[data-row-id="${CSS.escape(row.id)}"] [contenteditable]`), say("Row {row}, note", { row: at + 1 }));
  }
  for (const one of grid.querySelectorAll("thead :is(.input-variable, .output-variable)")) if (KINDS.has(one.textContent) && say(one.textContent) !== one.textContent) one.textContent = say(one.textContent);
  for (const one of grid.querySelectorAll("thead th:empty")) one.textContent = "№";
  const add = grid.querySelector(".add-rule-add button");
  if (add) set(add, say("Add rule"));
}

// Written only where it differs: the grid is watched, and would be named for ever.
const set = (element, name) => {
  if (element && element.getAttribute("aria-label") !== name) element.setAttribute("aria-label", name);
};
