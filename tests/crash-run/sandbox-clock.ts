import type { House } from "./house.ts";

/** True where it was moved; refused while jobs run, and lost where the gateway dies in the middle. */
export async function advanceClock(house: House, seconds: number): Promise<boolean> {
  const response = await fetch(`${house.publicUrl}/sandbox/clock/advance`, {
    method: "POST",
    headers: { api_key: house.apiKey, "content-type": "application/json" },
    body: JSON.stringify({ seconds }),
  });
  await response.text();
  return response.status === 200;
}
