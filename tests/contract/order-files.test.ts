import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { numberAt } from "../support/json.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: documents of an order are kept, encrypted, and only what they say they are. Contract: orders.md §7.

const world = await startWorld();
const folder = await mkdtemp(join(tmpdir(), "order-files-"));
after(async () => {
  await rm(folder, { recursive: true });
  await world.stop();
});
const { api } = world;
const siteId = String(numberAt(assertAccepted(await api("GET", "/me")), "site_id"));

const pdf = Buffer.from("%PDF-1.7\nSigned by Sam Sample\n%%EOF\n");
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]);

const fileOf = (type: string, bytes: Buffer, members: object = {}): object => ({
  type,
  base64: bytes.toString("base64"),
  name: `${type.toLowerCase()} file`,
  description: "Proof of delivery",
  ...members,
});

async function makeOrder(orderId = newOrderId()): Promise<string> {
  assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: orderId })));
  return orderId;
}

const add = (orderId: string, body: unknown) =>
  api("POST", `/orders/${encodeURIComponent(orderId)}/files`, body);

const listed = async (orderId: string): Promise<readonly string[]> => {
  const { code, output } = await world.commandLine("file", "list", "--site", siteId, "--order", orderId);
  assert.equal(code, 0, output);
  return output.trim().split("\n");
};

test("files of each type are kept, and the operator finds them again byte for byte", async () => {
  const orderId = await makeOrder(`${newOrderId()}/a b`);
  for (const [type, bytes] of [
    ["PDF", pdf],
    ["PNG", png],
    ["JPEG", jpeg],
  ] as const) {
    assert.deepEqual(assertAccepted(await add(orderId, fileOf(type, bytes))), {});
  }
  const lines = await listed(orderId);
  assert.deepEqual(
    lines.map((line) => line.split(" ").slice(1, 3).join(" ")),
    [`PDF ${pdf.length}`, `PNG ${png.length}`, `JPEG ${jpeg.length}`],
  );
  const path = join(folder, "proof.pdf");
  const saved = await world.commandLine("file", "save", "--id", lines[0]?.split(" ")[0] ?? "", "--to", path);
  assert.equal(saved.code, 0, saved.output);
  assert.deepEqual(await readFile(path), pdf);
});

test("the database holds no word of a document", async () => {
  const orderId = await makeOrder();
  assertAccepted(await add(orderId, fileOf("PDF", pdf)));
  const rows = await world.sql("select sealed from order_file");
  assert.ok(rows.length > 0);
  for (const { sealed } of rows) {
    assert.ok(sealed instanceof Uint8Array);
    const text = Buffer.from(sealed).toString("latin1");
    assert.ok(!text.includes("Sam Sample") && !text.includes(pdf.toString("base64").slice(0, 20)));
  }
});

test("the same file sent again is kept once", async () => {
  const orderId = await makeOrder();
  assert.deepEqual(await listed(orderId), ["The order has no files."]);
  const folded = pdf.toString("base64").replace(/.{20}/g, "$&\r\n");
  for (const body of [fileOf("PDF", pdf), fileOf("pdf", pdf), fileOf("PDF", pdf, { base64: folded })]) {
    assertAccepted(await add(orderId, body));
  }
  assert.equal((await listed(orderId)).length, 1);
});

test("name and description may be left out", async () => {
  const orderId = await makeOrder();
  assertAccepted(await add(orderId, { type: "PDF", base64: pdf.toString("base64") }));
  assert.equal((await listed(orderId)).length, 1);
});

const big = (size: number): Buffer => Buffer.concat([pdf, Buffer.alloc(size - pdf.length)]);

for (const [name, body] of [
  ["no type", { base64: pdf.toString("base64") }],
  ["a type that is not taken", fileOf("GIF", pdf)],
  ["a type that is no text", fileOf("PDF", pdf, { type: {} })],
  ["no content", { type: "PDF" }],
  ["empty content", fileOf("PDF", Buffer.alloc(0))],
  ["what is no base64", fileOf("PDF", pdf, { base64: "%PDF-1.7 $$$" })],
  ["base64 that is cut", fileOf("PDF", pdf, { base64: pdf.toString("base64").slice(0, -1) })],
  ["content that is no text", fileOf("PDF", pdf, { base64: 12 })],
  ["a picture that claims to be a PDF", fileOf("PDF", png)],
  ["a page of HTML that claims to be a picture", fileOf("PNG", Buffer.from("<html></html>"))],
  ["a file above the limit", fileOf("PDF", big(716_801))],
  ["a name without end", fileOf("PDF", pdf, { name: "x".repeat(256) })],
  ["a description that is an object", fileOf("PDF", pdf, { description: {} })],
] as const) {
  test(`refuses ${name}`, async () => {
    const orderId = await makeOrder();
    assertRefused(await add(orderId, body), { code: 1016 });
    const kept = await world.sql(
      "select from order_file join orders on orders.key = order_key where order_id = $1",
      [orderId],
    );
    assert.equal(kept.length, 0);
  });
}

test("takes a file of exactly the limit", async () => {
  assertAccepted(await add(await makeOrder(), fileOf("PDF", big(716_800))));
});

test("of more files at once than an order may have, as many are kept as it may", async () => {
  const orderId = await makeOrder();
  const answers = await Promise.all(
    Array.from({ length: 22 }, (_, index) =>
      add(orderId, fileOf("PDF", Buffer.concat([pdf, Buffer.from([index])]))),
    ),
  );
  const refused = answers.filter(({ status }) => status !== 200);
  assert.equal(refused.length, 2);
  for (const answer of refused) assertRefused(answer, { code: 1000 });
  assert.equal((await listed(orderId)).length, 20);
});

test("an order that does not exist has no files", async () => {
  assertRefused(await add(newOrderId(), fileOf("PDF", pdf)), { code: 1006 });
});

test("a body that is no JSON is refused", async () => {
  assertRefused(await add(await makeOrder(), "{"), { code: 1016, status: 400 });
  assertRefused(await add(await makeOrder(), undefined), { code: 1016, status: 400 });
});
