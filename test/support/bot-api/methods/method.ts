import type { Parameters } from '../parameters.ts';
import type { World } from '../world.ts';

/** Tells a method that waits when its caller has hung up. */
export type OnGone = (listener: () => void) => void;

/** A Bot API method: gives the result, or throws an ApiRefusal. */
export type Method = (world: World, parameters: Parameters, onGone: OnGone) => unknown;

/** A result that needs more than its plain value in the answer. */
export class Answer {
  readonly json: string;
  readonly description: string | undefined;

  /** @param json the result, already written as JSON */
  constructor(json: string, description?: string) {
    this.json = json;
    this.description = description;
  }
}
