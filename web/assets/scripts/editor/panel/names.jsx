// What an element is called, in both languages, and its name in files.
import { getBusinessObject, is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { property } from "../extensions.js";
import { suggestedId } from "../naming.js";
import { group, shown, textArea, textField } from "./fields.jsx";
import { say } from "../words.js";

export function nameGroup(element, tools) {
  const object = getBusinessObject(element);
  if (!object || is(element, "bpmn:TextAnnotation") || is(element, "bpmn:Collaboration")) return null;
  const rename = (one, name) => tools.modeling.updateLabel(one, name);
  return group("names", "Name", [
    textField("title-lv", "Name in Latvian", () => object.get("name") ?? "", rename),
    textField("title-en", "Name in English", () => property(element, "label_en"), (one, name) => inEnglish(one, name, tools)),
    isAny(element, ["bpmn:FlowNode", "bpmn:Participant"]) &&
      textArea("notes", "Notes for whoever changes the diagram", () => documentation(object), (one, text) => setDocumentation(one, text, tools)),
    is(element, "bpmn:FlowNode") && shown("file-name", () => <p class="editor-note">{say("Name in files and in the log:")} <code>{object.id}</code></p>),
  ]);
}

// A new step is called in files as in English; what is saved under a name keeps it.
function inEnglish(element, name, tools) {
  const id = suggestedId(getBusinessObject(element), name, tools.choices.ids, tools.elementRegistry);
  tools.extensions.setProperty(element, "label_en", name);
  if (id) tools.modeling.updateProperties(element, { id });
}

const documentation = (object) => object.get("documentation")[0]?.text ?? "";

function setDocumentation(element, text, tools) {
  const kept = getBusinessObject(element).get("documentation").slice(1);
  const first = text ? [tools.bpmnFactory.create("bpmn:Documentation", { text })] : [];
  tools.modeling.updateProperties(element, { documentation: [...first, ...kept] });
}
