// The form of a task has the task's name, so choosing one either makes it or gives the task its name.
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";
import { property } from "../extensions.js";
import { isMadeUp, suggestedId } from "../naming.js";
import { say } from "../words.js";
import { choice, group, shown } from "./fields.jsx";

const FILE = "formJsonSchemaFilename";
const NEW = "new:";

export function formGroup(element, tools) {
  const id = getBusinessObject(element).id;
  const own = tools.choices.forms.find((one) => one.name === id);
  const isSet = Boolean(own) && property(element, FILE) === `${id}.json`;
  return group("form", "Form", [
    choice("form", "Form that is filled in", () => forms(element, tools, own), () => (isSet ? own.name : ""), (one, value) => choose(one, value, tools)),
    own && isSet && shown("form-link", () => <p class="editor-note"><a class="govuk-link" href={own.href}>{say("Open the form “{title}”", { title: own.title })}</a></p>),
  ]);
}

function forms(element, tools, own) {
  const used = new Set(tools.elementRegistry.getAll().map((one) => one.businessObject?.id));
  const free = tools.choices.forms.filter((one) => one !== own && !used.has(one.name));
  const others = tools.choices.forms.filter((one) => one !== own && used.has(one.name));
  const found = [{ value: "", label: say("Choose a form") }];
  if (own) found.push({ value: own.name, label: own.title });
  else found.push({ value: NEW, label: say("New form") });
  for (const one of free) found.push({ value: one.name, label: say("{title} (used by no task)", { title: one.title }) });
  if (!own) for (const one of others) found.push({ value: NEW + one.name, label: say("Copy of “{title}”", { title: one.title }) });
  return found;
}

async function choose(element, value, tools) {
  if (!value) {
    tools.extensions.setProperty(element, FILE, "");
  } else if (value.startsWith(NEW)) {
    await make(element, value.slice(NEW.length), tools);
  } else {
    link(element, value, tools);
  }
}

function link(element, name, tools) {
  if (getBusinessObject(element).id !== name) tools.modeling.updateProperties(element, { id: name });
  tools.extensions.setProperty(element, FILE, `${name}.json`);
}

async function make(element, copied, tools) {
  const object = getBusinessObject(element);
  const words = property(element, "label_en") || object.name || "task";
  const name = isMadeUp(object.id) ? suggestedId(object, words, tools.choices.ids, tools.elementRegistry) || object.id : object.id;
  const made = await tools.server.makeForm(name, { title: object.name || words, titleEn: property(element, "label_en") || words, copied });
  if (made.error) {
    tools.eventBus.fire("editor.trouble", { words: say("The form could not be made: {reason}", { reason: made.error }) });
    return;
  }
  tools.choices.forms.push(made);
  link(element, name, tools);
}
