import type { Answer, Handlers, Question } from './messages.ts';

/** The other end of `startChild`: answers the process that started this one. */
export function answerQuestions(handlers: Handlers): void {
  const send = (answer: Answer) => void process.send?.(answer);
  // Who asked has crashed: nobody else would end this process.
  process.once('disconnect', () => process.exit());
  process.on('message', async ({ id, name, args }: Question) => {
    try {
      const value = await handlers[name]?.(...(args as never[]));
      send({ id, value });
    } catch (error) {
      send({ id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}
