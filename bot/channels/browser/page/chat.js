// @ts-check
import { createComposer } from './composer.js';
import { find } from './find.js';
import { openLine } from './line.js';
import { followHeight } from './low-screen.js';
import { createMessageList } from './message-list.js';
import { createPopups } from './popups.js';
import { createPresses } from './presses.js';
import { ask } from './program.js';
import { stayAtEnd } from './scroll.js';
import { createStatusBar } from './status-bar.js';
import { beginToSpeak } from './texts.js';

/** @typedef {import('./types.js').TabEvent} TabEvent */
/** @typedef {import('./types.js').PageButton} PageButton */

const { texts, speak, speakAsBrowser } = await beginToSpeak();
const welcome = find('.welcome', HTMLElement);
const start = find('.start', HTMLButtonElement);
const presses = createPresses();
const messages = createMessageList(texts, onButton);
const popups = createPopups(() => messages.focusLatest());
const status = createStatusBar(texts, startAgain);
const composer = createComposer(say);

/** Who this tab is. Kept here and nowhere else, so that it is gone with the tab. */
let token = '';
/** @type {{ close: () => void } | undefined} */
let line;

stayAtEnd();
followHeight();
start.addEventListener('click', begin);
addEventListener('pagehide', leave);
// A page that comes back out of the browser's memory would show a chat that no longer exists.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
welcome.hidden = false;

async function begin() {
  start.disabled = true;
  const response = await ask('/tab', '', { language: navigator.language });
  start.disabled = false;
  if (response.status !== 200) return status.show(response.status === 503 ? 'full' : 'noConnection');
  token = (await response.json()).token;
  welcome.hidden = true;
  // Read once in full; from here on its first line stays.
  find('.notice', HTMLDetailsElement).open = false;
  composer.show(true);
  line = openLine({ token, onEvent, onState });
  find('.scroll', HTMLElement).focus({ preventScroll: true });
  await say(startCommand());
}

/** Telegram hands a link's payload to the bot with the first press on Start; so does this page: /?start=payload */
function startCommand() {
  const payload = new URLSearchParams(location.search).get('start') ?? '';
  return /^[\w-]{1,64}$/.test(payload) ? `/start ${payload}` : '/start';
}

/** @param {string} text */
async function say(text) {
  const { status: code } = await ask('/message', token, { text });
  if (code === 202) return true;
  complain(code);
  return false;
}

/**
 * @param {PageButton} button
 * @param {number} messageId
 * @param {HTMLElement} element
 */
async function onButton(button, messageId, element) {
  if (button.kind === 'copy') return copy(button.copy);
  if (button.kind !== 'press') return popups.toast(texts.onlyTelegram ?? '');
  const press = presses.begin(element);
  if (press === undefined) return;
  const { status: code } = await ask('/press', token, { message: messageId, callback: button.callback, press });
  if (code === 202) return;
  presses.end(press);
  complain(code);
}

/** @param {string} words */
async function copy(words) {
  const copied = await navigator.clipboard.writeText(words).then(
    () => true,
    () => false,
  );
  popups.toast(texts[copied ? 'copied' : 'notCopied'] ?? '');
}

/** @param {number} code */
function complain(code) {
  if (code === 410) onState('forgotten');
  else popups.toast(texts[code === 429 ? 'tooFast' : 'notSent'] ?? '');
}

/** @param {TabEvent} event */
function onEvent(event) {
  if (event.type === 'state') {
    // Presses from before the line broke will not be answered on this one.
    presses.endAll();
    follow(event.messages);
    messages.replaceAll(event.messages);
  } else if (event.type === 'put') {
    follow([event.message]);
    messages.put(event.message);
  } else if (event.type === 'drop') messages.drop(event.ids);
  else if (event.type === 'settled') presses.end(event.press);
  else if (event.type === 'answer') {
    presses.end(event.press);
    if (event.text && event.alert) popups.alert(event.text, event.language);
    else if (event.text) popups.toast(event.text, event.language);
  }
}

/**
 * The page speaks as the bot does, in the language of its newest message: the person may have chosen another in the chat
 * than their browser has.
 * @param {import('./types.js').PageMessage[]} messages
 */
function follow(messages) {
  const marked = messages.filter(({ language }) => language !== undefined);
  speak(marked.at(-1)?.language);
}

/** @param {'open' | 'lost' | 'forgotten'} state */
function onState(state) {
  if (state === 'forgotten') {
    line?.close();
    presses.endAll();
    messages.freeze();
    composer.show(false);
  }
  status.show(state === 'open' ? undefined : state === 'lost' ? 'noConnection' : 'forgotten');
}

function startAgain() {
  leave();
  status.show(undefined);
  start.focus();
}

/** Tells the program to forget this tab, and forgets itself. */
function leave() {
  line?.close();
  if (token) void ask('/leave', token, {}, true);
  token = '';
  messages.replaceAll([]);
  speakAsBrowser();
  composer.clear();
  composer.show(false);
  welcome.hidden = false;
}
