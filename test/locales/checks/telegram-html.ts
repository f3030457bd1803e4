const plainTags = new Set(['b', 'i', 'u', 's', 'code', 'pre', 'blockquote', 'tg-spoiler']);
const token = /<(\/?)([^>]*)>|<|&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);)/gi;

/** Why Telegram would refuse a text as HTML, or show it otherwise than meant; empty when it is fine. */
export function htmlFaults(html: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  for (const [whole, slash, content] of html.matchAll(token)) {
    if (content === undefined) faults.push(`"${whole}" is not escaped`);
    else if (slash === '/') {
      const last = open.pop();
      if (last !== content) faults.push(`</${content}> closes ${last ? `<${last}>` : 'nothing'}`);
    } else if (plainTags.has(content)) open.push(content);
    else if (/^a href="[^"<>]+"$/.test(content)) open.push('a');
    else faults.push(`<${content}> is not one of Telegram's tags`);
  }
  return [...faults, ...open.map((tag) => `<${tag}> is not closed`)];
}

/** What is markup in a text that is shown as it stands: buttons, toasts, pop-ups, commands. */
export function markupIn(plain: string): string[] {
  return plain.match(/<\/?[a-z][^>]*>|&(?:amp|lt|gt|quot);/gi) ?? [];
}
