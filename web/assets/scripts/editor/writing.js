// The drawing as the text of its file. What was not touched keeps its lines, so that whoever compares two versions sees
// the changes and nothing else.
const SHAPE = /<bpmndi:BPMN(?:Shape|Edge)\s[^>]*?\bid="([^"]+)"/g;
const TAG = /^(\s*<[\w:]+)((?:\s+[\w:.-]+="[^"]*")+)(\s*\/?>)$/;
const AFTER_BPMN_JS = 100;
const ATTRIBUTE = /[\w:.-]+="[^"]*"/g;

export class Writer {
  constructor(modeler) {
    this.modeler = modeler;
    this.order = new Map(); // of the shapes in the file that was opened
    this.lines = new Map(); // a line with its attributes in order → the line as it stood
    modeler.on("saveXML.start", AFTER_BPMN_JS, () => this.sortAll());
  }

  opened(text) {
    this.order = new Map([...text.matchAll(SHAPE)].map((found, at) => [found[1], at]));
    this.lines = new Map(text.split("\n").map((line) => [inOrder(line), line]));
  }

  async text() {
    const { xml } = await this.modeler.saveXML({ format: true });
    const lines = xml.trimEnd().split("\n").map(ours);
    return `${lines.map((line) => this.lines.get(inOrder(line)) ?? line).join("\n")}\n`;
  }

  // bpmn-js puts the shapes into the order in which it draws them; new ones come last.
  sortAll() {
    for (const diagram of this.modeler.getDefinitions().get("diagrams")) this.sort(diagram.get("plane"));
  }

  sort(plane) {
    const place = (one) => this.order.get(one.id) ?? Number.MAX_SAFE_INTEGER;
    plane?.get("planeElement").sort((one, other) => place(one) - place(other));
  }
}

// Attributes stand in double quotes, where an apostrophe needs no escape.
export const ours = (line) => line.replace(/ \/>$/, "/>").replace(/&#39;/g, "'").replace(/&#34;/g, "&quot;");

export function inOrder(line) {
  const found = line.match(TAG);
  return found ? `${found[1]} ${found[2].match(ATTRIBUTE).sort().join(" ")}${found[3].trim()}` : line;
}
