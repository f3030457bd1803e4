import about from './about.json' with { type: 'json' };
import anything from './anything.json' with { type: 'json' };
import commands from './commands.json' with { type: 'json' };
import common from './common.json' with { type: 'json' };
import contactLabels from './contact-labels.json' with { type: 'json' };
import crisis from './crisis.json' with { type: 'json' };
import distress from './distress.json' with { type: 'json' };
import errors from './errors.json' with { type: 'json' };
import filters from './filters.json' with { type: 'json' };
import flags from './flags.json' with { type: 'json' };
import help from './help.json' with { type: 'json' };
import kinds from './kinds.json' with { type: 'json' };
import menu from './menu.json' with { type: 'json' };
import needs from './needs.json' with { type: 'json' };
import places from './places.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import situations from './situations.json' with { type: 'json' };
import start from './start.json' with { type: 'json' };
import tips from './tips.json' with { type: 'json' };
import warnings from './warnings.json' with { type: 'json' };
import warningsShort from './warnings-short.json' with { type: 'json' };

/** The files of this language; the same in every language folder. */
export const ky = {
  about,
  anything,
  commands,
  common,
  'contact-labels': contactLabels,
  crisis,
  distress,
  errors,
  filters,
  flags,
  help,
  kinds,
  menu,
  needs,
  places,
  settings,
  situations,
  start,
  tips,
  warnings,
  'warnings-short': warningsShort,
};
