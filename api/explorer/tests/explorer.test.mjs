/** The explorer as a person uses it, over the small graph of the Python tests. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, violations, visitor } from "./browser.mjs";

const STRATEGY = "joint-strategy-against-illicit-finance-1998";
const MLAT = "/explore/thing/agreement/mutual-legal-assistance-treaty";
const ACTION = `/explore/thing/document/${STRATEGY}/point/12/action/1.1`;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Run a test in a page of its own; whatever it does, nothing may fail in the page or leave the host. */
function visiting(name, options, steps) {
  test(name, { timeout: 240_000 }, async () => {
    const { page, faults, close } = await visitor(browser, options);
    try {
      await steps(page);
      assert.deepEqual(faults, []);
    } finally {
      await close();
    }
  });
}

visiting("which actions invoke the MLAT, and what do they say: two clicks from the start", {}, async (page) => {
  await page.goto("/");
  await page.locator("main").getByRole("combobox", { name: "Search" }).click();
  await page.keyboard.type("MLAT");
  await page
    .locator(".options")
    .getByRole("option", { name: /Mutual Legal Assistance/ })
    .first()
    .click();
  await page.getByRole("heading", { level: 1, name: "Mutual Legal Assistance Treaty" }).waitFor();
  const invoked = page.locator(".fact-group").filter({ has: page.getByRole("heading", { name: /^Invoked by/ }) });
  await invoked
    .getByRole("link", { name: "Alliance Point 12, Action 1.1" })
    .waitFor()
    .catch(() => {});
  const quote = invoked.locator("blockquote").first();
  await quote.getByText("will use the").waitFor();
  assert.match(
    await quote.innerText(),
    /Mexico and the United States will use the Mutual Legal Assistance Treaty \(MLAT\) to obtain bank records/,
  );
  assert.equal(await quote.locator("mark").innerText(), "Mutual Legal Assistance Treaty");
});

visiting("search goes by keyboard alone", {}, async (page) => {
  await page.goto(MLAT);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("treasury");
  await page.locator(".options").getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/explore\/thing\/agency\/department-of-the-treasury/);
  await page.locator("h1:focus").waitFor();
});

visiting("a search without a match says so, and what to do", {}, async (page) => {
  await page.goto("/explore/search?q=zzzzqqqq");
  await page.getByText("Nothing here is called “zzzzqqqq”.").waitFor();
  await page.getByText("Try fewer words").waitFor();
});

visiting(
  "an acronym of the other language finds the thing, and its page speaks Spanish",
  { language: "es-MX" },
  async (page) => {
    await page.goto("/");
    await page.getByRole("combobox", { name: "Buscar" }).first().fill("Procuraduría");
    await page.locator(".options").getByRole("option").first().click();
    await page.getByRole("heading", { level: 1, name: "Procuraduría General de la República" }).waitFor();
    await page.getByRole("heading", { name: "Lo que dicen los documentos" }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "es");
  },
);

