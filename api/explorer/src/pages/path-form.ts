/** Two boxes for the two ends of a path. */

import { combobox, labelled, type Combobox } from "../combobox.ts";
import { h } from "../dom.ts";
import { words } from "../language.ts";
import { nameOf, pageAddress } from "../routes.ts";
import { announce } from "../states.ts";

export interface Ends {
  source?: string | null;
  target?: string | null;
  sourceName?: string;
  targetName?: string;
  /** Further parameters to keep. */
  kept?: Readonly<Record<string, string | readonly string[]>>;
}

/** A form that opens the paths between two things; a chosen end counts by address, typed words by name. */
export function pathForm(go: (address: string) => void, ends: Ends): HTMLFormElement {
  const chosen = { source: ends.source ?? "", target: ends.target ?? "" };
  const submit = (): void => {
    const [source, target] = [
      chosen.source || boxes.source.input.value.trim(),
      chosen.target || boxes.target.input.value.trim(),
    ];
    if (source && target) go(pageAddress("paths", "", { source, target, ...ends.kept }));
    else {
      announce(words().ends);
      (source ? boxes.target : boxes.source).input.focus();
    }
  };
  const box = (end: "source" | "target", label: string, value: string): Combobox =>
    combobox({
      label,
      name: end,
      placeholder: label,
      value,
      chosen: (match) => {
        chosen[end] = nameOf(match.iri) ?? match.iri;
        const other = boxes[end === "source" ? "target" : "source"];
        if (other.input.value.trim()) submit();
        else other.input.focus();
      },
      entered: submit,
      edited: () => (chosen[end] = ""),
    });
  const boxes = {
    source: box("source", words().from, ends.sourceName ?? ""),
    target: box("target", words().to, ends.targetName ?? ""),
  };
  const swap = h(
    "button",
    {
      type: "button",
      class: "swap",
      "aria-label": words().swap,
      title: words().swap,
      onclick: () => {
        [chosen.source, chosen.target] = [chosen.target, chosen.source];
        const { source, target } = boxes;
        [source.input.value, target.input.value] = [target.input.value, source.input.value];
        if (source.input.value && target.input.value) submit();
      },
    },
    "⇄",
  );
  return h(
    "form",
    {
      class: "path-form",
      onsubmit: (event: Event) => {
        event.preventDefault();
        submit();
      },
    },
    labelled(words().from, boxes.source),
    swap,
    labelled(words().to, boxes.target),
    h("button", { class: "primary" }, words().findPaths),
  );
}
