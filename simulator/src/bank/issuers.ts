/** Banks behind iDEAL by their code; codes begin with zeros and stay text. */
const names: ReadonlyMap<string, string> = new Map([
  ["0031", "ABN AMRO"],
  ["0761", "ASN Bank"],
  ["4371", "bunq"],
  ["1235", "Handelsbanken"],
  ["0721", "ING"],
  ["0801", "Knab"],
  ["9926", "N26"],
  ["9927", "Nationale-Nederlanden"],
  ["0021", "Rabobank"],
  ["0771", "RegioBank"],
  ["1099", "Revolut"],
  ["0751", "SNS"],
  ["0511", "Triodos"],
  ["0161", "Van Lanschot"],
  ["0806", "Yoursafe"],
  ["3151", "Test bank"],
]);

/** What a shopper calls the bank; a code without name stays a code. */
export function issuerName(code: string): string {
  return names.get(code) ?? code;
}
