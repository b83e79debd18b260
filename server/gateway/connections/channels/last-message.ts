import type { Viewer } from '../conversations/sights.ts';
import type { Channels } from './channels.ts';

/** When something was last written in a channel with one of these clients, of the channels that someone may see. @throws Refusal */
export async function lastMessageWith(
  channels: Channels,
  viewer: Viewer,
  individuals: ReadonlySet<string>,
): Promise<{ readonly at: number | undefined; readonly isChecking: boolean }> {
  const book = await channels.bookOf(viewer.member.organisation);
  const [{ channels: all, isComplete }, sight] = await Promise.all([book.all(), channels.sightOf(viewer)]);
  const theirs = all.filter(
    (channel) => book.clientsOf(channel).some(({ id }) => individuals.has(id)) && sight.sees(channel),
  );
  const times = theirs.flatMap(({ last }) => last?.at ?? []);
  return {
    at: times.length === 0 ? undefined : Math.max(...times),
    isChecking: sight.isChecking || !isComplete,
  };
}
