import type { Route } from './callback-data.ts';

/** True for the screens of urgent help: those that somebody asks for, and those that words of distress raise. */
export const isUrgentHelp = ({ name }: Route): boolean => name.startsWith('distress:') || name.startsWith('sos:');
