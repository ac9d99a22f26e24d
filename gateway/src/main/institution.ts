import type { ThreeDSServer } from "#adapters/threeds/areq.ts";
import { StartupError } from "./startup-error.ts";

/** Who we are towards acquirer and directory server. */
export interface Institution {
  /** DE 32 of the card link. */
  readonly acquiringInstitutionId: string;
  readonly threeDSServer: ThreeDSServer;
}

interface Format {
  readonly pattern: RegExp;
  readonly what: string;
}

const digits: Format = { pattern: /^\d{1,11}$/, what: "1 to 11 digits" };
const characters = (most: number): Format => ({
  pattern: new RegExp(`^[\\x20-\\x7e]{1,${most}}$`),
  what: `1 to ${most} printable ASCII characters`,
});

/**
 * In live mode the names must be given: partners may take a payment under a name
 * that is not ours, and it would be settled or authenticated for somebody else.
 */
export function readInstitution({
  text,
  isLive,
}: {
  readonly text: (variable: string) => string | null;
  readonly isLive: boolean;
}): Institution {
  const read = (variable: string, { pattern, what }: Format, fallback: string): string => {
    const value = text(variable) ?? fallback;
    if (!pattern.test(value)) throw new StartupError(`${variable} is "${value}"; it must be ${what}.`);
    return value;
  };
  const given = (variable: string, format: Format, ofSandbox: string): string => {
    if (isLive && text(variable) === null) throw new StartupError(`${variable} must be set in live mode.`);
    return read(variable, format, ofSandbox);
  };
  const acquiringInstitutionId = given("SLUIS_ACQUIRING_INSTITUTION_ID", digits, "424242");
  return {
    acquiringInstitutionId,
    threeDSServer: {
      refNumber: given("SLUIS_THREEDS_SERVER_REF_NUMBER", characters(32), "3DS_LOA_SER_SLUIS_020200_00001"),
      operatorId: given("SLUIS_THREEDS_SERVER_OPERATOR_ID", characters(32), "SLUIS-3DSS"),
      requestorId: given("SLUIS_THREEDS_REQUESTOR_ID", characters(35), "SLUIS-REQUESTOR"),
      requestorName: given("SLUIS_THREEDS_REQUESTOR_NAME", characters(40), "Sluis"),
      // Most acquirers are known to the directory servers by the number that stands in DE 32.
      acquirerBin: read("SLUIS_THREEDS_ACQUIRER_BIN", digits, acquiringInstitutionId),
    },
  };
}
