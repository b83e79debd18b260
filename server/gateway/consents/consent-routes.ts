import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { getCurrentUser } from '#contract/claritalk/users.ts';
import { adminRoot } from '#contract/gateway/admin.ts';
import {
  askConsent,
  type ConsentRound,
  consentLimits,
  consentRoot,
  getConsent,
  listWithdrawals,
  noteConsentMeeting,
} from '#contract/gateway/consents/consents.ts';
import type { SubjectKey } from '#contract/gateway/session.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { claritalkName } from '../../upstreams/claritalk.ts';
import { readSession, type SessionOptions } from '../elevation/caller.ts';
import type { ClaritalkCall } from '../elevation/claritalk-calls.ts';
import type { GatewayEnv } from '../http/gateway-env.ts';
import { isForeign, sourceOf } from '../http/origin.ts';
import { languageOf } from '../http/person/navigation.ts';
import { personLanguages } from '../http/person/texts.ts';
import { readBody } from '../http/read-body.ts';
import { Refusal, refusal } from '../http/refusal.ts';
import type { Limits } from '../scheduling/limits.ts';
import { type ConsentPage, consentPage } from './consent-page.ts';
import type { Asked, ConsentStore, Saying } from './consent-store.ts';
import type { ConsentLanguage } from './consent-texts.ts';

export interface ConsentRoutesOptions extends SessionOptions {
  readonly store: ConsentStore;
  readonly call: ClaritalkCall;
  readonly limits: Limits;
  /** Tells the pages of a person that something was answered for a recording of theirs. */
  readonly tell: (owner: SubjectKey, recording: string) => Promise<void>;
}

/** Mistyped or guessed addresses, by anyone. */
const missesPerMinute = 120;
/** Of one address: a hall of people at once, and no more. */
const pagesPerMinute = 900;
const answersPerMinute = 240;
/** Of one person who records. */
const readsPerMinute = 240;
const form = { maxBytes: 4_096, withinMs: 10_000 };
const secret = /^[\w-]{22}$/;

const me = v.looseObject({ user: v.looseObject({ name: v.string() }) });

