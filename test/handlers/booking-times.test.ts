import { expect, test } from 'vitest';
import { whenIn } from '../../handlers/booking-times.ts';
import { wordsIn } from '../../locales/index.ts';

const moment = Date.UTC(2026, 10, 24, 9, 0);

test('a time is said as people in the city read it, and the city with it', () => {
  expect(whenIn(wordsIn('en'), 'bishkek', moment)).toBe('Tue 24 Nov, 15:00 (Bishkek)');
  expect(whenIn(wordsIn('en'), 'almaty', moment)).toBe('Tue 24 Nov, 14:00 (Almaty)');
  expect(whenIn(wordsIn('ru'), 'osh', moment)).toBe('вт, 24 ноября, 15:00 (Ош)');
  expect(whenIn(wordsIn('ky'), 'dushanbe', moment)).toBe('24-ноябрь, шейшемби, 14:00 (Дүйшөмбү)');
});
