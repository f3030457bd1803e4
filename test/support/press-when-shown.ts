import type { Person } from './bot-api/person.ts';
import type { BotApiServer } from './bot-api/start-bot-api-server.ts';

/** Presses the button with this callback data as soon as it stands in the chat. */
export async function pressWhenShown(server: BotApiServer, person: Person, data: string): Promise<string> {
  return server.waitFor(() => {
    try {
      return person.presses({ data }).id;
    } catch {
      return '';
    }
  }, 20_000);
}
