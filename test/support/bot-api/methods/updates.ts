import { badRequest, conflict } from '../refusal.ts';
import type { QueuedUpdate } from '../update-queue.ts';
import type { Method } from './method.ts';
import { Answer } from './method.ts';

const longestPoll = 50;

/** getUpdates */
export const getUpdates: Method = (world, parameters, onGone) => {
  if (world.webhook.settings) {
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  world.updates.allow(parameters.json('allowed_updates', "can't parse allowed updates JSON object"));
  const request = {
    offset: parameters.integer('offset', 0),
    limit: parameters.integer('limit', 100, 1, 100),
    seconds: parameters.integer('timeout', 0, 0, longestPoll),
  };
  const updates = world.longPoll.read(request, onGone);
  return updates instanceof Promise ? updates.then(toAnswer) : toAnswer(updates);
};

function toAnswer(updates: readonly QueuedUpdate[]): Answer {
  return new Answer(`[${updates.map(({ json }) => json).join(',')}]`);
}

/** setWebhook: plain http is allowed, as on a local server of Telegram's own. */
export const setWebhook: Method = (world, parameters) => {
  const url = parameters.text('url');
  if (url === '') return deleteWebhook(world, parameters, () => {});
  const secret = parameters.text('secret_token');
  if (!/^https?:\/\/[^\s/]+/.test(url)) throw badRequest('invalid webhook URL specified');
  if (secret.length > 256) throw badRequest('secret token is too long');
  if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
  const maxConnections = parameters.integer('max_connections', 40, 1, 100);
  const old = world.webhook.settings;
  const isSame = old?.url === url && old.secret === secret && old.maxConnections === maxConnections;
  world.updates.allow(parameters.json('allowed_updates', "can't parse allowed updates JSON object"));
  if (isSame && !parameters.flag('drop_pending_updates')) return new Answer('true', 'Webhook is already set');
  world.longPoll.end('terminated by setWebhook request');
  if (parameters.flag('drop_pending_updates')) world.updates.clear();
  world.webhook.use({ url, secret, maxConnections });
  return new Answer('true', 'Webhook was set');
};

/** deleteWebhook */
export const deleteWebhook: Method = (world, parameters) => {
  const wasSet = world.webhook.settings !== null;
  if (parameters.flag('drop_pending_updates')) world.updates.clear();
  if (wasSet) world.webhook.use(null);
  return new Answer('true', wasSet ? 'Webhook was deleted' : 'Webhook is already deleted');
};

/** getWebhookInfo */
export const getWebhookInfo: Method = (world) => {
  const { settings, lastError } = world.webhook;
  return {
    url: settings?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: world.updates.pendingCount,
    ...(lastError ? { last_error_date: lastError.date, last_error_message: lastError.message } : {}),
    ...(settings ? { max_connections: settings.maxConnections, ip_address: '127.0.0.1' } : {}),
    ...(world.updates.allowed ? { allowed_updates: world.updates.allowed } : {}),
  };
};
