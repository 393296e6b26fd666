// Builds web/static from these sources: `npm ci && npm run build`.
// `node build.mjs --check` builds into a temporary folder and compares with what is committed.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "sass";

const HERE = dirname(fileURLToPath(import.meta.url));
const STATIC = join(HERE, "..", "static");
const AXE = join(HERE, "..", "..", "tests", "browser", "axe"); // only tests use it
const MODULES = join(HERE, "node_modules");

const FONT = "@fontsource/atkinson-hyperlegible-next";
const FONT_FILES = ["latin", "latin-ext"].flatMap((subset) =>
  [400, 700].map((weight) => `atkinson-hyperlegible-next-${subset}-${weight}-normal.woff2`),
);
const NOTES = {
  "govuk-frontend": "styles and scripts of pages.css and pages.js; no GOV.UK brand, crown or typeface",
  "@ministryofjustice/frontend": "styles of badge, filter, identity bar, sub-navigation and timeline in pages.css",
  [FONT]: "fonts/",
  "dmn-js-decision-table": "tables.js; the bpmn.io mark must stay fully visible",
  "dmn-js-shared": "tables.js; the bpmn.io mark must stay fully visible",
  "bpmn-js": "diagram.js and editor.js; the bpmn.io mark must stay fully visible",
};
const EDITOR_STYLES = [
  "bpmn-js/dist/assets/diagram-js.css",
  "bpmn-js/dist/assets/bpmn-js.css",
  "@bpmn-io/properties-panel/dist/assets/properties-panel.css",
  "diagram-js-minimap/assets/diagram-js-minimap.css",
];
const SCRIPTS = { pages: "scripts/pages.js", passkeys: "scripts/passkeys.js", diagram: "scripts/diagram.js", editor: "scripts/editor.js", drafting: "scripts/drafting.js", tables: "tables/main.js" };
const NOT_USED = [
  ...["view", "state", "language", "autocomplete", "commands", "lang-json", "lint"].map((name) => `@codemirror/${name}`),
  "@bpmn-io/feelers-editor",
  "@bpmn-io/feel-editor",
];
const BPMN_FONT = "bpmn-js/dist/assets/bpmn-font/font/bpmn.woff2";

function styles(name) {
  const options = { loadPaths: [MODULES, HERE], style: "compressed", charset: false, quietDeps: true };
  return compile(join(HERE, "styles", name), options).css;
}

function writeStyles(target) {
  mkdirSync(join(target, "css"), { recursive: true });
  // The libraries first: our pieces refine what they draw.
  const parts = ["_faces.scss", "_govuk.scss", "moj.scss", "pages.scss"].map(styles);
  const sheet = parts.join("\n").replace(/url\(\/assets\/images\/[^)]*\)/g, "none");
  writeFileSync(join(target, "css", "pages.css"), `${sheet}\n`);
  const bpmn = readFileSync(join(MODULES, "bpmn-js/dist/assets/diagram-js.css"), "utf8");
  writeFileSync(join(target, "css", "diagram.css"), `${bpmn}\n${styles("diagram.scss")}\n`);
  const parted = EDITOR_STYLES.map((file) => readFileSync(join(MODULES, file), "utf8"));
  writeFileSync(join(target, "css", "editor.css"), `${[...parted, bpmnFace(), styles("editor.scss")].join("\n")}\n`);
  writeFileSync(join(target, "css", "drafting.css"), `${styles("drafting.scss")}\n`);
  writeFileSync(join(target, "css", "tables.css"), `${styles("table_editor.scss")}\n`);
  for (const file of ["pages.css", "diagram.css", "editor.css", "drafting.css", "tables.css"]) refuseBrand(join(target, "css", file));
}

// The icons of the palette, from one file of ours instead of five kinds.
function bpmnFace() {
  const css = readFileSync(join(MODULES, "bpmn-js/dist/assets/bpmn-font/css/bpmn.css"), "utf8");
  const face = '@font-face { font-family: "bpmn"; src: url("../fonts/bpmn.woff2") format("woff2"); }';
  return css.replace(/@font-face \{[^}]*\}/, face);
}

function refuseBrand(file) {
  const text = readFileSync(file, "utf8");
  if (/GDS Transport|crown/i.test(text)) throw new Error(`${file} carries a part of the GOV.UK brand`);
}

