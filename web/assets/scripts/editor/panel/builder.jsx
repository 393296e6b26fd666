// A condition in plain words: a value, how it is compared, with what. What is more than one comparison stays text.
import { useService } from "bpmn-js-properties-panel";
import { conditionText, setCondition } from "../conditions.js";
import { say } from "../words.js";

const SIMPLE = /^([a-z_][a-z0-9_]*)(?: (==|!=|<=|>=|<|>) (True|False|None|-?\d+|"[^"\\]*"))?$/;
const NEGATED = /^not ([a-z_][a-z0-9_]*)$/;
const SIGNS = { "==": "is", "!=": "is not", "<": "is less than", "<=": "is at most", ">": "is more than", ">=": "is at least" };

export const conditionBuilder = (id, flow) => ({ id, component: Builder, flow });

export function parted(text) {
  const negated = text.match(NEGATED);
  if (negated) return { name: negated[1], sign: "not", value: "" };
  const found = text.match(SIMPLE);
  if (!found) return null;
  return found[2] ? { name: found[1], sign: found[2], value: found[3] } : { name: found[1], sign: "true", value: "" };
}

export function joined({ name, sign, value }) {
  if (sign === "true") return name;
  if (sign === "not") return `not ${name}`;
  return `${name} ${sign} ${value}`;
}

const typedValue = (text) => (/^(True|False|None|-?\d+)$/.test(text) ? text : `"${text.replace(/["\\]/g, "")}"`);
const bare = (value) => value.replace(/^"|"$/g, "");

function Builder({ id, flow }) {
  const tools = { modeling: useService("modeling"), bpmnFactory: useService("bpmnFactory") };
  const { values } = useService("choices");
  const text = conditionText(flow);
  const parts = text ? parted(text) : { name: "", sign: "true", value: "" };
  if (!parts) return <p class="editor-note" data-entry-id={id}>{say("This condition has several parts; it is changed as text.")}</p>;
  const change = (changed) => {
    const next = { ...parts, ...changed };
    if (!next.name) return setCondition(flow, "", tools);
    if (next.sign in SIGNS && !next.value) next.value = firstValue(values, next.name);
    return setCondition(flow, joined(next), tools);
  };
  const about = values.find((one) => one.name === parts.name);
  const names = about || !parts.name ? values : [{ name: parts.name, title: parts.name }, ...values];
  const field = (name) => `bio-properties-panel-${id}-${name}`;
  return (
    <fieldset class="bio-properties-panel-entry editor-builder" data-entry-id={id}>
      <legend>{say("In plain words")}</legend>
      <label class="bio-properties-panel-label" for={field("name")}>{say("Value")}</label>
      <select class="bio-properties-panel-input" id={field("name")} value={parts.name} onChange={(event) => change({ name: event.target.value, value: "" })}>
        <option value="">{say("Choose a value")}</option>
        {names.map((one) => <option value={one.name}>{one.title}</option>)}
      </select>
      <label class="bio-properties-panel-label" for={field("sign")}>{say("How it is compared")}</label>
      <select class="bio-properties-panel-input" id={field("sign")} value={parts.sign} onChange={(event) => change({ sign: event.target.value })}>
        <option value="true">{say("is true")}</option>
        <option value="not">{say("is not true")}</option>
        {Object.entries(SIGNS).map(([sign, words]) => <option value={sign}>{say(words)}</option>)}
      </select>
      {parts.sign in SIGNS ? <Compared id={field("value")} about={about} value={parts.value} change={(value) => change({ value })} /> : null}
    </fieldset>
  );
}

function Compared({ id, about, value, change }) {
  const options = about?.options ?? [];
  const isKnown = options.some((one) => one.value === bare(value));
  return (
    <div>
      <label class="bio-properties-panel-label" for={id}>{say("With what")}</label>
      {options.length && (isKnown || !value) ? (
        <select class="bio-properties-panel-input" id={id} value={bare(value)} onChange={(event) => change(typedValue(event.target.value))}>
          {options.map((one) => <option value={one.value}>{one.title}</option>)}
        </select>
      ) : <input class="bio-properties-panel-input" id={id} type="text" value={bare(value)} onChange={(event) => change(typedValue(event.target.value))} />}
    </div>
  );
}

function firstValue(values, name) {
  const about = values.find((one) => one.name === name);
  if (about?.options?.length) return typedValue(about.options[0].value);
  return about?.kind_name === "number" ? "0" : "\"\"";
}
