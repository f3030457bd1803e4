import type { Chat, User } from 'grammy/types';
import { newChat } from './chat-record.ts';
import type { GroupOptions } from './group.ts';
import { Group } from './group.ts';
import { Person } from './person.ts';
import type { World } from './world.ts';

/** How a person looks to the bot; what is left out is made up. */
export interface PersonOptions {
  id?: number;
  first_name?: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  is_premium?: true;
}

/** Makes the people and the groups of one server. */
export class People {
  readonly #world: World;
  readonly #people = new Map<number, Person>();
  #nextId = 500_000_001;
  #nextGroup = 1_000_000_001;

  constructor(world: World) {
    this.#world = world;
  }

  /** A new person, or the one who already has this id. */
  person(options: PersonOptions): Person {
    const id = options.id ?? this.#nextId++;
    const known = this.#people.get(id);
    if (known) return known;
    const { first_name = 'Person', last_name, username, language_code = 'en', is_premium } = options;
    const names = { first_name, ...(last_name ? { last_name } : {}), ...(username ? { username } : {}) };
    const user: User = {
      id,
      is_bot: false,
      ...names,
      ...(language_code ? { language_code } : {}),
      ...(is_premium ? { is_premium } : {}),
    };
    const record = newChat({ id, ...names, type: 'private' }, user);
    this.#world.chats.set(id, record);
    const person = new Person(this.#world, record, user);
    this.#people.set(id, person);
    return person;
  }

  /** A new group or channel, without the bot. */
  group({ type = 'supergroup', title = 'Group', username, id }: GroupOptions): Group {
    const number = this.#nextGroup++;
    const chatId = id ?? (type === 'group' ? -number : -1_000_000_000_000 - number);
    const chat = { id: chatId, title, ...(username ? { username } : {}), type } as Chat;
    const record = newChat(chat, null);
    this.#world.chats.set(chatId, record);
    return new Group(this.#world, record);
  }
}
