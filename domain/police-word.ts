import type { Whereabouts } from './country.ts';

/** In Kyrgyzstan people say militia, elsewhere police. Source: glossary, People and work. */
export const saysMilitia = (place: Whereabouts | null): boolean => place === 'KG';
