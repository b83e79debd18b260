import * as v from 'valibot';
import { jsonColumn } from '../../lib/json-column.ts';
import type { MessageRow } from '../store/messages.ts';

/** What simulated clients say, by language. */
const answers: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Thank you, that is clear.',
    'Great, I will do it today.',
    'Thanks! Can we call about it tomorrow?',
    'Done. You should have it in your mailbox.',
  ],
  nl: [
    'Dank u, dat is duidelijk.',
    'Prima, ik doe het vandaag nog.',
    'Bedankt! Kunnen we morgen even bellen?',
    'Is gebeurd, het zit in uw mailbox.',
  ],
  fr: [
    'Merci, c’est clair.',
    'Parfait, je m’en occupe aujourd’hui.',
    'Merci ! Peut-on s’appeler demain ?',
    'C’est fait, vous l’avez dans votre boîte.',
  ],
  de: [
    'Danke, das ist klar.',
    'Gut, ich erledige es heute noch.',
    'Danke! Können wir morgen telefonieren?',
    'Erledigt, es ist in Ihrem Postfach.',
  ],
};

const buttons = v.array(v.object({ text: v.optional(v.string()), payload: v.optional(v.string()) }));
const contentColumn = jsonColumn(
  v.object({
    inline_buttons: v.optional(buttons),
    keyboard: v.optional(v.object({ buttons })),
    choices: v.optional(v.array(v.string())),
    interactive: v.optional(
      v.object({
        action: v.object({
          sections: v.optional(v.array(v.object({ rows: v.array(v.object({ title: v.string() })) }))),
        }),
      }),
    ),
  }),
);

/** Returns what someone who was offered a choice presses. */
function choiceOf({ content }: MessageRow): string | undefined {
  if (content === null) return undefined;
  const { inline_buttons, keyboard, choices, interactive } = v.parse(contentColumn, content);
  const button = inline_buttons?.[0] ?? keyboard?.buttons[0];
  const row = interactive?.action.sections?.[0]?.rows[0];
  return button?.payload ?? button?.text ?? choices?.[0] ?? row?.title;
}

/** The first choice where there is one, else one of the answers in turn. */
export function answerTo(message: MessageRow, language: string): string {
  const all = answers[language] ?? answers.en ?? [];
  return choiceOf(message) ?? all[message.id % all.length] ?? '';
}
