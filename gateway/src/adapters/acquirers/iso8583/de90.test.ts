import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { acquirerReference } from "#domain/payment/acquirer-reference.ts";
import { de90 } from "./de90.ts";
import { sentAt } from "./testing/payments.ts";

describe("DE 90", () => {
  const reference = acquirerReference(42, sentAt);

  for (const type of ["0100", "0200", "0220"] as const) {
    it(`names an ${type} by its type, STAN, transmission time and acquirer`, () => {
      assert.equal(
        de90({ type, reference, acquiringInstitutionId: "547802" }),
        `${type}000042012809010700000547802${"0".repeat(11)}`,
      );
    });
  }

  it("holds an institution of eleven digits whole", () => {
    const value = de90({ type: "0100", reference, acquiringInstitutionId: "12345678901" });
    assert.equal(value, "010000004201280901071234567890100000000000");
    assert.equal(value.length, 42);
  });
});
