import { Command } from 'commander';
import { readServerSettings } from '../../../db/server-settings.ts';
import { reviewState } from '../../../locales/review-state.ts';
import { webhookAddress, webhookSecrets } from '../../channels/telegram/webhook-address.ts';
import { findDue } from '../directory/check.ts';
import type { ProgramCommand, ProgramParts } from '../program-command.ts';
import { reportsOf } from '../reports-of.ts';
import { judgeContacts, judgeTexts } from './content.ts';
import { judgeDatabase, wantedSettings } from './database.ts';
import { askTelegram, readDisk, readSwap } from './facts.ts';
import { type Finding, look } from './finding.ts';
import { judgeFoldKey, judgeKeys, readKeyFacts } from './keys.ts';
import { judgeDisk, judgeSwap } from './machine.ts';
import { judgeTelegram } from './telegram.ts';

/** `zont doctor`: looks at everything around the program, and says in words what to do. */
export const doctorCommand: ProgramCommand = (run) =>
  new Command('doctor')
    .description(
      'look at token, database, clock, swap, keys, contacts and texts; exit code 1 when something must be done',
    )
    .action(() =>
      run(
        async (parts, { print }) => {
          const findings = await examine(parts);
          const width = Math.max(...findings.map(({ about }) => about.length));
          for (const { level, about, words } of findings) print(`${marks[level]}  ${about.padEnd(width)}  ${words}`);
          const todo = findings.filter(({ level }) => level === 'must').length;
          print(todo === 0 ? 'Nothing must be done.' : `${todo} things must be done.`);
          return todo === 0 ? 0 : 1;
        },
        { directory: true },
      ),
    );

const marks: Readonly<Record<Finding['level'], string>> = { fine: 'ok  ', look: 'look', must: 'DO  ' };

async function examine(parts: ProgramParts): Promise<readonly Finding[]> {
  const { config, db, now } = parts;
  const isService = config.channel.kind === 'telegram';
  const isServer = config.database.kind === 'postgres';
  return [
    ...(config.channel.kind === 'telegram'
      ? judgeTelegram(await askTelegram(config.channel, now), ownWebhook(parts))
      : [look('token', 'There is none: this is the preview on this machine.')]),
    ...judgeDatabase(isServer ? await readServerSettings(db, [...wantedSettings, 'server_version_num']) : null),
    judgeSwap(readSwap()),
    ...judgeKeys(readKeyFacts(config)),
    judgeFoldKey(await reportsOf(parts).keyFault()),
    judgeDisk(await readDisk(config)),
    ...judgeContacts(await findDue(parts, null), isService),
    judgeTexts(reviewState(), isService),
  ];
}

/** Null where the settings ask for polling. */
function ownWebhook({ config: { channel }, keyring }: ProgramParts) {
  const webhook = channel.kind === 'telegram' ? channel.webhook : null;
  return webhook && webhookAddress(webhook.url, webhookSecrets(keyring.subkey).path);
}
