/** The language of the interface: what was asked for, chosen before, or the browser's own. */

import { en, es, type Words } from "./words.ts";

export type Language = "en" | "es";
export const LANGUAGES: readonly Language[] = ["en", "es"];

const KEY = "comity.language";

function asLanguage(name: string | null | undefined): Language | undefined {
  const main = name?.toLowerCase().split("-")[0];
  return LANGUAGES.find((one) => one === main);
}

/** What a setting was left at; null where the browser keeps nothing. */
export function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keep a setting, if the browser lets us. */
export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing still shows every page.
  }
}

let current: Language =
  asLanguage(new URLSearchParams(location.search).get("lang")) ??
  asLanguage(kept(KEY)) ??
  navigator.languages.map(asLanguage).find((one) => one !== undefined) ??
  "en";

export function language(): Language {
  return current;
}

export function chooseLanguage(chosen: Language): void {
  current = chosen;
  keep(KEY, chosen);
}

/** The words of the current language. */
export function words(): Words {
  return current === "es" ? es : en;
}

/** A number as the language writes it. */
export function number(value: number): string {
  return new Intl.NumberFormat(current === "es" ? "es-MX" : "en-US").format(value);
}

/** A count with its noun in the right number: `counted(words().passages, 3)`. */
export function counted(noun: readonly [one: string, many: string], count: number): string {
  return `${number(count)} ${count === 1 ? noun[0] : noun[1]}`;
}

/** A date as precise as it was given: a year, a month or a day. */
export function date(value: string): string {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(value);
  if (!found) return value;
  const [, year, month, day] = found;
  const options: Intl.DateTimeFormatOptions = { timeZone: "UTC", year: "numeric" };
  if (month) options.month = "long";
  if (day) options.day = "numeric";
  const at = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  return new Intl.DateTimeFormat(current === "es" ? "es-MX" : "en-US", options).format(at);
}

/** A text with `{name}` filled in. */
export function filledIn(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}
