import { badRequest } from '../refusal.ts';
import { readLanguage } from './language.ts';
import type { Method } from './method.ts';

/** The bot itself. */
export const getMe: Method = (world) => world.bot;

export const setMyName = setter('name', 64, 'NAME_TOO_LONG');
export const getMyName = getter('name');
export const setMyDescription = setter('description', 512, 'DESCRIPTION_TOO_LONG');
export const getMyDescription = getter('description');
export const setMyShortDescription = setter('short_description', 120, 'ABOUT_TOO_LONG');
export const getMyShortDescription = getter('short_description');

function setter(field: string, maxLength: number, refusal: string): Method {
  return (world, parameters) => {
    const key = `${field}:${readLanguage(parameters)}`;
    const value = parameters.text(field).trim();
    if ([...value].length > maxLength) throw badRequest(refusal);
    if (value === '') world.profile.delete(key);
    else world.profile.set(key, value);
    return true;
  };
}

// A bot always has a name: the one without a language stands in for the others. Texts may be missing.
function getter(field: string): Method {
  return (world, parameters) => {
    const own = world.profile.get(`${field}:${readLanguage(parameters)}`);
    const fallback = field === 'name' ? (world.profile.get('name:') ?? world.bot.first_name) : '';
    return { [field]: own ?? fallback };
  };
}
