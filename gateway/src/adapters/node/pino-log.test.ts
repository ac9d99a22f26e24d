import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "#domain/secret.ts";
import { createLog } from "./pino-log.ts";

function recorder(level: "info" | "warn" | "silent") {
  const lines: string[] = [];
  const { log, logger } = createLog({ level, destination: { write: (line) => void lines.push(line) } });
  return { log, logger, lines };
}

test("an event is one JSON line with level name, ISO time, its fields, and nothing else", () => {
  const { log, lines } = recorder("info");
  log.warn("acquirer.reconnecting", { attempt: 3, amount: 100n });
  assert.equal(lines.length, 1);
  assert.ok(lines[0]?.endsWith("\n"));
  const { time, ...rest } = JSON.parse(lines[0] ?? "");
  assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(rest, { level: "warn", attempt: 3, amount: 100, event: "acquirer.reconnecting" });
});

test("an event without fields is logged", () => {
  const { log, lines } = recorder("info");
  log.info("gateway.ready");
  assert.equal(JSON.parse(lines[0] ?? "").event, "gateway.ready");
});

test("events below the level are dropped", () => {
  const { log, lines } = recorder("warn");
  log.info("quiet");
  log.error("loud");
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).event),
    ["loud"],
  );
});

test("an error shows its message and stack, also as a cause", () => {
  const { log, lines } = recorder("info");
  log.error("job.failed", { error: new Error("broken"), cause: new TypeError("deeper") });
  const { error, cause } = JSON.parse(lines[0] ?? "");
  assert.equal(error.message, "broken");
  assert.match(error.stack, /pino-log\.test\.ts/);
  assert.equal(cause.type, "TypeError");
});

test("a secret among the fields stays masked, however deep", () => {
  const { log, lines } = recorder("info");
  log.info("card.seen", { pan: new Secret("4111111111111111"), nested: { cvc: [new Secret("123")] } });
  assert.doesNotMatch(lines[0] ?? "", /4111|123/);
  assert.equal(JSON.parse(lines[0] ?? "").pan, "[secret]");
});

test("a card number that was put into an event anywhere does not reach the line, which is JSON still", () => {
  const { log, lines } = recorder("info");
  const number = "4111111111111111";
  log.error(`seen ${number}`, {
    text: `card_number=4111 1111 1111 1111&x="quoted"`,
    number: Number(number),
    nested: [{ [number]: ["5500-0000-0000-0004"] }],
    error: new Error(`Failing row contains (1, ${number}, null)`),
    time2: 1_767_225_600_000,
    rrn: "602809000042",
  });
  assert.equal(lines.length, 1);
  assert.ok(lines[0]?.endsWith("\n"));
  const { time2, rrn, number: masked } = JSON.parse(lines[0] ?? "");
  assert.deepEqual(
    { time2, rrn, masked },
    { time2: 1_767_225_600_000, rrn: "602809000042", masked: "[card number]" },
  );
  assert.doesNotMatch((lines[0] ?? "").replaceAll(/[ -]/g, ""), /4111111111111111|5500000000000004/);
});
