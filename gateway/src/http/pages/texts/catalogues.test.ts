import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogues } from "./language.ts";
import { sentencesByPath } from "./sentences-fixture.ts";

// Goal: what makes a catalogue a translation. Method: compare its sentences with those in English, place by place.

const word = "Sample shop";
const english = sentencesByPath(catalogues.en, word);
const others = Object.entries(catalogues).filter(([language]) => language !== "en");

/** Names, and words that happen to be the same in both languages. */
const sameInEnglish = new Set([
  "IBAN",
  "BIC",
  "Bank",
  "Description",
  "Postcode",
  `${word} (optional)`,
  `${word}:`,
]);

for (const [language, texts] of Object.entries(catalogues)) {
  const sentences = sentencesByPath(texts, word);

  test(`no sentence in "${language}" is empty, unfinished or left with a mark of a template`, () => {
    for (const [path, sentence] of sentences) {
      assert.notEqual(sentence.trim(), "", path);
      assert.equal(sentence, sentence.trim(), path);
      assert.doesNotMatch(sentence, /[{}$%<>]|undefined|  |\?\?\?|xxx/i, path);
    }
  });

  test(`the signs in "${language}" are those of print: no straight quotes, no three dots`, () => {
    for (const [path, sentence] of sentences)
      assert.doesNotMatch(sentence, /["'`´]|\.\.|\u00a0 | \u00a0/, path);
  });

  test(`the security code has one name in "${language}", with whatever ending`, () => {
    const stem = texts.card.cvc.slice(0, 6).toLowerCase();
    for (const path of [
      "testMode.cardsHint",
      "cardErrors.cvc-missing",
      "cardForm.keptForShopper",
      "cardForm.keptForShop",
    ]) {
      assert.ok(sentences.get(path)?.toLowerCase().includes(stem), `${path}: ${stem}`);
    }
  });

  test(`what is told of a shop, a method or an amount in "${language}" names it`, () => {
    const gaps = [...english].filter(([, sentence]) => sentence.includes(word)).map(([path]) => path);
    assert.ok(gaps.length > 0);
    for (const path of gaps) assert.ok(sentences.get(path)?.includes(word), path);
  });

  test(`every example of a date and of a card's expiry in "${language}" is one the forms understand`, () => {
    for (const path of ["provider.birthdayHint", "provider.errors.birthday"]) {
      assert.match(sentences.get(path) ?? "", / (?:31([-./])12(?:\1)1990|1990-12-31)$/, path);
    }
    assert.match(sentences.get("cardErrors.expiry-invalid") ?? "", /08\u00a0\/\u00a030/);
  });
}

for (const [language, texts] of others) {
  test(`nothing in "${language}" was left in English`, () => {
    const left = [...sentencesByPath(texts, word)].filter(
      ([path, sentence]) => sentence === english.get(path) && !sameInEnglish.has(sentence),
    );
    assert.deepEqual(left, []);
  });
}

test("an example of an account is a number that an account may have", () => {
  for (const texts of Object.values(catalogues)) {
    const [iban = ""] = /[A-Z]{2}\d\d [A-Z0-9 ]+$/.exec(texts.provider.ibanHint) ?? [];
    const compact = iban.replaceAll(" ", "");
    const digits = `${compact.slice(4)}${compact.slice(0, 4)}`.replaceAll(/[A-Z]/g, (letter) =>
      String(letter.charCodeAt(0) - 55),
    );
    assert.equal(BigInt(digits) % 97n, 1n, texts.provider.ibanHint);
  }
});

test("Czech and Polish leave no word of one letter at the end of a line, French no sign at the start of one", () => {
  for (const language of ["cs", "pl"] as const) {
    for (const [path, sentence] of sentencesByPath(catalogues[language], word)) {
      assert.doesNotMatch(sentence, /(?<![\p{L}\d])\p{L} /u, path);
    }
  }
  for (const [path, sentence] of sentencesByPath(catalogues.fr, word)) {
    assert.doesNotMatch(sentence, /[^\u00a0]:|[^\u202f][;!?]/u, path);
  }
});

test("Chinese sentences have the signs of Chinese print, and a space between its characters and others", () => {
  for (const [path, sentence] of sentencesByPath(catalogues.zh, word)) {
    assert.doesNotMatch(sentence, /\p{Script=Han}[,.;:?!()]|[,;:?!()]\p{Script=Han}|(?<!…)…(?!…)/u, path);
    assert.doesNotMatch(sentence, /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u, path);
  }
});

test("the name of a method that is a Chinese word stands in a Chinese sentence without spaces", () => {
  const { provider, atProvider } = catalogues.zh;
  const { BANKTRANS } = provider.names;
  assert.equal(provider.heading(BANKTRANS), "使用银行转账付款");
  assert.equal(provider.proceed(BANKTRANS), "前往银行转账");
  assert.equal(atProvider.heading(BANKTRANS), "请在银行转账完成付款");
  assert.equal(provider.heading("PayPal"), "使用 PayPal 付款");
  assert.equal(provider.heading("SEPA 直接借记"), "使用 SEPA 直接借记付款");
});

test("a Spanish question is asked from its beginning", () => {
  for (const [path, sentence] of sentencesByPath(catalogues.es, word)) {
    assert.equal(sentence.split("¿").length, sentence.split("?").length, path);
    assert.equal(sentence.split("¡").length, sentence.split("!").length, path);
  }
});
