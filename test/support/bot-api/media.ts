const voice = {
  file_id: 'AwACAgIAAxkBAAIB',
  file_unique_id: 'AgADAwEAAm',
  duration: 4,
  mime_type: 'audio/ogg',
  file_size: 16_384,
};
const photo = [90, 320, 800].map((width, size) => ({
  file_id: `AgACAgIAAxkBAAI${size}`,
  file_unique_id: `AQADsize${size}`,
  width,
  height: Math.round(width * 0.75),
  file_size: width * 40,
}));

/** One believable value for each kind of message that is not text. */
const samples: Readonly<Record<string, unknown>> = {
  voice,
  photo,
  audio: { ...voice, mime_type: 'audio/mpeg', title: 'Song' },
  video: {
    file_id: 'BAACAgIAAxkBAAIC',
    file_unique_id: 'AgADVideo',
    width: 640,
    height: 480,
    duration: 7,
    mime_type: 'video/mp4',
    file_size: 900_000,
  },
  video_note: { file_id: 'DQACAgIAAxkBAAID', file_unique_id: 'AgADNote', length: 240, duration: 5, file_size: 200_000 },
  animation: {
    file_id: 'CgACAgIAAxkBAAIE',
    file_unique_id: 'AgADAnim',
    width: 320,
    height: 240,
    duration: 2,
    mime_type: 'video/mp4',
  },
  document: {
    file_id: 'BQACAgIAAxkBAAIF',
    file_unique_id: 'AgADDoc',
    file_name: 'file.pdf',
    mime_type: 'application/pdf',
    file_size: 50_000,
  },
  sticker: {
    file_id: 'CAACAgIAAxkBAAIG',
    file_unique_id: 'AgADSticker',
    type: 'regular',
    width: 512,
    height: 512,
    is_animated: false,
    is_video: false,
    emoji: '👍',
    set_name: 'Animals',
    file_size: 20_000,
  },
  location: { latitude: 42.8746, longitude: 74.5698 },
  contact: { phone_number: '+10000000000', first_name: 'Somebody' },
  dice: { emoji: '🎲', value: 3 },
};

/** Fields of a raw message; `true` for a kind of media stands for a whole sample of it. */
export type RawContent = Readonly<Record<string, unknown>>;

/** Fills in what the caller left out: `{ voice: true }` or `{ contact: { phone_number } }` is enough. */
export function completeContent(content: RawContent): Record<string, unknown> {
  const full: Record<string, unknown> = { ...content };
  for (const [kind, sample] of Object.entries(samples)) {
    const given = content[kind];
    if (given === true) full[kind] = sample;
    else if (typeof given === 'object' && given !== null && !Array.isArray(given) && !Array.isArray(sample)) {
      full[kind] = { ...(sample as object), ...given };
    }
  }
  return full;
}
