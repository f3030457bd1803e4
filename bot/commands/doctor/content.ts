import type { DueContact } from '../../../domain/directory-check.ts';
import type { FileReview } from '../../../locales/review-state.ts';
import { type Finding, fine, look, must } from './finding.ts';

/** @param isService false in the preview, where nobody is in danger of a wrong number yet */
export function judgeContacts(due: readonly DueContact[], isService: boolean): readonly Finding[] {
  const lines = due.filter(({ isCrisisLine }) => isCrisisLine).length;
  const said = due.filter(({ reported }) => reported !== 'none').length;
  const level = isService ? must : look;
  return [
    lines === 0
      ? fine('crisis lines', 'Every crisis line was checked in the last 90 days.')
      : level(
          'crisis lines',
          `${lines} contacts of crisis lines were not checked in the last 90 days. Do it: npm run zont -- directory check`,
        ),
    ...(said === 0
      ? []
      : [
          level(
            'contacts',
            `People say of ${said} contacts that they are wrong or dead. Look: npm run zont -- directory check`,
          ),
        ]),
  ];
}

export function judgeTexts(files: readonly FileReview[], isService: boolean): Finding {
  const pending = files.filter(({ missing }) => missing.length > 0).length;
  if (pending === 0) return fine('texts', 'Every text was reviewed.');
  const words = `${pending} of ${files.length} text files still need a reviewer. Which: npm run zont -- texts`;
  return isService ? must('texts', words) : look('texts', words);
}
