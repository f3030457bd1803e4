/**
 * Holds a value that must not be printed: a token, a key, an address. Whatever turns it into text
 * (logs, JSON, errors, the console) gets `[redacted]`; only `reveal()` gives it out.
 */
export class Secret<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[redacted]';
  }
}
