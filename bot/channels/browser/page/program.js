// @ts-check

/**
 * Asks the program on this computer for something. Answers the HTTP status, 0 when nobody answered.
 * @param {string} path
 * @param {string} token
 * @param {object} body
 * @param {boolean} [keepalive] also when the page is closing
 * @returns {Promise<{ status: number, json: () => Promise<any> }>}
 */
export async function ask(path, token, body, keepalive = false) {
  try {
    // fetch, not sendBeacon: under our referrer policy a beacon has no Origin, and the program lets nobody in without one.
    return await fetch(path, {
      method: 'POST',
      keepalive,
      // Some browsers hide the Origin, too, where the page's own policy hides the referrer.
      referrerPolicy: 'same-origin',
      headers: { 'content-type': 'application/json', ...(token && { 'x-tab-token': token }) },
      body: JSON.stringify(body),
    });
  } catch {
    return { status: 0, json: async () => ({}) };
  }
}
