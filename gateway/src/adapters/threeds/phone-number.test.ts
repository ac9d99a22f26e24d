import assert from "node:assert/strict";
import { it } from "node:test";
import { phoneNumber } from "./phone-number.ts";

const numbers = [
  { text: "+31208500500", parts: { cc: "31", subscriber: "208500500" } },
  { text: "0031 (0)20-8500.500".replace("(0)", ""), parts: { cc: "31", subscriber: "208500500" } },
  { text: "+1 (212) 555-0100", parts: { cc: "1", subscriber: "2125550100" } },
  { text: "+7 495 123-45-67", parts: { cc: "7", subscriber: "4951234567" } },
  { text: "+351 21 123 4567", parts: { cc: "351", subscriber: "211234567" } },
  { text: "0208500500", parts: null },
  { text: "+0208500500", parts: null },
  { text: "+31", parts: null },
  { text: "+44 1234 56789 ext 1", parts: null },
  { text: "+311234567890123456", parts: null },
  { text: "", parts: null },
];
for (const { text, parts } of numbers) {
  it(`reads the phone number "${text}" as ${JSON.stringify(parts)}`, () => {
    assert.deepEqual(phoneNumber(text), parts);
  });
}
