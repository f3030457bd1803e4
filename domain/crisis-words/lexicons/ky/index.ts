import type { Lexicon } from '../../lexicon.ts';
import { act } from './act.ts';
import { body } from './body.ts';
import { danger } from './danger.ts';
import { bodyFriends } from './friends-of-body.ts';
import { dangerFriends } from './friends-of-danger.ts';
import { selfFriends } from './friends-of-self.ts';
import { groups } from './groups.ts';
import { hopeless } from './hopeless.ts';
import { weakSigns } from './weak-signs.ts';
import { wish } from './wish.ts';

/**
 * Kyrgyz crisis words. All lines are unsure: no native speaker and no clinician has made or read any of
 * them. From the facts file, 2.4 (B, C, D and M there mostly seen in public code whose authors are
 * unknown, some probably machine translation; A is own knowledge); what goes beyond that list is ours.
 * ө, ү, ң may be typed as о, у, н or in Latin letters: that is the matcher's work.
 */
export const ky: Lexicon = {
  reviewedBy: {},
  groups,
  signs: { body, danger, act, wish, hopeless },
  weakSigns,
  falseFriends: { self: selfFriends, danger: dangerFriends, body: bodyFriends },
  everyday:
    'чыда айлык айлыгым айып айыпка тайып жашагым жашагыла жашаганым өлтүрбөй асыныш талаа тажатма жумуштан чарчадым колдонот төлөйт олтуруп олтурам олтуруу олтурсам олтурат олтурушат олтурган олтурабыз олтуруңуз олтургула олтурду отурат отуруп отурам',
  small: 'мен мени мага бул деп да де эле эми ал бир жок бар го эч',
};
