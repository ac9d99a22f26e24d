import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { listAt, objectAt, textAt } from "../support/json.ts";
import { startWorld } from "../support/world.ts";

// Goal: the list by which SDKs find out how to pay. Contract: gateways.md §1, §2.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

test("lists the card gateways, each with an id and a description", async () => {
  const answer = await api("GET", "/gateways");
  assert.equal(answer.status, 200);
  assert.equal(objectAt(answer.body)["success"], true);
  const gateways = listAt(answer.body, "data");
  const ids = gateways.map((gateway) => textAt(gateway, "id"));
  for (const id of ["CREDITCARD", "VISA", "MASTERCARD", "MAESTRO", "AMEX"]) assert.ok(ids.includes(id), id);
  assert.equal(new Set(ids).size, ids.length);
  for (const gateway of gateways) assert.notEqual(textAt(gateway, "description"), "");
});

test("takes the filters the SDKs send", async () => {
  const answer = await api(
    "GET",
    "/gateways?country=NL&currency=EUR&amount=1000&include=coupons&locale=nl_NL",
  );
  assert.ok(listAt(answer.body, "data").length > 0);
});

for (const id of ["VISA", "visa", "Visa"]) {
  test(`tells of one gateway named ${id}`, async () => {
    assert.deepEqual(assertAccepted(await api("GET", `/gateways/${id}`)), {
      id: "VISA",
      description: "Visa",
    });
  });
}

test("tells names in the shopper's language, in the list and of one", async () => {
  assert.deepEqual(assertAccepted(await api("GET", "/gateways/creditcard?locale=de_DE")), {
    id: "CREDITCARD",
    description: "Kreditkarte",
  });
  const listed = listAt((await api("GET", "/gateways?locale=nl_NL")).body, "data");
  const transfer = listed.find((gateway) => textAt(gateway, "id") === "BANKTRANS") ?? {};
  assert.equal(textAt(transfer, "description"), "Bankoverschrijving");
});

test("lists one gift card, and all of them for who includes coupons", async () => {
  const coupons = async (query: string): Promise<readonly string[]> =>
    listAt((await api("GET", `/gateways${query}`)).body, "data")
      .filter((gateway) => objectAt(gateway)["type"] === "coupon")
      .map((gateway) => textAt(gateway, "id"));
  assert.deepEqual(await coupons(""), ["VVVGIFTCRD"]);
  assert.deepEqual(await coupons("?include=coupons"), ["VVVGIFTCRD", "BOEKENBON"]);
  assert.deepEqual(await coupons("?include=other,coupons&currency=USD"), []);
});

test("leaves out what does not take the amount", async () => {
  const ids = listAt((await api("GET", "/gateways?amount=0")).body, "data").map((one) => textAt(one, "id"));
  assert.deepEqual(ids.toSorted(), ["MAESTRO", "MASTERCARD", "VISA"]);
});

test("a gateway that does not exist is 1023", async () => {
  assertRefused(await api("GET", "/gateways/NOSUCHGATEWAY"), { code: 1023 });
});
