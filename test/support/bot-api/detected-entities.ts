import type { MessageEntity } from 'grammy/types';

type Detected = 'bot_command' | 'mention' | 'hashtag' | 'email' | 'url';

const patterns: readonly (readonly [Detected, RegExp])[] = [
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  [
    'url',
    /\b(?:https?:\/\/\S*[^\s.,!?;:)]|(?:[\w-]+\.)+(?:com|org|net|ru|kg|io|me|example)\b(?:\/\S*[^\s.,!?;:)])?)/gi,
  ],
  ['bot_command', /(?<![\w/<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\w/])/gi],
  ['mention', /(?<![\w@])@[a-z]\w{3,31}\b/gi],
  ['hashtag', /(?<!\w)#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
];

/** Finds what Telegram itself marks in plain text: commands, mentions, links. */
export function detectEntities(text: string): MessageEntity[] {
  // Most messages have none of these characters, and this runs for every message of a benchmark.
  if (!/[/@#.]/.test(text)) return [];
  const found: MessageEntity[] = [];
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if (!found.some((other) => overlaps(entity, other))) found.push(entity);
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}

/** Adds the detected entities to the written ones, which win where both want the same place. */
export function withDetected(text: string, written: MessageEntity[]): MessageEntity[] {
  const blocking = written.filter(({ type }) => type === 'text_link' || type === 'code' || type === 'pre');
  const extra = detectEntities(text).filter((entity) => !blocking.some((other) => overlaps(entity, other)));
  return extra.length === 0
    ? written
    : [...written, ...extra].sort((a, b) => a.offset - b.offset || b.length - a.length);
}

function overlaps(a: { offset: number; length: number }, b: { offset: number; length: number }): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
