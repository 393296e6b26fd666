// A step appended to one that already goes on is put in between: what came next comes after the new step, on the same
// row, and whatever stands to the right makes room. Only gateways have several ways on, and what begins another way
// from one is drawn as an arrow.
import CommandInterceptor from "diagram-js/lib/command/CommandInterceptor";
import { is, isAny } from "bpmn-js/lib/util/ModelUtil";

const GAP = 50;

class PutBetween extends CommandInterceptor {
  constructor(eventBus, modeling, spaceTool, canvas) {
    super(eventBus);
    this.preExecute("shape.append", ({ context }) => {
      const next = nextOf(context.source, context.shape);
      if (next) context.position = makeRoom(context, next.target, { spaceTool, canvas });
    });
    this.postExecuted("shape.append", ({ context: { source, shape } }) => {
      const next = nextOf(source, shape);
      if (next) modeling.reconnectStart(next, shape, middle(shape));
    });
  }
}
PutBetween.$inject = ["eventBus", "modeling", "spaceTool", "canvas"];

// The arrow that the new step comes into; none where it ends something or the source has no one way on.
function nextOf(source, shape) {
  const [before, ...others] = source.outgoing.filter((one) => is(one, "bpmn:SequenceFlow") && one.target !== shape);
  return before && !others.length && goesOn(shape) && !is(source, "bpmn:Gateway") ? before : undefined;
}

// The place right of the source; moves what stands there as the space tool does, within the same step of undo.
function makeRoom({ source, shape }, target, { spaceTool, canvas }) {
  const right = source.x + source.width;
  const isAhead = target.x >= right && overlaps(source, target);
  const free = isAhead ? target.x - right : 0;
  const missing = shape.width + 2 * GAP - free;
  if (missing > 0) {
    const root = canvas.getRootElement();
    const { movingShapes, resizingShapes } = spaceTool.calculateAdjustments(inside(root), "x", missing, right + 1);
    spaceTool.makeSpace(movingShapes, resizingShapes, { x: missing, y: 0 }, "e", right + 1);
  }
  return { x: right + GAP + shape.width / 2, y: middle(source).y };
}

const inside = (parent) => (parent.children ?? []).flatMap((one) => [one, ...inside(one)]);

const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });

const overlaps = (one, other) => other.y < one.y + one.height && other.y + other.height > one.y;

const goesOn = (shape) => is(shape, "bpmn:FlowNode") && !isAny(shape, ["bpmn:EndEvent", "bpmn:BoundaryEvent"]);

export const betweenModule = { __init__: ["putBetween"], putBetween: ["type", PutBetween] };
