import { useTranslations } from 'use-intl';
import type { VideoCall } from '#src/api/gateway/calls/video-calls.ts';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { Moment } from '#src/ui/moment.tsx';
import { Length } from '../call-cells.tsx';

type ColumnId = 'who' | 'length' | 'kept' | 'when';

/** Video calls that are over. @param videos undefined while they are on their way */
export function PastCalls({ videos }: { readonly videos: readonly VideoCall[] | undefined }) {
  const t = useTranslations('calls');
  const names = ({ participants }: VideoCall) =>
    participants.map(({ name }) => name ?? t('video.noName')).join(', ');
  const kept = ({ recordings, recorded }: VideoCall) => {
    const [recording] = recordings;
    if (!recording) return recorded ? t('video.keptLater') : t('video.keptNothing');
    if (recording.status === 'completed') return t('video.kept');
    return recording.status === 'failed'
      ? t('video.keptFailed')
      : t('video.keeping', { percent: recording.percent ?? 0 });
  };
  const columns: readonly Column<VideoCall, ColumnId>[] = [
    { id: 'who', title: t('video.who'), cell: (one) => <span dir="auto">{names(one)}</span> },
    {
      id: 'length',
      title: t('columns.length'),
      from: 48,
      below: 'when',
      width: 6,
      numeric: true,
      cell: (one) => <Length of={one} />,
    },
    { id: 'kept', title: t('video.recording'), from: 48, below: 'who', width: 14, cell: kept },
    { id: 'when', title: t('columns.when'), width: 9, cell: ({ at }) => <Moment at={at} relative /> },
  ];
  if (videos?.length === 0) return null;
  return (
    <Table label={t('video.past')} columns={columns} rows={videos} keyOf={({ id }) => id} skeletons={4} />
  );
}
