import * as z from 'zod';
import type { SlotId } from '../../domain/booking/slot.ts';
import type { TimeZone } from '../../domain/booking/time-zone.ts';
import { waitListFigures } from '../../domain/booking/wait-list.ts';
import { companions, topics, ways } from '../../domain/booking/wish.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { whereabouts } from '../../domain/country.ts';
import { languages } from '../../domain/language.ts';
import { type SealedAddress, sealedAddressLength } from '../../domain/sealed-address.ts';
import { open, seal } from '../cipher.ts';

const zone = z
  .string()
  .max(48)
  .transform((text) => text as TimeZone);
const address = z
  .string()
  .max(sealedAddressLength)
  .transform((text) => text as SealedAddress);
const localized = z.object({ en: z.string(), ru: z.string(), ky: z.string() });

const booking = z.object({ name: z.string().max(64), way: z.enum(ways), zone });

const reminder = z.object({ address, language: z.enum(languages), zone, startsAt: z.number() });

const waiting = z.object({
  alias: z.number().transform((number) => number as ChatAlias),
  address,
  language: z.enum(languages),
  zone,
  wish: z.object({
    country: z.enum(whereabouts),
    language: z.string().max(8),
    way: z.enum([...ways, 'any']),
    companion: z.enum(companions),
    topic: z.enum([...topics, 'any']),
  }),
  /** The hours that were offered, so that none comes twice. */
  offered: z
    .array(z.number().transform((number) => number as SlotId))
    .max(waitListFigures.offers)
    .default([]),
});

const directions = z.partialRecord(z.enum(ways), localized);

export type SealedWaiting = z.infer<typeof waiting>;
export type Directions = z.infer<typeof directions>;

/** A kind of sealed row. Its content is checked both ways, and padded to one size, which the tables' CHECKs hold. */
function kindOfBox<T extends z.ZodType>(content: T, paddedTo: number) {
  return {
    seal(value: z.input<T>, key: Buffer, place: Buffer): Buffer {
      return seal(Buffer.from(JSON.stringify(content.parse(value))), key, place, paddedTo);
    },
    /** Null when it was made under a lost key, at another place, or by another version. */
    open(box: Uint8Array | null, key: Buffer, place: Buffer): z.output<T> | null {
      const bytes = box && open(box, key, place);
      try {
        return bytes && content.parse(JSON.parse(bytes.toString('utf8')));
      } catch {
        return null;
      }
    },
  };
}

export const bookingBox = kindOfBox(booking, 256);
export const reminderBox = kindOfBox(reminder, 512);
export const waitingBox = kindOfBox(waiting, 768);
/** The only one whose length may tell something: how much an organisation has written. */
export const directionsBox = kindOfBox(directions, 4096);
