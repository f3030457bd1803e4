import { counsellingSlots, counsellors } from './tables.ts';

/** What makes up a counsellor, as the domain knows it. */
export const counsellorColumns = {
  id: counsellors.id,
  organisation: counsellors.organisationId,
  displayName: counsellors.displayName,
  zone: counsellors.zone,
  country: counsellors.country,
  reach: counsellors.reach,
  languages: counsellors.languages,
  ways: counsellors.ways,
  companions: counsellors.companions,
  topics: counsellors.topics,
  rules: counsellors.rules,
};

/** And an hour. */
export const slotColumns = {
  id: counsellingSlots.id,
  counsellor: counsellingSlots.counsellorId,
  startsAt: counsellingSlots.startsAt,
  endsAt: counsellingSlots.endsAt,
  closesAt: counsellingSlots.closesAt,
  ways: counsellingSlots.ways,
  seats: counsellingSlots.seats,
  title: counsellingSlots.title,
  isCalledOff: counsellingSlots.isCalledOff,
  outcome: counsellingSlots.outcome,
};
