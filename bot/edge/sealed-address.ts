import { open, seal } from '../../db/cipher.ts';
import type { SealedAddress } from '../../domain/sealed-address.ts';

/** Content bytes; every address is sealed to the same length. */
const paddedTo = 32;
const place = Buffer.from('address');

/** Seals the address of who asked to be written to later, so that nothing behind the edge can read it. */
export function createAddressSeal(key: Buffer) {
  return {
    seal: (address: number): SealedAddress =>
      seal(Buffer.from(String(address)), key, place, paddedTo).toString('base64url') as SealedAddress,
    /** Null for what another key made, or what was changed. */
    open(sealed: SealedAddress): number | null {
      const content = open(Buffer.from(sealed, 'base64url'), key, place);
      return content && Number(content.toString('utf8'));
    },
  };
}
