import type { ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { WireAnswer } from './caller.ts';
import { writeRefusal } from './caller.ts';
import type { FaultKind } from './faults.ts';
import { ApiRefusal, forbidden, tooManyRequests } from './refusal.ts';

/** Breaks the connection or gives the wrong answer; null when nothing is to be sent. */
export function applyFault(fault: Exclude<FaultKind, 'late'>, response: ServerResponse): WireAnswer | null {
  if (fault === 'hang') return null;
  if (fault === 'reset') {
    // A real reset, not a polite end: the client sees ECONNRESET.
    response.socket?.resetAndDestroy();
    return null;
  }
  if (fault === 'garbage') return { status: 200, body: '<html><body>Welcome to the hotel Wi-Fi</body></html>' };
  if (fault === 'timeout')
    return { status: 504, body: '<html><head><title>504 Gateway Time-out</title></head></html>' };
  if (typeof fault === 'object') return writeRefusal(tooManyRequests(fault.retryAfter));
  if (fault === 403) return writeRefusal(forbidden('bot was blocked by the user'));
  return writeRefusal(new ApiRefusal(fault, STATUS_CODES[fault] ?? 'Internal Server Error'));
}