async function writeScripts(target) {
  const inputs = new Map(); // folder of a package → the scripts that hold its code
  for (const [name, entry] of Object.entries(SCRIPTS)) {
    const result = await build({
      entryPoints: [join(HERE, entry)],
      outfile: join(target, "js", `${name}.js`),
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      legalComments: "linked",
      metafile: true,
      define: { "process.env.NODE_ENV": '"production"' },
      alias: Object.fromEntries(NOT_USED.map((name) => [name, join(HERE, "scripts/editor/no_code_boxes.js")])),
      jsx: "automatic",
      jsxImportSource: "@bpmn-io/properties-panel/preact", // the panel's own copy: two of them do not know each other
      absWorkingDir: HERE,
      logLevel: "warning",
    });
    const [written] = Object.entries(result.metafile.outputs).filter(([file]) => file.endsWith(".js")).map(([, one]) => one);
    for (const [input, { bytesInOutput }] of Object.entries(written.inputs)) {
      if (bytesInOutput) note(inputs, packageOf(input), `${name}.js`);
    }
  }
  inputs.delete(undefined);
  return inputs;
}

const note = (inputs, folder, script) => inputs.set(folder, [...(inputs.get(folder) ?? []).filter((one) => one !== script), script]);

// Of the last folder of packages in the path: the folder may be a link to one that lies elsewhere.
const packageOf = (input) => input.match(/(.*(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1];

function writeFiles(target) {
  for (const file of FONT_FILES) copy(join(MODULES, FONT, "files", file), join(target, "fonts", file));
  copy(join(MODULES, BPMN_FONT), join(target, "fonts", "bpmn.woff2"));
  copy(join(HERE, "licences", "bpmn-font.txt"), join(target, "licences", "bpmn-font.txt"));
  cpSync(join(HERE, "images"), join(target, "images"), { recursive: true });
}

// The licence text of every package whose code is in the files, and one table that names them; a package stands there
// once for each of its versions.
function writeLicences(target, bundled) {
  const lines = ["# Third-party parts of these files", "", "| package | version | licence | where |", "|---|---|---|---|"];
  const rows = new Map();
  for (const [folder, scripts] of [...[...Object.keys(NOTES)].map((name) => [folderOf(name), []]), ...bundled]) {
    const about = JSON.parse(readFileSync(join(HERE, folder, "package.json"), "utf8"));
    const { name } = about;
    const kept = `licences/${name.replace("@", "").replace("/", "-")}.txt`;
    copy(licenceFile(name, join(HERE, folder)), join(target, kept));
    const row = rows.get(`${name} ${about.version}`) ?? { name, about, kept, scripts: [] };
    rows.set(`${name} ${about.version}`, { ...row, scripts: [...new Set([...row.scripts, ...scripts])] });
  }
  for (const key of [...rows.keys()].sort()) {
    const { name, about, kept, scripts } = rows.get(key);
    lines.push(`| ${name} | ${about.version} | ${licenceName(about)}, \`${kept}\` | ${NOTES[name] ?? scripts.join(", ")} |`);
  }
  lines.push("| bpmn-font (in bpmn-js) | – | OFL-1.1, `licences/bpmn-font.txt` | fonts/bpmn.woff2 |");
  writeFileSync(join(target, "THIRD_PARTY.md"), `${lines.join("\n")}\n`);
}

const folderOf = (name) => [join("node_modules", name), join("tables", "node_modules", name)].find((one) => existsSync(join(HERE, one)));

// Some packages ship no licence text; theirs is kept beside the sources, as it stands in their repositories.
function licenceFile(name, folder) {
  const own = join(HERE, "licences", `${name.replace("@", "").replace("/", "-")}.txt`);
  if (existsSync(own)) return own;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence text: put one into licences/`);
  return join(folder, file);
}

const licenceName = (about) => (about.license?.startsWith("SEE") ? "bpmn.io licence" : (about.license ?? "see text"));

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

function sums(folder) {
  const found = new Map();
  for (const entry of readdirSync(folder, { recursive: true })) {
    const path = join(folder, entry);
    if (statSync(path).isFile()) found.set(relative(folder, path), createHash("sha256").update(readFileSync(path)).digest("hex"));
  }
  return found;
}

const checking = process.argv.includes("--check");
const target = checking ? mkdtempSync(join(tmpdir(), "static-")) : STATIC;
if (!checking && existsSync(STATIC)) rmSync(STATIC, { recursive: true });
mkdirSync(target, { recursive: true });
writeStyles(target);
if (!checking) {
  copy(join(MODULES, "axe-core", "axe.min.js"), join(AXE, "axe.min.js"));
  copy(join(MODULES, "axe-core", "LICENSE"), join(AXE, "LICENSE"));
}
const bundled = await writeScripts(target);
writeFiles(target);
writeLicences(target, bundled);
if (checking) {
  const [built, committed] = [sums(target), sums(STATIC)];
  const different = [...new Set([...built.keys(), ...committed.keys()])].filter((file) => built.get(file) !== committed.get(file));
  rmSync(target, { recursive: true });
  if (different.length) {
    console.error(`web/static differs from its sources: ${different.join(", ")}`);
    process.exit(1);
  }
}
