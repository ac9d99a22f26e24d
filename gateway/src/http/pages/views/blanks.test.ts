import assert from "node:assert/strict";
import { test } from "node:test";
import { createBlanks } from "./blanks.ts";

test("gaps are filled where they are drawn, often or never, and what stands between them stays", () => {
  const blank = createBlanks(["name", "amount"]).make(({ name }) => `<b>${name}</b> € – ${name}`);
  assert.equal(blank.fillIn({ name: "é$&", amount: "?" }).toString(), "<b>é$&</b> € – é$&");
  assert.equal(
    createBlanks(["name"])
      .make(() => "nothing")
      .fillIn({ name: "x" })
      .toString(),
    "nothing",
  );
});

test("what fills one payment's gaps is in no other's page", () => {
  const blanks = createBlanks(["token"]);
  const draw = ({ token }: { readonly token: string }): string => `/connect/${token}/`;
  assert.equal(blanks.keep("nl", draw).fillIn({ token: "one" }).toString(), "/connect/one/");
  assert.equal(blanks.keep("nl", draw).fillIn({ token: "other" }).toString(), "/connect/other/");
});

test("a blank is drawn once for a key, and again when a hundred others came between", () => {
  const blanks = createBlanks(["token"]);
  let drawn = 0;
  const draw = (): string => {
    drawn += 1;
    return "page";
  };
  blanks.keep("first", draw);
  blanks.keep("first", draw);
  assert.equal(drawn, 1);
  for (let index = 0; index < 100; index += 1) blanks.keep(String(index), draw);
  assert.equal(drawn, 101);
  blanks.keep("first", draw);
  assert.equal(drawn, 102);
});

test("what is put into a gap cannot open another, and no two processes have the same places", () => {
  const draw = ({ token, name }: { readonly token: string; readonly name: string }): string =>
    `${token} ${name}`;
  const one = createBlanks(["token", "name"]);
  const other = createBlanks(["token", "name"]);
  let place = "";
  one.make((places) => (place = places.token));
  assert.equal(one.make(draw).fillIn({ token: "secret", name: place }).toString(), `secret ${place}`);
  assert.equal(
    other
      .make(() => place)
      .fillIn({ token: "secret", name: "" })
      .toString(),
    place,
  );
});
