import type { Language } from '../language.ts';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * Words of booking names: plants, landscape, weather and things of the house. None says anything of work,
 * body, police, faith, nation or rank; short, easy to say, and no two of a language sound alike.
 */
export const nameWords: Readonly<Record<Language, readonly string[]>> = {
  en: words(`
    apple basket birch blanket bread bridge candle carpet cherry cloud copper corner cotton dew feather fern field
    forest garden ginger harbour hazel hill honey island ivory kettle lake lantern lemon linen maple meadow melon mint
    mountain oak ocean olive orchard paper pebble pepper pine plum poppy quilt rain ribbon river saffron sail sand
    silver spoon spring stone sugar summer thread tulip valley violet walnut water willow window winter wool
  `),
  ru: words(`
    абрикос аллея арбуз берег берёза бумага вишня вода гвоздика гора груша дача дождь дорога дуб ежевика ель     зима имбирь ирис калина камень каштан клён ковёр колодец корабль корзина корица кувшин лампа лес лимон липа лодка
    луг малина мост мята облако одеяло озеро окно олива орех остров осень парус песок пион пуговица река роса ромашка
    рябина сахар север сирень слива снег сосна тетрадь тополь тюльпан фонарь хлеб чайник шалфей яблоко
  `),
  ky: words(`
    алма алмурут арал арча балкон бак бал боорсок булак булут бүлбүл гүл дарак деңиз долоно дөбө жаз
    жалбыз жамгыр жаңгак жийде жүзүм жол кагаз кайың калем камыш карагай килем китеп көл көпүрө кум
    кыш кызгалдак лимон мөмө нан өзөн өрүк өрмөк пияла сандык себет сүт талаа таш терезе тоо торт туман үй
    чай чие чынар шабдаалы шамал шекер шоола эгин элек эмен
  `),
};