visiting("the language is changed in place and kept", {}, async (page) => {
  await page.goto("/explore/documents");
  await page.getByRole("button", { name: "ES: español" }).click();
  await page.getByRole("heading", { level: 1, name: "Documentos" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Documentos" }).waitFor();
});

visiting("the outline leads to the words, the words to the facts", {}, async (page) => {
  await page.goto(`/explore/document/${STRATEGY}`);
  await page.getByRole("button", { name: /Unfold: Alliance point 12/ }).click();
  await page
    .getByRole("navigation", { name: "Outline" })
    .getByRole("link", { name: /^Action 1\.2/ })
    .click();
  const marked = page.locator(".text mark.target");
  await marked.first().waitFor();
  assert.match((await marked.allInnerTexts()).join(""), /will invoke the Financial Information Exchange/);
  assert.match(page.url(), /#char=\d+,\d+$/);
  await page.getByRole("link", { name: "What was read from Action 1.2" }).click();
  await page.getByRole("heading", { level: 1, name: /Action 1\.2/ }).waitFor();
});

visiting("a deep link marks exactly the passage that the service has there", {}, async (page) => {
  const text = await (await page.request.get(`/documents/${STRATEGY}/text?char=100,150`)).text();
  await page.goto(`/explore/document/${STRATEGY}#char=100,150`);
  await page.locator(".text mark.target").first().waitFor();
  const marked = await page
    .locator(".text mark.target")
    .evaluateAll((all) => all.map((one) => one.textContent).join(" "));
  assert.equal(marked.replace(/\s+/g, " ").trim(), text.replace(/\s+/g, " ").trim());
  await page.goto(`/explore/document/${STRATEGY}#char=1,99999999`);
  await page.getByText("The text has no such passage").waitFor();
});

visiting("a mention leads to its thing; a class of mentions can be put out", {}, async (page) => {
  await page.goto(`/explore/document/${STRATEGY}`);
  await page.getByRole("checkbox", { name: /Agreements/ }).uncheck();
  const mention = page.locator(".mention.agreement").first();
  assert.equal(await mention.evaluate((one) => getComputedStyle(one).borderBottomColor), "rgba(0, 0, 0, 0)");
  await page.locator(".mention.agency").filter({ hasText: "Treasury Department" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Department of the Treasury" }).waitFor();
});

visiting("the timeline of a thing leads to its mentions in a document, one by one", {}, async (page) => {
  await page.goto(MLAT);
  await page.locator(".timeline").getByRole("link").first().click();
  await page.locator(".passage-panel").getByText("1 / 2").waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.locator(".passage-panel").getByText("2 / 2").waitFor();
  assert.equal(await page.locator(".mention.current").innerText(), "MLAT");
});

visiting("words that are selected can be linked to", {}, async (page) => {
  await page.goto(`/explore/document/${STRATEGY}`);
  const first = page.locator(".text p").first();
  await first.waitFor();
  await first.evaluate((one) => getSelection().selectAllChildren(one));
  const link = page.getByRole("button", { name: "Copy a link to this passage" });
  await link.click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
});

visiting("a provision shows its own words and leads into the document", {}, async (page) => {
  await page.goto(ACTION);
  await page.locator(".own-words").getByText("will use the Mutual Legal Assistance Treaty").waitFor();
  await page.getByRole("link", { name: "Read it in the document" }).click();
  await page.locator(".text mark.target").first().waitFor();
});

visiting("what has no page says so in words", {}, async (page) => {
  await page.goto("/explore/thing/country/atlantis");
  await page.getByRole("alert").getByText("Nothing here has that address").waitFor();
  await page.goto("/explore/nowhere");
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
});

visiting("a service that is gone is told, and tried again", {}, async (page) => {
  await page.goto("/");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.route("**/documents*", (route) => route.abort());
  await page.getByRole("link", { name: "Documents", exact: true }).click();
  await page.getByText("The service cannot be reached.").waitFor();
  await page.unroute("**/documents*");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("link", { name: /Joint Strategy/ }).waitFor();
});

visiting("a query is run, shown as a table and a chart, and has an address", {}, async (page) => {
  await page.goto("/explore/sparql");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("cell", { name: "Mutual Legal Assistance Treaty" }).waitFor();
  await page.getByRole("button", { name: "Chart" }).click();
  await page.getByRole("img", { name: /times by name/ }).waitFor();
  await page.reload();
  await page.getByRole("cell", { name: "Mutual Legal Assistance Treaty" }).waitFor();
});

visiting("a wrong query is told at its line and column", {}, async (page) => {
  await page.goto(`/explore/sparql?query=${encodeURIComponent("SELECT ?x\nWHERE { ?x a comity:Action FILTR(1) }")}`);
  await page.getByText("Line 2, column 28").waitFor();
  await page.getByText("did you mean FILTER?").first().waitFor();
});

visiting("a long query is cancelled", {}, async (page) => {
  const slow = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
  await page.goto(`/explore/sparql?query=${encodeURIComponent(slow)}`);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Cancelled.").waitFor();
});

visiting("the editor completes the vocabulary", {}, async (page) => {
  await page.goto("/explore/sparql?query=SELECT");
  const content = page.locator(".cm-content");
  await content.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" ?x { ?x comity:invo");
  await page.keyboard.press("Control+Space");
  await page.locator(".cm-tooltip-autocomplete").getByText("comity:invokes").waitFor();
});

visiting("a saved query has a form, and a graph where it gives triples", {}, async (page) => {
  await page.goto("/explore/sparql?saved=actions-invoking-agreement");
  const box = page.getByRole("combobox", { name: /agreement/i });
  await box.fill("FIEA");
  await page.locator(".options").getByRole("option").first().click();
  await page.getByRole("button", { name: "Run with these" }).click();
  await page.getByRole("cell", { name: /will invoke the Financial/ }).waitFor();
  await page.goto("/explore/sparql?saved=graph-of-commitments");
  await page.locator(".canvas canvas").first().waitFor({ state: "attached" });
  await page.getByText(/\d+ nodes · \d+ edges/).waitFor();
});

const CROWD = `CONSTRUCT { ?one <http://example.org/near> ?hub } WHERE {
  VALUES ?a { ${Array.from({ length: 20 }, (_, at) => `"${at}"`).join(" ")} }
  VALUES ?b { ${Array.from({ length: 20 }, (_, at) => `"${at}"`).join(" ")} }
  BIND(IRI(CONCAT("http://example.org/one/", ?a, "/", ?b)) AS ?one)
  BIND(IRI(CONCAT("http://example.org/hub/", ?a)) AS ?hub) }`;

visiting("a crowd of nodes is drawn, looked at closely, read by its edges, and taken along", {}, async (page) => {
  await page.goto(`/explore/sparql?query=${encodeURIComponent(CROWD)}`);
  await page.getByText("420 nodes · 400 edges").waitFor();
  await page.locator(".stage-foot span").waitFor({ state: "hidden" });
  const coloured = () =>
    page.evaluate(() => {
      const canvas = [...document.querySelectorAll(".canvas canvas")].at(-1);
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return data.reduce((sum, value, at) => sum + (at % 4 === 3 && value > 0 ? 1 : 0), 0);
    });
  const whole = await coloured();
  assert.ok(whole > 2000, `${whole} pixels`);
  await page.getByRole("button", { name: "Zoom in" }).click();
  while ((await coloured()) <= whole) await page.waitForTimeout(50);
  await page.getByText("As a list").click();
  await page.locator(".graph-list").getByRole("button", { name: /near/ }).first().click();
  await page.locator(".selected").getByText("near").first().waitFor();
  const [picture] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("combobox", { name: "Export" }).selectOption("PNG"),
  ]);
  assert.equal((await readFile(await picture.path())).subarray(1, 4).toString(), "PNG");
});

visiting("from two names to a cited path: three clicks", {}, async (page) => {
  await page.goto("/");
  await page.getByRole("combobox", { name: "From" }).click();
  await page.keyboard.type("MLAT");
  await page
    .locator(".options")
    .getByRole("option", { name: /Mutual Legal Assistance/ })
    .first()
    .click();
  await page.keyboard.type("FIEA");
  await page
    .locator(".options")
    .getByRole("option", { name: /Financial Information/ })
    .click();
  const first = page.locator(".path").first();
  await first.locator(".ribbon-node").first().waitFor();
  await first.locator("blockquote mark").first().waitFor();
  assert.match(await page.title(), /Mutual Legal Assistance Treaty → Financial Information Exchange Agreement/);
  await first.getByRole("button", { name: "Copy as a citation" }).click();
  await first.getByRole("button", { name: "Copied" }).waitFor();
});

visiting("a step can be left out, and the link to a path opens it", {}, async (page) => {
  await page.goto(
    "/explore/paths?source=agreement/mutual-legal-assistance-treaty&target=agency/department-of-the-treasury",
  );
  await page.locator(".path").first().waitFor();
  const last = page.locator(".path-list > li").last();
  const id = await last.getAttribute("id");
  const through = page.locator(".path").first().locator(".also button").first();
  const name = await through.innerText();
  await through.click();
  await page.getByRole("button", { name: `Remove ${name}` }).waitFor();
  await page.goto(
    `/explore/paths?source=agreement/mutual-legal-assistance-treaty&target=agency/department-of-the-treasury#${id}`,
  );
  await page.locator(`[id="${id}"] details[open]`).waitFor();
});

visiting("paths are held to relations and led by way of a thing, and let go again", {}, async (page) => {
  await page.goto("/explore/paths?source=MLAT&target=FIEA");
  await page.locator(".path").first().waitFor();
  await page.getByText("Filters").click();
  await page.getByRole("combobox", { name: "Only by" }).selectOption("invokes");
  await page.getByText("No path of at most 6 steps").waitFor();
  await page.getByRole("combobox", { name: "Only by" }).selectOption("is part of");
  await page.locator(".path").first().waitFor();
  const steps = await page.locator(".ribbon-step").allInnerTexts();
  assert.ok(steps.every((one) => /invoke|part of|consists of/.test(one)));
  const chips = page.getByRole("button", { name: /^Remove (is part of|invokes)$/ });
  await chips.evaluateAll((both) => both.forEach((one) => one.click()));
  await chips.first().waitFor({ state: "detached" });
  assert.doesNotMatch(page.url(), /predicate=/);
  await page.getByRole("combobox", { name: "By way of…" }).fill("Treasury");
  await page.locator(".options").getByRole("option").first().click();
  await page.getByRole("button", { name: /^Remove Department of the Treasury/ }).waitFor();
  const ribbons = await page.locator(".ribbon").allInnerTexts();
  assert.ok(ribbons.every((one) => one.includes("Department of the Treasury")));
});

visiting("dates stand out in the text, and can be put out", {}, async (page) => {
  await page.goto(`/explore/document/${STRATEGY}`);
  const stated = page.locator(".text time.mention").first();
  await stated.waitFor();
  assert.match(await stated.getAttribute("datetime"), /^\d{4}/);
  await page.getByRole("checkbox", { name: /Dates/ }).uncheck();
  assert.equal(await stated.evaluate((one) => getComputedStyle(one).borderBottomColor), "rgba(0, 0, 0, 0)");
});

visiting("ends that nothing is called so are told, with the nearest names", {}, async (page) => {
  await page.goto("/explore/paths?source=MLAX&target=FIEA");
  await page.getByRole("alert").getByText("Did you mean").waitFor();
  await page.goto("/explore/paths?source=place/mexico-city&target=topic/training&max_length=2");
  await page.getByText("No path of at most 2 steps").waitFor();
});

visiting("what became of a point is read without a mouse, both sides quoted", {}, async (page) => {
  await page.goto("/explore/follow-through");
  await page.getByRole("columnheader", { name: /March 12, 2009/ }).waitFor();
  const mark = page.getByRole("button", { name: /1 reported, Alliance point 12/ });
  await mark.focus();
  await page.keyboard.press("Enter");
  const quotes = page.locator(".follow-quotes:not([hidden])");
  await quotes.getByText("will use the Mutual Legal Assistance Treaty").waitFor();
  await quotes.getByText("answered 64 requests").waitFor();
  await quotes.getByText(/Both concern Mutual Legal Assistance Treaty/).waitFor();
  assert.equal(await mark.getAttribute("aria-expanded"), "true");
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".follow-quotes:not([hidden])").count(), 0);
});

