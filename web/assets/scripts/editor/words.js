// The words of the editor in the language of the page. English is the key; what bpmn-js says in its own jargon is said
// in everyday words in both languages. A sentence without its Latvian is noted, and a test fails on it.
import { latvian } from "./latvian.js";
import { wordsOfBpmn } from "./words_of_bpmn.js";

const isEnglish = document.documentElement.lang === "en";

export const untranslated = new Set();

export function say(sentence, values = {}) {
  const words = ours(sentence);
  if (words === undefined && /\p{L}/u.test(sentence)) untranslated.add(sentence);
  return (words ?? sentence).replace(/\{([^}]+)\}/g, (place, name) => values[name] ?? place);
}

function ours(sentence) {
  if (sentence in latvian) return isEnglish ? sentence : latvian[sentence];
  return wordsOfBpmn[sentence]?.[isEnglish ? 0 : 1];
}

export const translateModule = { translate: ["value", say] };
