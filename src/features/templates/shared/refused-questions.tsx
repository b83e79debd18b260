import { IconLock } from '@tabler/icons-react';
import type { Refusal } from '#src/ui/why-not.tsx';
import classes from './questions.module.css';

/** Shown instead of questions: which permission is missing, and who can give it. */
export function RefusedQuestions({ refusal }: { readonly refusal: Refusal }) {
  return (
    <div className={`ui-small ui-breaks ${classes.refused}`} role="note">
      <IconLock className="ui-accent" size={28} stroke={1.5} aria-hidden />
      <p dir="auto">{refusal.rule}</p>
      <p className="ui-dimmed" dir="auto">
        {refusal.have}
      </p>
      <p className="ui-dimmed" dir="auto">
        {refusal.who}
      </p>
    </div>
  );
}
