import type { Person } from '../../support/bot-api/person.ts';
import type { BotApiServer } from '../../support/bot-api/start-bot-api-server.ts';
import { testToken } from '../../support/test-app.ts';
import { type CanaryPerson, createCanaryPerson, needlesOf } from './canaries.ts';

/** The first message id of a walk: so high that no placeholder or index can be taken for a real id. */
export const firstMessageId = 1_000;

/** A person on her way through the bot, and every id that Telegram made for her. */
export interface Walker {
  readonly traits: CanaryPerson;
  readonly person: Person;
  readonly callbackIds: string[];
  readonly chatInstances: string[];
  /** Sends something, or presses, and waits until the bot has dealt with it. */
  sends(content: string | Readonly<Record<string, unknown>>): Promise<void>;
  presses(...data: readonly string[]): Promise<void>;
}

/** Lets the bot's message ids grow, as they are after a while of service. */
export async function growMessageIds(server: BotApiServer): Promise<void> {
  const crowd = server.person({ first_name: 'Crowd' });
  crowd.sends('/sos');
  await server.settled();
  for (let sent = 0; sent < firstMessageId; sent += 100) {
    const calls = Array.from({ length: 100 }, () =>
      fetch(`${server.root}/bot${testToken}/sendMessage`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ chat_id: crowd.id, text: 'x' }),
      }).then((answer) => answer.arrayBuffer()),
    );
    await Promise.all(calls);
  }
}

/** A new person who has not written yet. */
export function createWalker(server: BotApiServer, language_code = 'ru'): Walker {
  const traits = createCanaryPerson();
  const { id, first_name, last_name, username } = traits;
  const person = server.person({ id, first_name, last_name, username, language_code });
  const callbackIds: string[] = [];
  const chatInstances: string[] = [];
  const settled = () => server.settled({ timeoutMs: 15_000 });
  return {
    traits,
    person,
    callbackIds,
    chatInstances,
    async sends(content) {
      if (typeof content === 'string') person.sends(content);
      else person.sendsRaw(content);
      await settled();
    },
    async presses(...all) {
      for (const data of all) {
        const query = person.presses({ data, forged: true });
        callbackIds.push(query.id);
        chatInstances.push(query.chat_instance);
        await settled();
      }
    },
  };
}

/** Sends all kinds of things that say who she is. */
export async function sendEverything(server: BotApiServer, { traits, person, sends }: Walker): Promise<void> {
  const { id, first_name, last_name, origin, phone, typed, photoFile, voiceFile, latitude, longitude } = traits;
  const first = person.sends(typed);
  // Before the bot can delete it.
  person.edits(first.message_id, traits.edited);
  await server.settled();
  await sends({ voice: { file_id: voiceFile, file_unique_id: `${voiceFile}u` }, caption: typed });
  await sends({
    photo: [{ file_id: photoFile, file_unique_id: `${photoFile}u`, width: 90, height: 90 }],
    caption: typed,
  });
  await sends({ contact: { phone_number: phone, first_name, last_name, user_id: id } });
  await sends({ location: { latitude, longitude } });
  await sends({ text: typed, forward_origin: { type: 'user', date: 1, sender_user: { is_bot: false, ...origin } } });
  await sends({ text: typed, reply_to_message: { message_id: first.message_id, text: typed, from: person.user } });
  await sends(`/start ${traits.username}`);
}

/** Leaves in the middle of the questions at the beginning: her state stays. */
export async function leaveInTheMiddle(server: BotApiServer, walker: Walker): Promise<void> {
  await walker.sends('/start');
  await sendEverything(server, walker);
  await walker.presses('start:language:ky', 'start:back', 'start:language:ru');
}

/** Answers the questions and looks at most screens. */
export async function lookAround(server: BotApiServer, walker: Walker): Promise<void> {
  await walker.sends('/start');
  await walker.presses('start:language:ru', 'start:country:KG', 'menu:open', 'help:open', 'help:needs:KG');
  await walker.presses('help:list:KG.t..0.0', 'help:filters:KG.t..3.0', 'sos:open', 'sos:in:KG', 'about:readers');
  for (const command of ['/menu', '/help', '/sos', '/about', '/language']) await walker.sends(command);
  await walker.presses('language:set:ky', 'country:ask:menu', 'country:set:KZ.menu', 'no:such.button', 'start:back');
  await sendEverything(server, walker);
  await walker.sends(walker.traits.distress);
  await walker.presses('distress:later', 'distress:resume', 'tips:card:panic.0', 'tips:exercise:slow-breathing');
}

/** Lets calls fail in all ways while she goes on, so that faults are logged. */
export async function stumble(server: BotApiServer, walker: Walker): Promise<void> {
  server.fail({ with: 500, method: 'getUpdates' });
  server.fail({ with: 400, method: 'editMessageText' });
  await walker.presses('menu:open');
  server.fail({ with: 'garbage', method: 'deleteMessage' });
  await walker.sends(walker.traits.typed);
  // More often than all tries of a call together: the update has to wait.
  server.fail({ with: 'reset', method: 'sendMessage', times: 60 });
  await walker.sends(walker.traits.typed);
  await walker.sends(walker.traits.distress);
  server.heal();
  await walker.sends('/menu');
}

/** Everything that must not be found after these people were there. */
export const needlesOfAll = (walkers: readonly Walker[]) =>
  walkers.flatMap(({ traits, callbackIds }) => needlesOf(traits, callbackIds));
