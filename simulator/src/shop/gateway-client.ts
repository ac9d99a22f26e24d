import { isMessage, type Message } from "../directory-server/element-rules.ts";
import { parseJson } from "../json.ts";

/** What the gateway's public API answered to the shop. */
export type GatewayAnswer =
  | { readonly kind: "success"; readonly data: Message }
  | { readonly kind: "refused"; readonly code: string; readonly sentence: string }
  | { readonly kind: "unreachable" };

const answerTimeoutMs = 15_000;

/** The two calls a shop needs, through the public API like any merchant's server. */
export class GatewayClient {
  readonly #baseUrl: string;
  readonly #apiKey: string;

  constructor({ gatewayUrl, apiKey }: { readonly gatewayUrl: string; readonly apiKey: string }) {
    this.#baseUrl = `${gatewayUrl}/v1/json`;
    this.#apiKey = apiKey;
  }

  createOrder(order: object): Promise<GatewayAnswer> {
    return this.#call("/orders", { method: "POST", body: JSON.stringify(order) });
  }

  order(orderId: string): Promise<GatewayAnswer> {
    return this.#call(`/orders/${encodeURIComponent(orderId)}`, { method: "GET" });
  }

  async #call(
    path: string,
    request: { readonly method: string; readonly body?: string },
  ): Promise<GatewayAnswer> {
    try {
      const response = await fetch(`${this.#baseUrl}${path}`, {
        ...request,
        headers: { api_key: this.#apiKey, "content-type": "application/json" },
        signal: AbortSignal.timeout(answerTimeoutMs),
      });
      return parseAnswer(parseJson(await response.text()));
    } catch {
      return { kind: "unreachable" };
    }
  }
}

function parseAnswer(envelope: unknown): GatewayAnswer {
  if (!isMessage(envelope)) return { kind: "unreachable" };
  const { success, data, error_code: code, error_info: sentence } = envelope;
  if (success === true && isMessage(data)) return { kind: "success", data };
  return {
    kind: "refused",
    code: typeof code === "number" ? String(code) : "",
    sentence: typeof sentence === "string" ? sentence : "",
  };
}
