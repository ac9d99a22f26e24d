import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { assertAccepted } from "../support/expectations.ts";
import { type Page, visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { directOrder, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: the pages look as site and order want, and no wish of theirs hides, breaks or opens anything. Contract: orders.md
// §1.3 (template), README §6 (leniency).

const folder = await mkdtemp(join(tmpdir(), "sluis-test-look-"));
const world = await startWorld();
after(async () => {
  await world.stop();
  await rm(folder, { recursive: true });
});
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

const openWith = async (template: unknown, members: OrderBody = {}): Promise<Page> =>
  await open(redirectOrder({ payment_options: { template }, ...members }));

async function open(body: OrderBody): Promise<Page> {
  const page = await shopper.open(textAt(assertAccepted(await api("POST", "/orders", body))["payment_url"]));
  assert.equal(page.status, 200, page.html);
  return page;
}

const settings = (flag: string): unknown => ({ settings: { [flag]: true } });
const policyOf = (page: Page, directive: string): string =>
  new RegExp(`${directive} ([^;]+)`).exec(page.headers.get("content-security-policy") ?? "")?.[1] ?? "";

async function brandOf(page: Page): Promise<string> {
  const [, path = "", integrity = ""] =
    /href="(\/assets\/brand\/[^"]+)"\s+integrity="([^"]+)"/.exec(page.html) ?? [];
  assert.notEqual(path, "", "the page has a brand stylesheet");
  const response = await fetch(new URL(path, world.gatewayUrl));
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /^text\/css/);
  assert.match(response.headers.get("cache-control") ?? "", /immutable/);
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  const css = await response.text();
  assert.equal(integrity, `sha384-${createHash("sha384").update(css).digest("base64")}`);
  return css;
}

/** The colour that a selector's rule gives a token. */
function tokenOf(css: string, selector: string, token: string): string {
  const rule = css.split("}").find((one) => one.endsWith(selector) || one.includes(`${selector}{`)) ?? "";
  return new RegExp(`--color-${token}:(#[0-9a-f]{6});`).exec(rule)?.[1] ?? "";
}

function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

const cartOrder: OrderBody = {
  gateway: "",
  amount: 2420,
  shopping_cart: { items: [{ name: "Lamp <b>&</b> shade", unit_price: "10.00", quantity: 2 }] },
  checkout_options: { tax_tables: { default: { rate: 0.21 } } },
};

for (const [flag, shown] of [
  ["hide_flags", 'class="languages"'],
  ["hide_powered", 'class="secure"'],
  ["hide_cart", 'class="cart"'],
  ["hide_btn_cancel", "/cancel?"],
  ["hide_cc_logos", 'class="brands"'],
] as const) {
  test(`${flag} leaves out what it names, and nothing else does`, async () => {
    assert.ok((await openWith({}, cartOrder)).html.includes(shown));
    for (const given of [true, 1, "1", "true", "TRUE"]) {
      const page = await openWith({ settings: { [flag]: given } }, cartOrder);
      assert.equal(page.html.includes(shown), false, String(given));
      assert.match(page.html, /autocomplete="cc-number"/);
    }
    for (const given of [false, 0, "0", "false", "", null, "yes", [], {}]) {
      const page = await openWith({ settings: { [flag]: given } }, cartOrder);
      assert.ok(page.html.includes(shown), JSON.stringify(given));
    }
  });
}

test("hide_btn_all_methods leaves out the way back to all methods", async () => {
  const chosen = async (template: unknown): Promise<string> => {
    const page = await openWith(template, { gateway: "" });
    return (await shopper.open(`${page.url}&gateway=BANKTRANS`)).html;
  };
  assert.match(await chosen({}), /Choose another way to pay/);
  assert.doesNotMatch(await chosen(settings("hide_btn_all_methods")), /Choose another way to pay/);
});

test("an order can be cancelled at the shop's own button where ours is hidden", async () => {
  const page = await openWith(settings("hide_btn_cancel"));
  const end = await shopper.post(page.url.replace("/?", "/cancel?"), {});
  assert.match(end.html, /data-status="cancelled"/);
});

test("the summary shows what is bought, with prices that add up, as text", async () => {
  const page = await openWith({}, cartOrder);
  assert.match(
    page.html,
    /2&nbsp;× <bdi>Lamp &#60;b&#62;&#38;&#60;\/b&#62; shade<\/bdi><\/span>\s*<span>€24\.20</,
  );
  const odd = await openWith({}, { ...cartOrder, amount: 1000 });
  assert.match(odd.html, /<bdi>Lamp/);
  assert.doesNotMatch(odd.html, /24\.20/);
});

test("a long cart is folded, and of a very long one the rest is counted", async () => {
  const items = Array.from({ length: 23 }, (_, place) => ({
    name: `Lamp ${place}`,
    unit_price: 1,
    quantity: 1,
  }));
  const page = await openWith({}, { shopping_cart: { items } });
  assert.match(page.html, /<details class="cart">\s*<summary>Items \(23\)<\/summary>/);
  assert.match(page.html, /Lamp 19/);
  assert.doesNotMatch(page.html, /Lamp 20/);
  assert.match(page.html, /and 3 more/);
});

test("colours are used where they can be read, and are repaired where they cannot", async () => {
  const css = await brandOf(
    await openWith({
      body: { background: "#FFF", text: "#fefefe" },
      container: { background: "#101010", text: "#111111" },
      buttons: { primary: { background: "#ffffff", text: "#ffffff" } },
    }),
  );
  assert.equal(tokenOf(css, ":root", "page"), "#ffffff");
  assert.ok(contrast(tokenOf(css, ":root", "text"), "#ffffff") >= 4.5);
  assert.equal(tokenOf(css, ".panel", "surface"), "#101010");
  assert.ok(contrast(tokenOf(css, ".panel", "text"), "#101010") >= 4.5);
  assert.ok(contrast(tokenOf(css, ":root", "on-button"), tokenOf(css, ":root", "button")) >= 4.5);
});

test("every page of the order wears them, in every language", async () => {
  const template = { body: { background: "#fdfcfc" } };
  const page = await openWith(template);
  const wears = /<link rel="stylesheet" href="\/assets\/brand\//;
  assert.match((await shopper.open(page.url.replace("en_US", "nl_NL"))).html, wears);
  const challenge = await open(directOrder({ payment_options: { template } }));
  assert.match(challenge.html, wears);
  const cancelled = await shopper.post(page.url.replace("/?", "/cancel?"), {});
  assert.match(cancelled.html, wears);
  assert.match((await shopper.open(page.url)).html, wears);
});

const hostile = "}</style><script>alert(1)</script>";
for (const [name, template] of [
  ["a list", []],
  ["a filled list", [{ settings: { hide_cart: true } }]],
  ["a text", "dark"],
  ["a number", 5],
  ["members of wrong types", { settings: "x", header: 1, body: [1], buttons: { primary: [] }, cart: null }],
  ["script for a colour", { body: { background: "javascript:alert(1)", text: hostile } }],
  ["an address for a colour", { container: { background: "url(https://evil.example/x)" } }],
  ["a colour that ends the rule", { body: { background: `#fff;${hostile}` } }],
  ["10 kB for a colour", { body: { background: `#${"f".repeat(10_000)}` } }],
  ["script for a picture", { header: { logo: { image: "javascript:alert(1)" } } }],
  ["markup in a picture's address", { header: { cover: { image: `https://evil.example/"><script>` } } }],
  ["a foreign picture", { header: { logo: { image: "https://evil.example/a.png" } } }],
  ["10 kB for a picture", { header: { logo: { image: `https://evil.example/${"a".repeat(10_000)}` } } }],
] as const) {
  test(`a template with ${name} changes nothing and refuses nothing`, async () => {
    const plain = await openWith({});
    const page = await openWith(template);
    assert.doesNotMatch(page.html, /evil|alert|assets\/brand|<style/);
    assert.equal(page.headers.get("content-security-policy"), plain.headers.get("content-security-policy"));
  });
}

test("an unknown template_id is as good as none", async () => {
  const page = await open(redirectOrder({ payment_options: { template_id: "123456" } }));
  assert.doesNotMatch(page.html, /assets\/brand/);
});

test("an address of a stylesheet or logo that nobody made leads nowhere", async () => {
  for (const path of [
    "/assets/brand/A0b5a75.00000000.css",
    "/assets/brand/x.css",
    "/assets/brand/%7D%3C.css",
    `/assets/logo/${"0".repeat(32)}.png`,
    "/assets/logo/..%2f..%2fx.png",
    "/assets/logo/x",
  ]) {
    const response = await fetch(new URL(path, world.gatewayUrl));
    assert.equal(response.status, 404, path);
    assert.match(response.headers.get("content-type") ?? "", /^text\/plain/, path);
    await response.body?.cancel();
  }
});

// The smallest PNG there is, of one pixel.
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

async function siteSet(...words: readonly string[]): Promise<{ code: number | null; output: string }> {
  return await world.commandLine("site", "set", "--site", "1", ...words);
}

async function fileOf(name: string, body: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, body);
  return path;
}

