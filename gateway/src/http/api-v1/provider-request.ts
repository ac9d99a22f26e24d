import type { ProviderMethod } from "#domain/method/catalogue.ts";
import { isIssuer } from "#domain/method/issuers.ts";
import { parseBirthday } from "#domain/payment/birthday.ts";
import { parseIban } from "#domain/payment/iban.ts";
import type { BankAccount, ProviderInput } from "#domain/payment/attempt.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { isGiven, textOf } from "./lenient.ts";

type Info = Readonly<Record<string, unknown>>;

/**
 * `gateway_info` of a method that is not a card (contract, orders.md §1.6). What
 * is given and wrong: 1000, an issuer that is none: 1036. What is missing for a
 * direct order: 1016.
 */
export function parseProviderInput(
  info: Info,
  method: ProviderMethod,
  isDirect: boolean,
): Result<ProviderInput, Refusal> {
  const issuer = textOf(info["issuer_id"], 20);
  if (method.id === "IDEAL" && isGiven(info["issuer_id"]) && !isIssuer(issuer ?? ""))
    return refuse(refusal(1036));
  const account = parseAccount(info);
  if (!account.ok) return account;
  const birthday = textOf(info["birthday"], 20);
  const gender = textOf(info["gender"], 20);
  if (birthday === null || gender === null) return refuse(refusal(1000, "Invalid birthday or gender"));
  if (isDirect && method.id === "DIRDEB" && (account.value?.iban ?? null) === null) {
    return refuse(refusal(1016, "Missing data: account_holder_iban"));
  }
  return ok({
    issuer: issuer === undefined || issuer === "" ? null : issuer,
    account: account.value,
    // What is no date of any form is left for the provider to judge.
    birthday: birthday === undefined || birthday === "" ? null : (parseBirthday(birthday) ?? birthday),
    gender: gender === undefined || gender === "" ? null : gender,
    token: null,
  });
}

function parseAccount(info: Info): Result<BankAccount | null, Refusal> {
  const ibanText = textOf(
    info["account_holder_iban"] ?? info["account_id"] ?? info["bank_account"] ?? info["bankaccount"],
    50,
  );
  const holder = textOf(info["account_holder_name"], 100);
  const bic = textOf(info["account_holder_bic"], 20);
  if (ibanText === null || holder === null || bic === null) {
    return refuse(refusal(1000, "Invalid bank account"));
  }
  const iban = ibanText === undefined || ibanText === "" ? null : parseIban(ibanText);
  if (isGiven(ibanText) && iban === null) return refuse(refusal(1000, "Invalid IBAN"));
  if (iban === null && !isGiven(holder)) return ok(null);
  return ok({
    holder: holder === undefined || holder === "" ? null : holder,
    iban,
    bic: bic === undefined || bic === "" ? null : bic,
  });
}
