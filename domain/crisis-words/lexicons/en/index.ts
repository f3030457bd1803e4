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
 * English crisis words. From the facts file, 2.4: B and C there mostly seen in public code whose authors
 * are unknown, A, D, M and the false friends own knowledge; what goes beyond that list is ours. No
 * clinician has made or read any of it.
 */
export const en: Lexicon = {
  reviewedBy: {},
  groups,
  signs: { body, danger, act, wish, hopeless },
  weakSigns,
  falseFriends: { self: selfFriends, danger: dangerFriends, body: bodyFriends },
  everyday:
    'looked homeless homelessness asylum insulin insulation consul consulate ethan subside subsidy nose disparate amenability cumbersome exacerbate sparse kowtow searchlight responsive responsiveness discomfort collapse suitcase suited suite sucked hopeful hoping hopefully kidney kidneys sleeping hotline conscious consciously following restraint attach attached attachment attaches attaching strange stranger strangers strangely stranded convincing breathing choosing chosen uncomfortable painkiller',
  small:
    'a an i the my me to in on at of is am are be he she it we you they this that and with from for so just not no all out up do',
};
