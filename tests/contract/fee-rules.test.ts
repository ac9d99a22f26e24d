import assert from "node:assert/strict";
import { after, test } from "node:test";
import { merchantApi } from "../support/api.ts";
import { makeSite } from "../support/command-line-key.ts";
import { assertAccepted } from "../support/expectations.ts";
import { numberAt, textAt } from "../support/json.ts";
import { directOrderWithout3ds } from "../support/orders.ts";
import { startWorld, type World } from "../support/world.ts";

// Goal: what an operator types is what a payment costs. Each test has a site of its own: a site that was used is kept
// in the gateway's memory for some seconds.

const world = await startWorld();
after(() => world.stop());

interface NewSite {
  readonly id: string;
  readonly api: World["api"];
}

async function newSite(): Promise<NewSite> {
  const api = merchantApi(world.gatewayUrl, await makeSite(world, "Shop with fees"));
  const rows = await world.sql("select max(id)::text as id from site");
  return { id: String(rows[0]?.["id"]), api };
}

async function fee(site: string, line: string): Promise<string> {
  const { code, output } = await world.commandLine("fee", ...line.replace("SITE", site).split(" "));
  assert.equal(code, 0, output);
  return output.trim();
}

async function costOf({ api }: NewSite): Promise<string> {
  const order = assertAccepted(await api("POST", "/orders", directOrderWithout3ds()));
  return `${numberAt(order, "costs", 0, "amount")} ${textAt(order, "costs", 0, "description")}`;
}

test("a payment costs what was set, and what is set again replaces it", async () => {
  const site = await newSite();
  await fee(site.id, "set --site SITE --method VISA --percent 1 --fixed 9");
  await fee(site.id, "set --site SITE --method VISA --percent 2.9 --fixed 0.10 --minimum 0.40");
  await fee(site.id, "set --site SITE --method * --fixed 5");
  assert.equal(await costOf(site), "0.4 2.9 % + 0.1 For Visa CreditCards Transactions (min 0.4)");
});

test("the rule of the payment's currency goes before that of all", async () => {
  const site = await newSite();
  await fee(site.id, "set --site SITE --method VISA --fixed 0.10");
  await fee(site.id, "set --site SITE --method VISA --fixed 0.20 --currency EUR");
  assert.equal(await costOf(site), "0.2 0.2 For Visa CreditCards Transactions");
});

test("a rule that is removed costs nothing, and the others stay", async () => {
  const site = await newSite();
  await fee(site.id, "set --site SITE --method VISA --fixed 0.10");
  await fee(site.id, "set --site SITE --method VISA --fixed 0.20 --currency EUR");
  await fee(site.id, "set --site SITE --method IDEAL --fixed 0.30");
  await fee(site.id, "remove --site SITE --method VISA");
  await fee(site.id, "remove --site SITE --method VISA --currency EUR");
  assert.match(await fee(site.id, "list --site SITE"), /^IDEAL +all +0 % +fixed 0\.3 +minimum 0$/);
  assert.equal(await costOf(site), "0 ");
});

for (const line of [
  "set --site 999 --method VISA --fixed 1",
  "list --site 999",
  "remove --site 1 --method VISA --currency CHF",
]) {
  test(`what is not there is said plainly: fee ${line}`, async () => {
    const { code, output } = await world.commandLine("fee", ...line.split(" "));
    assert.equal(code, 1, output);
    assert.match(output, /^Nothing was done: There is no (such fee|site 999)\.$/m);
  });
}
