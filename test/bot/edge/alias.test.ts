import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAliases } from '../../../bot/edge/alias.ts';

const key = Buffer.alloc(32, 1);
const otherKey = Buffer.alloc(32, 2);
const addresses = fc.integer({ min: 1, max: 2 ** 52 });

test('an alias is a positive safe integer and is not the address', () => {
  const aliasOf = createAliases(key, 'telegram');
  fc.assert(
    fc.property(addresses, (address) => {
      const alias = aliasOf(address);
      expect(Number.isSafeInteger(alias)).toBe(true);
      expect(alias).toBeGreaterThan(0);
      expect(alias).not.toBe(address);
    }),
  );
});

test('an alias stays the same over restarts: it depends on key, channel and address alone', () => {
  fc.assert(
    fc.property(addresses, (address) => {
      expect(createAliases(Buffer.from(key), 'telegram')(address)).toBe(createAliases(key, 'telegram')(address));
    }),
  );
  // Pinned, so that no change of the formula loses everybody's settings unseen.
  expect(createAliases(key, 'telegram')(500_000_001)).toBe(2_376_810_854_486_823);
});

test('another channel or another key makes another alias', () => {
  fc.assert(
    fc.property(addresses, (address) => {
      const alias = createAliases(key, 'telegram')(address);
      expect(createAliases(key, 'browser')(address)).not.toBe(alias);
      expect(createAliases(otherKey, 'telegram')(address)).not.toBe(alias);
    }),
  );
});

test('100,000 neighbours get 100,000 aliases', () => {
  const aliasOf = createAliases(key, 'telegram');
  const aliases = new Set(Array.from({ length: 100_000 }, (_, index) => aliasOf(5_000_000_000 + index)));
  expect(aliases.size).toBe(100_000);
});
