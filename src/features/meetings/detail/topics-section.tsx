import { IconCircle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { Topic } from '#src/api/claritalk/meetings/meetings-parts.ts';
import classes from '../shared/marked-list.module.css';
import { Section } from '../shared/section.tsx';

/** The topics that were prepared, and whether they came up; nothing when none were. */
export function TopicsSection({ topics }: { readonly topics: readonly Topic[] }) {
  const t = useTranslations('meeting');
  if (topics.length === 0) return null;
  return (
    <Section id="topics" title={t('sections.topics')}>
      <ul className={`ui-list ui-stack ${classes.list}`}>
        {topics.map((topic) => (
          <TopicItem key={`${topic.topic} ${topic.description ?? ''}`} topic={topic} />
        ))}
      </ul>
    </Section>
  );
}

function TopicItem({ topic }: { readonly topic: Topic }) {
  const t = useTranslations('meeting.topics');
  const [Icon, state] =
    topic.discussed === undefined
      ? ([IconCircle, 'unknown'] as const)
      : topic.discussed
        ? ([IconCircleCheck, 'discussed'] as const)
        : ([IconCircleDashed, 'notDiscussed'] as const);
  return (
    <li className={classes.item} data-state={topic.discussed ? 'done' : undefined}>
      <Icon size={19} className={`ui-dimmed ${classes.icon}`} aria-hidden />
      <div className={`ui-grow ${classes.body}`}>
        <div className={`ui-ends ${classes.line}`}>
          <span className="ui-strong" dir="auto">
            {topic.topic}
          </span>
          <span className="ui-hint">{t(state)}</span>
        </div>
        {topic.description && (
          <p className="ui-hint" dir="auto">
            {topic.description}
          </p>
        )}
        {topic.summary && <p dir="auto">{topic.summary}</p>}
      </div>
    </li>
  );
}
