import type { PublicationView } from '#contract/claap/publications.ts';
import type { Publication } from './publication-store.ts';

const instant = (at: number) => new Date(at).toISOString();

/** A publication as pages see it. */
export function publicationView(publication: Publication): PublicationView {
  const { id, state, person, author, meeting, at, changedAt, bytes, received } = publication;
  const { recording, url, problem, needsNew, isFollowed, leftover, content } = publication;
  return {
    id,
    state,
    person,
    author,
    meeting,
    title: content?.title ?? '',
    at: instant(at),
    changedAt: instant(changedAt),
    bytes,
    received,
    sent: state === 'handed-over' || state === 'ready' ? bytes : state === 'sending' ? publication.sent : 0,
    recording: recording === null ? null : { id: recording, url },
    problem: state === 'stopped' && problem ? problem : null,
    needsNew: state === 'stopped' && needsNew,
    followed: isFollowed,
    leftover: leftover ?? null,
  };
}
