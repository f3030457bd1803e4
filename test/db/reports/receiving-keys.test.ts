import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HolderSignature } from '../../../db/reports/holder-signature.ts';
import { fingerprintOf, signStatement, statements } from '../../../db/reports/key-papers.ts';
import type { OrganisationId } from '../../../domain/organisation-id.ts';
import { describeOnBothDatabases } from '../../support/databases.ts';
import {
  type Holder,
  newHolder,
  openRoom,
  organisation,
  type ReportRoom,
  taisPlus,
} from '../../support/report-room.ts';

const fingerprint = ({ recipient, signingKey }: Holder, name = taisPlus) =>
  fingerprintOf({ organisation: name, recipient, signingKey });

/** What a present holder gives to a newcomer. */
const vouch = (present: Holder, newcomer: Holder, name: OrganisationId = taisPlus): HolderSignature => ({
  fingerprint: fingerprint(present, name),
  signature: signStatement(statements.vouch(name, fingerprint(newcomer, name)), present.privateKey),
});

describeOnBothDatabases('organisations’ keys', (open) => {
  let room: ReportRoom;
  let second: Holder;
  beforeEach(async () => {
    room = await openRoom(await open());
    second = await newHolder();
  });
  afterEach(() => room.clear());

  const register = (holder: Holder, vouchedBy?: HolderSignature, name = taisPlus) =>
    room.receivingKeys.register({
      organisation: name,
      recipient: holder.recipient,
      signingKey: holder.signingKey,
      countries: ['KG'],
      ...(vouchedBy && { vouchedBy }),
    });
  const serving = async () =>
    (await room.receivingKeys.list()).filter((key) => key.isServing).map((key) => key.fingerprint);
  const canBeChosen = async () =>
    (await room.desk.openForCountry('KG')).some((reader) => reader.organisation === taisPlus);

  it('a first key serves at once, to the end of the next quarter, with a warning before', async () => {
    const [key] = await room.receivingKeys.list();
    expect(key).toMatchObject({ validFrom: '2026-11-22', validUntil: '2027-03-31', isServing: true, endsSoon: false });
    room.day = '2027-03-11';
    expect((await room.receivingKeys.list())[0]).toMatchObject({ isServing: true, endsSoon: true });
    room.day = '2027-04-01';
    expect((await room.receivingKeys.list())[0]).toMatchObject({ isServing: false, endsSoon: false });
    expect(await canBeChosen()).toBe(false);
  });

  it('a further key needs the signature of a present holder, and serves after seven days', async () => {
    const stranger = await newHolder();
    expect(await register(second)).toEqual({ ok: false, error: 'needs_signature' });
    expect(await register(second, vouch(stranger, second))).toEqual({ ok: false, error: 'wrong_signature' });
    expect(await register(second, vouch(room.holder, stranger))).toEqual({ ok: false, error: 'wrong_signature' });
    expect(await register(second, vouch(room.holder, second))).toMatchObject({ ok: true });
    expect(await serving()).toEqual([fingerprint(room.holder)]);
    room.day = '2026-11-28';
    expect(await serving()).toHaveLength(1);
    room.day = '2026-11-29';
    expect(await serving()).toHaveLength(2);
    expect(await register(second, vouch(room.holder, second))).toEqual({ ok: false, error: 'known_already' });
  });

  it('a key that does not serve yet vouches for nobody, nor does a retired one', async () => {
    const third = await newHolder();
    await register(second, vouch(room.holder, second));
    expect(await register(third, vouch(second, third))).toEqual({ ok: false, error: 'wrong_signature' });
    room.day = '2026-11-29';
    await room.receivingKeys.retire(fingerprint(second));
    expect(await register(third, vouch(second, third))).toEqual({ ok: false, error: 'wrong_signature' });
    expect(await room.receivingKeys.retire(fingerprint(second))).toBe(false);
  });

  it('a signature for one organisation is worth nothing for another', async () => {
    const other = organisation('kyrgyz-indigo');
    const theirs = await newHolder();
    await register(theirs, undefined, other);
    const signature = vouch(theirs, second, taisPlus);
    expect(await register(second, { ...signature, fingerprint: fingerprint(theirs, other) })).toEqual({
      ok: false,
      error: 'wrong_signature',
    });
  });

  it('an ended key still vouches; an organisation that lost all its keys begins anew after 90 days', async () => {
    room.day = '2027-04-10';
    expect(await register(second, vouch(room.holder, second))).toMatchObject({ ok: true });
    await room.db.execute(sql`delete from receiving_keys where fingerprint = ${fingerprint(second)}`);
    expect(await register(second)).toEqual({ ok: false, error: 'needs_signature' });
    room.day = '2027-06-29';
    expect(await register(second)).toEqual({ ok: false, error: 'needs_signature' });
    room.day = '2027-06-30';
    expect(await register(second)).toMatchObject({ ok: true, value: { isServing: true } });
  });

  it('five keys are the most that an organisation has at once', async () => {
    for (let count = 1; count < 5; count++) {
      const more = await newHolder();
      expect(await register(more, vouch(room.holder, more))).toMatchObject({ ok: true });
    }
    expect(await register(second, vouch(room.holder, second))).toEqual({ ok: false, error: 'too_many' });
  });

  it('two first keys at once: only one of them serves', async () => {
    const other = organisation('new-one');
    const answers = await Promise.all([register(second, undefined, other), register(room.holder, undefined, other)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('what is no key is refused', async () => {
    expect(await register({ ...second, recipient: 'age1xyz' }, undefined, organisation('x'))).toEqual({
      ok: false,
      error: 'not_a_key',
    });
    expect(await register({ ...second, signingKey: Buffer.alloc(31) }, undefined, organisation('x'))).toEqual({
      ok: false,
      error: 'not_a_key',
    });
  });

  describe('stopping', () => {
    it('works at once for one person, and is undone by a holder and the operator together', async () => {
      const stopId = await room.receivingKeys.stopTaking(taisPlus);
      expect(await canBeChosen()).toBe(false);
      const approve = room.receivingKeys.approveTaking;
      expect(await approve(taisPlus, 'operator')).toEqual({ ok: true, value: 'one_more_is_needed' });
      expect(await approve(taisPlus, 'operator')).toEqual({ ok: true, value: 'one_more_is_needed' });
      expect(await canBeChosen()).toBe(false);
      const signature = signStatement(statements.reopen(taisPlus, stopId), room.holder.privateKey);
      const by = { fingerprint: fingerprint(room.holder), signature };
      expect(await approve(taisPlus, { ...by, signature: Buffer.alloc(64) })).toEqual({
        ok: false,
        error: 'wrong_signature',
      });
      expect(await approve(taisPlus, by)).toEqual({ ok: true, value: 'takes_reports' });
      expect(await canBeChosen()).toBe(true);
      expect(await approve(taisPlus, by)).toEqual({ ok: false, error: 'not_stopped' });
    });

    it('again makes approvals of the earlier stop worthless', async () => {
      const first = await room.receivingKeys.stopTaking(taisPlus);
      await room.receivingKeys.approveTaking(taisPlus, 'operator');
      await room.receivingKeys.stopTaking(taisPlus);
      expect(await room.receivingKeys.stopOf(taisPlus)).toMatchObject({ approvedBy: [] });
      const signature = signStatement(statements.reopen(taisPlus, first), room.holder.privateKey);
      const by = { fingerprint: fingerprint(room.holder), signature };
      expect(await room.receivingKeys.approveTaking(taisPlus, by)).toEqual({ ok: false, error: 'wrong_signature' });
    });
  });
});
