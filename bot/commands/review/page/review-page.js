// The page works on its own, from a folder or a USB stick: it loads nothing and sends nothing.
const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const fields = all('textarea[data-id]');
const marks = all('input[data-file]');
let isSaved = true;

/** What the reviewer entered, in the form that `zont review-import` reads. */
function review() {
  const filled = fields.filter((field) => field.value.trim() !== '');
  const of = ({ dataset }) => ({ language: dataset.language, digest: dataset.digest });
  return {
    zontReview: 1,
    role: one('#role').value,
    initials: one('#initials').value.trim(),
    date: one('#date').value,
    corrections: filled
      .filter((field) => field.dataset.language && field.value.trim() !== field.dataset.text)
      .map((field) => ({ id: field.dataset.id, ...of(field), text: field.value.trim() })),
    read: marks.filter((mark) => mark.checked).map((mark) => ({ file: mark.dataset.file, ...of(mark) })),
    remarks: filled
      .filter((field) => !field.dataset.language)
      .map((field) => ({ id: field.dataset.id, text: field.value.trim() })),
  };
}

function save(event) {
  event.preventDefault();
  const saved = review();
  const text = `${JSON.stringify(saved, null, 2)}\n`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = `zont-review-${saved.role}-${saved.date}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  one('#as-text').value = text;
  one('#copy').hidden = false;
  isSaved = true;
  tell(
    `${saved.corrections.length} corrections, ${saved.read.length} files read, ${saved.remarks.length} remarks: saved.`,
  );
}

/** Goes on with a review that was saved from this page, as far as its texts are still the same. */
async function load(event) {
  const [file] = event.target.files;
  if (!file) return;
  try {
    const saved = JSON.parse(await file.text());
    for (const name of ['role', 'initials', 'date']) one(`#${name}`).value = saved[name];
    const isOf = (element, part) =>
      element.dataset.language === part.language && element.dataset.digest === part.digest;
    let lost = 0;
    const fill = (elements, parts, put) => {
      for (const part of parts) {
        const found = elements.find(
          (element) => isOf(element, part) && [element.dataset.id, element.dataset.file].includes(part.id ?? part.file),
        );
        if (found) put(found, part);
        else lost++;
      }
    };
    const write = (field, part) => {
      field.value = part.text;
      field.classList.add('changed');
    };
    fill(fields, saved.corrections, write);
    fill(fields, saved.remarks, write);
    fill(marks, saved.read, (mark) => {
      mark.checked = true;
    });
    tell(lost === 0 ? 'Opened.' : `Opened. ${lost} entries belong to texts that have changed; they are left out.`);
  } catch {
    tell('This file is not a saved review.');
  }
}

function tell(words) {
  one('#said').textContent = words;
}

addEventListener('input', ({ target }) => {
  if (target.matches('textarea[data-id]')) target.classList.toggle('changed', target.value.trim() !== '');
  if (target.id !== 'load' && target.id !== 'as-text') isSaved = false;
});
addEventListener('beforeunload', (event) => {
  if (!isSaved) event.preventDefault();
});
one('#review').addEventListener('submit', save);
one('#load').addEventListener('change', load);
