import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:process';
import { marksFileName } from '../../../db/reports/withdrawal-marks.ts';
import type { Config } from '../../config.ts';
import { type Finding, fine, look, must } from './finding.ts';

/** The folder of keys, or a file in it that the program needs. */
export interface KeyEntry {
  /** Of a folder its path. */
  readonly name: string;
  readonly mode: number;
  /** The number of the user that it belongs to. */
  readonly owner: number;
  readonly isFolder: boolean;
  /** Whether this program can read it. */
  readonly isReadable: boolean;
}

export interface KeyFacts {
  readonly folder: KeyEntry;
  readonly files: readonly KeyEntry[];
  /** False on Windows, where modes and owners say nothing. */
  readonly hasModes: boolean;
  /** Only where the data is on this machine. */
  readonly isOnDiskOfData: boolean;
}

export function readKeyFacts({ keysDirectory, database }: Pick<Config, 'keysDirectory' | 'database'>): KeyFacts {
  const names = readdirSync(keysDirectory).filter((name) => name.endsWith('.key') || name === marksFileName);
  return {
    folder: { ...entryAt(keysDirectory), name: keysDirectory, isFolder: true },
    files: names.map((name) => ({ ...entryAt(join(keysDirectory, name)), name, isFolder: false })),
    hasModes: platform !== 'win32',
    isOnDiskOfData: database.kind === 'embedded' && statSync(database.directory).dev === statSync(keysDirectory).dev,
  };
}

function entryAt(path: string) {
  const { mode, uid } = statSync(path);
  return { mode, owner: uid, isReadable: isReadable(path) };
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

export function judgeKeys({ folder, files, hasModes, isOnDiskOfData }: KeyFacts): readonly Finding[] {
  const wrong = hasModes ? [...[folder, ...files].flatMap(judgeMode), ...files.flatMap(judgeOwner(folder))] : [];
  return [
    ...wrong,
    ...(wrong.length === 0 && hasModes ? [fine('keys', 'Only their owner can read the keys.')] : []),
    ...(hasModes
      ? []
      : [look('keys', 'This system has no modes. Make sure that only one user can read KEYS_DIRECTORY.')]),
    ...(isOnDiskOfData
      ? [look('keys', 'Keys and data lie on one disk: whoever takes it has both. Best put KEYS_DIRECTORY on another.')]
      : []),
  ];
}

function judgeMode({ name, mode, isFolder }: KeyEntry): readonly Finding[] {
  if ((mode & 0o077) === 0) return [];
  return [
    must(
      'keys',
      `Others can read ${name}. Close it: chmod ${isFolder ? '700' : '400'}. Then make new keys: npm run zont -- secrets rotate …`,
    ),
  ];
}

/** The folder's owner is taken for the user whose program it is. */
const judgeOwner =
  (folder: KeyEntry) =>
  ({ name, owner, isReadable }: KeyEntry): readonly Finding[] => {
    if (owner === folder.owner && isReadable) return [];
    const whose = owner === folder.owner ? 'This program cannot read' : 'Another user than that of the folder owns';
    return [
      must(
        'keys',
        `${whose} ${name}: people who report may be told that nothing was saved. As root: chown --reference=${folder.name} ${join(folder.name, name)}`,
      ),
    ];
  };

/** @param fault as `ReportStore.keyFault` answers it */
export const judgeFoldKey = (fault: string | null): Finding =>
  fault === null ? fine('reports', 'The key of waiting reports opens them.') : must('reports', fault);
