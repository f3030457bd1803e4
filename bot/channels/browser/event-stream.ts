/** Often enough that both sides notice a dead line well within the grace time. */
const HEARTBEAT_MS = 5_000;

/** One open line from the server to a page: Server-Sent Events. */
export interface EventStream<Event extends object> {
  readonly body: ReadableStream<Uint8Array>;
  send(event: Event): void;
  close(): void;
}

/** Opens a line. `onClose` runs once, whoever ends it. */
export function createEventStream<Event extends object>(onClose: () => void): EventStream<Event> {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let open = true;
  const write = (text: string): void => {
    if (open) controller?.enqueue(encoder.encode(text));
  };
  const heartbeat = setInterval(() => write(':\n\n'), HEARTBEAT_MS).unref();
  const end = (): boolean => {
    if (!open) return false;
    open = false;
    clearInterval(heartbeat);
    onClose();
    return true;
  };
  const body = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
    cancel: () => void end(),
  });
  return {
    body,
    // JSON has no line breaks of its own, so one `data:` line always carries one event.
    send: (event) => write(`data: ${JSON.stringify(event)}\n\n`),
    close: () => {
      if (end()) controller?.close();
    },
  };
}
