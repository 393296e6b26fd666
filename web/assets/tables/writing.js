// The table as the text of its file; lines that were not touched stay as they were.
import { inOrder, ours } from "../scripts/editor/writing.js";

const USUAL = / hitPolicy="UNIQUE"/; // what is usual is left out by dmn-js

export class Writer {
  constructor(manager) {
    this.manager = manager;
    this.lines = new Map();
  }

  opened(text) {
    this.lines = new Map(text.split("\n").map((line) => [key(line), line]));
  }

  async text() {
    const { xml } = await this.manager.saveXML({ format: true });
    const lines = xml.trimEnd().split("\n").map(ours);
    return `${lines.map((line) => this.lines.get(key(line)) ?? line).join("\n")}\n`;
  }
}

const key = (line) => inOrder(line.replace(USUAL, ""));
