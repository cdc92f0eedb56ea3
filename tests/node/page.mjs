// SPDX-FileCopyrightText: 2026 The weltoffen authors
// SPDX-License-Identifier: Apache-2.0

// Opens pages in headless Chromium and prints what was seen as JSON: node page.mjs JOB.json
// The job and the answer are described in ../browser/pages.py.

import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const COLOURS = ["color-contrast", "link-in-text-block"];
// What a reader scrolls to: a cell at the edge of a table that is wider than the phone.
const CUT_OFF = new Set(["elmPartiallyObscured"]);
const FLAGS = [
  ...["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync"],
];
const PAPER = 640; // px: a sheet of A4 with margins of 2 cm
const SHEET = { width: PAPER, height: 1000, mobile: false, scheme: "light" };
const TILE = 2000; // px: Chromium draws no picture of more than 16 384 px
const PATIENCE = 120_000; // ms
const AT_ONCE = 2;

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));

const address = (page) => pathToFileURL(page.file).href;

// One tab serves all pages of a view: making one takes longer than opening most pages.
async function newTab(browser, view, more = {}) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height },
    isMobile: view.mobile,
    hasTouch: view.mobile,
    colorScheme: view.scheme,
    ...more,
  });
  // What a page asks of others is noted before it is refused: nothing leaves the machine.
  await context.route(/^(?!file:|data:)/, (route) => route.abort());
  await context.addInitScript(listenForViolations);
  context.setDefaultTimeout(PATIENCE);
  return context.newPage();
}

// Gives a function that begins new notes, for the page at an address.
function noteTaker(tab) {
  let notes;
  let own;
  tab.on("console", (message) => notes.console.push(`${message.type()}: ${message.text()}`));
  tab.on("pageerror", (error) => notes.errors.push(String(error)));
  tab.on("request", (request) => {
    if (!own(request.url())) notes.requests.push(request.url());
  });
  tab.on("requestfailed", (request) => {
    if (own(request.url())) notes.errors.push(`not loaded: ${request.url().slice(0, 200)}`);
  });
  return (url) => {
    own = (asked) => asked.split("#")[0] === url || asked.startsWith("data:");
    notes = { console: [], errors: [], requests: [] };
    return notes;
  };
}

function listenForViolations() {
  globalThis.refusedByPolicy = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    globalThis.refusedByPolicy.push(`${event.effectiveDirective}: ${event.blockedURI}`),
  );
}

// Runs in the page. A phone zooms out until everything fits, so `innerWidth` cannot be trusted there.
function measured(width) {
  const name = (one) => one.outerHTML.slice(0, 120);
  const scrolls = (one) => /auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX);
  const isHeld = (one) => {
    for (let at = one.parentElement; at && at !== document.body; at = at.parentElement) {
      if (scrolls(at)) return true;
    }
    return false;
  };
  const scrollWidth = document.scrollingElement.scrollWidth;
  const wide = [];
  if (scrollWidth > width) {
    for (const one of document.body.querySelectorAll("*")) {
      if (wide.length === 5) break;
      if (one.getBoundingClientRect().right > width + 0.5 && !isHeld(one)) wide.push(name(one));
    }
  }
  return { width: scrollWidth, wide, height: document.scrollingElement.scrollHeight };
}

// Runs in the page: what could act or load, whether or not it did.
function lively() {
  const tags = "script, link, base, iframe, frame, object, embed, meta[http-equiv=refresh i]";
  const acts = ({ name, value }) => /^on/i.test(name) || /^\s*javascript:/i.test(value);
  const all = [...document.querySelectorAll("*")];
  const found = all.filter((one) => one.matches(tags) || [...one.attributes].some(acts));
  return found.map((one) => one.outerHTML.slice(0, 120));
}

