// Names of elements in files: small English words joined by underscores, used once in the whole release.
const MADE_UP = /^(Activity|Event|Gateway|Flow|StateOrEvent|DataObjectReference|DataObject)_[0-9a-z]{7}$/;
const MOST = 60;

export const isMadeUp = (id) => MADE_UP.test(id);

export function slug(words) {
  const plain = words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const name = plain.replace(/['’]s\b/g, "").replace(/[^a-z0-9]+/g, "_").replace(/^[_0-9]+|_+$/g, "");
  return name.slice(0, MOST).replace(/_+$/, "");
}

// The id for a step that still has the one it was drawn with; null: keep it.
export function suggestedId(object, words, taken, elementRegistry) {
  const name = slug(words);
  return isMadeUp(object.id) && name ? free(name, taken, elementRegistry) : null;
}

export function free(name, taken, elementRegistry) {
  const known = new Set([...taken, ...elementRegistry.getAll().map((one) => one.businessObject?.id)]);
  for (let at = 1; ; at += 1) {
    const tried = at === 1 ? name : `${name}_${at}`;
    if (!known.has(tried)) return tried;
  }
}
