/** A form for the parameters of a saved query; things are found as one types. */

import { combobox, labelled, type Combobox } from "../combobox.ts";
import { freshId, h } from "../dom.ts";
import { filledIn, language, words } from "../language.ts";
import type { Parameter, SavedQuery } from "../model.ts";
import { nameOf } from "../routes.ts";

type Values = Record<string, string>;

/** The form, or nothing where the query takes no parameter. */
export function parameterForm(saved: SavedQuery, values: Values, run: (values: Values) => void): HTMLElement | null {
  if (saved.parameters.length === 0) return null;
  const current = { ...values };
  const fields = saved.parameters.map((one) => field(one, current));
  return h(
    "form",
    {
      class: "parameters band",
      "aria-label": words().parameters,
      onsubmit: (event: Event) => {
        event.preventDefault();
        run(Object.fromEntries(Object.entries(current).filter(([, value]) => value)));
      },
    },
    fields,
    h("button", { class: "primary" }, words().runSaved),
  );
}

function field(one: Parameter, values: Values): HTMLElement {
  const label = one.description[language()] ?? one.description["en"] ?? one.name;
  const hint = one.example ? filledIn(words().forInstance, { example: one.example }) : "";
  const id = freshId("hint");
  const name = [label, one.required ? ` (${words().required})` : ""];
  const note = h("span", { class: "quiet", id }, hint);
  if (one.type === "thing") return h("div", { class: "field" }, labelled(name, thingBox(one, label, values)), note);
  return h("label", { class: "field" }, h("span", null, name), plainInput(one, values, id), note);
}

function thingBox(one: Parameter, label: string, values: Values): Combobox {
  const value = values[one.name] ?? "";
  const box = combobox({
    label,
    name: one.name,
    value,
    kinds: one.kinds,
    chosen: (match) => (values[one.name] = nameOf(match.iri) ?? match.iri),
    edited: () => (values[one.name] = box.input.value.trim()),
  });
  return box;
}

function plainInput(one: Parameter, values: Values, hint: string): HTMLElement {
  const change = (event: Event): void => {
    values[one.name] = (event.currentTarget as HTMLInputElement | HTMLSelectElement).value.trim();
  };
  const value = values[one.name] ?? one.default ?? "";
  if (one.type === "language") {
    return h(
      "select",
      { name: one.name, onchange: change },
      ["en", "es"].map((name) => h("option", { value: name, selected: name === value }, name)),
    );
  }
  return h("input", {
    name: one.name,
    value,
    required: one.required,
    oninput: change,
    "aria-describedby": hint,
    inputmode: one.type === "integer" ? "numeric" : null,
  });
}
