import { close, listen } from '../channels/listen.ts';
import { createFeedRoute, type FeedRouteOptions } from './feed-route.ts';

/**
 * Serves the counsellors' calendars on this computer only, for a proxy in front of it; answers how to stop.
 * @throws Error in words when the port cannot be had
 */
export async function serveCalendars(
  options: FeedRouteOptions & { readonly port: number },
): Promise<() => Promise<void>> {
  const { server } = await listen(createFeedRoute(options), options.port, 'CALENDAR_PORT');
  return () => close(server);
}
