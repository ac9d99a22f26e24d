/** What the issuer wants of a shopper whose card has no script of its own. */
export type ThreeDSecurePolicy = "challenge" | "frictionless";

export function isThreeDSecurePolicy(value: unknown): value is ThreeDSecurePolicy {
  return value === "challenge" || value === "frictionless";
}

/** Held by the simulator, read at every authentication, changed through the control interface. */
export interface IssuerPolicy {
  threeDSecure: ThreeDSecurePolicy;
}
