import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startJob } from '../../bot/jobs/start-job.ts';

const reported: string[] = [];
const faults = { report: (event: string, component: string) => `${reported.push(`${component} ${event}`)}` };

it('a job that fails is reported and runs again, and stopping waits for the run that is under way', async () => {
  reported.length = 0;
  let runs = 0;
  let isDone = false;
  let begun = () => {};
  const secondRun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const task = async () => {
    runs += 1;
    if (runs === 1) throw new Error('no');
    begun();
    await sleep(20);
    isDone = true;
  };
  const stop = startJob({ at: '* * * * * *', task, fault: 'job_failed', faults });
  await secondRun;
  await stop();
  expect({ reported, runs, isDone }).toEqual({ reported: ['job job_failed'], runs: 2, isDone: true });
});

it('a job for one process of several runs in its turn only, and a turn that fails is reported', async () => {
  reported.length = 0;
  let runs = 0;
  const turns: string[] = [];
  let settled = () => {};
  const twice = new Promise<void>((resolve) => {
    settled = resolve;
  });
  const once = async (name: string, _task: () => Promise<void>) => {
    if (turns.push(name) === 2) settled();
    if (turns.length === 1) throw new Error('the database is away');
  };
  const task = () => {
    runs += 1;
  };
  const stop = startJob({
    at: '* * * * * *',
    task,
    fault: 'job_failed',
    faults,
    oneFor: { name: 'forget-expired', once },
  });
  await twice;
  await stop();
  expect({ reported, runs, turns }).toEqual({
    reported: ['job job_failed'],
    runs: 0,
    turns: ['forget-expired', 'forget-expired'],
  });
});
