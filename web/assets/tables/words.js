// The words of the table editor in the language of the page; English is the key. A sentence without its Latvian is
// noted, and a test fails on it.
import { latvian } from "./latvian.js";

const isEnglish = document.documentElement.lang === "en";

export const untranslated = new Set();

export function say(sentence, values = {}) {
  if (!(sentence in latvian) && /\p{L}/u.test(sentence)) untranslated.add(sentence);
  const words = isEnglish ? sentence : (latvian[sentence] ?? sentence);
  return words.replace(/\{([^}]+)\}/g, (place, name) => values[name] ?? place);
}

export const translateModule = { translate: ["value", say] };
