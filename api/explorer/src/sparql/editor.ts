/** The query editor: CodeMirror with its own SPARQL mode, completion from the vocabulary, and errors at their place.
 *
 * It lives in a shadow root, where CodeMirror adopts its style sheets instead of writing style elements, which the
 * page's policy forbids.
 */

import {
  autocompletion,
  completionKeymap,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  StreamLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, type KeyBinding } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { h } from "../dom.ts";
import { PREFIXES, prefixed, vocabulary } from "../vocabulary.ts";

export interface Place {
  line: number;
  column: number;
  endColumn: number | null;
  message: string;
}

export interface Editor {
  element: HTMLElement;
  text: () => string;
  write: (text: string) => void;
  /** Underline where an error is, and go there; null takes the mark away. */
  mark: (place: Place | null) => void;
}

const KEYWORDS =
  "SELECT CONSTRUCT ASK DESCRIBE WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND SERVICE DISTINCT REDUCED FROM NAMED PREFIX BASE GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET AS EXISTS IN COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI REGEX REPLACE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER STRLEN SUBSTR UCASE LCASE CONCAT COALESCE IF YEAR MONTH DAY NOW ISIRI ISLITERAL ISBLANK".split(
    " ",
  );

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--agency)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--agreement)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--group)" },
  { tag: [tags.atom, tags.number], color: "var(--country)" },
  { tag: [tags.propertyName, tags.tagName, tags.attributeName], color: "var(--topic)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.operator, tags.bracket], color: "var(--quiet)" },
]);

const THEME = EditorView.theme({
  "&": {
    fontSize: "14px",
    color: "var(--ink)",
    background: "var(--raised)",
    border: "1px solid var(--strong-line)",
    borderRadius: "8px",
  },
  "&.cm-focused": { outline: "2.5px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", minHeight: "220px", maxHeight: "56vh" },
  ".cm-content": { padding: "10px 0", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { background: "transparent", color: "var(--quiet)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "color-mix(in srgb, var(--sunken) 70%, transparent)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { background: "var(--mark) !important" },
  ".cm-tooltip": {
    background: "var(--raised)",
    border: "1px solid var(--line)",
    borderRadius: "6px",
    color: "var(--ink)",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.85" },
});

/** An editor with a text; `run` is called for Ctrl+Enter, `changed` when the text is edited. */
export function editor(text: string, label: string, run: () => void, changed: () => void): Editor {
  const element = h("div", { class: "editor" });
  const root = element.attachShadow({ mode: "open" });
  const keys: KeyBinding[] = [
    { key: "Mod-Enter", run: () => (run(), true) },
    ...completionKeymap,
    ...defaultKeymap.filter((one) => one.key !== "Mod-Enter"),
    ...historyKeymap,
    indentWithTab,
  ];
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        indentOnInput(),
        highlightActiveLine(),
        StreamLanguage.define(sparql),
        syntaxHighlighting(COLOURS),
        autocompletion({ override: [complete] }),
        lintGutter(),
        keymap.of(keys),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorView.updateListener.of((update) => update.docChanged && changed()),
        THEME,
      ],
    }),
  });
  return {
    element,
    text: () => view.state.doc.toString(),
    write: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    mark: (place) => mark(view, place),
  };
}

function mark(view: EditorView, place: Place | null): void {
  if (place === null) return view.dispatch(setDiagnostics(view.state, []));
  const line = view.state.doc.line(Math.max(1, Math.min(place.line, view.state.doc.lines)));
  const from = Math.min(line.from + Math.max(0, place.column - 1), line.to);
  const to = Math.min(Math.max(place.endColumn ? line.from + place.endColumn - 1 : from + 1, from), line.to);
  const start = from === to ? Math.max(line.from, from - 1) : from;
  view.dispatch(setDiagnostics(view.state, [{ from: start, to, severity: "error", message: place.message }]), {
    selection: { anchor: start },
    scrollIntoView: true,
  });
}

async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const word = context.matchBefore(/[?$]?[\w-]*:?[\w-]*$/);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  if (/^[?$]/.test(word.text)) return { from: word.from, options: variables(context.state.doc.toString(), word.text) };
  const terms = [...(await vocabulary()).values()];
  const options: Completion[] = [
    ...terms.map(
      (one) =>
        ({
          label: prefixed(one.iri),
          detail: one.labels["en"] ?? "",
          info: one.definition || null,
          type: one.kind,
          boost: 2,
        }) as Completion,
    ),
    ...Object.keys(PREFIXES).map((one) => ({ label: `${one}:`, type: "namespace" })),
    ...KEYWORDS.map((one) => ({ label: one, type: "keyword" })),
  ];
  return { from: word.from, options, validFor: /^[\w-]*:?[\w-]*$/ };
}

function variables(text: string, typed: string): Completion[] {
  const found = new Set(text.match(/[?$]\w+/g) ?? []);
  found.delete(typed);
  return [...found].sort().map((label) => ({ label, type: "variable" }));
}
