/** A JSON file with the line of each of its values. `JSON.parse` forgets where a value stood. */
export interface JsonWithLines {
  readonly value: unknown;
  /** The line of the value at a path; where it is missing, of the closest value around it. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Text that is not JSON, or names a key twice. */
export class JsonFault extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/**
 * Reads JSON and remembers lines.
 * @throws JsonFault with the line where reading ended.
 */
export function parseWithLines(text: string): JsonWithLines {
  const positions = new Map<string, number>();
  const reader = new Reader(text, positions);
  const value = reader.readAll();
  return {
    value,
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const position = positions.get(keyOf(path.slice(0, length)));
        if (position !== undefined) return lineAt(text, position);
      }
      return lineAt(text, positions.get(keyOf([])) ?? 0);
    },
  };
}

const keyOf = (path: readonly PropertyKey[]) => JSON.stringify(path.map(String));

const lineAt = (text: string, position: number) => text.slice(0, position).split('\n').length;

const space = /[ \t\r\n]*/y;
const scalar = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

class Reader {
  private readonly text: string;
  private readonly positions: Map<string, number>;
  private position = 0;

  constructor(text: string, positions: Map<string, number>) {
    this.text = text;
    this.positions = positions;
  }

  readAll(): unknown {
    const value = this.readValue([]);
    this.skipSpace();
    if (this.position < this.text.length) throw this.fault('there is more after the end');
    return value;
  }

  private readValue(path: readonly PropertyKey[]): unknown {
    this.skipSpace();
    this.positions.set(keyOf(path), this.position);
    if (this.text[this.position] === '{') return this.readObject(path);
    if (this.text[this.position] === '[') return this.readArray(path);
    return this.readScalar('a value is expected');
  }

  private readObject(path: readonly PropertyKey[]): unknown {
    const entries = new Map<string, unknown>();
    this.readItems('}', () => {
      const key = this.readScalar('a key in quotation marks is expected');
      if (typeof key !== 'string') throw this.fault('a key in quotation marks is expected');
      if (entries.has(key)) throw this.fault(`"${key}" stands twice`);
      this.skipSpace();
      this.expect(':');
      entries.set(key, this.readValue([...path, key]));
    });
    return Object.fromEntries(entries);
  }

  private readArray(path: readonly PropertyKey[]): unknown {
    const items: unknown[] = [];
    this.readItems(']', () => items.push(this.readValue([...path, items.length])));
    return items;
  }

  /** What stands between brackets, parted by commas. */
  private readItems(end: '}' | ']', readItem: () => void): void {
    this.position++;
    this.skipSpace();
    if (this.takes(end)) return;
    do {
      this.skipSpace();
      readItem();
      this.skipSpace();
    } while (this.takes(','));
    this.expect(end);
  }

  private readScalar(otherwise: string): unknown {
    scalar.lastIndex = this.position;
    const token = scalar.exec(this.text)?.[0];
    if (token === undefined) throw this.fault(otherwise);
    try {
      const value: unknown = JSON.parse(token);
      this.position += token.length;
      return value;
    } catch {
      throw this.fault(otherwise);
    }
  }

  private skipSpace(): void {
    space.lastIndex = this.position;
    this.position += space.exec(this.text)?.[0].length ?? 0;
  }

  private takes(character: string): boolean {
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  private expect(character: string): void {
    if (!this.takes(character)) throw this.fault(`"${character}" is expected`);
  }

  private fault(message: string): JsonFault {
    return new JsonFault(message, lineAt(this.text, this.position));
  }
}
