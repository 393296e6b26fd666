// What is typed into the panel goes into the drawing a moment after the last key, or at once where the hand leaves for
// the drawing: a change that comes later draws the buttons beside a step anew, and the click on one of them is lost.
const PAUSE = 300; // ms

const pending = new Set();

function debounceInput(act) {
  let waiting = 0;
  let values = [];
  const run = () => {
    clearTimeout(waiting);
    if (pending.delete(run)) act(...values);
  };
  const later = (...now) => {
    values = now;
    pending.add(run);
    clearTimeout(waiting);
    waiting = setTimeout(run, PAUSE);
  };
  later.flush = run;
  return later;
}

export function handOver() {
  for (const run of [...pending]) run();
}

export const typingModule = { debounceInput: ["value", debounceInput] };
