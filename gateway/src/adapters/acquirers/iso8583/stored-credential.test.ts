import assert from "node:assert/strict";
import { test } from "node:test";
import { recurringModels } from "#domain/token/recurring-model.ts";
import { parseTokenName } from "#domain/token/card-token.ts";
import type { StoredCredential } from "#domain/token/stored-credential.ts";
import { authorizationMessage } from "./requests.ts";
import { saleOf } from "./testing/payments.ts";

// Goal: initial and subsequent payments, by the cardholder and by the merchant, differ on the wire as the card link
// says. Method: the elements that tell, for each model and use. docs/protocols/card-link.md, "Kept cards".

const token = parseTokenName("FRIBXuDL7Dx");
assert.ok(token !== null);

function elementsOf(storedCredential: StoredCredential): readonly (string | undefined)[] {
  const sale = saleOf(42);
  const card = storedCredential.use === "subsequent" ? { ...sale.card, cvc: null } : sale.card;
  const { elements } = authorizationMessage({ ...sale, card, storedCredential }, "547802");
  return [elements[22], elements[25], elements[48]];
}

test("the payment that leaves a card is an ordinary one that says so", () => {
  const said = recurringModels.map((model) => elementsOf({ use: "initial", model }));
  const rest = "420701032109203123";
  assert.deepEqual(said, [
    ["812", "59", `T22080504C101${rest}`],
    ["812", "59", `T22080504C103${rest}`],
    ["812", "59", `T22080504C101${rest}`],
  ]);
});

test("a payment by a kept card says who began it and names the initial payment", () => {
  const said = recurringModels.map((model) =>
    elementsOf({ use: "subsequent", model, token, schemeReference: "012345678901234" }),
  );
  const trace = "6315012345678901234";
  assert.deepEqual(said, [
    ["102", "59", `T22080504C10142070103210${trace}`],
    ["102", "08", `T22080504M103${trace}`],
    ["102", "08", `T22080504M101${trace}`],
  ]);
});

test("a scheme reference that was never given is left out", () => {
  const [, , privateData] = elementsOf({
    use: "subsequent",
    model: "subscription",
    token,
    schemeReference: null,
  });
  assert.equal(privateData, "T22080504M103");
});
