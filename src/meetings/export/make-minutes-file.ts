import type { Meeting } from '#src/api/meetings-normalise.ts';
import { type MinutesReview, minutesContent } from './minutes-content.ts';
import { type MinutesFile, type MinutesStatus, minutesFormat } from './minutes-file.ts';
import { sealOfContent } from './seal.ts';

/** A meeting with all that its minutes need. */
export interface MinutesSource {
  readonly meeting: Meeting;
  readonly review: MinutesReview;
  readonly organisation: string | undefined;
  readonly ownerName: string | undefined;
  readonly typeName: string | undefined;
  readonly dossierName: string | undefined;
  readonly approvedByName: string | undefined;
}

interface MakeOptions {
  /** Whether the reviewer's remarks go with it. */
  readonly comments: boolean;
  readonly now: Date;
}

/** The minutes as a file, with the seal checked against what they say now. */
export async function makeMinutesFile(source: MinutesSource, options: MakeOptions): Promise<MinutesFile> {
  const { meeting, review } = source;
  const minutes = minutesContent(meeting, review);
  const kept = review.approval?.sha256;
  return {
    ...minutesFormat,
    exportedAt: options.now.toISOString(),
    status: statusOf(review, kept === undefined ? undefined : await sealOfContent(minutes)),
    minutes,
    seal: kept === undefined ? null : { algorithm: 'SHA-256', value: kept },
    context: {
      organisation: source.organisation ?? null,
      owner: source.ownerName ?? null,
      meetingType: source.typeName ?? null,
      dossier: source.dossierName ?? null,
      approvedBy: source.approvedByName ?? null,
      todosDone: meeting.todos.map((todo, index) => review.todoOf(todo, index)?.done ?? todo.done),
      reviews: options.comments ? remarksOf(source) : null,
    },
  };
}

function statusOf(review: MinutesReview, actual: string | undefined): MinutesStatus {
  if (!review.approval) return 'draft';
  return review.approval.sha256 === actual ? 'approved' : 'changed';
}

const remarksOf = ({ meeting, review }: MinutesSource) =>
  meeting.themes.map((theme) =>
    theme.questions.map((question) => {
      const remark = review.answerOf(question, theme);
      return remark ? { state: remark.state ?? null, comment: remark.comment ?? null } : null;
    }),
  );
