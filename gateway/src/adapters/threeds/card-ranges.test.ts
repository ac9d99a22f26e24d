/** Goal: the directory server is asked neither too often nor in vain. Method: a clock and a directory that the test moves. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Pan, parsePan } from "#domain/card/card.ts";
import { dayMs, hourMs, instant, later, secondMs } from "#domain/time.ts";
import { parsePres } from "./card-range-messages.ts";
import { type AskedRanges, CardRanges } from "./card-ranges.ts";
import { ids } from "./testing/requests.ts";

function pan(digits: string): Pan {
  const parsed = parsePan(digits);
  assert.ok(parsed !== null);
  return parsed;
}

const visa = pan("4111111111111111");
const methodUrl = "https://acs.example/method";
const enrolled = { kind: "enrolled", methodUrl };
const unavailable = { kind: "unavailable" };
const someRanges: AskedRanges = {
  ranges: [{ start: "4000000000000000", end: "4999999999999999", methodUrl }],
};

/** Card ranges with a directory that gives `answer` and a clock at `now`, both to be changed by the test. */
function setUp(answer: AskedRanges | null) {
  const world = { now: instant(Date.UTC(2026, 0, 28)), answer, askedCount: 0 };
  const ranges = new CardRanges({
    clock: { now: () => world.now },
    ask: () => {
      world.askedCount += 1;
      return Promise.resolve(world.answer);
    },
  });
  return { world, ranges };
}

describe("card ranges", () => {
  it("are asked once for an hour", async () => {
    const { world, ranges } = setUp(someRanges);
    assert.deepEqual(await ranges.find(visa), enrolled);
    world.now = later(world.now, hourMs - 1);
    assert.deepEqual(await ranges.find(visa), enrolled);
    assert.equal(world.askedCount, 1);
    world.now = later(world.now, 1);
    world.answer = { ranges: [] };
    assert.deepEqual(await ranges.find(visa), { kind: "not-enrolled" });
    assert.equal(world.askedCount, 2);
  });

  it("are asked once for payments that come together", async () => {
    const { world, ranges } = setUp(someRanges);
    assert.deepEqual(await Promise.all([ranges.find(visa), ranges.find(visa)]), [enrolled, enrolled]);
    assert.equal(world.askedCount, 1);
  });

  it("are unavailable without asking again until a short pause after a failure is over", async () => {
    const { world, ranges } = setUp(null);
    assert.deepEqual(await ranges.find(visa), unavailable);
    world.answer = someRanges;
    world.now = later(world.now, 10 * secondMs - 1);
    assert.deepEqual(await ranges.find(visa), unavailable);
    assert.equal(world.askedCount, 1);
    world.now = later(world.now, 1);
    assert.deepEqual(await ranges.find(visa), enrolled);
  });

  it("serve on for a day while the directory server is away", async () => {
    const { world, ranges } = setUp(someRanges);
    await ranges.find(visa);
    world.answer = null;
    world.now = later(world.now, dayMs);
    assert.deepEqual(await ranges.find(visa), enrolled);
    assert.equal(world.askedCount, 2);
    world.now = later(world.now, 1);
    assert.deepEqual(await ranges.find(visa), unavailable);
  });

  it("are unavailable where the directory server keeps no list", async () => {
    const { world, ranges } = setUp({ ranges: null });
    assert.deepEqual(await ranges.find(visa), unavailable);
    assert.deepEqual(await ranges.find(visa), unavailable);
    assert.equal(world.askedCount, 1);
  });

  const list: AskedRanges = {
    ranges: [
      { start: "5500000000000000", end: "5599999999999999", methodUrl: null },
      { start: "4111111111111112", end: "4111111111111119", methodUrl: null },
      { start: "4111111111111111", end: "4111111111111111", methodUrl },
      { start: "6799990000000000000", end: "6799990000000000099", methodUrl },
    ],
  };
  const found = [
    ["4111111111111111", { kind: "enrolled", methodUrl }],
    ["4012001038443335", { kind: "not-enrolled" }],
    ["4761340000000019", { kind: "not-enrolled" }],
    ["5500000000000004", { kind: "enrolled", methodUrl: null }],
    ["5555555555554444", { kind: "enrolled", methodUrl: null }],
    ["6799990000000000011", { kind: "enrolled", methodUrl }],
    ["374500000000015", { kind: "not-enrolled" }],
  ] as const;
  for (const [digits, range] of found) {
    it(`say of ${digits.slice(0, 6)}… with ${digits.length} digits: ${range.kind}`, async () => {
      assert.deepEqual(await setUp(list).ranges.find(pan(digits)), range);
    });
  }
});

