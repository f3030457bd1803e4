import { contactVisibility } from '../../domain/contact-visibility.ts';
import { offeredCities } from '../../domain/country.ts';
import type { Service } from '../../domain/referral.ts';
import { isVisibleIn, offeredNeeds, searchReferrals } from '../../domain/referral-search.ts';
import type { Arguments, ListPlace } from '../callback-data.ts';
import type { BotContext, HandlerDependencies } from '../context.ts';
import type { Flow } from '../flow.ts';
import type { Screen } from '../screen.ts';
import { renderContact, renderEntry } from './render-entry.ts';
import { renderFilters } from './render-filters.ts';
import { renderList } from './render-list.ts';
import { renderCities, renderNeeds } from './render-needs.ts';

type Routes =
  | 'help:open'
  | 'help:needs'
  | 'help:cities'
  | 'help:list'
  | 'help:filters'
  | 'help:entry'
  | 'help:contact'
  | 'help:wrong'
  | 'help:unchecked';

/** `/help`: need → city, where cities are offered → list → entry. All of it travels in the buttons. */
export function createReferralsFlow(dependencies: HandlerDependencies): Flow<Routes> {
  const { services, today, visibility } = dependencies;

  const listOf = ({ words }: BotContext, at: ListPlace): Screen => {
    const query = { ...at, language: words.language };
    return renderList(words, at, searchReferrals(services(), query, today(), visibility));
  };

  /** An entry that is still there and may be shown in this place; an old button may name another. */
  const find = ({ service: id, place }: Arguments<'help:entry'>): Service | undefined =>
    services().find((service) => service.id === id && isVisibleIn(service, place));

  const shownContacts = (service: Service) =>
    service.contacts.flatMap((contact) => {
      const seen = contactVisibility(contact, today(), visibility);
      return seen === 'hidden' ? [] : [{ contact, visibility: seen }];
    });

  const entryOr = async (
    ctx: BotContext,
    at: Arguments<'help:entry'>,
    render: (service: Service) => Screen,
  ): Promise<Screen> => {
    const service = find(at);
    if (service) return render(service);
    ctx.answer(ctx.words.plain('help.gone'));
    return listOf(ctx, at);
  };

  return {
    commands: { help: { name: 'help:open', args: {} } },
    routes: {
      'help:open': async (ctx) => {
        const place = ctx.settings?.country;
        await (place ? ctx.goTo('help:needs', { place }) : ctx.goTo('country:ask', { next: 'help' }));
        return undefined;
      },
      'help:needs': ({ words }, { place }) => renderNeeds(words, place, offeredNeeds(services(), place)),
      'help:cities': ({ words }, { place, need }) => renderCities(words, place, need, offeredCities(place)),
      'help:list': listOf,
      'help:filters': ({ words }, at) => renderFilters(words, at),
      'help:entry': (ctx, at) =>
        entryOr(ctx, at, (service) => renderEntry(ctx.words, at, service, shownContacts(service))),
      'help:contact': (ctx, at) =>
        entryOr(ctx, at, (service) => renderContact(ctx.words, at, service, shownContacts(service))),
      'help:wrong': async (ctx, at) => {
        const service = find(at);
        if (service) ctx.noteWrongContact(service.organization.id);
        ctx.answer(ctx.words.plain('help.wrongThanks'));
        return undefined;
      },
      'help:unchecked': ({ words, answer }) => {
        answer(words.plain('help.uncheckedAlert'), { isAlert: true });
        return undefined;
      },
    },
  };
}