// Runs in the page: texts of drawings whose contrast to what lies below their middle is under 4.5:1,
// and the size of the smallest letters as they are shown. Counts fills of shapes as full rectangles.
function drawn() {
  const parse = (colour) => {
    const numbers = (colour.match(/[\d.]+/g) ?? []).map(Number);
    if (!/^rgba?\(/.test(colour) || numbers.length < 3) return null;
    return { rgb: numbers.slice(0, 3), alpha: numbers[3] ?? 1 };
  };
  const over = (top, below) => top.rgb.map((v, i) => v * top.alpha + below[i] * (1 - top.alpha));
  const luminance = (rgb) => {
    const linear = rgb.map((v) => (v <= 10.31475 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (svg) => {
    const layers = [];
    for (let at = svg; at; at = at.parentElement) {
      const layer = parse(getComputedStyle(at).backgroundColor);
      if (layer) layers.unshift(layer);
    }
    return layers.reduce((below, top) => over(top, below), [255, 255, 255]);
  };
  const fill = (one, svg) => {
    const style = getComputedStyle(one);
    const colour = style.visibility === "visible" ? parse(style.fill) : null;
    if (!colour) return null;
    colour.alpha *= Number(style.fillOpacity);
    for (let at = one; at !== svg; at = at.parentElement) {
      colour.alpha *= Number(getComputedStyle(at).opacity);
    }
    return colour.alpha > 0 ? colour : null;
  };
  const faint = [];
  let smallest = null;
  for (const svg of document.querySelectorAll("svg")) {
    const ground = behind(svg);
    const shapes = [];
    for (const one of svg.querySelectorAll("rect, path, circle, ellipse, polygon, text")) {
      if (one.closest("defs, clipPath, mask, marker, symbol, pattern")) continue;
      const colour = fill(one, svg);
      const box = one.getBoundingClientRect();
      if (!colour || box.width === 0 || box.height === 0) continue;
      if (one.tagName !== "text") {
        shapes.push({ colour, box });
        continue;
      }
      const size = parseFloat(getComputedStyle(one).fontSize) * Math.sqrt(Math.abs(det(one)));
      smallest = Math.min(smallest ?? size, size);
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const below = shapes
        .filter(({ box: b }) => b.left <= x && x <= b.right && b.top <= y && y <= b.bottom)
        .reduce((under, { colour: top }) => over(top, under), ground);
      const ratio = contrast(over(colour, below), below);
      if (ratio < 4.5 && faint.length < 20) {
        faint.push(`${ratio.toFixed(2)}: ${one.outerHTML.slice(0, 160)}`);
      }
    }
  }
  return { faint, smallest: smallest && Math.round(smallest * 10) / 10 };

  function det(one) {
    const { a, b, c, d } = one.getScreenCTM();
    return a * d - b * c;
  }
}

// Runs in the page: where only `color-scheme` makes the ground dark, axe takes it for white.
function paintGround() {
  const root = document.documentElement;
  if (/, 0\)$/.test(getComputedStyle(root).backgroundColor)) root.style.background = "Canvas";
}

const emptyDrawings = () =>
  document.querySelectorAll("svg > :not(title, desc)").forEach((one) => one.remove());
const openDetails = () => document.querySelectorAll("details").forEach((one) => (one.open = true));

async function pictures(tab, height, view, picture) {
  if (!picture.whole) {
    await tab.screenshot({ path: `${picture.path}.png` });
    return [`${picture.path}.png`];
  }
  const paths = [];
  for (let y = 0; y < height; y += TILE) {
    const path = `${picture.path}-${String(paths.length + 1).padStart(2, "0")}.png`;
    const clip = { x: 0, y, width: view.width, height: Math.min(TILE, height - y) };
    await tab.screenshot({ path, fullPage: true, clip });
    paths.push(path);
  }
  return paths;
}

async function seen(tab, begin, page, view) {
  const notes = begin(address(page));
  await tab.goto(address(page), { waitUntil: "load" });
  const closed = await tab.evaluate(measured, view.width);
  const picture = page.pictures?.[view.name];
  const files = picture ? await pictures(tab, closed.height, view, picture) : [];
  await tab.evaluate(openDetails);
  const opened = await tab.evaluate(measured, view.width);
  await tab.evaluate(paintGround);
  return {
    view: view.name,
    ...notes,
    policy: await tab.evaluate(() => globalThis.refusedByPolicy),
    lively: await tab.evaluate(lively),
    width: Math.max(closed.width, opened.width),
    wide: closed.wide.length ? closed.wide : opened.wide,
    height: closed.height,
    ...(await tab.evaluate(drawn)),
    references: await tab.locator("[data-ref]").count(),
    pictures: files,
  };
}

// In a tab of its own: a strict policy would refuse axe's code, and must stand where it is proved.
// Colours are judged apart, without drawings: axe decides on none of their texts and takes long over
// it; `drawn` does.
async function judged(tab, page, view) {
  await tab.goto(address(page), { waitUntil: "load" });
  await tab.evaluate(openDetails); // axe does not look at what is closed
  await tab.evaluate(paintGround);
  await tab.evaluate(AXE);
  const run = (options) => {
    const all = { ...options, resultTypes: ["violations"], iframes: false };
    return tab.evaluate((how) => globalThis.axe.run(document, how), all);
  };
  const results = [];
  if (view.axe === "all") {
    const rules = Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }]));
    const runOnly = { type: "tag", values: [...WCAG, "best-practice"] };
    results.push(await run({ runOnly, rules }));
  }
  await tab.evaluate(emptyDrawings);
  results.push(await run({ runOnly: { type: "rule", values: COLOURS } }));
  const told = ({ id, impact, help, nodes }) => ({
    ...{ id, impact, help, count: nodes.length },
    nodes: nodes.slice(0, 5).map((one) => `${one.target.join(" ")}: ${one.html.slice(0, 160)}`),
  });
  const isWcag = ({ tags }) => tags.some((tag) => WCAG.includes(tag));
  const violations = results.flatMap((one) => one.violations);
  return {
    violations: violations.filter(isWcag).map(told),
    practice: violations.filter((one) => !isWcag(one)).map(told),
    undecided: results
      .flatMap((one) => one.incomplete)
      .flatMap(({ id, nodes }) => nodes.map((one) => [id, why(one), one.html.slice(0, 160)]))
      .filter(([, reason]) => !CUT_OFF.has(reason))
      .map((parts) => parts.join(": ")),
  };
}

