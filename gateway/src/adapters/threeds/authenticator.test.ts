/**
 * Goal: whatever the network does becomes an outcome. Method: a directory server
 * on a real socket that does what each test scripts.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { instant } from "#domain/time.ts";
import type { Authenticator } from "#ports/authenticator.ts";
import { createAuthenticator } from "./authenticator.ts";
import { authenticationValue, ids, request, testPan, threeDSServer } from "./testing/requests.ts";
import { type DirectoryScript, ScriptedDirectory, answerWith } from "./testing/scripted-directory.ts";

interface Bench extends AsyncDisposable {
  readonly directory: ScriptedDirectory;
  readonly authenticator: Authenticator;
  readonly logged: unknown[];
}

async function bench(script: DirectoryScript, timeoutMs = 60_000): Promise<Bench> {
  const directory = await ScriptedDirectory.start();
  directory.script = script;
  const logged: unknown[] = [];
  const write = (event: string, fields?: object): void => void logged.push({ event, ...fields });
  const authenticator = createAuthenticator({
    directoryServerUrl: directory.url,
    clock: { now: () => instant(Date.UTC(2026, 0, 28)) },
    threeDSServer,
    log: { info: write, warn: write, error: write },
    timeoutMs,
    cardRangesTimeoutMs: timeoutMs,
  });
  return {
    directory,
    authenticator,
    logged,
    [Symbol.asyncDispose]: async () => {
      await authenticator.close();
      await directory.stop();
    },
  };
}

const ares = {
  messageType: "ARes",
  messageVersion: "2.2.0",
  ...ids,
  acsReferenceNumber: "3DS_LOA_ACS_1",
  transStatus: "Y",
  eci: "05",
  authenticationValue,
};
const erro = {
  messageType: "Erro",
  messageVersion: "2.2.0",
  threeDSServerTransID: ids.threeDSServerTransID,
  errorComponent: "D",
};

describe("an authentication", () => {
  it("posts the AReq as JSON and gives the issuer's answer", async () => {
    await using it = await bench(answerWith(ares));
    const outcome = await it.authenticator.authenticate(request());
    assert.deepEqual(outcome, {
      kind: "final",
      transStatus: "Y",
      transStatusReason: null,
      eci: "05",
      authenticationValue,
      dsTransId: ids.dsTransID,
      acsTransId: ids.acsTransID,
      protocolVersion: "2.2.0",
    });
    assert.equal(it.directory.received[0]?.["messageType"], "AReq");
    assert.equal(it.directory.received[0]?.["acctNumber"], testPan);
    assert.equal(it.directory.headers[0]?.["content-type"], "application/json; charset=utf-8");
    assert.deepEqual(it.logged, []);
  });

  it("gives the challenge that the issuer wants", async () => {
    const acsURL = "http://127.0.0.1:8090/acs/challenge";
    const challenge = {
      ...ares,
      transStatus: "C",
      acsURL,
      acsChallengeMandated: "N",
      authenticationType: "02",
    };
    await using it = await bench(answerWith(challenge));
    assert.deepEqual(await it.authenticator.authenticate(request()), {
      kind: "challenge",
      acsUrl: acsURL,
      dsTransId: ids.dsTransID,
      acsTransId: ids.acsTransID,
      protocolVersion: "2.2.0",
    });
  });

  it("uses its connections again, also after a refusal", async () => {
    await using it = await bench(answerWith(ares));
    for (let count = 0; count < 5; count += 1) {
      it.directory.script = answerWith(ares);
      await it.authenticator.authenticate(request());
      it.directory.script = (_message, response) => response.writeHead(500).end("no");
      await it.authenticator.authenticate(request());
    }
    // A request that follows at once may find the connection not yet free, so there can be a second one.
    assert.ok(it.directory.connectionCount <= 2, String(it.directory.connectionCount));
  });

  it("tells a card whose range the directory server does not serve", async () => {
    await using it = await bench(answerWith({ ...erro, errorCode: "305" }));
    assert.deepEqual(await it.authenticator.authenticate(request()), { kind: "not-enrolled" });
  });

  const failures: readonly (readonly [name: string, script: DirectoryScript, cause: string])[] = [
    ["another error", answerWith({ ...erro, errorCode: "203" }), "erro-203"],
    [
      "an error about another AReq",
      answerWith({ ...erro, errorCode: "305", threeDSServerTransID: ids.dsTransID }),
      "other-ids",
    ],
    ["an error without a code", answerWith(erro), "101 messageType"],
    ["ids of another AReq", answerWith({ ...ares, threeDSServerTransID: ids.acsTransID }), "other-ids"],
    ["an unknown transStatus", answerWith({ ...ares, transStatus: "D" }), "203 transStatus"],
    [
      "a proof that is missing",
      answerWith({ ...ares, authenticationValue: undefined, eci: undefined }),
      "201 eci,authenticationValue",
    ],
    ["malformed JSON", (_message, response) => response.end('{"messageType":"AR'), "malformed"],
    ["no object", (_message, response) => response.end("[]"), "malformed"],
    ["nothing at all", (_message, response) => response.end(), "malformed"],
    ["HTTP 500", (_message, response) => response.writeHead(500).end(JSON.stringify(ares)), "http-500"],
    [
      "a redirect",
      (_message, response) => response.writeHead(307, { location: "/elsewhere" }).end(),
      "http-307",
    ],
    [
      "more than 64 KiB",
      (_message, response) => response.end(JSON.stringify({ ...ares, pad: "x".repeat(65_536) })),
      "too-large",
    ],
    ["a cut connection", (_message, response) => response.destroy(), "connection"],
    [
      "a connection cut within the body",
      (_message, response) =>
        response.writeHead(200, { "content-length": "1000" }).write("{", () => response.destroy()),
      "connection",
    ],
  ];
  for (const [name, script, cause] of failures) {
    it(`is unavailable after ${name}`, async () => {
      await using it = await bench(script);
      assert.deepEqual(await it.authenticator.authenticate(request()), { kind: "unavailable", cause });
      assert.deepEqual(it.logged, [
        { event: "three-d-secure.unavailable", threeDSServerTransId: ids.threeDSServerTransID, cause },
      ]);
      assert.equal(it.directory.received.length, 1);
    });
  }

  it("is unavailable where no answer comes in time", async () => {
    await using it = await bench(() => undefined, 50);
    assert.deepEqual(await it.authenticator.authenticate(request()), {
      kind: "unavailable",
      cause: "timeout",
    });
  });

  it("is unavailable where the answer does not end in time", async () => {
    await using it = await bench((_message, response) => response.writeHead(200).write("{"), 100);
    assert.deepEqual(await it.authenticator.authenticate(request()), {
      kind: "unavailable",
      cause: "timeout",
    });
  });

  it("is unavailable where nobody listens", async () => {
    await using it = await bench(answerWith(ares));
    await it.directory.stop();
    assert.deepEqual(await it.authenticator.authenticate(request()), {
      kind: "unavailable",
      cause: "connection",
    });
    assert.ok(!JSON.stringify(it.logged).includes(testPan));
  });
});

describe("the card range of an authenticator", () => {
  const { card } = request();
  const range = {
    startRange: "4000000000000000",
    endRange: "4999999999999999",
    acsStartProtocolVersion: "2.1.0",
    acsEndProtocolVersion: "2.2.0",
    threeDSMethodURL: "http://127.0.0.1:8090/acs/method",
    actionInd: "A",
  };
  const answerPreq: DirectoryScript = (message, response) => {
    const { threeDSServerTransID } = message;
    const pres = {
      messageType: "PRes",
      messageVersion: "2.2.0",
      threeDSServerTransID,
      dsTransID: ids.dsTransID,
    };
    // As long as a real list: far above the limit of an ARes.
    const others = Array.from({ length: 1_000 }, (_, index) => ({
      ...range,
      startRange: String(5_000_000_000_000_000n + BigInt(index) * 10n),
      endRange: String(5_000_000_000_000_009n + BigInt(index) * 10n),
    }));
    response.end(JSON.stringify({ ...pres, cardRangeData: [...others, range] }));
  };

  it("is asked by a PReq that says who we are", async () => {
    await using it = await bench(answerPreq);
    assert.deepEqual(await it.authenticator.cardRange(card.pan), {
      kind: "enrolled",
      methodUrl: "http://127.0.0.1:8090/acs/method",
    });
    const { threeDSServerTransID, ...preq } = it.directory.received[0] ?? {};
    assert.match(String(threeDSServerTransID), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.deepEqual(preq, {
      messageType: "PReq",
      messageVersion: "2.2.0",
      threeDSServerRefNumber: threeDSServer.refNumber,
      threeDSServerOperatorID: threeDSServer.operatorId,
    });
  });

  const failures: readonly (readonly [name: string, script: DirectoryScript, cause: string])[] = [
    ["HTTP 503", (_message, response) => response.writeHead(503).end(), "http-503"],
    ["an Erro", answerWith({ ...erro, errorCode: "101" }), "erro-101"],
    [
      "the ids of another PReq",
      answerWith({ messageType: "PRes", messageVersion: "2.2.0", ...ids }),
      "other-ids",
    ],
    ["a cut connection", (_message, response) => response.destroy(), "connection"],
  ];
  for (const [name, script, cause] of failures) {
    it(`is unavailable after ${name}, and the directory server is left in peace for a while`, async () => {
      await using it = await bench(script);
      assert.deepEqual(await it.authenticator.cardRange(card.pan), { kind: "unavailable" });
      assert.deepEqual(await it.authenticator.cardRange(card.pan), { kind: "unavailable" });
      assert.deepEqual(it.logged, [{ event: "three-d-secure.card-ranges-unavailable", cause }]);
    });
  }
});

it("an authenticator answers a result with an RRes and nonsense with an Erro", async () => {
  await using it = await bench(answerWith(ares));
  const rreq = { ...ares, messageType: "RReq", messageCategory: "01", interactionCounter: "01" };
  const parsed = it.authenticator.parseResults(JSON.stringify(rreq));
  assert.ok(parsed.kind === "result");
  assert.match(
    it.authenticator.acknowledgeResults(parsed.result, true),
    /"messageType":"RRes".*"resultsStatus":"01"/,
  );
  const refused = it.authenticator.parseResults("nonsense");
  assert.ok(refused.kind === "malformed");
  assert.match(refused.answer, /"messageType":"Erro"/);
});