test("a site's logo, colour and hosts are set on the command line and taken back there", async () => {
  const logo = await fileOf("logo.png", png);
  const set = await siteSet("--logo", logo, "--colour", "#FFC400", "--logo-hosts", "cdn.example.com");
  assert.equal(set.code, 0, set.output);

  const page = await openWith({});
  const [, path = ""] = /<img src="(\/assets\/logo\/[0-9a-f]{32}\.png)" alt=""/.exec(page.html) ?? [];
  const picture = await fetch(new URL(path, world.gatewayUrl));
  assert.equal(picture.headers.get("content-type"), "image/png");
  assert.match(picture.headers.get("cache-control") ?? "", /immutable/);
  assert.equal(picture.headers.get("x-content-type-options"), "nosniff");
  assert.deepEqual(Buffer.from(await picture.arrayBuffer()), png);
  assert.equal((await fetch(new URL(path.replace(".png", ".webp"), world.gatewayUrl))).status, 404);

  const css = await brandOf(page);
  assert.equal(tokenOf(css, ":root", "button"), "#ffc400");
  assert.ok(contrast(tokenOf(css, ":root", "accent"), "#ffffff") >= 4.5, "too light for links as it is");
  assert.equal(policyOf(page, "img-src"), "'self'");

  for (const flag of ["hide_logo", "iframe_mode"]) {
    assert.doesNotMatch((await openWith(settings(flag))).html, /assets\/logo/, flag);
  }

  const own = "https://cdn.example.com/own.png";
  const templated = await openWith({ header: { logo: { image: own }, cover: { image: own } } });
  assert.equal(templated.html.split(`<img src="${own}"`).length, 3);
  assert.equal(policyOf(templated, "img-src"), "'self' https://cdn.example.com");
  const insecure = await openWith({ header: { logo: { image: own.replace("https", "http") } } });
  assert.equal(policyOf(insecure, "img-src"), "'self'");

  const undone = await siteSet("--no-logo", "--no-colour", "--logo-hosts", "");
  assert.equal(undone.code, 0, undone.output);
  const after = await openWith({ header: { logo: { image: own } } });
  assert.doesNotMatch(after.html, /assets\/(?:logo|brand)|cdn\.example/);
});

