// The row of buttons above the grid: what a mouse finds in menus is here for keys too.
export function bindTools(holder, manager) {
  const row = () => manager.get("selection").get()?.row;
  const rows = () => manager.table.rows;
  const actions = (name) => () => manager.get("editorActions").trigger(name);
  // Whoever moves a row or takes one out goes on from the same place.
  const select = (place, at) => {
    const cells = rows()[Math.min(place, rows().length - 1)]?.cells;
    if (cells) manager.get("selection").select(cells[Math.max(at, 0)]);
  };
  const moved = (by) => () => {
    const one = row();
    const place = rows().indexOf(one) + by;
    if (!one || place < 0 || place >= rows().length) return;
    const at = one.cells.indexOf(manager.get("selection").get());
    manager.get("modeling").moveRow(one, place);
    select(place, at);
  };
  const takenOut = () => {
    const one = row();
    if (!one) return;
    const [place, at] = [rows().indexOf(one), one.cells.indexOf(manager.get("selection").get())];
    manager.get("modeling").removeRow(one);
    select(place, at);
  };
  const added = (by) => () => {
    const place = row() ? rows().indexOf(row()) + by : rows().length;
    const made = manager.get("modeling").addRow({ type: "dmn:DecisionRule" }, place);
    manager.get("selection").select(made.cells[0]);
  };
  const acts = {
    undo: actions("undo"),
    redo: actions("redo"),
    above: added(0),
    below: added(1),
    up: moved(-1),
    down: moved(1),
    out: takenOut,
    input: actions("addInput"),
    output: actions("addOutput"),
  };
  const button = (name) => holder.querySelector(`[data-table-tool="${name}"]`);
  for (const [name, act] of Object.entries(acts)) button(name).addEventListener("click", act);
  return () => {
    const commands = manager.get("commandStack");
    button("undo").disabled = !commands.canUndo();
    button("redo").disabled = !commands.canRedo();
    for (const name of ["up", "down", "out"]) button(name).disabled = !row();
  };
}
