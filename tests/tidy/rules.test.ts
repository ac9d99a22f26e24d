import assert from "node:assert/strict";
import { test } from "node:test";
import { cardNumberProblems } from "./card-numbers.ts";
import { importProblems, importsOf } from "./imports.ts";
import { shapeProblems } from "./shape.ts";
import { sourceFile } from "./source-file.ts";
import { wordProblems } from "./words.ts";

// Goal: each rule can fail, and lets pass what it must. Method: small invented sources.

const arrows = (path: string, specifier: string): number =>
  importProblems(sourceFile(path, `import { x } from "${specifier}";\n`)).length;

const forbiddenArrows: readonly (readonly [path: string, specifier: string])[] = [
  ["gateway/src/domain/money.ts", "node:crypto"],
  ["gateway/src/domain/money.ts", "kysely"],
  ["gateway/src/domain/money.ts", "#ports/clock.ts"],
  ["gateway/src/domain/money.ts", "../ports/clock.ts"],
  ["gateway/src/domain/order/state.ts", "#domain/money.ts"],
  ["gateway/src/ports/clock.ts", "#app/create-order.ts"],
  ["gateway/src/ports/clock.ts", "node:fs"],
  ["gateway/src/app/create-order.ts", "#adapters/postgres/pool.ts"],
  ["gateway/src/app/create-order.ts", "#http/server.ts"],
  ["gateway/src/app/create-order.ts", "undici"],
  ["gateway/src/adapters/threeds/client.ts", "#app/create-order.ts"],
  ["gateway/src/adapters/threeds/client.ts", "../node/clock.ts"],
  ["gateway/src/adapters/acquirers/iso8583/codec.ts", "../other/codec.ts"],
  ["gateway/src/http/server.ts", "#ports/clock.ts"],
  ["gateway/src/http/server.ts", "#adapters/postgres/pool.ts"],
  ["gateway/src/http/server.ts", "#jobs/runner.ts"],
  ["gateway/src/jobs/runner.ts", "#http/server.ts"],
  ["gateway/src/cli/migrate.ts", "#ports/store.ts"],
  ["gateway/src/main/wire.ts", "../http/server.ts"],
  ["gateway/src/main/wire.ts", "#lobby/server.ts"],
  ["gateway/src/app/create-order.ts", "#fault-points"],
  ["gateway/src/http/server.ts", "../../../simulator/src/main.ts"],
  ["gateway/src/http/server.ts", "./routes"],
  ["simulator/src/main.ts", "../../gateway/src/domain/money.ts"],
  ["simulator/src/main.ts", "#domain/money.ts"],
  ["simulator/src/main.ts", "@sluis/gateway"],
  ["tests/contract/create.test.ts", "../../gateway/src/domain/money.ts"],
  ["tests/contract/create.test.ts", "../../simulator/src/main.ts"],
  ["bench/src/main.ts", "../../gateway/src/main/serve.ts"],
];

for (const [path, specifier] of forbiddenArrows) {
  test(`${path} must not import ${specifier}`, () => {
    assert.equal(arrows(path, specifier), 1);
  });
}

const allowedArrows: readonly (readonly [path: string, specifier: string])[] = [
  ["gateway/src/domain/order/state.ts", "../money.ts"],
  ["gateway/src/domain/money.test.ts", "node:test"],
  ["gateway/src/ports/clock.ts", "#domain/time.ts"],
  ["gateway/src/app/create-order.ts", "#ports/clock.ts"],
  ["gateway/src/app/create-order.test.ts", "#adapters/memory/store.ts"],
  ["gateway/src/adapters/threeds/client.ts", "undici"],
  ["gateway/src/adapters/acquirers/iso8583/link.ts", "./codec/frame.ts"],
  ["gateway/src/http/server.ts", "#app/create-order.ts"],
  ["gateway/src/main/wire.ts", "#adapters/postgres/pool.ts"],
  ["gateway/src/main/wire.ts", "#fault-points"],
  ["simulator/src/main.ts", "iso_8583"],
  ["tests/contract/create.test.ts", "../support/world.ts"],
  ["bench/src/main.ts", "../../tests/support/postgres.ts"],
];

for (const [path, specifier] of allowedArrows) {
  test(`${path} may import ${specifier}`, () => {
    assert.equal(arrows(path, specifier), 0);
  });
}

test("finds imports over several lines, of types, for effect, re-exported and dynamic", () => {
  const file = sourceFile(
    "gateway/src/main/wire.ts",
    [
      'import {\n  a,\n  b,\n} from "one";',
      'import type { C } from "two";',
      'import "three";',
      'export { d } from "four";',
      'const e = await import("five");',
      '// import { f } from "six";',
      'const g = "https://seven"; // from "eight"',
    ].join("\n"),
  );
  assert.deepEqual(
    importsOf(file).map(({ specifier }) => specifier),
    ["one", "two", "three", "four", "five"],
  );
});

const words = (path: string, text: string): readonly string[] =>
  wordProblems(sourceFile(path, text)).map(({ rule }) => rule);

test("refuses what was left for later, in comments too", () => {
  for (const word of ["FIXME", "TODO", "XXX", "HACK"]) {
    assert.deepEqual(words("gateway/src/http/server.ts", `// ${word} later\n`), ["left for later"]);
  }
});

