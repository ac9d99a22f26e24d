import assert from "node:assert/strict";
import { test } from "node:test";
import { echoedText, isName } from "./typed-text.ts";

for (const name of [
  "Zoë Müller-Lüdenscheidt",
  "O'Brien & Sons",
  "李小龍",
  "محمد",
  "Sam Sample Jr.",
  "Nº 5, 2º C",
]) {
  test(`${name} may be a name`, () => {
    assert.equal(isName(name), true);
  });
}

for (const text of [
  "<b>Sam</b>",
  `"><script>alert(1)</script>`,
  "Sam 😀",
  "Sam 🇳🇱",
  "\u202Eelpmas mas",
  "Sam\u200FSample",
  "Sam\u0000",
  "Sam\uD800",
  "4111 1111 1111 1111",
  "no 4111-1111-1111-1111",
]) {
  test(`${JSON.stringify(text)} is no name`, () => {
    assert.equal(isName(text), false);
  });
}

test("what was typed comes back as it was, as far as it fits", () => {
  assert.equal(echoedText("<b>Sam</b>", 50), "<b>Sam</b>");
  assert.equal(echoedText("a".repeat(100), 50), "a".repeat(50));
  assert.equal(echoedText("Sam😀", 4), "Sam\uFFFD");
});

test("a card number never comes back, and nothing that turns the line", () => {
  assert.equal(echoedText("4111 1111 1111 1111", 50), "");
  assert.equal(echoedText("\u202Eelpmas mas\u2066", 50), "elpmas mas");
  assert.equal(echoedText("Sam\u0000", 50), "Sam");
});
