// node wizard.mjs ADDRESS WIDTH FOLDER: goes through the wizard by keyboard alone and prints what it saw as JSON.
// A screenshot of every page is left in FOLDER. Nothing is judged here; tests/test_example_wizard.py does.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const [address, width, folder] = process.argv.slice(2);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const page = await (await browser.newContext({ viewport: { width: Number(width), height: 800 } })).newPage();
const pages = [];
const outside = [];
page.on("request", (request) => request.url().startsWith(address) || outside.push(request.url()));

async function look() {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  const violations = found.violations.map((each) => `${each.impact}: ${each.id}: ${each.nodes[0].html}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.screenshot({ path: join(folder, `${width}-${pages.length}.png`), fullPage: true });
  pages.push({ title: await page.locator("h1").first().textContent(), violations, wide });
}

async function press(selector, ...keys) {
  await page.locator(selector).first().focus();
  for (const key of keys) await page.keyboard.press(key);
}

async function submit() {
  const arrived = page.waitForNavigation();
  await press("button", "Enter");
  await arrived;
}

await page.goto(address);
await look();
await page.locator("#scenario").selectOption("not-enabled");
await press("#region");
await page.keyboard.type("海口");
await page.locator("#on").fill("2026-11-23");
await submit();
for (let n = 0; n < 20 && (await page.locator("form button").count()); n++) {
  await look();
  const radio = (await page.locator("input[type=radio]").count()) > 0;
  if (radio) await press("input[type=radio]", "Space");
  else {
    const kind = await page.locator("#answer").getAttribute("type");
    await page.locator("#answer").fill(kind === "date" ? "2026-11-20" : "35");
  }
  await submit();
}
await look();
const last = await page.locator("main").textContent();
const get = (link) => page.evaluate(async (url) => (await fetch(url)).text(), link);
const links = await page.locator("a.button").evaluateAll((all) => all.map((each) => each.href));
const [print, calendar] = [await get(links[0]), await get(links[1])];
await browser.close();
console.log(JSON.stringify({ pages, outside, last, print: print.length, calendar: calendar.slice(0, 40) }));
