// What the system does: an operation, a decision table, a script, another process.
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";
import { find } from "../extensions.js";
import { say } from "../words.js";
import { choice, group, shown, textArea } from "./fields.jsx";
import { offered } from "./people.jsx";

export function machineGroups(element, tools) {
  if (is(element, "bpmn:ServiceTask")) return [operationGroup(element, tools)];
  if (is(element, "bpmn:BusinessRuleTask")) return [decisionGroup(element, tools)];
  if (is(element, "bpmn:ScriptTask")) return [scriptGroup(element, tools)];
  if (is(element, "bpmn:CallActivity")) return [calledGroup(element, tools)];
  return [];
}

function operationGroup(element, tools) {
  const read = () => find(getBusinessObject(element), "ServiceTaskOperator")?.get("id") ?? "";
  const write = (one, value) => tools.extensions.setText(one, "ServiceTaskOperator", "id", value);
  const known = tools.choices.operations;
  return group("operation", "What the system does", [
    choice("operation", "Operation", () => offered(known, read(), say("Choose an operation")), read, write),
    shown("operation-about", () => <Operation about={known.find((one) => one.value === read())} />),
  ]);
}

function Operation({ about }) {
  if (!about) return null;
  return (
    <div class="editor-about">
      <Values title={say("What it needs")} values={about.needs} />
      <Values title={say("What it gives")} values={about.gives} />
      {about.errors.length ? <p>{say("It may end with the error:")} {about.errors.map((code) => <code>{code}</code>)}</p> : null}
    </div>
  );
}

function Values({ title, values }) {
  return (
    <div>
      <p class="editor-about__title">{title}</p>
      {values.length ? (
        <ul>
          {values.map((one) => <li>{one.question ? `${one.question} ` : ""}<code>{one.name}</code>{one.kind ? ` – ${one.kind}` : ""}</li>)}
        </ul>
      ) : <p>{say("nothing")}</p>}
    </div>
  );
}

function decisionGroup(element, tools) {
  const read = () => (find(getBusinessObject(element), "CalledDecisionId")?.get("value") ?? "").trim();
  const write = (one, value) => tools.extensions.setText(one, "CalledDecisionId", "value", value);
  const about = () => tools.choices.decisions.find((one) => one.value === read());
  return group("decision", "Decision table", [
    choice("decision", "Table", () => offered(tools.choices.decisions, read(), say("Choose a table")), read, write),
    shown("decision-link", () => (about() ? <p class="editor-note"><a class="govuk-link" href={about().href}>{say("Open the table")}</a></p> : null)),
  ]);
}

function scriptGroup(element, tools) {
  const write = (one, script) => tools.modeling.updateProperties(one, { script: script || undefined });
  return group("script", "What is reckoned", [
    textArea("script", "Lines: name = value", () => getBusinessObject(element).get("script") ?? "", write, {
      monospace: true, rows: 4, description: "One value a line. It is checked as you write; nothing but reckoning is possible.",
    }),
  ]);
}

function calledGroup(element, tools) {
  const read = () => getBusinessObject(element).get("calledElement") ?? "";
  const write = (one, value) => tools.modeling.updateProperties(one, { calledElement: value || undefined });
  return group("called", "Which process", [
    choice("called", "Process that runs here", () => offered(tools.choices.processes, read(), say("Choose a process")), read, write),
  ]);
}
