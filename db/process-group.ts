/**
 * The processes that work on one database. As long as there is only one, nothing is asked of the
 * database; the others join only after it has taken note of them.
 */
export interface ProcessGroup {
  /** Resolves when this process may handle updates: whoever handles some knows of it. */
  join(): Promise<void>;
  /**
   * A number that stays the same as long as only this process handles updates, so that what it
   * remembers holds; null while there are others.
   */
  aloneSince(): number | null;
  /**
   * Runs a task when no other process runs one of the same chat, and only when no other has done
   * that update. `lost`: nothing was done, since nobody knows at the moment who else is there.
   */
  inTurn(chat: number, updateId: number, task: () => Promise<Outcome>): Promise<Outcome | 'lost'>;
  /** Runs a job unless another process has just run it or runs it now. */
  once(job: JobName, task: () => Promise<void>): Promise<void>;
  /** Stands for election; answers whether this process leads from now on. */
  lead(candidate: Candidate): Promise<boolean>;
  /** Gives up all turns and leadership. */
  leave(): Promise<void>;
}

export type Outcome = 'handled' | 'again';

export interface Candidate {
  /** This process leads after all: the one before it is gone. */
  onWon(): void;
  /** It leads no longer, as soon as that is known. */
  onLost(): void;
}

/** Jobs of which each run is for all processes. The numbers never change: old and new programs may meet. */
export const jobNumbers = { 'forget-expired': 1, 'keep-reports': 2 } as const;
export type JobName = keyof typeof jobNumbers;

/** The group of a process that can have no other beside it. */
export const oneProcess: ProcessGroup = {
  join: async () => {},
  aloneSince: () => 0,
  inTurn: (_chat, _updateId, task) => task(),
  once: (_job, task) => task(),
  lead: async () => true,
  leave: async () => {},
};
