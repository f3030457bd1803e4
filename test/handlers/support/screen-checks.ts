import type { Visit } from './walk.ts';

/** All that a person reads on a screen, buttons included. */
export const everythingOn = ({ html, keyboard }: Pick<Visit, 'html' | 'keyboard'>): string =>
  [html, ...keyboard.flat().map(({ label }) => label)].join('\n');

/** The ways that a screen must offer: to itself none, and from the questions in distress only on. */
function waysFrom({ name }: Pick<Visit, 'name'>): readonly string[] {
  if (name === 'start') return ['sos:open'];
  // Nothing stands beside the question whether somebody wants to die; every answer leads on.
  if (name === 'distress:question') return ['distress:now', 'distress:no'];
  if (name.startsWith('distress:') && name !== 'distress:resume') return ['distress:resume'];
  // A form has its own ways, which keep the answers: to urgent help and back, out of it, and to the language.
  if (name === 'report:open' || name === 'report:go') return ['report:sos', 'report:stop', 'report:go'];
  const isCrisis = ['sos:open', 'sos:in', 'sos:wrong'].includes(name);
  return isCrisis ? ['menu:open', 'language:ask'] : ['sos:open', 'menu:open', 'language:ask'];
}

/** Routes that answer with the screen of another. */
const standIns: Readonly<Record<string, string>> = {
  'country:set': 'menu:open',
  'language:set': 'menu:open',
  'distress:resume': 'menu:open',
  'clear:keep': 'menu:open',
  'report:sos': 'sos:open',
  'report:stop': 'menu:open',
  notice: 'menu:open',
};

/** The ways that a screen lacks. */
export function missingWays(visit: Pick<Visit, 'name' | 'data' | 'keyboard'>): readonly string[] {
  const { name, data, keyboard } = visit;
  const led = new Set([
    name,
    standIns[name],
    ...keyboard.flat().map((button) => ('data' in button ? button.data : '')),
    ...keyboard.flat().map((button) => ('data' in button ? button.data.split(':').slice(0, 2).join(':') : '')),
  ]);
  if (data.startsWith('country:set') && data.endsWith('.sos')) led.add('sos:open');
  return waysFrom(visit)
    .filter((way) => !led.has(way))
    .map((way) => `no way to ${way}`);
}

/** The values that stand on a screen as a word of their own: 111 is not in 1110. */
export function valuesIn(visit: Pick<Visit, 'html' | 'keyboard'>, values: readonly string[]): readonly string[] {
  const text = everythingOn(visit);
  return values.filter((value) => {
    const said = value.replaceAll('&', '&amp;');
    if (!text.includes(said)) return false;
    const escaped = said.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(text);
  });
}

/** A fault when the first number on a crisis screen, or all of them, are of the police. */
export function policeFirstOrAlone({ html }: Pick<Visit, 'html'>, police: readonly string[]): readonly string[] {
  const numbers = [...html.matchAll(/(?:📞| ·) <b>([^<]+)<\/b>/g)].map(([, number]) => number as string);
  if (!numbers.some((number) => police.includes(number))) return [];
  const isWrong = police.includes(numbers[0] as string) || numbers.every((number) => police.includes(number));
  return isWrong ? [`numbers: ${numbers.join(', ')}`] : [];
}
