import type { QueryClient } from '@tanstack/react-query';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { readReview } from '#src/api/claritalk/meetings/review.ts';
import { organisationsOptions } from '#src/api/claritalk/organisations.ts';
import { meetingTypesOptions } from '#src/api/claritalk/templates.ts';
import { currentUserQuery, usersOptions } from '#src/api/claritalk/users.ts';
import type { MinutesSource } from './make-minutes-file.ts';

/**
 * A meeting with the names that its minutes show. A name that the person may not know, or that does not arrive,
 * is left out: a document without the name of its dossier is better than none.
 */
export async function loadMinutesSource(queryClient: QueryClient, meeting: Meeting): Promise<MinutesSource> {
  const review = readReview(meeting.metadata);
  const unknown = () => undefined;
  const [user, users, organisations, types, dossiers] = await Promise.all([
    queryClient.ensureQueryData(currentUserQuery()).catch(unknown),
    queryClient.ensureQueryData(usersOptions()).catch(unknown),
    queryClient.ensureQueryData(organisationsOptions()).catch(unknown),
    meeting.typeId === undefined
      ? undefined
      : queryClient.ensureQueryData(meetingTypesOptions()).catch(unknown),
    meeting.dossierId === undefined
      ? undefined
      : queryClient.ensureQueryData(dossiersOptions()).catch(unknown),
  ]);
  const nameOf = (uuid: string | undefined) => {
    if (uuid === undefined) return undefined;
    return uuid === user?.uuid ? user.name : users?.find((other) => other.uuid === uuid)?.name;
  };
  return {
    meeting,
    review,
    organisation: organisations?.[0]?.name,
    ownerName: nameOf(meeting.ownerUuid),
    typeName: types?.find(({ id }) => id === meeting.typeId)?.name,
    dossierName: dossiers?.find(({ id }) => id === meeting.dossierId)?.name,
    approvedByName: nameOf(review.approval?.by),
  };
}
