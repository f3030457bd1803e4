// @ts-check
import { make } from './find.js';

/** @typedef {import('./types.js').RichText} RichText */

/** All that a message's text may become. Anything else shows its words only. */
/** @type {Record<string, keyof HTMLElementTagNameMap>} */
const ELEMENTS = { b: 'strong', i: 'em', u: 'u', s: 's', code: 'code', pre: 'pre', blockquote: 'blockquote', a: 'a' };
const SAFE_LINKS = ['http:', 'https:', 'tel:', 'mailto:'];

/**
 * Draws a message's text, node by node; no HTML is ever parsed here.
 * @param {RichText[]} rich
 * @param {string} hiddenTextLabel
 * @returns {DocumentFragment}
 */
export function drawRichText(rich, hiddenTextLabel) {
  const fragment = document.createDocumentFragment();
  for (const part of rich) {
    if (typeof part === 'string') {
      fragment.append(part);
      continue;
    }
    const inner = drawRichText(part.children, hiddenTextLabel);
    const element = part.tag === 'spoiler' ? makeSpoiler(hiddenTextLabel) : makeElement(part.tag, part.href);
    if (element) element.append(inner);
    fragment.append(element ?? inner);
  }
  return fragment;
}

/**
 * @param {string} tag
 * @param {string} [href]
 */
function makeElement(tag, href) {
  const name = Object.hasOwn(ELEMENTS, tag) ? ELEMENTS[tag] : undefined;
  if (name === undefined) return undefined;
  const element = make(name);
  if (element instanceof HTMLAnchorElement) {
    if (href === undefined || !isSafeLink(href)) return undefined;
    element.href = href;
    element.target = '_blank';
    element.rel = 'noreferrer noopener';
  }
  return element;
}

/**
 * True for addresses that a message may lead to.
 * @param {string} href
 */
export function isSafeLink(href) {
  try {
    return SAFE_LINKS.includes(new URL(href).protocol);
  } catch {
    return false;
  }
}

/** @param {string} label */
function makeSpoiler(label) {
  const spoiler = make('span', 'spoiler');
  const show = () => {
    spoiler.classList.add('shown');
    for (const name of ['role', 'tabindex', 'aria-label']) spoiler.removeAttribute(name);
  };
  spoiler.setAttribute('role', 'button');
  spoiler.setAttribute('aria-label', label);
  spoiler.tabIndex = 0;
  spoiler.addEventListener('click', show);
  spoiler.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    show();
  });
  return spoiler;
}
