import type { RichElement, RichTag, RichText } from './chat-message.ts';

/** Telegram's own tags, by all their names. `tg-emoji` and a bare `span` carry no look here. */
const TAGS: Readonly<Record<string, RichTag | 'none'>> = {
  b: 'b',
  strong: 'b',
  i: 'i',
  em: 'i',
  u: 'u',
  ins: 'u',
  s: 's',
  strike: 's',
  del: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  'tg-spoiler': 'spoiler',
  a: 'a',
  span: 'none',
  'tg-emoji': 'none',
};
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const SAFE_LINK = /^(?:https?:\/\/|tel:|mailto:)/i;

interface OpenTag {
  readonly name: string;
  readonly tag: RichTag | 'none';
  readonly href?: string;
  readonly children: RichText[];
}

export type ParsedHtml =
  | { readonly ok: true; readonly text: string; readonly rich: readonly RichText[] }
  | { readonly ok: false; readonly problem: string };

/**
 * Parses Telegram's HTML as strictly as Telegram does, so that a text which Telegram would refuse
 * fails in the preview too, and so that the page never needs an HTML parser.
 */
export function parseTelegramHtml(source: string): ParsedHtml {
  const root: OpenTag = { name: '', tag: 'none', children: [] };
  const open = [root];
  const top = (): OpenTag => open.at(-1) ?? root;
  let text = '';
  const say = (part: string): void => {
    text += part;
    const { children } = top();
    const last = children.at(-1);
    if (typeof last === 'string') children[children.length - 1] = last + part;
    else children.push(part);
  };
  const at = (index: number): string => `at byte offset ${Buffer.byteLength(source.slice(0, index))}`;

  for (const match of source.matchAll(/<[^>]*>?|[^<]+/g)) {
    const token = match[0];
    if (token[0] !== '<') {
      say(decode(token));
      continue;
    }
    const parts = /^<(\/?)([a-z][a-z0-9-]*)((?:\s[^>]*)?)>$/i.exec(token);
    const name = parts?.[2]?.toLowerCase() ?? '';
    const tag = Object.hasOwn(TAGS, name) ? TAGS[name] : undefined;
    if (parts?.[1] === '/') {
      if (open.length === 1) return refuse(`Unexpected end tag ${at(match.index)}`);
      if (top().name !== name) {
        return refuse(`Unmatched end tag ${at(match.index)}, expected "</${top().name}>", found "</${name}>"`);
      }
      const closed = open.pop();
      if (closed) top().children.push(...finish(closed));
    } else if (tag) {
      open.push(openTag(name, tag, parts?.[3] ?? ''));
    } else {
      return refuse(`Unsupported start tag "${name}" ${at(match.index)}`);
    }
  }
  if (open.length > 1) return refuse(`Can't find end tag corresponding to start tag "${top().name}"`);
  return { ok: true, text, rich: root.children };
}

function refuse(problem: string): ParsedHtml {
  return { ok: false, problem };
}

function openTag(name: string, tag: RichTag | 'none', attributes: string): OpenTag {
  const value = (key: string): string | undefined => {
    const found = new RegExp(`\\s${key}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
    return found ? decode(found[1] ?? found[2] ?? found[3] ?? '') : undefined;
  };
  if (name === 'span' && value('class') === 'tg-spoiler') return { name, tag: 'spoiler', children: [] };
  const href = tag === 'a' ? value('href') : undefined;
  return href !== undefined && SAFE_LINK.test(href) ? { name, tag, href, children: [] } : { name, tag, children: [] };
}

/** A tag without a look, or a link that leads nowhere safe, leaves its words as plain text: so does Telegram. */
function finish(closed: OpenTag): RichText[] {
  if (closed.tag === 'none' || (closed.tag === 'a' && closed.href === undefined)) return closed.children;
  const element: RichElement = { tag: closed.tag, children: closed.children };
  return [closed.href === undefined ? element : { ...element, href: closed.href }];
}

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
