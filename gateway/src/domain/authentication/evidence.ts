/**
 * What 3-D Secure leaves for the authorization message: proof that the issuer
 * authenticated its cardholder (or that we tried), which moves the liability
 * for fraud from the merchant to the issuer.
 */
export interface LiabilityEvidence {
  /** Electronic commerce indicator, two digits: 05/02 authenticated, 06/01 attempted, 07/00 none. */
  readonly eci: string | null;
  /** Authentication value (CAVV, AAV), base64 of 20 bytes. */
  readonly authenticationValue: string | null;
  readonly dsTransactionId: string | null;
  /** Version of the EMV 3-D Secure messages, `2.2.0`. */
  readonly protocolVersion: string;
}
