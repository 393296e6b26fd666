// The kinds of fields that the groups of the panel are made of. `read(element)` gives the value, `write(element, value)`
// changes it as one step of undo; both get the services of the editor in `tools`.
import {
  CheckboxEntry, isCheckboxEntryEdited, isSelectEntryEdited, isTextAreaEntryEdited, isTextFieldEntryEdited, SelectEntry, TextAreaEntry, TextFieldEntry,
} from "@bpmn-io/properties-panel";
import { useService } from "bpmn-js-properties-panel";
import { say } from "../words.js";

export const group = (id, label, entries, { open = true } = {}) => ({ id, label: say(label), entries: entries.filter(Boolean), shouldOpen: open, translate: say });

export const textField = (id, label, read, write, more = {}) => field(id, label, read, write, { component: TextLine, isEdited: isTextFieldEntryEdited, ...more });

export const textArea = (id, label, read, write, more = {}) => field(id, label, read, write, { component: TextArea, isEdited: isTextAreaEntryEdited, ...more });

// `options(element)`: [{value, label}]
export const choice = (id, label, options, read, write, more = {}) => field(id, label, read, write, { component: Choice, isEdited: isSelectEntryEdited, options, ...more });

export const tick = (id, label, read, write, more = {}) => field(id, label, read, write, { component: Tick, isEdited: isCheckboxEntryEdited, ...more });

// Anything that is only read: `content(element, getService)` gives what stands there.
export const shown = (id, content) => ({ id, component: Shown, content });

function field(id, label, read, write, more) {
  return { id, label: more.isWorded ? label : say(label), read, write, ...more };
}

const described = ({ description }) => (description ? say(description) : undefined);

function common(props) {
  const { element, id, label, read, write } = props;
  return { element, id, label, description: described(props), getValue: () => read(element), setValue: (value) => write(element, value ?? "") };
}

function TextLine(props) {
  return <TextFieldEntry {...common(props)} debounce={useService("debounceInput")} />;
}

function TextArea(props) {
  return <TextAreaEntry {...common(props)} debounce={useService("debounceInput")} rows={props.rows ?? 3} monospace={Boolean(props.monospace)} autoResize />;
}

function Choice(props) {
  return <SelectEntry {...common(props)} getOptions={() => props.options(props.element)} />;
}

function Tick(props) {
  return <CheckboxEntry {...common(props)} setValue={(value) => props.write(props.element, Boolean(value))} />;
}

function Shown(props) {
  return (
    <div class="bio-properties-panel-entry" data-entry-id={props.id}>
      {props.content(props.element, useService)}
    </div>
  );
}
