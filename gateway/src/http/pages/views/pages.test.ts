import assert from "node:assert/strict";
import { test } from "node:test";
import { html } from "./html.ts";
import { loadPageAssets } from "../assets/assets.ts";
import { type Language, catalogues } from "../texts/language.ts";
import { sentencesOf } from "../texts/sentences-fixture.ts";
import { condensed, everyPage, samplePage } from "./every-page-fixture.ts";
import { createPageViews } from "./page-views.ts";

// Goal: what holds for every page, whatever it says. Method: render each page in
// each state and language and look at the markup, as a machine would.

const assets = loadPageAssets();
const views = createPageViews(assets);
const languages = Object.keys(catalogues) as readonly Language[];
const pagesIn = (language: Language) =>
  everyPage(views, { ...samplePage, isSandbox: true, locale: catalogues[language].defaultLocale });

for (const language of languages) {
  test(`every sentence of the catalogue "${language}" is said on some page`, () => {
    const { defaultLocale, htmlLang, mail, ...others } = catalogues[language];
    const catalogue = { ...others, unsubscribe: mail.unsubscribe };
    const said = [...pagesIn(language).values()].join("\n");
    const unsaid = sentencesOf(catalogue, "\u0000").filter((sentence) =>
      sentence.split("\u0000").some((part) => !said.includes(html`${part}`)),
    );
    assert.deepEqual(unsaid, []);
    assert.ok(said.includes(`lang=${defaultLocale}`));
    assert.ok(said.includes(`hreflang="${htmlLang}"`));
  });

  test(`every page in "${language}" says which language it is in`, () => {
    for (const [name, page] of pagesIn(language)) {
      assert.match(
        page,
        new RegExp(`^<!doctype html>\\s*<html lang="${catalogues[language].htmlLang}"`),
        name,
      );
    }
  });
}

test("no page has inline style or script, or loads anything from elsewhere", () => {
  const sprite = assets.find(({ name }) => name === "icons.svg") ?? assert.fail("no sprite");
  const icons = [...sprite.body.toString().matchAll(/<view id="([^"]+)"/g)].map(
    ([, id = ""]) => `${sprite.path}#${id}`,
  );
  const paths = [...assets.map((asset) => asset.path), ...icons];
  for (const [name, page] of [...pagesIn("en"), ["method done", views.methodDonePage()] as const]) {
    assert.doesNotMatch(page, /<style|\sstyle=|\son[a-z]+=|javascript:/i, name);
    assert.doesNotMatch(page, /<script(?![^>]* src=)/, name);
    for (const [, path] of page.matchAll(/<(?:img|script)[^>]* src="([^"]*)"|<link[^>]* href="([^"]*)"/g)) {
      const isOurs = path === undefined || paths.includes(path) || /^\/assets\/(brand|logo)\//.test(path);
      assert.ok(isOurs, `${name} loads ${path}`);
    }
    for (const [tag] of page.matchAll(/<script[^>]*>|<link rel="stylesheet"[^>]*>/g)) {
      assert.match(tag, / integrity="sha384-[A-Za-z0-9+/]{64}"/, name);
    }
  }
});

test("every input that is seen has a label, every picture a text or beside one, every button a name", () => {
  for (const [name, page] of pagesIn("en")) {
    for (const [input] of page.matchAll(/<(?:input|select)(?![^>]*type="hidden")[^>]*>/g)) {
      const id = / id="([^"]+)"/.exec(input)?.[1];
      assert.ok(id !== undefined && page.includes(`<label for="${id}">`), `${name}: ${input}`);
    }
    // A picture may be silent where its words stand beside it, in the same button or link.
    for (const [, image = "", beside] of page.matchAll(
      /(<img[^>]*>)(<span>[^<]+<\/span>|<\/span>\s*<bdi>[^<]+<\/bdi>)?/g,
    )) {
      assert.match(image, beside === undefined ? / alt="[^"]+"/ : / alt=""/, name);
    }
    for (const [, label = ""] of page.matchAll(/<button[^>]*>(.*?)<\/button>/gs)) {
      assert.notEqual(label.replaceAll(/<[^>]*>/g, "").trim(), "", name);
    }
    for (const [frame] of page.matchAll(/<iframe[^>]*>/g)) assert.match(frame, / title="[^"]+"/, name);
    assert.match(page, /<title>[^<]+<\/title>/, name);
    assert.equal([...page.matchAll(/<h1[ >]/g)].length, 1, name);
    assert.equal([...page.matchAll(/<main[ >]/g)].length, 1, name);
  }
});

test("no id is used twice on a page, and every description that is named exists", () => {
  for (const [name, page] of pagesIn("en")) {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length, name);
    for (const [, named] of page.matchAll(/aria-(?:describedby|labelledby)="([^"]+)"/g)) {
      for (const id of named?.split(" ") ?? []) assert.ok(ids.includes(id), `${name}: ${id}`);
    }
  }
});

test("every form is a POST with a real submit button, but for the hidden one that the script sends", () => {
  for (const [name, page] of pagesIn("en")) {
    for (const [form, attributes] of condensed(page).matchAll(/<form([^>]*)>.*?<\/form>/gs)) {
      assert.match(form, /method="post"/, name);
      if (/\shidden$/.test(attributes ?? "")) continue;
      assert.match(form, /<button[^>]* type="submit"/, name);
      assert.doesNotMatch(form, /name="submit"/, name);
    }
  }
});

test("the line about test mode stands on every page of a sandbox payment and on none of a live one", () => {
  const line = catalogues.en.testMode.line;
  for (const [name, page] of everyPage(views, { ...samplePage, isSandbox: false })) {
    assert.ok(!page.includes(line), name);
  }
  for (const [name, page] of pagesIn("en")) {
    if (!/^(link|error|unsubscribe)/.test(name)) assert.ok(page.includes(line), name);
  }
});
