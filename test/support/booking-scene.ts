import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type OfficeInApp, openOfficeInApp } from './office-in-app.ts';
import { playedByHand, type Waiting } from './played-by-hand.ts';
import { startTestApp, type TestApp } from './test-app.ts';

export interface BookingScene {
  readonly app: TestApp;
  readonly office: OfficeInApp;
  /** The screens that would come by themselves. */
  readonly waiting: readonly Waiting[];
}

/** When each test of a scene begins: a Sunday morning. */
export const sceneStart = Date.UTC(2026, 10, 22, 9);

/** A program for all tests of a file, and an office in it that is new for each; both are given before each test. */
export function playInBookingScene(give: (scene: BookingScene) => void): void {
  let app: TestApp;
  const { wait, waiting } = playedByHand();
  beforeAll(async () => {
    app = await startTestApp({ wait });
  });
  beforeEach(async () => {
    app.clock.now = () => sceneStart;
    waiting.splice(0);
    give({ app, office: await openOfficeInApp(app), waiting });
  });
  afterEach(() => app.server.heal());
  afterAll(() => app.stop());
}
