import type { Lexicon } from '../../lexicon.ts';

/** Words that many lines share. */
export const groups: Lexicon['groups'] = {
  not: 'not|dont|don|dnt|doesnt|didnt|no|never|cant|cannot|wont|isnt|aint|without',
  unable: 'cant|cannot|cnt|couldnt|unable',
  want: 'want|wants|wanted|wanna|wana|wnat|wnt|wish|waant|wann',
  die: 'die|dying|dead|dieing|dy',
  they: 'he|she|they|client|clients|man|men|guy|guys|someone|somebody|husband|boyfriend|bf|ex|pimp|boss|dad|father|cop|cops|police|him|trick|john|partner|landlord|gang|hes|shes|theyre',
  us: 'me|us|my',
  hurt: 'beat|beats|beating|hit|hits|hitting|punch*|kicking|kicked|attack*|strangl*|rape|rapes|raping|raped|torturing|assault*|stabbing',
  kill: 'kill|kills|killing|murder|murdering|stab|shoot|strangle',
  arm: 'knife|knifes|gun|weapon|blade|machete|pistol|axe|bat!',
  pills:
    'pills|pill|tablets|tabs|meds|medication|sleeping|xanax|benzos|painkillers|paracetamol|tylenol|antidepressants|valium',
  swallow: 'took|taken|take|taking|swallow|swallowed|ate|downed|drank|popped|swallowing',
  much: 'all|many|lot|too_many|ten|dozen|fifteen|twenty|thirty|forty|fifty|hundred|lots|bottle|pack|packet|box|handful|bunch|whole|every|blister|#',
  self: 'myself|mysel|meself|mself|mysef|miself|mysellf',
  vehicle: 'car|bus|truck|lorry|train|tram|van|taxi|something',
  gone: 'after_my_funeral|after_my_death|after_i_die|at_my_funeral|when_i_die|if_i_die|once_i_die|when_im_dead|once_im_dead|if_im_dead|if_im_gone|if_im_not_here|if_i_was_no_longer|with_me_buried|without_me|if_i_wasnt|if_i_werent|if_i_were_not|if_i_was_not|if_i_was_gone|if_i_were_gone|if_i_died|if_i_was_dead|if_i_were_dead|if_i_disappeared|if_i_didnt_exist|if_i_never_existed|once_im_gone|when_im_gone|after_im_gone|when_i_am_gone|once_i_am_gone|with_me_gone|with_me_dead|if_i_left_this|if_i_stopped_existing',
  run_over:
    'hit_me|hits_me|kill_me|kills_me|run_me|runs_me|ran_me|knock_me|crush_me|crushes_me|strike_me|take_me_out|flatten_me',
  nuisance:
    'noise|heat|smell|bus|weather|traffic|music|queue|app|client|clients|road|cold|job|train|line|shift|shifts|food|bed|mattress|course|class|rain|wind|snow|neighbour|neighbours|neighbor|neighbors|landlord|flat|shoes|heels|bra|corset|perfume|smoke|dust|light|price|prices|bureaucracy|paperwork|diet|advert|adverts|boss|manager|haircut|phone|bot|city|winter|summer|hostel|commute|meeting|meetings|lecture',
  trifle: 'late|forget|lose|break|miss|oversleep|spill|burn|smoke|smoked|lost|broke|broken|forgot',
  dispensable:
    'gym|dairy|meat|smoking|sugar|app|apps|client|clients|diet|job|flat|apartment|bot|course|search|tinder|bread|milk|plan|plans|coffee|alcohol|drinking|vaping|weed|gluten|city|language|english|lease|car',
  tool: 'rope|noose|blade|blades|razor|razors|scalpel',
  nobody: 'nobody|noone|no_one|none|anyone|anybody|not_a_soul|not_one_person',
  scald: 'acid|boiling_water|boiling_oil|hot_oil|boiling|hot_water|chemicals|chemical|bleach',
  kin: 'mum|mom|mother|mama|mommy|dad|father|papa|son|daughter|boy|girl|baby|brother|sister|husband|wife|grandma|granny|grandmother|grandad|grandfather|nan|child|kids|children|twin|fiance|family|parents|aunt|uncle|cousin|friend|boyfriend|girlfriend',
  threat:
    'threat*|said|says|saying|told|tells|promised|promises|swore|sworn|swears|vowed|vows|wrote|writes|texted|wants|plans|planning|hell|theyll|shell|he_will|they_will|trying|tried|tries|warned|warns|hed|theyd|hes_going|is_going|are_going|theyre_going|hes_gonna|is_gonna|theyre_gonna|gonna_come',
  relative:
    'family|brothers|brother|father|dad|uncle|uncles|parents|cousins|cousin|relatives|mother|husband|clan|inlaws|stepfather',
  cop: 'police|cops|cop|policeman|policemen|officer|officers|patrol',
  woman: 'friend|colleague|coworker|girl|woman|flatmate|roommate|sister|her|she',
  somebody:
    'she|he|her|his|hes|shes|friend|colleague|girl|client|customer|man|woman|someone|somebody|flatmate|roommate|sister|brother|guy|boyfriend|husband|mum|mother|partner',
  fire: 'acid|petrol|gasoline|kerosene|lighter_fluid|boiling_water|boiling_oil|hot_oil|boiling|hot_water',
};
