import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { secretsCommand } from '../../../bot/commands/secrets.ts';
import { rotatableSecrets } from '../../../db/secret-files.ts';
import { beginChat } from '../../support/scripted-chat.ts';
import { startTestApp } from '../../support/test-app.ts';

it('people are known by a program whose every secret was rotated, and none of them notices', async () => {
  const app = await startTestApp();
  try {
    const chat = await beginChat(app, 'ky', 'KG');
    const said: string[] = [];
    for (const name of Object.keys(rotatableSecrets)) {
      const command = secretsCommand({
        print: (line) => said.push(line),
        readKeysDirectory: () => app.keysDirectory,
        today: () => '2026-11-22',
      });
      await command.parseAsync(['rotate', name], { from: 'user' });
    }
    expect(said[0]).toMatch(/^Key 1 of "settings" is made\. Stop Zont now and start it again/);
    expect(readdirSync(app.keysDirectory)).toHaveLength(1 + said.length / 2);

    await app.restart();
    await chat.says('/start');
    expect(chat.shows('menu.ask')).toBe(true);
    expect(chat.buttons()).toContain(chat.words.plain('menu.help'));
    expect(app.log).toEqual([]);
  } finally {
    await app.stop();
  }
});

it('no key is made in a folder that holds none: its disk may not be mounted', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'zont-mount-point-'));
  const command = secretsCommand({ print: () => {}, readKeysDirectory: () => directory, today: () => '2026-11-22' });
  command.commands[0]?.exitOverride().configureOutput({ writeErr: () => {} });
  await expect(command.parseAsync(['rotate', 'settings'], { from: 'user' })).rejects.toThrow('There is no zont.key in');
  expect(readdirSync(directory)).toEqual([]);
  rmSync(directory, { recursive: true });
});
