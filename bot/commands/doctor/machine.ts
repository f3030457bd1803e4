import { type Finding, fine, look, must } from './finding.ts';

/** A swap area of /proc/swaps. */
export interface SwapArea {
  readonly device: string;
  readonly usedKilobytes: number;
  readonly isEncrypted: boolean;
}

/** Reads /proc/swaps: a line of headings, then device, type, size, used, priority. */
export function parseSwaps(text: string): readonly { readonly device: string; readonly usedKilobytes: number }[] {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [device = '', , , used] = line.trim().split(/\s+/);
      return { device, usedKilobytes: Number(used) };
    });
}

/** @param areas null where the system does not say */
export function judgeSwap(areas: readonly SwapArea[] | null): Finding {
  if (areas === null) return look('swap', 'This system does not say. Make sure that swap is off or encrypted.');
  // Compressed memory never reaches a disk.
  const open = areas.filter(({ device, isEncrypted }) => !isEncrypted && !/\/zram\d+$/.test(device));
  if (open.length === 0) return fine('swap', 'Nothing that is in memory reaches a disk in the clear.');
  const isUsed = open.some(({ usedKilobytes }) => usedKilobytes > 0);
  return must(
    'swap',
    `Swap is not encrypted${isUsed ? ' and in use: keys and addresses may lie on the disk' : ''}. Switch it off (swapoff -a, and /etc/fstab) or encrypt it.`,
  );
}

const gigabyte = 1024 ** 3;

/** @param disk of the data, in bytes */
export function judgeDisk({ free, total }: { readonly free: number; readonly total: number }): Finding {
  const words = `${(free / gigabyte).toFixed(1)} GB are free.`;
  if (free < gigabyte / 2) return must('disk', `${words} Make room: without it nothing can be kept.`);
  return free / total < 0.05 || free < 2 * gigabyte ? look('disk', `${words} Make room soon.`) : fine('disk', words);
}
