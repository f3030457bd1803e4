/**
 * Stands for a chat everywhere behind the edge: a keyed hash of channel and address, as a safe
 * integer. It can be compared, and nothing else can be learned from it without the key.
 * An alias never leaves `bot` and `db`.
 */
export type ChatAlias = number & { readonly __brand: 'ChatAlias' };
