/**
 * Waits for work, but not for ever.
 * @param isBusy asked when the time is over; while it is true, the work gets a tenth of the time more
 * @throws HandlerHung when the time is over; what the work does later is nobody's concern
 */
export async function withinTime(work: Promise<void>, milliseconds: number, isBusy: () => boolean): Promise<void> {
  let alarm: NodeJS.Timeout | undefined;
  const hung = new Promise<never>((_, reject) => {
    const look = () => {
      if (isBusy()) alarm = setTimeout(look, milliseconds / 10);
      else reject(new HandlerHung());
    };
    alarm = setTimeout(look, milliseconds);
  });
  try {
    await Promise.race([work, hung]);
  } finally {
    clearTimeout(alarm);
  }
}

class HandlerHung extends Error {}
