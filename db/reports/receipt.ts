import { createHmac, hkdfSync, type ScryptOptions, scrypt, webcrypto } from 'node:crypto';
import { identityToRecipient } from 'age-encryption';
import { type ReceiptCode, receiptCodeFrom } from '../../domain/receipt-code.ts';
import type { Keyring } from '../keyring.ts';
import type { AgeKey } from './sealed-report.ts';

/** What a code gives to who has it, and the server's keys. Nothing of it can be had from another part. */
export interface Receipt {
  /** 32 bytes, stored with the folded report. */
  readonly lookup: Buffer;
  /** Answers are sealed to it; its private half exists only while a code is at hand. */
  readonly replyPublicKey: string;
  readonly replyKey: AgeKey;
  /** Opens the hint which counters the report is in. */
  readonly withdrawalKey: Buffer;
}

/** Slow on purpose: 32 bytes out of a code. Tests put a fast one in its place, and count calls. */
export type Stretch = (code: ReceiptCode, salt: Buffer) => Promise<Buffer>;

export interface Receipts {
  /** The same nonce gives the same code. Fast; the code alone finds nothing. */
  codeFor(nonce: Uint8Array): ReceiptCode;
  /** Stretches the code, one at a time in the whole program. */
  receiptOf(code: ReceiptCode): Promise<Receipt>;
}

/** Receipts under the keys of this server. */
export function createReceipts(keyring: Keyring, stretch: Stretch = stretchSlowly): Receipts {
  // Rotated together with the buttons that hold the nonces: none from before may lead to a second code.
  const pepper = keyring.subkey('report-button/code');
  // Never rotated: people have their codes on paper, and no other salt leads from a code to its row.
  const salt = keyring.subkey('reports/stretch');
  const inTurn = createTurns();

  return {
    codeFor(nonce) {
      for (let round = 0; ; round++) {
        const bytes = createHmac('sha512', pepper).update(Buffer.of(round)).update(nonce).digest();
        const code = receiptCodeFrom(bytes);
        if (code) return code;
      }
    },
    async receiptOf(code) {
      const stretched = await inTurn(() => stretch(code, salt));
      const part = (purpose: string) => Buffer.from(hkdfSync('sha256', stretched, '', `zont/receipt/${purpose}`, 32));
      const replyKey = await importIdentity(part('reply'));
      return {
        lookup: part('lookup'),
        replyKey,
        replyPublicKey: await identityToRecipient(replyKey),
        withdrawalKey: part('withdrawal'),
      };
    },
  };
}

/** 2^17 rounds of 8 KB blocks: 128 MiB and about 0.3 s. Node refuses more than 32 MiB unless told. */
export const stretchCost: ScryptOptions = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 };

const stretchSlowly: Stretch = (code, salt) =>
  new Promise((resolve, reject) => {
    scrypt(code, salt, 32, stretchCost, (error, stretched) => (error ? reject(error) : resolve(stretched)));
  });

/** One after another: two at once would need twice the memory, and show in each other's time. */
function createTurns(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task, task);
    last = turn.catch(() => {});
    return turn;
  };
}

/** PKCS #8 around the 32 bytes of an X25519 key, the only form in which Web Crypto takes one. */
const pkcs8Head = Buffer.from('302e020100300506032b656e04220420', 'hex');

const importIdentity = (bytes: Buffer): Promise<AgeKey> =>
  webcrypto.subtle.importKey('pkcs8', Buffer.concat([pkcs8Head, bytes]), { name: 'X25519' }, false, ['deriveBits']);
