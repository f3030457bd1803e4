import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from '../../support/bot-api/person.ts';
import { answerQuestions } from '../children/answer-questions.ts';
import { openStage, type Stage } from './stage.ts';
import { type Step, showUp, startWalk, tour } from './walks.ts';

/** What the people of one phase have seen. */
export interface Seen {
  /** Milliseconds until each answer, by step. */
  readonly samples: Readonly<Record<string, readonly number[]>>;
  readonly updates: number;
  /** From the first press to the last answer. */
  readonly milliseconds: number;
}

/** Nobody waits longer for a whole phase. */
const patience = 60_000;

const stages: { readonly stage: Stage; people: readonly Person[] }[] = [];

const handlers = {
  /** A Bot API server of its own for one more bot. */
  async open() {
    const stage = await openStage();
    stages.push({ stage, people: [] });
    return { number: stages.length - 1, root: stage.root };
  },

  /** New people, so many at once, walk from `/start` to the menu; they are there for `tour`. */
  async startWalk(number: number, arrival: { people: number; latency: number; pause: number; atOnce: number }) {
    const at = stageAt(number);
    const { people, latency, pause, atOnce } = arrival;
    at.stage.setLatency(latency);
    at.people = Array.from({ length: people }, () => at.stage.person());
    return perform(at.stage, at.people, startWalk, { times: 1, atOnce, pause });
  },

  /** The last people to come, or some of them, press on, `times` round. */
  async tour(number: number, { people, times, pause }: { people: number; times: number; pause: number }) {
    const at = stageAt(number);
    return perform(at.stage, at.people.slice(0, people), tour, { times, atOnce: people, pause });
  },

  /**
   * The last people to come press on in turns, so many presses a second in all, whether or not those before
   * were answered: as strangers to each other do.
   */
  async stream(number: number, { people, perSecond, seconds }: { people: number; perSecond: number; seconds: number }) {
    const at = stageAt(number);
    return performInTurns(at.stage, at.people.slice(0, people), tour, { perSecond, presses: perSecond * seconds });
  },

  /** Makes the bot hold so many chats more. */
  async fill(number: number, { people }: { people: number }) {
    const { stage } = stageAt(number);
    stage.setLatency(0);
    const crowd = Array.from({ length: people }, () => stage.person());
    return perform(stage, crowd, showUp, { times: 1, atOnce: 40, pause: 0 });
  },
};

export type CrowdProcess = typeof handlers;

function stageAt(number: number) {
  const at = stages[number];
  if (!at) throw new Error(`There is no stage ${number}`);
  return at;
}

/** Each person acts when the answer before has come; at most `atOnce` people are under way. */
async function perform(
  stage: Stage,
  people: readonly Person[],
  steps: readonly Step[],
  { times, atOnce, pause }: { times: number; atOnce: number; pause: number },
): Promise<Seen> {
  const samples: Record<string, number[]> = Object.fromEntries(steps.map(({ name }) => [name, []]));
  const waiting = people.values();
  const open = new Set<string>();
  async function lead(): Promise<void> {
    for (const person of waiting) {
      for (let time = 0; time < times; time++) {
        for (const step of steps) {
          const started = performance.now();
          open.add(`${person.id} ${step.name}`);
          await step.act(stage, person);
          open.delete(`${person.id} ${step.name}`);
          samples[step.name]?.push(performance.now() - started);
          if (pause > 0) await sleep(pause);
        }
      }
    }
  }
  const started = performance.now();
  let alarm: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    alarm = setTimeout(() => reject(new Error(`No answer to: ${[...open].slice(0, 5)}`)), patience);
  });
  await Promise.race([Promise.all(Array.from({ length: atOnce }, lead)), late]);
  clearTimeout(alarm);
  return { samples, updates: people.length * times * steps.length, milliseconds: performance.now() - started };
}

async function performInTurns(
  stage: Stage,
  people: readonly Person[],
  steps: readonly Step[],
  { perSecond, presses }: { perSecond: number; presses: number },
): Promise<Seen> {
  const samples: number[] = [];
  const open: Promise<void>[] = [];
  const started = performance.now();
  for (let press = 0; press < presses; press++) {
    const due = started + (press * 1_000) / perSecond;
    await sleep(Math.max(0, due - performance.now()));
    const person = people[press % people.length] as Person;
    const step = steps[Math.floor(press / people.length) % steps.length] as Step;
    const acted = performance.now();
    open.push(step.act(stage, person).then(() => void samples.push(performance.now() - acted)));
  }
  await Promise.all(open);
  return { samples: { press: samples }, updates: presses, milliseconds: performance.now() - started };
}

answerQuestions(handlers);
