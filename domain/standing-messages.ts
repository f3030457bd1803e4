/**
 * What stands in a chat and must one day be taken away. A bot can delete a message for 48 hours and edit
 * its own without limit; so a screen is taken down to a neutral line before the chat has been quiet for
 * 40 hours, and people who come back daily get a message that is younger than a day.
 */

/** A message in a chat, by Telegram's id, and the hour (since 1970) in which it was sent. */
export interface StandingMessage {
  readonly id: number;
  readonly sentHour: number;
}

export interface StandingMessages {
  /** The one message that is kept up to date. */
  readonly living: StandingMessage | null;
  /** The hour, to within a day, in which it last got a screen; null while the neutral line stands in it. */
  readonly shownHour: number | null;
  /** The living ones before it that are not deleted yet; oldest first. */
  readonly formers: readonly StandingMessage[];
  /** What the person sent and the bot could not delete yet. */
  readonly persons: readonly StandingMessage[];
  /** What came by itself, beside the living message: reminders, and hours offered to the wait list. */
  readonly notices: readonly StandingMessage[];
}

/** A press on a message of this age is answered by a new one, so that all can still be deleted. */
const renewedAfterHours = 24;
const neutralAfterHours = 40;
/** Telegram's limit for deleting. */
export const deletableHours = 48;
/** Due times are rounded down to this, so that a row tells a quarter of a day at most. */
export const dueStepHours = 6;
/** More pile up only while Telegram deletes nothing. */
const keptFormers = 20;
const keptPersons = 10;
const keptNotices = 6;

export const nothingStands: StandingMessages = {
  living: null,
  shownHour: null,
  formers: [],
  persons: [],
  notices: [],
};

/** The hour since 1970 of a moment in milliseconds. */
export const hourOf = (milliseconds: number): number => Math.floor(milliseconds / 3_600_000);

/**
 * True when a screen is to be sent anew instead of being put into a message of this age. One that cannot
 * be deleted any more is used on: to replace it would leave one more line in the chat.
 */
export const isSentAnew = (ageHours: number): boolean => ageHours >= renewedAfterHours && ageHours < deletableHours;

/**
 * The same object when nothing changes that must be written down: a screen in its place, within a day. A screen
 * in another message is below the notices that came before it: the person has seen them, and they go with what
 * stood there.
 */
export function withLiving(standing: StandingMessages, message: StandingMessage, hour: number): StandingMessages {
  const { living, shownHour, formers, notices } = standing;
  if (living?.id === message.id) {
    const isFresh = shownHour !== null && hour - shownHour < renewedAfterHours;
    return isFresh ? standing : { ...standing, shownHour: hour };
  }
  const seen = notices.filter(({ id }) => id < message.id);
  const others = [...formers, ...(living ? [living] : []), ...seen].filter(({ id }) => id !== message.id);
  return {
    ...standing,
    living: message,
    shownHour: hour,
    formers: others.slice(-keptFormers),
    notices: notices.filter(({ id }) => id > message.id),
  };
}

/** With a message that came by itself; it leaves the screen alone, which may hold a form in progress. */
export function withNotice(standing: StandingMessages, message: StandingMessage): StandingMessages {
  const { formers, notices } = standing;
  const all = [...notices, message];
  return {
    ...standing,
    formers: [...formers, ...all.slice(0, -keptNotices)].slice(-keptFormers),
    notices: all.slice(-keptNotices),
  };
}

export function withPersons(standing: StandingMessages, message: StandingMessage): StandingMessages {
  const others = standing.persons.filter(({ id }) => id !== message.id);
  return { ...standing, persons: [...others, message].slice(-keptPersons) };
}

/** Without a message that is gone; the same object when it was not there. */
export function without(standing: StandingMessages, id: number): StandingMessages {
  const isOther = (message: StandingMessage) => message.id !== id;
  const { living, formers, persons, notices } = standing;
  if (living?.id !== id && [...formers, ...persons, ...notices].every(isOther)) return standing;
  return {
    ...standing,
    living: living?.id === id ? null : living,
    formers: formers.filter(isOther),
    persons: persons.filter(isOther),
    notices: notices.filter(isOther),
  };
}

/** With the neutral line in place of the screen. */
export const withNeutralLine = (standing: StandingMessages): StandingMessages => ({ ...standing, shownHour: null });

/** With a screen in the living message that should not be there any more. */
export const withOverdueScreen = (standing: StandingMessages, message: StandingMessage): StandingMessages => ({
  ...withLiving(standing, message, 0),
  shownHour: -neutralAfterHours,
});

/**
 * The hour in which the chat must be looked at, rounded down; null when nothing stands there. What
 * should be gone already is due from the hour in which it was sent.
 */
export function dueHour({ living, shownHour, formers, persons, notices }: StandingMessages): number | null {
  const hours = [...formers, ...persons].map(({ sentHour }) => sentHour);
  hours.push(...notices.map(({ sentHour }) => sentHour + neutralAfterHours));
  if (living) hours.push(shownHour === null ? living.sentHour + deletableHours : shownHour + neutralAfterHours);
  return hours.length === 0 ? null : roundedDown(Math.min(...hours));
}

/** True when the screen in the living message has stood there long enough. */
export const isScreenDue = ({ living, shownHour }: StandingMessages, hour: number): boolean =>
  living !== null && shownHour !== null && roundedDown(shownHour + neutralAfterHours) <= hour;

/** The notices that have stood long enough: all of them can still be deleted. */
export const dueNotices = ({ notices }: StandingMessages, hour: number): readonly StandingMessage[] =>
  notices.filter(({ sentHour }) => roundedDown(sentHour + neutralAfterHours) <= hour);

/** True when nothing is left to do: only a neutral line, and that cannot be deleted any more. */
export function isDone(standing: StandingMessages, hour: number): boolean {
  const due = dueHour(standing);
  const { shownHour, formers, persons, notices } = standing;
  const isQuiet = shownHour === null && formers.length + persons.length + notices.length === 0;
  return due === null || (isQuiet && due <= hour);
}

const roundedDown = (hour: number): number => Math.floor(hour / dueStepHours) * dueStepHours;
