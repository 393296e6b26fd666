// How many entries a menu found: diagram-js writes that line in English alone. Its own text nodes are kept, only what
// they say is changed, because it goes on writing into them.
import { say } from "./words.js";

const LINE = ".djs-popup-search-count";

export function translateFoundLine() {
  if (document.documentElement.lang === "en") return;
  const words = { result: "", results: "", found: say("found") };
  new MutationObserver(() => {
    for (const line of document.querySelectorAll(LINE)) {
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { data } = walker.currentNode;
        const said = data.replace(/\b(results?|found)\b/g, (word) => words[word]);
        if (said !== data) walker.currentNode.data = said;
      }
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}
