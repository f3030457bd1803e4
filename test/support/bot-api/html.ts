import type { MessageEntity } from 'grammy/types';
import type { Tag } from './html-tag.ts';
import { decodeReference, readTag } from './html-tag.ts';
import { badRequest } from './refusal.ts';

/** Text without markup, and where the markup was, in UTF-16 units. */
export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

const entityTypes: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

/** Parses Telegram's HTML, with the real server's words for everything that is wrong in it. */
export function parseHtml(html: string): FormattedText {
  const entities: MessageEntity[] = [];
  const open: { tag: Tag; offset: number }[] = [];
  let text = '';
  let at = 0;
  while (at < html.length) {
    // Everything up to the next special character is copied at once: most of a message is plain.
    const special = nextSpecial(html, at);
    text += html.slice(at, special);
    at = special;
    if (html[at] === '&') {
      const reference = decodeReference(html, at);
      text += reference?.character ?? '&';
      at = reference?.end ?? at + 1;
    } else if (html[at] === '<') {
      const tag = readTag(html, at, open.at(-1)?.tag.name);
      at = tag.end;
      if (!tag.closes) {
        open.push({ tag, offset: text.length });
        continue;
      }
      const opened = open.pop();
      if (opened && text.length > opened.offset) addEntity(entities, opened.tag, opened.offset, text);
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw cantParse(`Can't find end tag corresponding to start tag "${unclosed.tag.name}"`);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function nextSpecial(html: string, from: number): number {
  for (let at = from; at < html.length; at++) {
    const code = html.charCodeAt(at);
    if (code === 60 || code === 38) return at;
  }
  return html.length;
}

function addEntity(entities: MessageEntity[], tag: Tag, offset: number, text: string): void {
  const length = text.length - offset;
  const type = entityTypes[tag.name] ?? tag.name;
  const inner = entities.at(-1);
  if (tag.name === 'a') {
    const url = tag.argument === '' ? text.slice(offset) : tag.argument;
    // A link that is not a web address is dropped without a word by the real server too.
    if (/^(https?|tg|ton|mailto|tel):|^[\w-]+(\.[\w-]+)+/i.test(url)) {
      entities.push({ type: 'text_link', offset, length, url: withSlash(url) });
    }
  } else if (tag.name === 'pre' && inner?.type === 'code' && inner.offset === offset && inner.length === length) {
    const language = languages.get(inner);
    entities.pop();
    entities.push({ type: 'pre', offset, length, ...(language ? { language } : {}) });
  } else {
    const isExpandable = tag.name === 'blockquote' && tag.argument !== '';
    const entity = { type: isExpandable ? 'expandable_blockquote' : type, offset, length } as MessageEntity;
    if (tag.name === 'code' && tag.argument !== '') languages.set(entity, tag.argument);
    entities.push(entity);
  }
}

/** The language of a `code` counts only once the `pre` around it is closed. */
const languages = new WeakMap<MessageEntity, string>();

function withSlash(url: string): string {
  const full = /^[a-z]+:/i.test(url) ? url : `http://${url}`;
  return /^https?:\/\/[^/?#]+$/i.test(full) ? `${full}/` : full;
}

function cantParse(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`);
}
