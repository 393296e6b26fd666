// Reading and changing what the engine reads beside BPMN: named properties, the operation, the table. One change is
// one step of undo, and an extension of another program beside ours is not touched.
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";

const OURS = "spiffworkflow:";

export function find(object, type) {
  return object.get("extensionElements")?.get("values").find((one) => one.$type === OURS + type);
}

export function property(element, name) {
  const found = find(getBusinessObject(element), "Properties")?.get("properties") ?? [];
  return found.find((one) => one.name === name)?.value ?? "";
}

export class Extensions {
  constructor(modeling, bpmnFactory, commandStack) {
    Object.assign(this, { modeling, bpmnFactory, commandStack });
  }

  setProperty(element, name, value) {
    this.setProperties(element, { [name]: value });
  }

  // "" takes a property away.
  setProperties(element, wanted) {
    const object = getBusinessObject(element);
    const holder = find(object, "Properties");
    const names = new Set(Object.keys(wanted));
    const kept = [...(holder?.get("properties") ?? [])];
    const after = [];
    for (const one of kept) {
      if (!names.has(one.name)) after.push(one);
      else if (wanted[one.name]) {
        after.push(this.made("Property", { name: one.name, value: wanted[one.name] }));
        names.delete(one.name);
      }
    }
    for (const name of names) if (wanted[name] && !kept.some((one) => one.name === name)) after.push(this.made("Property", { name, value: wanted[name] }));
    const next = after.length ? this.made("Properties", { properties: after }) : null;
    for (const one of after) one.$parent = next;
    this.replace(element, holder, next);
  }

  setText(element, type, key, value) {
    const holder = find(getBusinessObject(element), type);
    if (holder && value) {
      this.modeling.updateModdleProperties(element, holder, { [key]: value });
      return;
    }
    this.replace(element, holder, value ? this.made(type, { [key]: value }) : null, { first: true });
  }

  made(type, values) {
    return this.bpmnFactory.create(OURS + type, values);
  }

  // Put one extension in the place of another; null: none.
  replace(element, before, after, { first = false } = {}) {
    const object = getBusinessObject(element);
    const around = object.get("extensionElements");
    const values = [...(around?.get("values") ?? [])];
    if (before && after) values.splice(values.indexOf(before), 1, after);
    else if (before) values.splice(values.indexOf(before), 1);
    else if (after) values.splice(first ? 0 : values.length, 0, after);
    if (around && values.length) {
      if (after) after.$parent = around;
      this.modeling.updateModdleProperties(element, around, { values });
      return;
    }
    const made = values.length ? this.bpmnFactory.create("bpmn:ExtensionElements", { values }) : undefined;
    if (made) {
      made.$parent = object;
      for (const one of values) one.$parent = made;
    }
    this.modeling.updateModdleProperties(element, object, { extensionElements: made });
  }
}
Extensions.$inject = ["modeling", "bpmnFactory", "commandStack"];

export const extensionsModule = { extensions: ["type", Extensions] };