test("a page is framed by nobody but us, unless the operator allows a host and the order asks for it", async () => {
  const flagOnly = await openWith(settings("iframe_mode"));
  assert.equal(policyOf(flagOnly, "frame-ancestors"), "'self'");
  assert.equal(flagOnly.headers.get("x-frame-options"), "SAMEORIGIN");
  assert.equal((await siteSet("--frame-hosts", "shop.example.com")).code, 0);
  const both = await openWith(settings("iframe_mode"));
  assert.equal(policyOf(both, "frame-ancestors"), "'self' https://shop.example.com");
  assert.equal(both.headers.get("x-frame-options"), null);
  const hostOnly = await openWith({});
  assert.equal(policyOf(hostOnly, "frame-ancestors"), "'self'");
  assert.equal((await siteSet("--frame-hosts", "")).code, 0);
});

test("what is no logo, colour or host is refused on the command line, and nothing changes", async () => {
  const before = await world.sql("select * from site order by id");
  const heavy = Buffer.concat([png, Buffer.alloc(10_240)]);
  const svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
  for (const [words, sentence] of [
    [["--logo", await fileOf("a.png", svg), "--colour", "#000"], /no PNG, JPEG or WebP/],
    [["--logo", await fileOf("b.svg", svg)], /no PNG, JPEG or WebP/],
    [["--logo", await fileOf("c.png", heavy)], /larger than 10240 bytes/],
    [["--logo", join(folder, "nowhere.png")], /cannot be read/],
    [["--colour", "red"], /#rrggbb/],
    [["--logo-hosts", "*.example.com"], /--logo-hosts/],
    [["--frame-hosts", "https://shop.example.com/x"], /--frame-hosts/],
    [["--frame-hosts", "'self'"], /--frame-hosts/],
    [["--logo", "x", "--no-logo"], /exclude/],
    [[], /Nothing is to be set/],
  ] as const) {
    const { code, output } = await siteSet(...words);
    assert.notEqual(code, 0, words.join(" "));
    assert.match(output, sentence);
  }
  assert.deepEqual(await world.sql("select * from site order by id"), before);
  assert.deepEqual(await world.sql("select * from site_logo"), []);
});
