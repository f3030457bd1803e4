import { noteContactCheck, readContactChecks } from '../../../db/contact-checks.ts';
import { readContactFaults, settleContactFaults } from '../../../db/contact-faults.ts';
import { createReferralStore } from '../../../db/referrals.ts';
import { dayOf } from '../../../domain/calendar-day.ts';
import type { Whereabouts } from '../../../domain/country.ts';
import { type CheckOutcome, type DueContact, dueContacts } from '../../../domain/directory-check.ts';
import type { ContactType } from '../../../domain/referral.ts';
import type { ProgramParts } from '../program-command.ts';
import type { Terminal } from '../terminal.ts';

const outcomeOf: Readonly<Record<string, CheckOutcome>> = { r: 'right', n: 'no_answer', w: 'wrong', c: 'changed' };

const doThis: Readonly<Record<ContactType, string>> = {
  phone: 'Call',
  email: 'Write to',
  telegram: 'Write on Telegram to',
  website: 'Open',
  address: 'Ask whether it is still at',
};

const inWords: Readonly<Record<CheckOutcome, string>> = {
  right: 'reached, and right',
  no_answer: 'no answer',
  wrong: 'wrong or dead',
  changed: 'changed',
};

/** Leads through every contact that is due. Each answer is kept at once, so it can be stopped at any point. */
export async function checkContacts(
  parts: ProgramParts,
  terminal: Terminal,
  country: Whereabouts | null,
): Promise<number> {
  const due = await findDue(parts, country);
  const crisis = due.filter(({ isCrisisLine }) => isCrisisLine).length;
  terminal.print(
    `${due.length} contacts to try, ${crisis} of them of crisis lines. Stop with q: what you noted is kept.`,
  );
  if (due.length === 0) return 0;
  const initials = await askUntil(terminal, 'Your initials: ', (typed) => /^\p{L}{2,4}$/u.test(typed));
  if (initials === null) return 0;
  try {
    for (const [index, one] of due.entries()) {
      for (const line of describe(one, `${index + 1} of ${due.length}`)) terminal.print(line);
      const isGoingOn = await checkOne(parts, terminal, one, initials, due.slice(index + 1));
      if (!isGoingOn) break;
    }
  } finally {
    await parts.directoryChanged();
  }
  return 0;
}

/** What a person must try now, in the order in which to try it. */
export async function findDue({ db, keyring, now }: ProgramParts, country: Whereabouts | null) {
  const services = await createReferralStore(db).loadServices();
  return dueContacts({
    services: services.filter(
      ({ serviceAreas }) => country === null || serviceAreas.some((area) => area.country === country),
    ),
    checks: await readContactChecks(db),
    reported: await readContactFaults(db, keyring),
    today: dayOf(now()),
  });
}

/** @returns false when the operator wants to stop */
async function checkOne(
  { db, keyring, now }: ProgramParts,
  terminal: Terminal,
  { contact, service, reported }: DueContact,
  initials: string,
  later: readonly DueContact[],
): Promise<boolean> {
  const question = '  r reached and right · n no answer · w wrong or dead · c changed · s skip · q stop > ';
  const typed = await askUntil(terminal, question, (key) => /^[rnwcsq]$/.test(key));
  if (typed === null || typed === 'q') return false;
  const outcome = outcomeOf[typed];
  if (!outcome) return true;
  const note = outcome === 'right' ? '' : await askUntil(terminal, noteQuestion(outcome), (text) => text.length <= 300);
  if (note === null) return false;
  await noteContactCheck(db, { contactId: contact.id, checkedOn: dayOf(now()), outcome, initials, note: note || null });
  if (contact.isAlwaysShown && (outcome === 'wrong' || outcome === 'changed')) terminal.print(needsTwo);
  // What people say concerns the whole organisation: it is settled with the last of its contacts.
  const isLast = !later.some((one) => one.service.organization.id === service.organization.id);
  if (outcome !== 'no_answer' && isLast && reported !== 'none') {
    await settleContactFaults(db, keyring, service.organization.id);
  }
  return true;
}

const needsTwo =
  '  It must be there in any case, so the bot goes on showing it, marked as unchecked, until a second person finds the same.';

const noteQuestion = (outcome: CheckOutcome) =>
  outcome === 'changed' ? '  What is it now? Put it into the files too > ' : '  A note, if you like > ';

/** What the operator types, as soon as it will do; null when nobody types any more. */
async function askUntil(terminal: Terminal, question: string, willDo: (typed: string) => boolean) {
  for (;;) {
    const typed = (await terminal.ask(question))?.trim() ?? null;
    if (typed === null || willDo(typed)) return typed;
  }
}

function describe({ contact, service, reported, isCrisisLine, lastTry }: DueContact, place: string): readonly string[] {
  const { organization } = service;
  const why = [
    ...(reported === 'none' ? [] : [`${reported} people say it is wrong or dead`]),
    ...(isCrisisLine ? ['crisis line'] : []),
    contact.assuredOn ? `checked on ${contact.assuredOn}` : 'never checked',
  ];
  const names = [...new Set(Object.values(organization.name))].join(' / ');
  return [
    '',
    `[${place}] ${names} (${organization.id}): ${why.join(', ')}`,
    `  ${doThis[contact.type]}: ${contact.value}${contact.labels.length > 0 ? ` (${contact.labels.join(', ')})` : ''}`,
    ...(lastTry
      ? [
          `  Last time, ${lastTry.checkedOn}, ${lastTry.initials}: ${inWords[lastTry.outcome]}${lastTry.note ? `: ${lastTry.note}` : ''}`,
        ]
      : []),
    ...(service.warnBefore.length > 0 ? [`  Before: ${service.warnBefore.join(', ')}`] : []),
  ];
}
