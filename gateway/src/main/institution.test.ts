import assert from "node:assert/strict";
import { test } from "node:test";
import { readInstitution } from "./institution.ts";
import { StartupError } from "./startup-error.ts";

const live = {
  SLUIS_ACQUIRING_INSTITUTION_ID: "547802",
  SLUIS_THREEDS_SERVER_REF_NUMBER: "3DS_LOA_SER_EXAMPLE_020200_00042",
  SLUIS_THREEDS_SERVER_OPERATOR_ID: "OPERATOR-1",
  SLUIS_THREEDS_REQUESTOR_ID: "REQUESTOR-1",
  SLUIS_THREEDS_REQUESTOR_NAME: "Example Payments",
};

const read = (environment: Readonly<Record<string, string>>): ReturnType<typeof readInstitution> =>
  readInstitution((variable) => environment[variable] ?? null);

const isAbout =
  (variable: string) =>
  (error: unknown): boolean =>
    error instanceof StartupError && error.message.startsWith(variable);

test("takes every name as it is given, and the acquirer's number for the directory server too", () => {
  assert.deepEqual(read(live), {
    acquiringInstitutionId: "547802",
    threeDSServer: {
      refNumber: "3DS_LOA_SER_EXAMPLE_020200_00042",
      operatorId: "OPERATOR-1",
      requestorId: "REQUESTOR-1",
      requestorName: "Example Payments",
      acquirerBin: "547802",
    },
    assumed: [],
  });
});

test("takes an acquirer number of its own for the directory server", () => {
  const { threeDSServer } = read({ ...live, SLUIS_THREEDS_ACQUIRER_BIN: "999001" });
  assert.equal(threeDSServer.acquirerBin, "999001");
});

test("has a name of its own for each, and tells which ones were not given", () => {
  const { acquiringInstitutionId, assumed } = read({});
  assert.equal(acquiringInstitutionId, "424242");
  assert.deepEqual(assumed, Object.keys(live));
});

for (const [variable, value] of [
  ["SLUIS_ACQUIRING_INSTITUTION_ID", "123456789012"],
  ["SLUIS_ACQUIRING_INSTITUTION_ID", "12A"],
  ["SLUIS_THREEDS_SERVER_REF_NUMBER", "x".repeat(33)],
  ["SLUIS_THREEDS_REQUESTOR_NAME", "Café"],
  ["SLUIS_THREEDS_ACQUIRER_BIN", "-1"],
] as const) {
  test(`refuses ${value} as ${variable}`, () => {
    assert.throws(() => read({ ...live, [variable]: value }), isAbout(variable));
  });
}
