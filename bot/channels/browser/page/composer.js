// @ts-check
import { find } from './find.js';

/**
 * The place to type. Enter sends, Shift and Enter make a new line.
 * @param {(text: string) => Promise<boolean>} onSend answers whether the text arrived
 */
export function createComposer(onSend) {
  const form = find('form.composer', HTMLFormElement);
  const field = find('#words', HTMLTextAreaElement);

  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  field.addEventListener('input', grow);
  field.addEventListener('keydown', (event) => {
    // An Enter that ends a word in an input method is not a wish to send.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    grow();
    // What did not arrive comes back to be sent again, unless something new was begun.
    if (!(await onSend(text)) && field.value === '') field.value = text;
    grow();
    field.focus();
  });

  return {
    /** @param {boolean} visible */
    show(visible) {
      form.hidden = !visible;
    },
    clear() {
      field.value = '';
      grow();
    },
  };
}
