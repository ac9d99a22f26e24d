/**
 * The shopper's browser as the AReq describes it (EMV 3DS 2.2.0, table A.1,
 * browser fields). Missing members of a shop's `customer.browser` get the values
 * of a plain desktop browser, so that every field is present.
 */
export interface Browser {
  readonly acceptHeader: string;
  readonly ip: string | null;
  readonly javaEnabled: boolean;
  readonly javascriptEnabled: boolean;
  /** BCP 47. */
  readonly language: string;
  /** Bits per pixel: 1, 4, 8, 15, 16, 24, 32 or 48. */
  readonly colorDepth: number;
  readonly screenHeight: number;
  readonly screenWidth: number;
  /** Minutes between UTC and the browser's local time, as `Date.getTimezoneOffset` gives them. */
  readonly timeZoneMinutes: number;
  readonly userAgent: string;
}
