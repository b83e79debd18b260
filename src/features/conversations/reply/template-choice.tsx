import type { Template } from '#src/api/chat2desk/templates.ts';
import classes from '#src/services/conversations/conversation.module.css';

const mostShown = 6;

/** Prepared replies whose shortcut or name begins with what follows a slash; none where the text is something else. */
export function templatesFor(text: string, templates: readonly Template[]): readonly Template[] {
  const typed = /^\/(\S{0,40})$/.exec(text)?.[1]?.toLowerCase();
  if (typed === undefined) return [];
  const fits = ({ shortcut, name }: Template) =>
    shortcut.toLowerCase().startsWith(typed) || name.toLowerCase().startsWith(typed);
  return templates.filter(fits).slice(0, mostShown);
}

interface TemplateChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly templates: readonly Template[];
  /** Which one Enter takes. */
  readonly current: number;
  readonly onChoose: (template: Template) => void;
}

/** Prepared replies to choose from; the focus stays in the field. */
export function TemplateChoice({ id, label, templates, current, onChoose }: TemplateChoiceProps) {
  return (
    <div id={id} role="listbox" aria-label={label} className={`ui-card ${classes.templates}`}>
      {templates.map((template, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys.
        <div
          key={template.id}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === current}
          className="ui-choice"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(template)}
        >
          <strong dir="auto">{`/${template.shortcut}`}</strong>
          <span className="ui-dimmed ui-ellipsis" dir="auto">
            {template.text}
          </span>
        </div>
      ))}
    </div>
  );
}
