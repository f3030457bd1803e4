import type { BotApiServer } from './start-bot-api-server.ts';

/** An answer of the Bot API, as a bot reads it. */
export interface ApiAnswer {
  ok: boolean;
  // A test looks into many shapes, and a wrong one fails right there.
  result?: any;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number };
}

/** Calls a method as a bot would, with a JSON body. */
export async function callApi(
  server: Pick<BotApiServer, 'root'>,
  method: string,
  payload: object = {},
  { token = '123456:TEST', signal }: { token?: string; signal?: AbortSignal } = {},
): Promise<ApiAnswer> {
  const response = await fetch(`${server.root}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
    ...(signal ? { signal } : {}),
  });
  return (await response.json()) as ApiAnswer;
}
