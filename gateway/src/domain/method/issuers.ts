/** Banks of iDEAL (contract, gateways.md §3). Since iDEAL 2 the shopper chooses his bank there; the list stays. */
export const idealIssuers: readonly { readonly code: string; readonly description: string }[] = [
  { code: "0031", description: "ABN AMRO" },
  { code: "0761", description: "ASN Bank" },
  { code: "4371", description: "bunq" },
  { code: "1235", description: "Handelsbanken" },
  { code: "0721", description: "ING" },
  { code: "0801", description: "Knab" },
  { code: "9926", description: "N26" },
  { code: "9927", description: "Nationale-Nederlanden" },
  { code: "0021", description: "Rabobank" },
  { code: "0771", description: "RegioBank" },
  { code: "1099", description: "Revolut" },
  { code: "0751", description: "SNS" },
  { code: "0511", description: "Triodos" },
  { code: "0161", description: "Van Lanschot" },
  { code: "0806", description: "Yoursafe" },
  // Of the test platform only.
  { code: "3151", description: "Test bank" },
];

export const isIssuer = (code: string): boolean => idealIssuers.some((issuer) => issuer.code === code);
