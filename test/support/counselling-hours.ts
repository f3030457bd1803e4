import { createOfferingDesk } from '../../db/counselling/create-offering-desk.ts';
import { openKeyring } from '../../db/keyring.ts';
import { weekly } from '../../domain/booking/hours.ts';
import type { TimeZone } from '../../domain/booking/time-zone.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import { counsellor, organisation, session } from '../db/counselling/support/counselling-office.ts';
import type { TestApp } from './test-app.ts';

const online = { en: 'Open the link <a>', ru: 'Откройте ссылку <a>', ky: 'Шилтемени ачыңыз <a>' };

/**
 * Two organisations in Bishkek: one with hours of one's own each day, 10 to 13, which Kazakhstan reaches too;
 * the other with a group session. For the clock of `startTestApp`: a Sunday.
 */
export async function offerHours(app: TestApp): Promise<void> {
  const keyring = openKeyring(app.keysDirectory);
  const offering = createOfferingDesk({ db: app.db(), keyring, now: () => app.clock.now() });
  const others = 'others' as OrganisationId;
  const name = { en: 'Umbrella', ru: 'Зонтик', ky: 'Кол чатыр' };
  await offering.saveOrganisation({ id: organisation, name, isExample: false });
  await offering.saveOrganisation({
    id: others,
    name: { en: 'Others', ru: 'Другие', ky: 'Башкалар' },
    isExample: false,
  });
  await offering.saveCounsellor(counsellor('room-1', { reach: ['KZ'] }), { online });
  const zone = 'Asia/Bishkek' as TimeZone;
  await offering.saveCounsellor(counsellor('groups', { organisation: others, zone, ways: ['online'] }), { online });
  for (const added of [
    await offering.addOffers(
      counsellor().id,
      [1, 2, 3, 4, 5, 6, 7].map((weekday) => weekly(weekday, 10, 13)),
    ),
    await offering.addOffers(counsellor('groups').id, [session('2026-11-28', 11, 2)]),
  ]) {
    if (!added.ok) throw new Error(JSON.stringify(added));
  }
}
