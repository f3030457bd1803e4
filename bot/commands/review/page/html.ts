/** Escapes a text for the content and the attributes of a page. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** HTML that was put together from escaped parts. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | readonly Html[];

/** Puts HTML together: every value is escaped, but for what this function made itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Html {
  return {
    html: parts.map((part, index) => part + (index < values.length ? inHtml(values[index] as Part) : '')).join(''),
  };
}

function inHtml(value: Part): string {
  if (typeof value === 'object') return 'html' in value ? value.html : value.map((one) => one.html).join('\n');
  return escaped(String(value));
}

/** A text of the bot as people see it: bold and italic, and nothing else of what it may hold. */
export function asShown(message: string): Html {
  const bare = message.replace(/<\/?(?:a|code)(?: href="[^"]*")?>/g, '');
  const safe = escaped(bare)
    .replace(/&#60;(\/?[bi])&#62;/g, '<$1>')
    .replace(/&#38;(amp|lt|gt|quot);/g, '&$1;');
  return { html: safe };
}
