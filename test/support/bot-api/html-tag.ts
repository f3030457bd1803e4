import { badRequest } from './refusal.ts';

/** One start or end tag. */
export interface Tag {
  name: string;
  /** The attribute that matters for this tag: a link, a language, a class. */
  argument: string;
  closes: boolean;
  /** Where the text goes on. */
  end: number;
}

const known = new Set('a b strong i em u ins s strike del span tg-spoiler code pre blockquote'.split(' '));
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Reads the tag that starts at `start`; `expected` is the innermost tag still open. */
export function readTag(html: string, start: number, expected: string | undefined): Tag {
  return html[start + 1] === '/' ? readEndTag(html, start, expected) : readStartTag(html, start);
}

/** Reads `&lt;`, `&#60;` or `&#x3c;`; null for a reference Telegram leaves as it is. */
export function decodeReference(html: string, start: number): { character: string; end: number } | null {
  const match = /^&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));?/i.exec(html.slice(start, start + 12));
  if (!match) return null;
  const code = match[1] ? Number.parseInt(match[1], 16) : Number.parseInt(match[2] ?? '0', 10);
  const character = match[3] ? named[match[3]] : code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : undefined;
  return character === undefined ? null : { character, end: start + match[0].length };
}

function readEndTag(html: string, start: number, expected: string | undefined): Tag {
  if (expected === undefined) throw refuse(`Unexpected end tag at byte offset ${byteOffset(html, start)}`);
  const end = html.indexOf('>', start);
  const inside = end < 0 ? '' : html.slice(start + 2, end);
  if (end < 0 || /\s\S/.test(inside)) throw refuse(`Unclosed end tag at byte offset ${byteOffset(html, start)}`);
  const name = inside.trim().toLowerCase();
  if (name !== '' && name !== expected) {
    const where = byteOffset(html, start);
    throw refuse(`Unmatched end tag at byte offset ${where}, expected "</${expected}>", found "</${name}>"`);
  }
  return { name: expected, argument: '', closes: true, end: end + 1 };
}

function readStartTag(html: string, start: number): Tag {
  const name = /[^\s>]*/.exec(html.slice(start + 1))?.[0].toLowerCase() ?? '';
  let at = start + 1 + name.length;
  if (at >= html.length) throw refuse(`Unclosed start tag at byte offset ${byteOffset(html, start)}`);
  if (!known.has(name)) {
    throw refuse(`Unsupported start tag "${name}" at byte offset ${byteOffset(html, start)}`);
  }
  let argument = '';
  while (html[at] !== '>') {
    // The real parser reads one attribute at a time too: a ">" inside quotes does not end the tag.
    const attribute = /^\s*([^\s=>/"']*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([a-z0-9.-]*)(?=[\s>])))?\s*/i.exec(
      html.slice(at),
    );
    const length = attribute?.[0].length ?? 0;
    if (at + length >= html.length) {
      throw refuse(`Unclosed start tag "${name}" at byte offset ${byteOffset(html, start)}`);
    }
    if (!attribute?.[1] && html[at + length] !== '>') {
      throw refuse(`Empty attribute name in the tag "${name}" at byte offset ${byteOffset(html, start)}`);
    }
    const value = attribute?.[2] ?? attribute?.[3] ?? attribute?.[4]?.toLowerCase() ?? '';
    argument = argumentOf(name, attribute?.[1] ?? '', decode(value)) ?? argument;
    at += length;
    if (html[at] === '=') {
      const isString = /^=\s*["']/.test(html.slice(at));
      if (isString) throw refuse(`Unclosed start tag at byte offset ${byteOffset(html, start)}`);
      throw refuse(`Unexpected end of name token at byte offset ${byteOffset(html, at + 1)}`);
    }
  }
  if (name === 'span' && argument !== 'spoiler') {
    throw refuse(`Tag "span" must have class "tg-spoiler" at byte offset ${byteOffset(html, start)}`);
  }
  return { name, argument, closes: false, end: at + 1 };
}

function argumentOf(tag: string, attribute: string, value: string): string | undefined {
  if (tag === 'a' && attribute === 'href') return value;
  if (tag === 'code' && attribute === 'class' && value.startsWith('language-')) return value.slice(9);
  if (tag === 'span' && attribute === 'class' && value.startsWith('tg-')) return value.slice(3);
  if (tag === 'blockquote' && attribute === 'expandable') return '1';
  return undefined;
}

function decode(value: string): string {
  return value.replace(/&[^;&]*;?/g, (reference) => {
    const decoded = decodeReference(reference, 0);
    return decoded ? decoded.character + reference.slice(decoded.end) : reference;
  });
}

/** Telegram counts in UTF-8, JavaScript in UTF-16. */
function byteOffset(html: string, at: number): number {
  return Buffer.byteLength(html.slice(0, at));
}

function refuse(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`);
}
