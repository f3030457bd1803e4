import { byKind, figures, missed, type Share, shareOf } from './figures.ts';

const print = (share: Share) =>
  console.log(
    `${`${(100 * shareOf(share)).toFixed(1)} %`.padStart(7)}  ${`${share.count} of ${share.of}`.padStart(13)}  ${share.name}`,
  );

for (const figure of Object.values(figures)) print(figure());
console.log('\nVariants, by what was done to a phrase:');
for (const share of byKind()) print(share);
if (process.argv.includes('--missed')) {
  console.log('\nMissed:');
  for (const { level, raised, text, kind } of missed()) console.log(`${level} → ${raised}  ${text}  (${kind})`);
} else console.log('\n--missed lists the variants that are not found.');