test("refuses escapes from compiler, lint and formatter", () => {
  for (const escape of [
    "@ts-ignore",
    "@ts-expect-error",
    "@ts-nocheck",
    "oxlint-disable-next-line",
    "eslint-disable",
    "oxfmt-ignore",
  ]) {
    assert.deepEqual(words("simulator/src/main.ts", `// ${escape}\n`), ["escape from the checks"]);
  }
});

test("refuses any as a type and lets the word stand in prose", () => {
  assert.deepEqual(words("gateway/src/http/a.ts", "const a = b as any;\n"), ["any"]);
  assert.deepEqual(words("gateway/src/http/a.ts", "function f(a: any): void {}\n"), ["any"]);
  assert.deepEqual(words("gateway/src/http/a.ts", "const m = new Map<string, any>();\n"), ["any"]);
  assert.deepEqual(words("gateway/src/http/a.ts", '// note: any shop\nconst a = "one, any two";\n'), []);
});

test("refuses tests that are switched off or alone", () => {
  for (const call of ["test.skip(", "it.only(", "describe.todo(", "test('a', { skip: true }, "]) {
    assert.deepEqual(words("tests/contract/a.test.ts", `${call}() => {});\n`), ["switched-off test"]);
  }
});

test("refuses clock, chance and timers in domain, ports and app", () => {
  for (const call of ["Date.now()", "new Date()", "Math.random()", "setTimeout(f, 1)", "setInterval(f, 1)"]) {
    for (const room of ["domain", "ports", "app"]) {
      assert.deepEqual(words(`gateway/src/${room}/a.ts`, `const a = ${call};\n`), [
        "time and chance are ports",
      ]);
    }
    assert.deepEqual(words("gateway/src/adapters/node/clock.ts", `const a = ${call};\n`), []);
  }
  assert.deepEqual(words("gateway/src/domain/a.ts", "const a = new Date(at);\n"), []);
});

test("refuses the environment outside a config.ts", () => {
  assert.deepEqual(words("gateway/src/http/a.ts", "process.env['X'];\n"), [
    "environment is read in config.ts",
  ]);
  assert.deepEqual(words("gateway/src/main/config.ts", "process.env['X'];\n"), []);
  assert.deepEqual(words("gateway/src/main/serve.ts", "readConfig(process.env);\n"), []);
});

test("refuses printing outside entrances that own the terminal", () => {
  assert.deepEqual(words("gateway/src/app/a.ts", "console.log(1);\n"), ["no printing"]);
  assert.deepEqual(words("gateway/src/cli/a.ts", "console.log(1);\n"), []);
  assert.deepEqual(words("gateway/src/main/start.ts", "console.log(1);\n"), []);
});

test("refuses variables at module level", () => {
  assert.deepEqual(words("gateway/src/app/a.ts", "let count = 0;\n"), ["no state at module level"]);
  assert.deepEqual(words("gateway/src/app/a.ts", "function f() {\n  let count = 0;\n}\n"), []);
});

const shape = (path: string, text: string): readonly string[] =>
  shapeProblems(sourceFile(path, text)).map(({ rule }) => rule);

test("refuses default exports", () => {
  assert.deepEqual(shape("gateway/src/http/a.ts", "export default {};\n"), ["named exports only"]);
});

test("refuses barrels and re-exports", () => {
  assert.deepEqual(shape("gateway/src/http/index.ts", "export const a = 1;\n"), ["no barrels"]);
  assert.deepEqual(shape("gateway/src/http/a.ts", 'export * from "./b.ts";\n'), ["no barrels"]);
  assert.deepEqual(shape("gateway/src/http/a.ts", 'export { b } from "./b.ts";\n'), ["no barrels"]);
  assert.deepEqual(shape("gateway/src/http/a.ts", "const b = 1;\nexport { b };\n"), []);
});

test("refuses file names that are not in kebab-case", () => {
  assert.deepEqual(shape("gateway/src/http/createOrder.ts", ""), ["files in kebab-case"]);
  assert.deepEqual(shape("gateway/src/http/create_order.ts", ""), ["files in kebab-case"]);
  assert.deepEqual(shape("gateway/src/http/create-order.test.ts", ""), []);
});

test("refuses a test name that stands twice in a file", () => {
  const twice = 'test("pays", () => {});\ntest("pays", () => {});\n';
  assert.deepEqual(shape("tests/contract/a.test.ts", twice), ["test names once"]);
  assert.deepEqual(shape("tests/contract/a.test.ts", 'test("pays", f);\ntest("refunds", f);\n'), []);
});

test("refuses card numbers that are nobody's published test number", () => {
  // Built here, so that it does not stand in the source.
  const foreign = `${"4".repeat(15)}8`;
  const numbers = (text: string): number => cardNumberProblems(sourceFile("tests/a.ts", text)).length;
  assert.equal(numbers(`const pan = "${foreign}";`), 1);
  assert.equal(numbers(`const pan = "${foreign.replace(/(\d{4})(?=\d)/g, "$1 ")}";`), 1);
  assert.equal(numbers('const pan = "4111 1111 1111 1111";'), 0);
  assert.equal(numbers("const at = 1767225600123;"), 0);
});
