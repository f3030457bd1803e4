/** Runs a task now and again; answers how to end that. */
export type Schedule = (task: () => Promise<void>) => () => unknown;

/**
 * Runs a task now and whenever the schedule says so, each run behind the one before.
 * @returns stops it; resolves when the run that is under way has ended
 */
export function startRepeating(task: () => Promise<void>, schedule: Schedule): () => Promise<void> {
  let underWay: Promise<void> = Promise.resolve();
  const run = () => {
    underWay = underWay.then(task);
    return underWay;
  };
  const end = schedule(run);
  void run();
  return () => {
    end();
    return underWay;
  };
}
