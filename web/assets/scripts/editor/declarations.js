// Messages, signals, errors and escalations are declared at the top of the file; an event names one of them.
class Declarations {
  constructor(bpmnjs, bpmnFactory, commandStack) {
    Object.assign(this, { bpmnjs, bpmnFactory, commandStack });
  }

  // Have `holder[key]` name the declaration of this type and name, made if there is none; "": no longer any.
  refer(element, holder, key, type, name, values = {}) {
    const change = (moddleElement, properties) => ({ cmd: "element.updateModdleProperties", context: { element, moddleElement, properties } });
    if (!name) {
      this.run([change(holder, { [key]: undefined })]);
      return;
    }
    const definitions = this.bpmnjs.getDefinitions();
    const declared = definitions.get("rootElements");
    const found = declared.find((one) => one.$type === type && one.get("name") === name);
    if (found) {
      this.run([change(holder, { [key]: found })]);
      return;
    }
    const made = this.bpmnFactory.create(type, { id: this.freeId(type, name), name, ...values });
    made.$parent = definitions;
    const at = declared.findIndex((one) => one.$type === "bpmn:Process");
    const after = [...declared.slice(0, at), made, ...declared.slice(at)];
    this.run([change(definitions, { rootElements: after }), change(holder, { [key]: made })]);
  }

  freeId(type, name) {
    const kind = type.replace("bpmn:", "").toLowerCase();
    const plain = `${kind}_${name.replace(/[^A-Za-z0-9_]+/g, "_")}`;
    const { ids } = this.bpmnjs._moddle;
    return ids.assigned(plain) ? ids.nextPrefixed(`${plain}_`) : plain;
  }

  run(changes) {
    this.commandStack.execute("properties-panel.multi-command-executor", changes);
  }
}
Declarations.$inject = ["bpmnjs", "bpmnFactory", "commandStack"];

export const declarationsModule = { declarations: ["type", Declarations] };
