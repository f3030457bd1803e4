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
 * Russian crisis words. From the facts file, 2.4: mostly seen in public code whose authors are unknown;
 * the slang, parts of D and M and the false friends of this field are own knowledge, and what goes
 * beyond that list is ours. No clinician has made or read any of it.
 */
export const ru: Lexicon = {
  reviewedBy: {},
  groups,
  signs: { body, danger, act, wish, hopeless },
  weakSigns,
  falseFriends: { self: selfFriends, danger: dangerFriends, body: bodyFriends },
  everyday:
    'болеет болеют болею болел болела держится держусь держимся держитесь поддержать поддержка открывается открываются открывать открывалась закрывается открылся открылась повыситься повышаться выделиться выделяться выселиться выселяться выписаться выписываться выпиливать вылиться убираем перевоз перевод перевозить заграница заграничный беременна беременная беременность забеременеть уметь умею умеет умеренно умеренная умеренные умерить замереть примерить повестись повесили повесила повесить повестка повести померить померять примереть отдохнуть вздохнуть передохнуть подохнем намереваться ушла отправиться отправлюсь отправить отправила отправились отправил справиться справлюсь оправиться отравление избила избирать избавиться избавит избавить выпить выпилить выпилила выпили наливать самообман самооборона самоучитель самолет самоуверенная насилие насилии насилия суицидолог задыма задумалась задумываюсь отчаливаю безналичный безналичные безналом безнал бесполезный прощать прощаю простить похитительница душевно душевный душевая душевой удушливый исправиться застрелила зарезервировать зарезервирую зарезервировала выброс прыщики облако завершить завершили похищает спасибо спасибочки спаситель безобидно безопасно безопасность безопасный сознательно сознание отчаянно подоконник держатель держать убираю убираем убирает убирать убираться убираюсь разбираться',
  small:
    'в во с со к у о об и я а на не ни по за из от до он она мы вы ты они мне меня мой это эта все всё бы же то так ну что как уже',
};