describe("a PRes", () => {
  const range = {
    startRange: "4000000000000000",
    endRange: "4999999999999999",
    acsStartProtocolVersion: "2.1.0",
    acsEndProtocolVersion: "2.2.0",
    threeDSMethodURL: methodUrl,
    actionInd: "A",
  };
  const pres = { messageType: "PRes", messageVersion: "2.2.0", ...ids, cardRangeData: [range] };
  const expected = { threeDSServerTransId: ids.threeDSServerTransID, mayUsePlainHttp: false };

  it("gives its ranges", () => {
    assert.deepEqual(parsePres(pres, expected), { ok: true, value: someRanges.ranges });
  });

  it("may give none", () => {
    const { cardRangeData: _none, ...bare } = pres;
    assert.deepEqual(parsePres(bare, expected), { ok: true, value: null });
  });

  const unserved = [
    { acsStartProtocolVersion: "2.1.0", acsEndProtocolVersion: "2.1.0" },
    { acsStartProtocolVersion: "2.3.1", acsEndProtocolVersion: "2.3.1" },
    { actionInd: "D" },
  ];
  for (const change of unserved) {
    it(`is not read as serving a range with ${JSON.stringify(change)}`, () => {
      const cardRangeData = [{ ...range, ...change }, range];
      assert.deepEqual(parsePres({ ...pres, cardRangeData }, expected), {
        ok: true,
        value: someRanges.ranges,
      });
    });
  }

  const bad: readonly (readonly [change: object, refusal: object])[] = [
    [{ messageType: "ARes" }, { code: "101", elements: ["messageType"] }],
    [{ messageVersion: undefined }, { code: "201", elements: ["messageVersion"] }],
    [{ threeDSServerTransID: ids.acsTransID }, { code: "other-ids" }],
    [{ cardRangeData: {} }, { code: "203", elements: ["cardRangeData"] }],
    [{ cardRangeData: [range, null] }, { code: "203", elements: ["cardRangeData"] }],
    [{ cardRangeData: [{ ...range, startRange: "4" }] }, { code: "203", elements: ["startRange"] }],
    [{ cardRangeData: [{ ...range, startRange: undefined }] }, { code: "201", elements: ["startRange"] }],
    [
      { cardRangeData: [{ ...range, endRange: "49999999999999999" }] },
      { code: "203", elements: ["endRange"] },
    ],
    [
      { cardRangeData: [{ ...range, endRange: "3999999999999999" }] },
      { code: "203", elements: ["endRange"] },
    ],
    [
      { cardRangeData: [{ ...range, acsEndProtocolVersion: "2.10.0" }] },
      { code: "203", elements: ["acsEndProtocolVersion"] },
    ],
    [
      { cardRangeData: [{ ...range, threeDSMethodURL: "http://acs.example/" }] },
      { code: "203", elements: ["threeDSMethodURL"] },
    ],
  ];
  for (const [change, refusal] of bad) {
    it(`is refused with ${JSON.stringify(change).slice(0, 60)}`, () => {
      const message = JSON.parse(JSON.stringify({ ...pres, ...change })) as Record<string, unknown>;
      assert.deepEqual(parsePres(message, expected), { ok: false, refusal });
    });
  }
});
