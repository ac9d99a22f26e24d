/**
 * An account number (ISO 13616) without blanks and in capitals, or null: country,
 * two digits, and what the bank makes of the rest. Its check digits are the
 * provider's to judge.
 */
export function parseIban(text: string): string | null {
  const iban = text.replaceAll(/\s/g, "").toUpperCase();
  return /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(iban) ? iban : null;
}
