import type { Socket } from "node:net";

/** What node found, by its own code, and the status it travels with; all else is 400. */
const statuses: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

/** Bytes that are no HTTP, are too many before the body, or do not come: answered once, and the connection ends. */
export function answerBrokenRequest(this: unknown, error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({
    success: false,
    data: {},
    error_code: 1016,
    error_info: "Missing data: the request cannot be read",
  });
  socket.end(
    `HTTP/1.1 ${statuses[error.code ?? ""] ?? "400 Bad Request"}\r\n` +
      `content-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    // Who does not read the answer, and does not close, holds the connection no longer either.
    () => socket.destroy(),
  );
}
