// node check.mjs FOLDER: looks at every .html, .svg, .mmd and .ics of a folder and prints what it found as JSON.
// Nothing is judged here; tests/test_web.py does.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, extname } from "node:path";
import { chromium } from "playwright-core";
import ICAL from "ical.js";

const require = createRequire(import.meta.url);
const folder = process.argv[2];
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");
const mermaid = join(require.resolve("mermaid"), "..", "mermaid.min.js");
const found = {};

const files = readdirSync(folder).sort();
const of = (kind) => files.filter((name) => extname(name) === kind);
const text = (name) => readFileSync(join(folder, name), "utf-8");

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const context = await browser.newContext();
const page = await context.newPage();
let asked = [];
page.on("request", (request) => asked.push(request.url()));

async function open(name, width) {
  asked = [];
  await page.setViewportSize({ width, height: 800 });
  await page.goto("file://" + join(folder, name));
  return asked.filter((url) => !url.endsWith("/" + name));
}

async function walk() {
  // Tab through the page until the first thing is reached again; tick the first box and open the first fold by key.
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll("input, a[href], summary, [tabindex='0']")];
    const shown = all.filter((each) => each.checkVisibility());
    shown.forEach((each, number) => (each.dataset.at = number));
    return shown.length;
  });
  const reached = new Set();
  for (let step = 0; step < wanted + 2; step++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => document.activeElement?.dataset?.at ?? null);
    if (at !== null) reached.add(at);
  }
  const press = async (selector, key, value) => {
    if ((await page.locator(selector).count()) === 0) return null;
    await page.locator(selector).first().focus();
    await page.keyboard.press(key);
    return page.locator(selector).first().evaluate(value);
  };
  return {
    wanted,
    reached: reached.size,
    ticked: await press("input", "Space", (box) => box.checked),
    opened: await press("summary", "Enter", (fold) => fold.parentElement.open),
  };
}

for (const name of of(".html")) {
  const requests = await open(name, 1100);
  await page.addScriptTag({ content: axe });
  const run = () => page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  const violations = (await run()).violations.map((each) => `${each.impact}: ${each.id}: ${each.nodes[0].html}`);
  const keyboard = await walk();
  requests.push(...(await open(name, 360)));
  const phone = await page.evaluate(() => document.documentElement.scrollWidth);
  found[name] = { requests, violations, keyboard, phone };
}

for (const name of of(".svg")) {
  const requests = await open(name, 1100);
  found[name] = {
    requests,
    ...(await page.evaluate(() => {
      // What the browser's own font makes of every line, against the frame that it stands in and the other lines.
      const area = (each) => each.getBBox();
      const holds = (a, b) => b.x >= a.x - 1 && b.x + b.width <= a.x + a.width + 1;
      const meets = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y + 2 < b.y + b.height && b.y + 2 < a.y + a.height;
      const lines = [...document.querySelectorAll("text")].map((each) => ({ said: each.textContent, area: area(each) }));
      const framed = [...document.querySelectorAll("g")].flatMap((group) =>
        [...group.querySelectorAll("text")].filter((each) => !holds(area(group.firstChild), area(each))));
      const over = lines.flatMap((a, i) => lines.slice(i + 1).filter((b) => meets(a.area, b.area)).map((b) => `${a.said} / ${b.said}`));
      return { outside: framed.map((each) => each.textContent), over, lines: lines.length };
    })),
  };
}

if (of(".mmd").length) {
  await page.goto("about:blank");
  await page.addScriptTag({ path: mermaid });
  for (const name of of(".mmd")) {
    found[name] = await page.evaluate(async ([id, source]) => {
      try {
        const kind = (await mermaid.parse(source)).diagramType;
        const { svg } = await mermaid.render(id, source);
        const drawn = new DOMParser().parseFromString(svg, "text/html");
        drawn.querySelectorAll("style").forEach((each) => each.remove());
        return { kind, words: drawn.body.textContent };
      } catch (error) {
        return { error: String(error) };
      }
    }, ["m" + of(".mmd").indexOf(name), text(name)]);
  }
}

for (const name of of(".ics")) {
  const calendar = new ICAL.Component(ICAL.parse(text(name)));
  found[name] = calendar.getAllSubcomponents("vevent").map((each) => {
    const event = new ICAL.Event(each);
    return {
      uid: event.uid,
      sequence: event.sequence,
      start: event.startDate.toString(),
      end: event.endDate.toString(),
      summary: event.summary,
      alarms: each.getAllSubcomponents("valarm").length,
    };
  });
}

await browser.close();
console.log(JSON.stringify(found));
