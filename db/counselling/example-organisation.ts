import type { Counsellor, CounsellorId } from '../../domain/booking/counsellor.ts';
import { type HourOffer, weekly } from '../../domain/booking/hours.ts';
import { parseTimeZone, type TimeZone } from '../../domain/booking/time-zone.ts';
import type { Localized } from '../../domain/language.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import type { OfferingDesk } from './offering-desk.ts';
import type { Directions } from './sealed-content.ts';

const id = 'example-centre' as OrganisationId;

const name: Localized = { en: 'Example centre', ru: 'Центр-пример', ky: 'Мисал үчүн борбор' };

const nobodyThere: Localized = {
  en: 'This is an example. Nobody is there, and nothing is sent.',
  ru: 'Это пример. Там никого нет, и ничего не отправляется.',
  ky: 'Бул мисал. Ал жакта эч ким жок, эч нерсе жөнөтүлбөйт.',
};

const directions: Directions = { online: nobodyThere, in_person: nobodyThere, phone: nobodyThere };

const zone = (text: string) => parseTimeZone(text) as TimeZone;

const near: Counsellor = {
  id: 'example-room' as CounsellorId,
  organisation: id,
  displayName: 'Aida',
  zone: zone('Asia/Bishkek'),
  country: 'KG',
  reach: ['KZ'],
  languages: ['ky', 'ru'],
  ways: ['in_person', 'online', 'phone'],
  companions: ['woman'],
  topics: [],
  rules: { bufferMinutes: 10, noticeMinutes: 3 * 60, lateCancelMinutes: 24 * 60 },
};

const far: Counsellor = {
  ...near,
  id: 'example-online' as CounsellorId,
  displayName: 'Sam',
  zone: zone('Europe/Berlin'),
  country: 'DE',
  reach: ['INT'],
  languages: ['en', 'ru'],
  ways: ['online', 'phone'],
  companions: ['trans_competent'],
};

const groups: Counsellor = {
  ...far,
  id: 'example-groups' as CounsellorId,
  displayName: 'Groups',
  languages: ['en', 'ru', 'ky'],
  ways: ['online'],
};

const group = (weekday: number, from: number, seats: number, title: Localized) =>
  weekly(weekday, from, from + 1.5, { minutes: 90, seats, title });

const offers: readonly (readonly [Counsellor, readonly HourOffer[]])[] = [
  [near, [weekly(1, 10, 13), weekly(2, 14, 18), weekly(4, 10, 13), weekly(6, 11, 14)]],
  [far, [weekly(1, 17, 20), weekly(3, 9, 12), weekly(5, 13, 16), weekly(7, 12, 14)]],
  [
    groups,
    [
      group(3, 18, 12, { en: 'Support group', ru: 'Группа поддержки', ky: 'Колдоо тобу' }),
      group(6, 10, 20, { en: 'Yoga at home', ru: 'Йога дома', ky: 'Үйдө йога' }),
    ],
  ],
];

/** Puts an invented organisation with hours into the preview's database, once. Nobody books there in earnest. */
export async function addExampleOrganisation(offering: OfferingDesk): Promise<void> {
  const known = await offering.counsellors();
  await offering.saveOrganisation({ id, name, isExample: true });
  for (const [counsellor, theirs] of offers) {
    if (known.some((one) => one.counsellor.id === counsellor.id && one.offers.length > 0)) continue;
    await offering.saveCounsellor(counsellor, directions);
    await offering.addOffers(counsellor.id, theirs);
  }
}