// axe's own word for why it left a node undecided.
function why(node) {
  return node.any.map(({ data }) => data?.messageKey ?? "").join(" ");
}

async function printed(tab, page) {
  await tab.goto(address(page), { waitUntil: "load" });
  const { width, wide } = await tab.evaluate(measured, PAPER);
  const pdf = await tab.pdf({ format: "A4", preferCSSPageSize: true, tagged: true });
  if (page.pdf) writeFileSync(page.pdf, pdf);
  const text = pdf.toString("latin1");
  const boxes = [...text.matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)];
  return {
    ...{ start: text.slice(0, 8), size: pdf.length, wanted: PAPER, width, wide },
    pages: (text.match(/\/Type\s*\/Page\b/g) ?? []).length,
    sizes: [...new Set(boxes.map(([, box]) => box.trim()))],
  };
}

async function inTurn(tasks) {
  const waiting = [...tasks];
  const work = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) await task();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

const browser = await chromium.launch({ executablePath: job.chromium, args: FLAGS });
try {
  const answer = job.pages.map(() => ({ views: job.views.map(() => null), printed: null }));
  const inEachView = job.views.map((view, n) => async () => {
    const tab = await newTab(browser, view);
    const begin = noteTaker(tab);
    const judge = view.axe && (await newTab(browser, view, { bypassCSP: true }));
    for (const [at, page] of job.pages.entries()) {
      answer[at].views[n] = await seen(tab, begin, page, view);
      answer[at].views[n].axe = judge && (await judged(judge, page, view));
    }
  });
  const onPaper = async () => {
    const tab = await newTab(browser, SHEET);
    await tab.emulateMedia({ media: "print" });
    for (const [at, page] of job.pages.entries()) answer[at].printed = await printed(tab, page);
  };
  await inTurn(job.print ? [...inEachView, onPaper] : inEachView);
  process.stdout.write(JSON.stringify({ pages: answer }));
} finally {
  await browser.close();
}
