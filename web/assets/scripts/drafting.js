// The editors of forms and letters. Their pages work without this script; it saves while somebody types, draws the
// preview anew, can undo, and offers the answers of the question that a condition looks at.
import { offerAnswers } from "./drafting/conditions.js";
import { keepHistory } from "./drafting/history.js";
import { keepTyped } from "./drafting/keeping.js";
import { placeValues } from "./drafting/letters.js";
import { watchPreview } from "./drafting/preview.js";

const holder = document.querySelector("[data-drafting]");
if (holder) {
  const drawAnew = watchPreview(holder);
  offerAnswers(holder);
  placeValues(holder);
  if (holder.dataset.fileUrl) {
    const history = keepHistory(holder);
    keepTyped(holder, () => {
      drawAnew();
      history.note();
    });
  }
}
