import assert from "node:assert/strict";
import { test } from "node:test";
import { isMerchantInitiated, parseRecurringModel, recurringModels } from "./recurring-model.ts";

test("reads the three models in any letter case and nothing else", () => {
  for (const model of recurringModels) {
    for (const text of [model, model.toLowerCase(), ` ${model.toUpperCase()} `]) {
      assert.equal(parseRecurringModel(text), model);
    }
  }
  for (const text of ["", "card_on_file", "weekly"]) assert.equal(parseRecurringModel(text), null);
});

test("only a card on file is charged because the shopper asks for it", () => {
  assert.deepEqual(recurringModels.map(isMerchantInitiated), [false, true, true]);
});
