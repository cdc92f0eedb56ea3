// SPDX-FileCopyrightText: 2026 The weltoffen authors
// SPDX-License-Identifier: Apache-2.0

// Opens pages of the docs in headless Chromium, from the disk and without a network:
//   node site.mjs JOB.json
// JOB: {browser, views: [{name, width, height, mobile, pages: [file]}], searches: [{file, words}], pictures: folder}
// Prints {pages: [{view, file, errors, wide}], searches: [{file, found: [title]}]}.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const browser = await chromium.launch({ executablePath: job.browser, args: ["--no-sandbox", "--disable-gpu"] });

async function newTab(view) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height },
    isMobile: view.mobile,
    hasTouch: view.mobile,
  });
  const tab = await context.newPage();
  const errors = [];
  await context.route(/^(?!file:|data:)/, (route) => {
    errors.push(`asks for ${route.request().url()}`);
    return route.abort();
  });
  tab.on("pageerror", (error) => errors.push(String(error)));
  tab.on("requestfailed", (request) => errors.push(`not loaded: ${request.url()}`));
  return { tab, errors };
}

// Runs in the page: what sticks out of it to the right, and no box around it scrolls.
function sticksOut(width) {
  if (document.scrollingElement.scrollWidth <= width) return [];
  const scrolls = (one) => /auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX);
  const isHeld = (one) => {
    for (let at = one.parentElement; at && at !== document.body; at = at.parentElement) {
      if (scrolls(at)) return true;
    }
    return false;
  };
  const all = [...document.querySelectorAll("article *")];
  const found = all.filter((one) => one.getBoundingClientRect().right > width + 1 && !isHeld(one));
  return [`the page is ${document.scrollingElement.scrollWidth} px wide`, ...found.map((one) => one.outerHTML.slice(0, 120))].slice(0, 5);
}

const pages = [];
for (const view of job.views) {
  const { tab, errors } = await newTab(view);
  for (const file of view.pages) {
    errors.length = 0;
    await tab.goto(pathToFileURL(file).href, { waitUntil: "load" });
    const wide = await tab.evaluate(sticksOut, view.width);
    pages.push({ view: view.name, file, errors: [...errors], wide });
    if (job.pictures) await tab.screenshot({ path: `${job.pictures}/${view.name}-${pages.length}-${basename(file)}.png` });
  }
}

const searches = [];
const { tab, errors } = await newTab({ width: 1280, height: 900, mobile: false });
for (const { file, words } of job.searches) {
  errors.length = 0;
  await tab.goto(`${pathToFileURL(file).href}?q=${encodeURIComponent(words)}`, { waitUntil: "load" });
  await tab.waitForSelector("#search-results ul.search li a", { timeout: 30_000 });
  const found = await tab.locator("#search-results ul.search li > a").allTextContents();
  // From the disk no page may read another one: the excerpts below the titles are missing there.
  const failed = errors.filter((error) => !/^not loaded: file:.*\.html$|Failed to fetch/.test(error));
  searches.push({ file, words, found, errors: failed });
}

await browser.close();
console.log(JSON.stringify({ pages, searches }));
