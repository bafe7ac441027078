/** A headless Chromium on a running service, and what every test of a page looks for. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export const URL_OF_SERVICE = process.env.COMITY_URL ?? "http://127.0.0.1:8000";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How many times slower a page runs than it could, each answer held back at random: what waits for luck fails then. */
const SLOWED = Number(process.env.SLOWED ?? 1);

/** A browser; close it when the tests are done. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

/** A fresh visitor's page. `faults` gathers what must not happen: errors, dialogs, requests to another host. */
export async function visitor(browser, { phone = false, dark = false, language = "en-US" } = {}) {
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    locale: language,
    baseURL: URL_OF_SERVICE,
    bypassCSP: false,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(25_000);
  if (SLOWED > 1) await slow(page);
  const faults = [];
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d|ERR_FAILED/.test(message.text()))
      faults.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== new URL(URL_OF_SERVICE).origin)
      faults.push(`elsewhere: ${request.url()}`);
  });
  return { page, faults, close: () => context.close() };
}

async function slow(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
  await page.route("**", async (route) => {
    await new Promise((done) => setTimeout(done, Math.random() * 100 * SLOWED));
    await route.fallback().catch(() => {});
  });
}

/** What axe finds against WCAG 2.2 AA and its best practices, as lines. */
export async function violations(page) {
  await page.evaluate(await readFile(AXE, "utf8"));
  const found = await page.evaluate(() =>
    // The picture of a graph is hidden from assistive technology; the list beside it says the same.
    globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return found.violations.map(
    (one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.target.join(" ")).join(" | ")}`,
  );
}
