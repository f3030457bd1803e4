import { Hono } from 'hono';
import type { OfferingDesk } from '../../db/counselling/offering-desk.ts';

export interface FeedRouteOptions {
  readonly offering: Pick<OfferingDesk, 'feed'>;
  readonly now: () => number;
}

/**
 * `GET /calendar/<secret>.ics`. A wrong, a former and a missing secret are answered alike. Nothing is logged:
 * the address is the key.
 */
export function createFeedRoute({ offering, now }: FeedRouteOptions): Hono {
  const app = new Hono();
  // Hono would print the error.
  app.onError((_error, context) => context.text('Something went wrong', 500));
  app.get('/calendar/:file{[A-Za-z0-9_-]{43}\\.ics}', async (context) => {
    const feed = await offering.feed(context.req.param('file').slice(0, 43));
    if (!feed) return context.notFound();
    // Only who fetches a calendar needs the library that writes it.
    const { calendarFile } = await import('./calendar-file.ts');
    return context.body(calendarFile(feed, now()), 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex',
    });
  });
  return app;
}
