/** An event with fields; never a card number, a CVC or a person. */
export type Log = (event: string, fields: Readonly<Record<string, string | number | boolean>>) => void;

/** One JSON line for each event on stderr: stdout belongs to the line that says we are ready. */
export const logToStderr: Log = (event, fields) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`);
};