visiting("a graph is walked without a mouse, read, and taken along", {}, async (page) => {
  await page.goto("/explore/graph?seed=agreement/mutual-legal-assistance-treaty");
  const status = page.locator(".stage-foot [role=status]");
  const count = async () => Number.parseInt(await status.innerText(), 10);
  await page.getByText("As a list").click();
  const before = await count();
  assert.ok(before > 2);
  await page
    .locator(".graph-list")
    .getByRole("button", { name: /^Alliance Point 12, Action 1\.1$/ })
    .click();
  await page
    .locator(".selected")
    .getByRole("button", { name: /to be done by/ })
    .click();
  await page.waitForFunction(
    (least) => Number.parseInt(document.querySelector(".stage-foot [role=status]").textContent, 10) > least,
    before,
  );
  await page
    .locator(".graph-list")
    .getByRole("button", { name: /Action 1\.1 invokes Mutual/ })
    .click();
  await page.locator(".selected blockquote mark").getByText("Mutual Legal Assistance Treaty").waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("combobox", { name: "Export" }).selectOption("GraphML"),
  ]);
  const saved = await readFile(await file.path(), "utf8");
  assert.equal((saved.match(/<node /g) ?? []).length, await count());
  const [picture] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("combobox", { name: "Export" }).selectOption("PNG"),
  ]);
  assert.equal((await readFile(await picture.path())).subarray(1, 4).toString(), "PNG");
  await page.getByRole("checkbox", { name: /Provisions/ }).uncheck();
  assert.equal(
    await page
      .locator(".graph-list")
      .getByRole("button", { name: /invokes/ })
      .count(),
    0,
  );
});

