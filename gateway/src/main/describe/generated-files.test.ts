import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { orderCommands, phases } from "#domain/order/phase.ts";
import { catalogue } from "#domain/refusal.ts";
import { operations } from "#http/api-v1/description/operations.ts";
import { errorsPage } from "./errors-page.ts";
import { generatedFiles } from "./generated-files.ts";
import { statesPage } from "./states-page.ts";

// Goal: what is committed is what the sources say today. When one fails: `npm run sluis -- describe`.

for (const { url, content } of generatedFiles()) {
  test(`docs/${url.pathname.split("/docs/").at(-1)} is as the sources make it`, async () => {
    assert.equal(await readFile(url, "utf8"), content);
  });
}

test("the error page and the catalogue have the same codes, with the same texts and statuses", () => {
  const page = errorsPage(operations);
  const onPage = [...page.matchAll(/^## (\d+) (.+)\n\n- HTTP (\d+)$/gm)].map(([, code, info, status]) => [
    Number(code),
    { info, status: Number(status) },
  ]);
  assert.deepEqual(Object.fromEntries(onPage), catalogue);
  assert.equal(onPage.length, Object.keys(catalogue).length);
});

test("the error page tells of every code which calls give it", () => {
  const givers = [...errorsPage(operations).matchAll(/^- Given by: (.*)$/gm)].map(([, calls]) => calls ?? "");
  assert.equal(givers.length, Object.keys(catalogue).length);
  for (const calls of givers) assert.match(calls, /every call|`[A-Z]+ \//);
});

test("the page of states has every phase and every command", () => {
  const page = statesPage();
  for (const name of [...phases, ...orderCommands])
    assert.match(page, new RegExp(`^\\| \`${name}\` \\|`, "m"));
});
