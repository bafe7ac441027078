/** Loading, empty, failed and truncated, said in words. */

import { freshId, h, type Child } from "./dom.ts";
import { Problem } from "./http.ts";
import { filledIn, words } from "./language.ts";
import type { Complete } from "./model.ts";
import { pageAddress } from "./routes.ts";

const SLOW_AFTER = 4000;

/** A line that says that something is on its way, and after a while that it takes long. */
export function loading(signal: AbortSignal): HTMLElement {
  const line = h("p", null, words().loading);
  const timer = setTimeout(() => line.replaceChildren(words().slow), SLOW_AFTER);
  signal.addEventListener("abort", () => clearTimeout(timer));
  return h(
    "div",
    { class: "state loading", role: "status" },
    h("span", { class: "progress", "aria-hidden": "true" }),
    line,
  );
}

/** Nothing to show, and what to do about it. */
export function empty(title: string, hint: Child = null): HTMLElement {
  return h(
    "div",
    { class: "state" },
    h("p", { class: "strong" }, title),
    hint ? h("p", { class: "quiet" }, hint) : null,
  );
}

/** What a failure means to whoever looks at the page. */
export function failure(error: unknown, retry?: () => void): HTMLElement {
  const id = freshId("failure");
  const [title, detail] = told(error);
  return h(
    "div",
    { class: "state failed", role: "alert", "aria-labelledby": id },
    h("p", { class: "strong", id }, title),
    detail ? h("p", null, detail) : null,
    nearest(error),
    retry ? h("button", { type: "button", onclick: retry }, words().again) : null,
  );
}

function told(error: unknown): [string, string] {
  if (!(error instanceof Problem)) return [words().failed, error instanceof Error ? error.message : String(error)];
  if (error.status === 0) return [words().unreachable, words().unreachableHint];
  return [error.status === 404 ? words().unknownThing : words().failed, error.detail || error.title];
}

function nearest(error: unknown): Child {
  const names = error instanceof Problem ? (error.members["nearest"] ?? error.members["candidates"]) : null;
  if (!Array.isArray(names) || names.length === 0) return null;
  const links = names.slice(0, 8).map((name) => {
    const words = typeof name === "string" ? name : String((name as { label?: string }).label ?? "");
    return h("li", null, h("a", { href: pageAddress("search", "", { q: words }) }, words));
  });
  return [h("p", null, words().didYouMean), h("ul", { class: "nearest" }, links)];
}

/** A line that says that an answer was cut short, or nothing. */
export function cut(told: Complete): HTMLElement | null {
  if (told.complete) return null;
  const limits = told.limits_hit.map((name) => words().limits[name] ?? name).join(", ");
  return h("p", { class: "cut", role: "note" }, filledIn(words().cut, { limits: limits || "…" }));
}

/** Whether a failure is only that the page was left. */
export function aborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

const announcer = h("div", { class: "unseen", role: "status", "aria-live": "polite" });

/** Say something to those who listen to the page. */
export function announce(message: string): void {
  if (!announcer.isConnected) document.body.append(announcer);
  announcer.textContent = message;
}

/** Put words on the clipboard, and say so on the button. */
export async function copy(text: string, button: HTMLButtonElement): Promise<void> {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
  button.textContent = words().copied;
  announce(words().copied);
  setTimeout(() => (button.textContent = before), 1600);
}

/** For pages that are not served over https or from this machine, where there is no clipboard to write to. */
function copyBySelection(text: string): void {
  const area = h("textarea", { class: "unseen", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
