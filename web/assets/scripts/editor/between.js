// A step appended to one that already goes on is put in between: what came next comes after the new step.
// Only gateways have several ways on, and what begins another way from one is drawn as an arrow.
import CommandInterceptor from "diagram-js/lib/command/CommandInterceptor";
import { is, isAny } from "bpmn-js/lib/util/ModelUtil";

class PutBetween extends CommandInterceptor {
  constructor(eventBus, modeling) {
    super(eventBus);
    this.postExecuted("shape.append", ({ context: { source, shape } }) => {
      const [before, ...others] = source.outgoing.filter((one) => is(one, "bpmn:SequenceFlow") && one.target !== shape);
      if (!before || others.length || !goesOn(shape) || isAny(source, ["bpmn:Gateway"])) return;
      modeling.reconnectStart(before, shape, { x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 });
    });
  }
}
PutBetween.$inject = ["eventBus", "modeling"];

const goesOn = (shape) => is(shape, "bpmn:FlowNode") && !isAny(shape, ["bpmn:EndEvent", "bpmn:BoundaryEvent"]);

export const betweenModule = { __init__: ["putBetween"], putBetween: ["type", PutBetween] };
