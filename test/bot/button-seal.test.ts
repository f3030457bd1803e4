import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createButtonSeal } from '../../bot/button-seal.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { formStateLength } from '../../domain/incident-report/form-bytes.ts';
import { open, parseRoute } from '../../handlers/callback-data.ts';
import { sealedLength } from '../../handlers/report-parts.ts';
import { newAlias, testKeyring } from '../support/keyrings.ts';

const seal = createButtonSeal(testKeyring());
const content = fc.uint8Array({ minLength: formStateLength, maxLength: formStateLength });
const anna = newAlias();

describe('what is sealed into a button', () => {
  it('is always equally long, fits, and opens in its chat as what it is', () => {
    fc.assert(
      fc.property(content, (plain) => {
        const sealed = seal.seal('form', anna, plain);
        expect(sealed).toHaveLength(sealedLength);
        for (const data of [open('report:send', { form: sealed }), open('report:go', { form: sealed })]) {
          expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
          expect(parseRoute(data)).not.toBeNull();
        }
        expect(new Uint8Array(seal.open('form', anna, sealed) ?? [])).toEqual(plain);
      }),
    );
  });

  it('does not open in another chat, as another kind, or with another key', () => {
    const other = createButtonSeal(testKeyring('another'));
    fc.assert(
      fc.property(content, (plain) => {
        const sealed = seal.seal('form', anna, plain);
        expect(seal.open('form', newAlias(), sealed)).toBeNull();
        expect(seal.open('ticket', anna, sealed)).toBeNull();
        expect(other.open('form', anna, sealed)).toBeNull();
      }),
    );
  });

  it('does not open when any bit of it was changed', () => {
    const plain = new Uint8Array(formStateLength).fill(7);
    const bytes = Buffer.from(seal.seal('form', anna, plain), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit % 8));
      expect(seal.open('form', anna, changed.toString('base64url'))).toBeNull();
    }
  });

  it('looks like nothing else, even when two forms differ in one answer', () => {
    const one = new Uint8Array(formStateLength);
    const two = Uint8Array.from(one, (_, index) => (index === 30 ? 1 : 0));
    const [first, second] = [one, two].map((plain) => Buffer.from(seal.seal('form', anna, plain), 'base64url'));
    const same = [...(first as Buffer)].filter((byte, index) => byte === second?.[index]).length;
    expect(same).toBeLessThan(8);
  });

  it('never crashes over what is no sealed text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(seal.open('form', 1 as ChatAlias, text)).toBeNull();
      }),
      { numRuns: 5000 },
    );
  });
});
