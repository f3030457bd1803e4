import { describe, expect, test } from 'vitest';
import { parseHtml } from './html.ts';

describe('HTML', () => {
  test('becomes text and entities in UTF-16 units', () => {
    expect(parseHtml('😀 <b>bold <i>both</i></b> &lt;&#33;&#x21;&amp;&quot;')).toEqual({
      text: '😀 bold both <!!&"',
      entities: [
        { type: 'bold', offset: 3, length: 9 },
        { type: 'italic', offset: 8, length: 4 },
      ],
    });
  });

  test.each([
    ['<strong>x</strong>', 'bold'],
    ['<em>x</em>', 'italic'],
    ['<u>x</u>', 'underline'],
    ['<ins>x</ins>', 'underline'],
    ['<s>x</s>', 'strikethrough'],
    ['<strike>x</strike>', 'strikethrough'],
    ['<del>x</del>', 'strikethrough'],
    ['<tg-spoiler>x</tg-spoiler>', 'spoiler'],
    ['<span class="tg-spoiler">x</span>', 'spoiler'],
    ['<code>x</code>', 'code'],
    ['<pre>x</pre>', 'pre'],
    ['<blockquote>x</blockquote>', 'blockquote'],
    ['<blockquote expandable>x</blockquote>', 'expandable_blockquote'],
    ['<B>x</b>', 'bold'],
  ])('%s is %s', (html, type) => {
    expect(parseHtml(html)).toEqual({ text: 'x', entities: [{ type, offset: 0, length: 1 }] });
  });

  test('a link keeps its address, code in pre its language', () => {
    expect(parseHtml('<a href="https://a.example/?q=1&amp;r=>">x</a>').entities[0]).toMatchObject({
      type: 'text_link',
      url: 'https://a.example/?q=1&r=>',
    });
    expect(parseHtml('<pre><code class="language-ts">x</code></pre>').entities).toEqual([
      { type: 'pre', offset: 0, length: 1, language: 'ts' },
    ]);
  });

  test('other named entities stay as they are', () => {
    expect(parseHtml('a &nbsp; & b &copy;').text).toBe('a &nbsp; & b &copy;');
  });

  test.each([
    ['<x>y</x>', 'Unsupported start tag "x" at byte offset 0'],
    ['привет <br>', 'Unsupported start tag "br" at byte offset 13'],
    ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
    ['a<b', 'Unclosed start tag at byte offset 1'],
    ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
    ['<b><i>x</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['<b>x</b', 'Unclosed end tag at byte offset 4'],
    ['<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<a href="x>y</a>', 'Unclosed start tag at byte offset 0'],
    ['<a href=x/y>y</a>', 'Unexpected end of name token at byte offset 8'],
    ['<a "x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
  ])('%s is refused', (html, reason) => {
    expect(() => parseHtml(html)).toThrow(`Bad Request: can't parse entities: ${reason}`);
  });
});
