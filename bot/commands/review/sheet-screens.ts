import type { CopingContent } from '../../../db/seed/coping/index.ts';
import { type Language, languages } from '../../../domain/language.ts';
import { renderExercise } from '../../../handlers/coping/render-exercise.ts';
import { renderCard } from '../../../handlers/coping/render-tips.ts';
import type { Screen } from '../../../handlers/screen.ts';
import { wordsIn } from '../../../locales/index.ts';
import { exampleScreens } from './examples/index.ts';
import type { ScreensOf } from './page/screens.ts';

/** Finds the screens on which the texts of a file stand: examples of each flow, every card and exercise. */
export function sheetScreens(coping: CopingContent): ScreensOf {
  const examples = Object.fromEntries(languages.map((language) => [language, exampleScreens(wordsIn(language))]));
  return (file) => {
    const inLanguages = languages.map((language): [Language, readonly Screen[]] => [
      language,
      file.startsWith('locales/')
        ? (examples[language] ?? []).filter((example) => example.file === file).map(({ screen }) => screen)
        : copingScreens(coping, language, file),
    ]);
    const count = Math.max(...inLanguages.map(([, screens]) => screens.length));
    return Array.from({ length: count }, (_, index) =>
      Object.fromEntries(
        inLanguages.flatMap(([language, screens]) => (screens[index] ? [[language, screens[index]]] : [])),
      ),
    );
  };
}

function copingScreens(coping: CopingContent, language: Language, file: string): readonly Screen[] {
  const words = wordsIn(language);
  const { cards, exercises } = coping[language];
  const card = cards.find(({ id }) => file === `cards/${id}`);
  const exercise = exercises.find(({ id }) => file === `exercises/${id}`);
  const linked = card?.exercises.flatMap((id) => exercises.find((one) => one.id === id) ?? []) ?? [];
  const at = card && { situation: card.situation, index: 0 };
  return [
    ...(card && at ? [renderCard(words, at, { card, count: 2, exercises: linked, place: 'KG' })] : []),
    ...(exercise ? [renderExercise(words, exercise)] : []),
  ];
}
