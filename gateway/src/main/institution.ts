import type { ThreeDSServer } from "#adapters/threeds/areq.ts";
import { StartupError } from "./startup-error.ts";

/** Who we are towards acquirer and directory server. */
export interface Institution {
  /** DE 32 of the card link. */
  readonly acquiringInstitutionId: string;
  readonly threeDSServer: ThreeDSServer;
  /** Variables that were not given: their names are ours. */
  readonly assumed: readonly string[];
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
 * Every name has a value of ours. A partner may take a payment under a name that
 * is not the operator's, so in live mode he is told which ones he has not given.
 */
export function readInstitution(text: (variable: string) => string | null): Institution {
  const assumed: string[] = [];
  const read = (variable: string, { pattern, what }: Format, fallback: string): string => {
    const value = text(variable) ?? fallback;
    if (!pattern.test(value)) throw new StartupError(`${variable} is "${value}"; it must be ${what}.`);
    return value;
  };
  const named = (variable: string, format: Format, ours: string): string => {
    if (text(variable) === null) assumed.push(variable);
    return read(variable, format, ours);
  };
  const acquiringInstitutionId = named("SLUIS_ACQUIRING_INSTITUTION_ID", digits, "424242");
  const threeDSServer = {
    refNumber: named("SLUIS_THREEDS_SERVER_REF_NUMBER", characters(32), "3DS_LOA_SER_SLUIS_020200_00001"),
    operatorId: named("SLUIS_THREEDS_SERVER_OPERATOR_ID", characters(32), "SLUIS-3DSS"),
    requestorId: named("SLUIS_THREEDS_REQUESTOR_ID", characters(35), "SLUIS-REQUESTOR"),
    requestorName: named("SLUIS_THREEDS_REQUESTOR_NAME", characters(40), "Sluis"),
    // Most acquirers are known to the directory servers by the number that stands in DE 32.
    acquirerBin: read("SLUIS_THREEDS_ACQUIRER_BIN", digits, acquiringInstitutionId),
  };
  return { acquiringInstitutionId, threeDSServer, assumed };
}
