import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { Review } from '#src/api/claritalk/meetings/review.ts';
import { type EvidenceEntry, type MinutesFile, minutesFormat } from './minutes-file.ts';
import { minutesUnder } from './seal/seal.ts';

/** A meeting with all that its minutes need. */
export interface MinutesSource {
  readonly meeting: Meeting;
  readonly review: Review;
  readonly organisation: string | undefined;
  readonly ownerName: string | undefined;
  readonly typeName: string | undefined;
  readonly dossierName: string | undefined;
  /** Name of who approved, if anyone did. */
  readonly approvedByName: string | undefined;
}

interface MakeOptions {
  /** Whether the reviewer's remarks go with it. */
  readonly comments: boolean;
  /** Pieces of sound that go with it. */
  readonly evidence?: readonly EvidenceEntry[] | undefined;
  readonly now: Date;
}

/** The minutes as a file, with the seal checked against what they say now. */
export async function makeMinutesFile(source: MinutesSource, options: MakeOptions): Promise<MinutesFile> {
  const { meeting, review } = source;
  const approval = review.approval?.value ? review.approval : undefined;
  const kept = approval?.value?.sha256;
  const { minutes, fits } = await minutesUnder(kept, meeting, review);
  return {
    ...minutesFormat,
    exportedAt: options.now.toISOString(),
    status: !approval ? 'draft' : fits ? 'approved' : 'changed',
    minutes,
    approval: approval ? { by: source.approvedByName ?? null, at: approval.at } : null,
    seal: kept === undefined ? null : { algorithm: 'SHA-256', value: kept },
    context: {
      organisation: source.organisation ?? null,
      owner: source.ownerName ?? null,
      meetingType: source.typeName ?? null,
      dossier: source.dossierName ?? null,
      todosDone: meeting.todos.map((todo) => review.todos[todo.key]?.done?.value ?? todo.done),
      reviews: options.comments ? remarksOf(source) : null,
      ...(options.evidence?.length ? { evidence: options.evidence } : {}),
    },
  };
}

const remarksOf = ({ meeting, review }: MinutesSource) =>
  meeting.themes.map((theme) =>
    theme.questions.map(({ key }) => {
      const remark = review.answers[key];
      return remark ? { state: remark.state?.value ?? null, comment: remark.comment?.value || null } : null;
    }),
  );
