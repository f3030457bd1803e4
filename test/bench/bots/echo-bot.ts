import { Bot, InlineKeyboard } from 'grammy';

/**
 * The baseline: the least that a grammY bot can do for a press, an edit and an answer, with grammY's
 * own client. It keeps nothing and hides nothing: a bound that no real bot reaches.
 */
export function createEchoBot(): Bot {
  const bot = new Bot('123456:BENCH-token-of-the-local-server', {
    client: { apiRoot: process.env.TELEGRAM_API_ROOT as string },
  });
  const keyboard = new InlineKeyboard();
  for (let row = 1; row <= 5; row++) keyboard.text(`Button ${row}`, `button:${row}`).row();
  const options = { parse_mode: 'HTML', reply_markup: keyboard } as const;
  let edits = 0;

  bot.on('message', (ctx) => ctx.reply('<b>What now?</b>', options));
  bot.on('callback_query:data', async (ctx) => {
    edits += 1;
    // Another text each time, or Telegram refuses the edit.
    await ctx.editMessageText(`<b>${ctx.callbackQuery.data}</b>\n\n${edits}`, options);
    await ctx.answerCallbackQuery();
  });
  return bot;
}
