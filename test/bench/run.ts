import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createBenchSetting } from './bench-setting.ts';
import { measureBooking } from './parts/booking.ts';
import { measureDetector } from './parts/detector.ts';
import { measureGrowth } from './parts/growth.ts';
import { measurePresses } from './parts/presses.ts';
import { measureReports } from './parts/reports.ts';
import { measureStarts } from './parts/starts.ts';

const { values } = parseArgs({
  options: {
    /** Fewer rounds, no growth: under 40 seconds on an idle machine, for a look. */
    quick: { type: 'boolean', default: false },
    /** One part alone: presses, starts, growth, detector, booking or reports. */
    only: { type: 'string' },
    /** A folder for CPU profiles of Zont's processes; Chrome's developer tools open them. */
    profile: { type: 'string' },
  },
});
const all = ['presses', 'starts', 'growth', 'detector', 'booking', 'reports'];
const parts = values.only ? [values.only] : values.quick ? ['presses', 'starts'] : all;

const began = performance.now();
// The detector needs no bot and no database, and wants the machine for itself.
if (parts.includes('detector')) await measureDetector(values.quick);
const faults = parts.some((part) => part !== 'detector') ? await measureBots() : [];

async function measureBots(): Promise<readonly string[]> {
  const setting = await createBenchSetting(values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : []);
  try {
    const broken = parts.includes('presses') ? await measurePresses(setting, values.quick) : [];
    if (parts.includes('starts')) await measureStarts(setting, values.quick);
    if (parts.includes('booking')) await measureBooking(setting, values.quick);
    if (parts.includes('growth')) await measureGrowth(setting, values.quick);
    if (parts.includes('reports')) await measureReports(setting, values.quick);
    return broken;
  } finally {
    await setting.close();
  }
}

const [load] = loadavg();
console.log(
  `\n${Math.round((performance.now() - began) / 1_000)} s in all; load ${load?.toFixed(1)} on ${availableParallelism()} cores.`,
);
for (const fault of faults) console.error(`BROKEN: ${fault}`);
if (faults.length > 0) process.exitCode = 1;