visiting("hostile values are words and nothing else", {}, async (page) => {
  for (const path of [
    "/explore/thing/agency/hostile-1",
    "/explore/thing/agency/hostile-2",
    "/explore/thing/agency/hostile-3",
    "/explore/thing/agency/hostile-4",
    "/explore/search?kind=agency",
  ]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.equal(await page.locator("main img, main script, main iframe").count(), 0);
    assert.equal(await page.locator('a[href^="javascript" i], a[href^="data" i]').count(), 0);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${path} is ${wide} px too wide`);
  }
  await page.goto(
    `/explore/sparql?query=${encodeURIComponent("SELECT ?s ?o { ?s comity:country ?o FILTER(STRSTARTS(STR(?o), 'javascript')) }")}`,
  );
  await page.getByRole("cell", { name: "javascript:alert(1)" }).first().waitFor();
  assert.equal(await page.locator('a[href^="javascript" i]').count(), 0);
});

const PAGES = {
  start: "/",
  results: "/explore/search?q=treaty",
  nothing: "/explore/search?q=zzzzqqqq",
  thing: MLAT,
  provision: ACTION,
  documents: "/explore/documents",
  document: `/explore/document/${STRATEGY}#char=100,150`,
  paths: "/explore/paths?source=MLAT&target=FIEA",
  follow: "/explore/follow-through",
  graph: "/explore/graph?seed=agreement/mutual-legal-assistance-treaty",
  query: "/explore/sparql",
  answer: "/explore/sparql?saved=actions-invoking-agreement",
  missing: "/explore/nowhere",
};

const EVERY = Object.keys(PAGES);
const LOOKS = [
  [{}, EVERY],
  [{ dark: true, language: "es-MX" }, ["start", "thing", "document", "paths", "follow", "answer"]],
  [{ phone: true }, ["start", "thing", "document", "follow", "graph"]],
];

for (const [options, looked] of LOOKS) {
  visiting(
    `axe finds nothing, and nothing is wider than the window: ${JSON.stringify(options)}`,
    options,
    async (page) => {
      const found = {};
      for (const [name, path] of Object.entries(PAGES)) {
        await page.goto(path);
        await page.locator("main h1").first().waitFor();
        if (name === "answer") await page.locator("table").first().waitFor();
        const told = looked.includes(name) ? await violations(page) : [];
        if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
          told.push("wider than the window");
        if (told.length > 0) found[name] = told;
      }
      assert.deepEqual(found, {});
    },
  );
}
