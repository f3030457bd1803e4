// @ts-check
// What the server sends; the same shapes as in ../chat-message.ts and ../tab.ts.

/** @typedef {string | { tag: string, href?: string, children: RichText[] }} RichText */
/** @typedef {{ text: string, kind: 'press', callback: string } | { text: string, kind: 'open', url: string } | { text: string, kind: 'copy', copy: string } | { text: string, kind: 'elsewhere' }} PageButton */
/** @typedef {{ id: number, mine: boolean, rich: RichText[], keyboard: PageButton[][], language?: string }} PageMessage */
/** @typedef {{ type: 'state', messages: PageMessage[] } | { type: 'put', message: PageMessage } | { type: 'drop', ids: number[] } | { type: 'answer', press: number, text: string, alert: boolean, language?: string } | { type: 'settled', press: number } | { type: 'rest' }} TabEvent */
/** @typedef {Record<string, string>} Texts */

export {};
