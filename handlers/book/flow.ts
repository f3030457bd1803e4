import type { HandlerDependencies } from '../context.ts';
import type { Flow } from '../flow.ts';
import { createConfirming } from './confirming.ts';
import { createFinding } from './find.ts';
import { createHolding } from './holding.ts';
import { createWaiting } from './waiting.ts';

type Routes =
  | 'book:open'
  | 'book:in'
  | 'book:wish'
  | 'book:topics'
  | 'book:remember'
  | 'book:cities'
  | 'book:days'
  | 'book:hours'
  | 'book:hold'
  | 'book:expect'
  | 'book:good'
  | 'book:confirm'
  | 'book:other'
  | 'book:done'
  | 'book:code'
  | 'book:remind'
  | 'book:quiet'
  | 'book:after'
  | 'book:wait'
  | 'book:leave';

/**
 * `/book`: what matters → day → hour → what to expect, and booked. What is looked for travels in the buttons;
 * the hour that somebody reads about is held, and nothing else is kept before it is booked.
 */
export function createBookFlow(dependencies: HandlerDependencies): Flow<Routes> {
  const finding = createFinding(dependencies);
  const holding = createHolding(dependencies);
  const confirming = createConfirming(dependencies, holding);
  const waiting = createWaiting(dependencies);

  return {
    commands: { book: { name: 'book:open', args: {} } },
    routes: {
      'book:open': finding.open,
      'book:in': (ctx, { place }) => finding.begin(ctx, place),
      'book:wish': (ctx, { search }) => finding.wish(ctx, search),
      'book:topics': (ctx, { search }) => finding.topics(ctx, search),
      'book:remember': finding.remember,
      'book:cities': (ctx, { search }) => finding.cities(ctx, search),
      'book:days': finding.days,
      'book:hours': finding.hours,
      'book:hold': holding.hold,
      'book:expect': holding.expect,
      'book:good': holding.good,
      'book:confirm': confirming.confirm,
      'book:other': holding.other,
      'book:done': (ctx, { ticket }) => confirming.done(ctx, ticket),
      'book:code': (ctx, { ticket }) => confirming.code(ctx, ticket),
      'book:remind': (ctx, { ticket }) => confirming.remind(ctx, ticket, true),
      'book:quiet': (ctx, { ticket }) => confirming.remind(ctx, ticket, false),
      'book:after': confirming.after,
      'book:wait': (ctx, { search }) => waiting.join(ctx, search),
      'book:leave': (ctx, { search }) => waiting.leave(ctx, search),
    },
  };
}
