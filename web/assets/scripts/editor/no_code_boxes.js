// The panel's library brings editors for FEEL and JSON that no field of ours uses; the build puts this in their place,
// which halves the script and keeps style elements, which the content policy forbids, out of the page.
const nothing = new Proxy(function () {}, { get: (_, name) => (name === Symbol.toPrimitive ? () => "" : nothing), apply: () => nothing, construct: () => nothing });

export default nothing;
export {
  nothing as EditorView, nothing as highlightSpecialChars, nothing as drawSelection, nothing as keymap, nothing as placeholder, nothing as lineNumbers,
  nothing as Annotation, nothing as EditorState, nothing as syntaxHighlighting, nothing as defaultHighlightStyle, nothing as foldGutter,
  nothing as bracketMatching, nothing as foldKeymap, nothing as closeBrackets, nothing as closeBracketsKeymap, nothing as history,
  nothing as defaultKeymap, nothing as historyKeymap, nothing as jsonParseLinter, nothing as json, nothing as linter, nothing as FeelersEditor,
};
