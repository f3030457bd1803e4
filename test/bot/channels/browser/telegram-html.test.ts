import { describe, expect, it } from 'vitest';
import { parseTelegramHtml } from '../../../../bot/channels/browser/telegram-html.ts';

const rich = (source: string) => {
  const parsed = parseTelegramHtml(source);
  return parsed.ok ? parsed.rich : parsed.problem;
};

describe("Telegram's HTML", () => {
  it('becomes a tree of allowed elements', () => {
    expect(rich('a <b>b <em>c</em></b>')).toEqual([
      'a ',
      { tag: 'b', children: ['b ', { tag: 'i', children: ['c'] }] },
    ]);
    expect(rich('<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>')).toEqual([
      { tag: 'spoiler', children: ['x'] },
      { tag: 'spoiler', children: ['y'] },
    ]);
    expect(rich('<pre><code class="language-js">x</code></pre>')).toEqual([
      { tag: 'pre', children: [{ tag: 'code', children: ['x'] }] },
    ]);
  });

  it('decodes entities in text and in links', () => {
    expect(rich('1 &lt; 2 &amp;amp; &#1179;&#x4E9; &copy;')).toEqual(['1 < 2 &amp; қө &copy;']);
    expect(rich('<a href="https://a.example/?b=1&amp;c=2">x</a>')).toEqual([
      { tag: 'a', href: 'https://a.example/?b=1&c=2', children: ['x'] },
    ]);
  });

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java&#10;script:alert(1)',
    'data:text/html,x',
    '//evil.example',
    'tg://user?id=1',
  ])('keeps only the words of a link to %s', (href) => {
    expect(rich(`<a href="${href}">words</a>`)).toEqual(['words']);
  });

  it('keeps links for the telephone and for mail', () => {
    expect(rich("<a href='tel:+996312000000'>call</a>")).toEqual([
      { tag: 'a', href: 'tel:+996312000000', children: ['call'] },
    ]);
  });

  it('is refused where Telegram refuses it', () => {
    expect(rich('<script>x</script>')).toBe('Unsupported start tag "script" at byte offset 0');
    expect(rich('<constructor>x')).toContain('Unsupported start tag');
    expect(rich('ө < 5')).toContain('at byte offset 3');
    expect(rich('<b>x')).toBe('Can\'t find end tag corresponding to start tag "b"');
    expect(rich('<b><i>x</b></i>')).toBe('Unmatched end tag at byte offset 7, expected "</i>", found "</b>"');
    expect(rich('x</b>')).toBe('Unexpected end tag at byte offset 1');
    expect(rich('<b')).toContain('Unsupported start tag');
  });
});