/** Asking, and the page on the telephones of those who are asked. */
export function consentRoutes(options: ConsentRoutesOptions): Hono<GatewayEnv> {
  const { store, call, publicUrl } = options;
  const app = new Hono<GatewayEnv>();
  const limited = (what: string, requests: number) =>
    options.limits.of({ name: `consents: ${what}`, requests, comesBack: 'at-once' });
  const reads = limited('reads', readsPerMinute);
  const misses = limited('misses', missesPerMinute);
  const pages = limited('pages', pagesPerMinute);
  const answers = limited('answers', answersPerMinute);

  async function reader(context: Context<GatewayEnv>) {
    const session = await readSession(options, context.env.incoming);
    const wait = await reads.take(session.subjectKey);
    if (wait > 0) throw refusal('too-many-admin-requests', {}, { 'retry-after': String(wait) });
    return session;
  }

  async function caller(context: Context<GatewayEnv>) {
    const session = await reader(context);
    const params = v.safeParse(askConsent.params, context.req.param());
    if (!params.success) throw new Refusal(404, 'There is nothing here.');
    return { ...session, recording: params.output.recording.toLowerCase() };
  }

  async function roundOf(asked: Asked): Promise<ConsentRound> {
    return {
      link: `${publicUrl}${consentRoot}/${asked.token}`,
      openUntil: new Date(asked.openUntil).toISOString(),
      until: new Date(asked.until).toISOString(),
      onObjection: asked.facts.onObjection,
      texts: asked.words.texts,
      answers: [...(await store.answers(asked))],
      meeting: asked.meeting,
      seen: asked.seen,
    };
  }

  app.put(adminRoot + askConsent.path, async (context) => {
    const { recording, subjectKey, token } = await caller(context);
    const body = v.safeParse(askConsent.body, await jsonOf(context));
    if (!body.success) throw new Refusal(400, 'The body is not known here.');
    const known = await store.of(recording, subjectKey);
    if (known) return Response.json(await roundOf(known));
    const answer = await call(getCurrentUser, token, {});
    const person = v.safeParse(me, answer.body);
    // Whose name stands on the page is not for a page to say.
    if (answer.status !== 200 || !person.success) throw refusal('rights-unknown', { system: claritalkName });
    const facts = { person: person.output.user.name, ...body.output };
    const asked = await store.ask(recording, subjectKey satisfies SubjectKey, facts);
    if (!asked) throw new Refusal(404, 'Someone else asked for this recording.');
    return Response.json(await roundOf(asked));
  });

  app.get(adminRoot + getConsent.path, async (context) => {
    const { recording, subjectKey } = await caller(context);
    const asked = await store.of(recording, subjectKey);
    return Response.json({ round: asked ? await roundOf(asked) : null });
  });

  app.put(adminRoot + noteConsentMeeting.path, async (context) => {
    const { recording, subjectKey } = await caller(context);
    const body = v.safeParse(noteConsentMeeting.body, await jsonOf(context));
    if (!body.success) throw new Refusal(400, 'The body is not known here.');
    const { meeting, seen } = body.output;
    if (!(await store.note(recording, subjectKey, meeting, seen))) {
      throw new Refusal(404, 'Someone else asked for this recording, or nobody.');
    }
    return new Response(null, { status: 204 });
  });

  app.get(adminRoot + listWithdrawals.path, async (context) => {
    const { subjectKey } = await reader(context);
    const withdrawn = await store.withdrawn(subjectKey);
    return Response.json({
      withdrawals: withdrawn.map(({ at, ...one }) => ({ ...one, at: new Date(at).toISOString() })),
    });
  });

  /** @throws Refusal, the same for every reason for which there is nothing at an address */
  async function askedAt(context: Context<GatewayEnv>): Promise<Asked> {
    const token = context.req.param('token') ?? '';
    const asked = secret.test(token) ? await store.at(token) : undefined;
    if (!asked) {
      const wait = await misses.take('');
      if (wait > 0) throw new Refusal(429, 'Too many requests.', { 'retry-after': String(wait) });
      throw new Refusal(404, 'This address is not in use.', {}, { person: { cause: 'consentGone' } });
    }
    const wait = await pages.take(asked.recording);
    if (wait > 0) throw new Refusal(429, 'Too many requests.', { 'retry-after': String(wait) });
    return asked;
  }

  const pageOf = async (context: Context<GatewayEnv>, asked: Asked, problem?: ConsentPage['problem']) => {
    const { headers } = context.env.incoming;
    const receipt = receiptOf(context);
    const answer = receipt === undefined ? undefined : await store.said(asked, receipt);
    const isOpen = Date.now() < asked.openUntil;
    const said = answer && receipt !== undefined ? { answer, receipt } : undefined;
    const language = languageIn(context) ?? languageOf(headers);
    const { body, headers: own } = consentPage({ asked, language, said, problem, publicUrl, isOpen });
    return new Response(context.req.method === 'HEAD' ? null : body, {
      status: problem === undefined ? 200 : problem === 'choose' ? 400 : 409,
      headers: own,
    });
  };

  app.get(`${consentRoot}/:token`, async (context) => pageOf(context, await askedAt(context)));
  app.get(`${consentRoot}/:token/:receipt`, async (context) => pageOf(context, await askedAt(context)));

  async function said(context: Context<GatewayEnv>): Promise<Response> {
    const { incoming } = context.env;
    // A page of another site that has the address could otherwise answer for whoever looks at it.
    if (isForeign(sourceOf(incoming.headers), publicUrl)) {
      throw new Refusal(403, 'Answers come from this page.');
    }
    const asked = await askedAt(context);
    const wait = await answers.take(asked.recording);
    if (wait > 0) throw new Refusal(429, 'Too many requests.', { 'retry-after': String(wait) });
    const sent = new URLSearchParams((await readBody(incoming, form)).toString('utf8'));
    const decision = sent.get('decision');
    const language = languageIn(context) ?? languageOf(incoming.headers);
    const path = `${consentRoot}/${asked.token}`;
    const tell = () => options.tell(asked.owner, asked.recording);
    if (decision === 'withdraw') {
      const receipt = receiptOf(context);
      if (receipt === undefined || !(await store.withdraw(asked, receipt)))
        return pageOf(context, asked, 'choose');
      await tell();
      return seeOther(`${path}/${receipt}?lang=${language}`);
    }
    if (decision !== 'agreed' && decision !== 'objected') return pageOf(context, asked, 'choose');
    const name = wholeCharacters((sent.get('name') ?? '').trim(), consentLimits.name) || null;
    const once = sent.get('once') ?? '';
    const saying: Saying = { decision, name, language, once: secret.test(once) ? once : undefined };
    const receipt = await store.say(asked, saying);
    if (receipt === undefined) {
      return pageOf(context, asked, Date.now() >= asked.openUntil ? 'closed' : 'full');
    }
    await tell();
    const seconds = Math.floor((asked.until - Date.now()) / 1000);
    const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
    return seeOther(
      `${path}?lang=${language}`,
      `consent=${receipt}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
    );
  }
  app.post(`${consentRoot}/:token`, said);
  app.post(`${consentRoot}/:token/:receipt`, said);
  return app;
}

function seeOther(location: string, cookie?: string): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
  if (cookie !== undefined) headers.set('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

/** The receipt in the address, or in the cookie that came with the answer. */
function receiptOf(context: Context<GatewayEnv>): string | undefined {
  const given =
    context.req.param('receipt') ??
    /(?:^|; )consent=([\w-]{22})(?:;|$)/.exec(context.env.incoming.headers.cookie ?? '')?.[1];
  return given !== undefined && secret.test(given) ? given : undefined;
}

const languageIn = (context: Context<GatewayEnv>): ConsentLanguage | undefined =>
  personLanguages.find((language) => language === context.req.query('lang'));

async function jsonOf(context: Context<GatewayEnv>): Promise<unknown> {
  try {
    return JSON.parse((await readBody(context.env.incoming, form)).toString('utf8'));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return undefined;
  }
}
