/** An answer of the Bot API that says no: thrown by a method, turned into JSON by the HTTP side. */
export class ApiRefusal extends Error {
  readonly code: number;
  readonly parameters: Readonly<Record<string, number>> | undefined;

  constructor(code: number, description: string, parameters?: Readonly<Record<string, number>>) {
    super(description);
    this.name = 'ApiRefusal';
    this.code = code;
    this.parameters = parameters;
  }
}

/** 400 with Telegram's prefix. */
export function badRequest(reason: string): ApiRefusal {
  return new ApiRefusal(400, `Bad Request: ${reason}`);
}

/** 403 with Telegram's prefix. */
export function forbidden(reason: string): ApiRefusal {
  return new ApiRefusal(403, `Forbidden: ${reason}`);
}

/** 409: two readers of one update queue. */
export function conflict(reason: string): ApiRefusal {
  return new ApiRefusal(409, `Conflict: ${reason}`);
}

/** 429 with the number of seconds to wait, in the text and in `parameters`. */
export function tooManyRequests(seconds: number): ApiRefusal {
  return new ApiRefusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}
